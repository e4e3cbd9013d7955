"""Every published format read from a real or published sample, beside counts that are made of the files without Kith.

``python -m bench published --data DIR``: the folder of samples, which are not part of the project.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy2
from typing import Any

from lxml import etree

from bench.tables import Result
from ingest.feeds import feed
from ingest.reading import DeliveryRefused, ReadDelivery, read_delivery
from model.codes import InvolvementKind
from model.observations import Claim

DAY = dt.date(2026, 9, 1)


@dataclass(frozen=True, slots=True)
class Sample:
    """One delivery of samples. ``counted``: what the files hold, counted without Kith: rows, people and, where each
    such row makes one edge, edges; None where the file does not say so itself."""

    name: str
    code: str
    files: tuple[Path, ...]
    counted: dict[str, int | None]
    part: str | None = None


def run_data(data: Path) -> None:
    """Read every sample below ``data`` and print the table; says which of them were not there."""
    result = Result("published", "Published formats from samples: counted in the files, and read")
    for sample in _samples(data):
        missing = [path.name for path in sample.files if not path.exists()]
        if missing or not sample.files:
            result.notes.append(f"{sample.name}: not read, absent: {', '.join(missing) or 'its folder'}")
            continue
        result.add(**_row(sample))
    result.rows += [*_demographics(data / "pds_fhir"), *_over_time(data)]
    result.show()
    wrong = [row["sample"] for row in result.rows if row["equal"] is False]
    assert not wrong, f"counts differ: {wrong}"


def _row(sample: Sample) -> dict[str, Any]:
    try:
        read = _read(sample)
    except DeliveryRefused as refused:
        return {
            "sample": sample.name,
            "feed": sample.code,
            "equal": False,
            "rejected_because": str(refused)[:120],
        }
    kind = "school" if sample.code == "gias" else "person"
    people = sum(1 for key in read.records if key.split(":", 2)[1] == kind)
    edges = sum(len(read.feed.observe(key, rows).claims) for key, rows in read.records.items())
    reasons = Counter(f"{each.table}: {each.reason}" for each in read.rejections)
    left = [
        path for path in sample.files if path.suffix == ".csv" and path.name not in set(read.sources.values())
    ]
    found = {"rows": _of_files(read) + (_rows(left) or 0), "people": people}
    return {
        "sample": sample.name,
        "feed": sample.code,
        "rows_in_file": sample.counted["rows"],
        "rows": _of_files(read),
        "rows_left": _rows(left) or 0,
        "people_in_file": sample.counted["people"],
        "people": people,
        "edges": edges,
        "rejected": read.rejected,
        "equal": all(said in (None, found[name]) for name, said in sample.counted.items()),
        "rejected_because": "; ".join(f"{reason} ({times:,})" for reason, times in reasons.most_common(3))
        or "–",
    }


def _demographics(folder: Path) -> Iterator[dict[str, Any]]:
    """The answers of the demographics service, each a delivery of its own, as one line."""
    counted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("*/*.json")):
        kinds = Counter(
            each["resourceType"] for each in _resources(json.loads(path.read_text(encoding="utf-8")))
        )
        counted.update(patients=kinds["Patient"], related=kinds["RelatedPerson"], answers=1)
        counted["restricted"] += path.read_text(encoding="utf-8").count('"restricted"')
        read = _read(Sample(path.stem, "nhs_demographics", (path,), {}))
        statements = [read.feed.observe(key, rows) for key, rows in read.records.items()]
        found.update(
            patients=read.rows_of["patients"][0], related=read.rows_of["related_persons"][0],
            edges=sum(len(said.claims) for said in statements), rejected=read.rejected,
            restricted=sum(len(said.protections) for said in statements), people=len(read.records),
        )  # fmt: skip
    if counted:
        yield {
            "sample": f"demographics, {counted['answers']} answers", "feed": "nhs_demographics",
            "rows_in_file": counted["patients"] + counted["related"], "rows": found["patients"] + found["related"],
            "people": found["people"], "edges": found["edges"], "rejected": found["rejected"],
            "equal": all(counted[name] == found[name] for name in ("patients", "related", "restricted")),
            "rejected_because": f"{found['restricted']} restricted in the answers and protected here",
        }  # fmt: skip


def _of_files(read: ReadDelivery) -> int:
    """Rows of the tables that stand in the files; those that are drawn from others are not counted again."""
    tables = (table for table in read.feed.tables if not table.drawn_from and table.name in read.rows_of)
    return sum(read.rows_of[table.name][0] for table in tables)


def _read(sample: Sample) -> ReadDelivery:
    if len(sample.files) == 1:
        return read_delivery(sample.files[0], feed(sample.code), extracted=DAY, kind="full")
    with tempfile.TemporaryDirectory() as folder:
        for path in sample.files:
            copy2(path, folder)
        return read_delivery(Path(folder), feed(sample.code), extracted=DAY, kind="full", part=sample.part)


def _samples(data: Path) -> Iterator[Sample]:
    years = data / "ssda903_years"
    for year in ("2017", "2018"):
        files = tuple(sorted(years.glob(f"{year}-*.csv")))
        yield Sample(
            f"looked-after return {year}, CSV", "ssda903", files,
            {"rows": _rows(files), "people": _distinct(files, "CHILD")}, year,
        )  # fmt: skip
    files = tuple(sorted((data / "ssda903").glob("*.csv")))
    # A social worker's row brings nobody in, and deprivations of liberty are not read.
    bringing = [path for path in files if path.name not in ("sw_episodes.csv", "DoLo.csv")]
    yield Sample(
        "looked-after return, CSV",
        "ssda903",
        files,
        {"rows": _rows(files), "people": _distinct(bringing, "CHILD")},
    )
    path = data / "ssda903" / "fake_903.xml"
    yield Sample(
        "looked-after return, XML", "ssda903", (path,), {"rows": None, "people": _elements(path, "CHILD")}
    )
    for name in ("fake_CIN_data.xml", "CIN_Census_2024.xml"):
        path = data / "cin" / name
        yield Sample(
            f"children in need, {name}",
            "cin_census",
            (path,),
            {"rows": None, "people": _elements(path, "Child")},
        )
    for part in ("2024_autumn", "2025_spring"):
        files = tuple((data / "school_census").glob(f"{part}_pupil*onroll.csv"))
        yield Sample(
            f"school census {part}", "school_census", files,
            {"rows": _rows(files), "people": _distinct(files, "upn")}, part,
        )  # fmt: skip
    path = data / "annex_a" / "Annex_A_2024_Jan.xlsx"
    yield Sample("Annex A workbook", "annex_a", (path,), {"rows": None, "people": None})
    names, links = data / "schools" / "gias_names_22012.csv", data / "schools" / "gias_links_20250422.csv"
    yield Sample(
        "register of schools",
        "gias",
        (names, links),
        {"rows": _rows((names, links)), "people": _distinct((names,), "urn")},
    )
    path = data / "schools" / "gias_full_columns_dummy_60.csv"
    yield Sample(
        "register of schools, all columns",
        "gias",
        (path,),
        {"rows": _rows((path,)), "people": _rows((path,))},
    )


def _over_time(data: Path) -> list[dict[str, Any]]:
    """Two terms and two years: each identifier one person; moves and leavers as the files have them."""
    found = []
    census, terms = data / "school_census", ("2024_autumn", "2025_spring")
    files = {
        term: (census / f"{term}_pupilonroll.csv", census / f"{term}_pupilnolongeronroll.csv")
        for term in terms
    }
    if all(path.exists() for both in files.values() for path in both):
        on = [{row["upn"]: row["NativeId"] for row in _dicts(files[term][0])} for term in terms]
        leavers = [_distinct((files[term][1],), "upn") for term in terms]
        moved = sum(on[0][upn] != on[1][upn] for upn in on[0].keys() & on[1].keys())
        reads = [_read(Sample(term, "school_census", files[term], {}, term)) for term in terms]
        now = [
            {
                _identifier(key): _schools(read, key, rows, left=False)
                for key, rows in read.records.items()
                if ":person:" in key
            }
            for read in reads
        ]
        both = now[0].keys() & now[1].keys()
        gone = [
            sum(
                bool(_schools(read, key, rows, left=True))
                for key, rows in read.records.items()
                if ":person:" in key
            )
            for read in reads
        ]
        here = {upn for upn in both if now[0][upn] and now[1][upn]}
        moves = sum(now[0][upn] != now[1][upn] for upn in here)
        people = len(now[0].keys() | now[1].keys())
        counted = len(
            {row["upn"] for both_files in files.values() for path in both_files for row in _dicts(path)}
        )
        found.append(_time("school census, autumn to spring: pupils", counted, people))
        found.append(_time("school census: moved to another school", moved, moves))
        found += [
            _time(f"school census {term}: leavers", said, got)
            for term, said, got in zip(terms, leavers, gone, strict=True)
        ]
    years = data / "ssda903_years"
    parts = {year: tuple(sorted(years.glob(f"{year}-*.csv"))) for year in ("2017", "2018")}
    if all(parts.values()):
        rows = {year: list(_dicts(years / f"{year}-episodes.csv")) for year in parts}
        open_ = {
            year: {row["CHILD"] for row in some if not row["DEC"] and row["REC"] in ("", "X1")}
            for year, some in rows.items()
        }
        left = {year: {row["CHILD"] for row in some} - open_[year] for year, some in rows.items()}
        reads = [_read(Sample(year, "ssda903", files, {}, year)) for year, files in parts.items()]
        children = [{_identifier(key) for key in read.records if ":person:" in key} for read in reads]
        counted = len({row["CHILD"] for files in parts.values() for path in files for row in _dicts(path)})
        found.append(
            _time("looked-after returns 2017 and 2018: children", counted, len(children[0] | children[1]))
        )
        for year, read in zip(parts, reads, strict=True):
            ended = sum(_has_left(read.feed.observe(key, said).claims) for key, said in read.records.items())
            found.append(_time(f"looked-after return {year}: children who left care", len(left[year]), ended))
    return found


def _has_left(claims: Iterable[Claim]) -> bool:
    """Whether a child was looked after in the year and is so no longer at its end."""
    cared = [
        claim.properties.get("status") for claim in claims
        if claim.edge == "INVOLVED_WITH" and claim.properties.get("kind") == InvolvementKind.LOOKED_AFTER.value
    ]  # fmt: skip
    return bool(cared) and "open" not in cared


def _time(name: str, counted: int, read: int) -> dict[str, Any]:
    return {"sample": name, "people_in_file": counted, "people": read, "equal": counted == read}


def _schools(read: ReadDelivery, key: str, rows: Any, *, left: bool) -> frozenset[str]:
    claims = read.feed.observe(key, rows).claims
    return frozenset(
        str(claim.target)
        for claim in claims
        if claim.edge == "ATTENDS" and (claim.properties.get("status") == "left") is left
    )


def _identifier(key: str) -> str:
    return key.split(":", 2)[2]


def _resources(said: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (
        [each["resource"] for each in said.get("entry", [])] if said["resourceType"] == "Bundle" else [said]
    )


def _dicts(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        yield from csv.DictReader(file)


def _when_there(files: Iterable[Path], count: Callable[[list[Path]], int]) -> int | None:
    found = [path for path in files if path.exists()]
    return count(found) if found else None


def _rows(files: Iterable[Path]) -> int | None:
    return _when_there(files, lambda found: sum(1 for path in found for _ in _dicts(path)))


def _distinct(files: Iterable[Path], column: str) -> int:
    found = _when_there(
        files, lambda some: len({row[column] for path in some for row in _dicts(path) if row.get(column)})
    )
    return found or 0


def _elements(path: Path, tag: str) -> int | None:
    return len(etree.parse(str(path)).findall(f".//{tag}")) if path.exists() else None
