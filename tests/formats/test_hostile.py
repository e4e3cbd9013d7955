"""Hostile and broken files of every published format: a clear refusal or a clean reading, and never anything else."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.store import Store
from api.store.keys import Keys
from bench import mutations
from graph.gateway import Graph
from ingest.feeds import feed
from ingest.reading import DeliveryRefused, read_delivery
from kith.composition import OPERATOR, Kith
from kith.settings import Settings
from tests.support import published
from tests.support.mutated import BOOK, GOOD, LONGEST_CUT, SNIPPETS, edited, feed_code
from tests.support.published import lay

DAY = dt.date(2026, 9, 1)
BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def outcome(folder: Path, code: str, files: Mapping[str, bytes]) -> str:
    """``refused`` with words, or ``read`` with every record's statement made."""
    lay(folder, files)
    declared = feed(feed_code(code))
    try:
        read = read_delivery(folder, declared, extracted=DAY)
    except DeliveryRefused as refused:
        silent = not all(problem.what and problem.do for problem in refused.problems)
        return "refused without words" if silent else f"refused: {refused}"
    for key, rows in read.records.items():
        declared.observe(key, rows)
    assert read.accepted + read.rejected <= read.delivered
    return "read"


@pytest.mark.parametrize("code", GOOD)
def test_the_good_file_is_read(tmp_path: Path, code: str) -> None:
    assert outcome(tmp_path, code, GOOD[code]) == "read"


@pytest.mark.parametrize("code", ["ssda903", "cin_census", "common_transfer"])
@pytest.mark.parametrize("prolog", [BOMB, OUTSIDE], ids=["entity bomb", "outside entity"])
def test_document_types_are_refused_unread(tmp_path: Path, code: str, prolog: bytes) -> None:
    ((name, content),) = GOOD[code].items()
    body = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
    bad = prolog + body.replace(b"WBRI", b"&a;")
    assert "declares a document type" in outcome(tmp_path, code, {name: bad})


@pytest.mark.parametrize("code", ["ssda903", "cin_census", "common_transfer"])
def test_a_file_that_is_cut_off_is_refused_with_its_line(tmp_path: Path, code: str) -> None:
    ((name, content),) = GOOD[code].items()
    said = outcome(tmp_path, code, {name: content[: len(content) * 2 // 3]})
    assert "not well-formed XML" in said
    assert "line " in said


def bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(BOOK)) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in good.infolist():
            archive.writestr(part.filename, good.read(part))
        archive.writestr("xl/worksheets/s9.xml", b"0" * (64 << 20))
    return out.getvalue()


BOOKS = {
    "macros": (published.workbook(published.ANNEX_A, {"xl/vbaProject.bin": b"x"}), "holds macros"),
    "links": (
        published.workbook(published.ANNEX_A, {"xl/externalLinks/e1.xml": b"x"}),
        "linked to another workbook",
    ),
    "a bomb": (bomb(), "unpacks to far more than it seems"),
    "a document type": (
        published.workbook(published.ANNEX_A, {"xl/x.xml": b"<!DOCTYPE x>"}),
        "document type inside",
    ),
    "no workbook": (b"PK\x03\x04" + b"0" * 200, "broken or cut off"),
    "an archive": (published.workbook({}, {})[:60], "broken or cut off"),
    "cut off": (BOOK[: len(BOOK) // 2], "broken or cut off"),
}


@pytest.mark.parametrize(("content", "words"), BOOKS.values(), ids=BOOKS.keys())
def test_a_workbook_that_may_do_harm_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in outcome(tmp_path, "annex_a", {"Annex A.xlsx": content})


def test_a_packed_archive_is_no_workbook(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.csv", "a")
    assert "packed archive, and no workbook" in outcome(tmp_path, "annex_a", {"a.xlsx": out.getvalue()})


@pytest.mark.parametrize(
    "content", [b'{"resourceType": "Patient", "fhir": ', b'{"fhir": 1}', b"[" * 100_000, b'{"fhir": "\xff"}']
)
def test_json_that_is_no_answer_is_refused(tmp_path: Path, content: bytes) -> None:
    assert outcome(tmp_path, "nhs_demographics", {"a.json": content}).startswith("refused")


@pytest.mark.parametrize("code", GOOD)
def test_mutated_files_are_refused_or_read(tmp_path_factory: pytest.TempPathFactory, code: str) -> None:
    files = GOOD[code]
    longest = max(map(len, files.values()))
    edit = st.tuples(st.integers(0, longest), st.integers(0, LONGEST_CUT), st.sampled_from(SNIPPETS))

    @settings(max_examples=200, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sorted(files)), st.lists(edit, min_size=1, max_size=4))
    def mutate(name: str, edits: list[tuple[int, int, bytes]]) -> None:
        folder = tmp_path_factory.mktemp("bad")
        bad = {**files, name: edited(files[name], edits)}
        assert outcome(folder, code, bad) != "refused without words"

    mutate()


def test_mutated_files_are_refused_or_loaded_and_nothing_is_half_applied(
    embedded_graph: Graph, tmp_path: Path
) -> None:
    """A few of each format, one after the other into one index; ``python -m bench mutations`` loads 200 of each."""
    own = Settings(data=tmp_path / "data")
    own.data.mkdir()
    with Store.open(own.store_address, Keys.load(own.key_file)) as store:
        kith = Kith(own, embedded_graph, store, OPERATOR)
        found = [mutations.measured(kith, form, 3, tmp_path / form) for form in GOOD]
    assert {"refused", "loaded"} <= {name for row in found for name, number in row.items() if number}
