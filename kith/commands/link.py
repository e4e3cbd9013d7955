"""``kith link A.csv B.csv … --out DIR``: the matcher alone, on plain person files. Needs no database."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.linking import results
from ingest.linking.files import Name, People, PersonFileError, emptied, key_of, read_people, read_truth
from ingest.linking.link import PROPOSED, Linked, link, match_records, repeats, sources_that_repeat
from ingest.linking.placeholders import find_placeholders
from ingest.linking.truth import quality
from ingest.matching.gathering import gathered, proposed_recall
from ingest.matching.model import MatchModel, ModelError
from ingest.matching.training import train_on_files
from ingest.matching.working import Working
from kith.console import Stages, peak_memory_mb, print_json, print_table, stages
from kith.refusals import RefusedError


def command(
    files: Annotated[list[Path], typer.Argument(help="Person files: CSV with source and record_id.")],
    out: Annotated[Path, typer.Option(help="Folder for clusters.csv, pairs.csv and report.json.")],
    truth: Annotated[
        Path | None,
        typer.Option(help="source, record_id, person and, if known, household: measured against it."),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            help="A model file; without it parameters are estimated from the files (500 records or more)."
        ),
    ] = None,
    sources_may_repeat: Annotated[
        str | None,
        typer.Option(
            help="Sources with several records of one person, S1,S2; found out from the data if left out."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say which records of plain person files are the same person."""
    try:
        with stages(quiet=json) as progress:
            report = _link(files, out, truth, model, sources_may_repeat, progress)
    except (PersonFileError, ModelError) as error:
        raise RefusedError(str(error)) from None
    if json:
        print_json(report)
        return
    shown = [(name, value) for name, value in report.items() if not isinstance(value, dict | list)]
    shown += [(f"pairs: {band}", count) for band, count in report["pairs"].items()]
    shown += [(f"clusters of {size}", count) for size, count in report["cluster_sizes"].items()]
    shown += [
        (f"stand-in values of {column}", count) for column, count in report["placeholder_values"].items()
    ]
    shown += [(f"left out of {file}", ", ".join(names)) for file, names in report["columns_left_out"].items()]
    print_table("Linked", ["what", "value"], shown)
    print_table("Stages", list(report["stages"][0]), [list(stage.values()) for stage in report["stages"]])
    if "truth" in report:
        print_table("Against the truth", ["what", "value"], list(report["truth"].items()))


def _link(
    files: list[Path], out: Path, truth: Path | None, model: Path | None, repeat: str | None, progress: Stages
) -> dict[str, Any]:
    with without_collecting():
        progress("reading")
        results.check_folder(out)
        known = read_truth(truth) if truth else {}
        people = read_people(files)
        names = [(row.source, row.record_id) for row in people.rows]
        if not names:
            raise PersonFileError("There is not one record in these files. Nothing was written")
        if truth and known.keys().isdisjoint(names):
            raise PersonFileError(
                f"{truth.name} tells of no record in these files: source and record_id must be written as there"
            )
        used = MatchModel.load(model) if model else None
        repeating = _repeating(people, repeat)
        placeholders = find_placeholders(people.rows)
        report: dict[str, Any] = {
            "records": len(people.rows),
            "sources": len({row.source for row in people.rows}),
            "sources_that_may_repeat": ", ".join(sorted(repeating)) or "none",
            "records_that_repeat_another": repeats(people.rows),
            "dates_of_birth_not_read": people.dates_not_read,
            "columns_left_out": people.columns_left_out,
            "placeholder_values": placeholders.counts(),
        }
        progress("preparing")
        with gathered(match_records(emptied(people.rows), placeholders, repeating)) as tables:
            if used is None:
                progress("estimating parameters")
                used = train_on_files(tables)
            progress("matching")
            linked = link(tables, used)
            report |= {
                "people": len(linked.groups),
                "pairs": results.bands(linked),
                "cluster_sizes": results.sizes(linked),
                "candidates": linked.candidates,
                "candidates_by_rule": linked.proposed,
                "model": used.version,
            }
            if known:
                progress("measuring")
                report["truth"] = _measured(tables, linked, names, known)
        progress("writing")
        results.write_results(out, names, linked)
        progress.end()
    report |= costs(progress)
    results.write_report(out, report)
    return report


def _measured(
    tables: Working, linked: Linked, names: list[Name], known: dict[Name, tuple[str, str | None]]
) -> dict[str, Any]:
    """The quality against the truth, so far as it is known."""
    here = {key_of(*name): known[name][0] for name in names if name in known}
    homes = {person: home for person, home in known.values() if home}
    found = proposed_recall(tables, PROPOSED, here)
    return {
        **quality(linked.groups, here, homes),
        "blocking_recall": found,
        "records_not_in_these_files": len(known) - len(here),
    }


def costs(progress: Stages) -> dict[str, Any]:
    """Time and memory, of the whole and of each stage."""
    return {
        "seconds": round(progress.seconds, 1),
        "processor_seconds": round(sum(stage.processor_seconds for stage in progress.taken), 1),
        "peak_memory_mb": round(peak_memory_mb()),
        "stages": [
            {
                "stage": stage.name,
                "seconds": round(stage.seconds, 2),
                "processor_seconds": round(stage.processor_seconds, 2),
                "peak_memory_mb": round(stage.peak_memory_mb),
            }
            for stage in progress.taken
        ],
    }


@contextmanager
def without_collecting() -> Iterator[None]:
    """Python's search for cycles left out: it looks through all records again and again, which are in none."""
    had = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if had:
            gc.enable()


def _repeating(people: People, told: str | None) -> set[str]:
    if told is None:
        return sources_that_repeat(people.rows)
    asked = {source.strip() for source in told.split(",") if source.strip()}
    unknown = sorted(asked - {row.source for row in people.rows})
    if unknown:
        raise PersonFileError(f"No record is of the source {unknown[0]!r} named in --sources-may-repeat")
    return asked
