"""Declarations: a mistake in one is an error at import with words; a feed is found by its file alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ingest.feeds
from ingest.feeds import UnknownFeedError, all_feeds, document, feed
from ingest.feeds.declaration import Column, DeclarationError, Feed, Owner, Rows, Table, Type
from ingest.reading.delivery import read_delivery
from model.observations import Statement
from tests.support.deliveries import deliver

KEY = Column("id", Type.IDENTIFIER, key=True)
OWNER = (Owner("person", "id"),)


def nothing(key: str, rows: Rows) -> Statement:
    return Statement(key, "f", "f", "child", key)


def a_feed(*tables: Table, code: str = "f", cadence_days: int = 7) -> Feed:
    return Feed(code, "f", "F", cadence_days, "none", tables, nothing)


WRONG: list[tuple[str, Callable[[], object], str]] = [
    ("a name with capitals", lambda: Column("Surname"), "lower case"),
    ("codes without a code type", lambda: Column("sex", codes={"M": "male"}), "has codes"),
    ("a code type without codes", lambda: Column("sex", Type.CODE), "has codes"),
    ("a code in lower case", lambda: Column("sex", Type.CODE, codes={"m": "male"}), "upper case"),
    ("a key that may be left out", lambda: Column("id", key=True, extension=True), "left out"),
    ("no key", lambda: Table("t", (Column("id"),), OWNER), "one column is the key, not 0"),
    ("two keys", lambda: Table("t", (KEY, Column("no", key=True)), OWNER), "one column is the key, not 2"),
    ("a column twice", lambda: Table("t", (KEY, Column("a"), Column("a")), OWNER), "a is declared twice"),
    ("no owner", lambda: Table("t", (KEY,), ()), "which record"),
    (
        "an owner that is no column",
        lambda: Table("t", (KEY,), (Owner("person", "who"),)),
        "'who', which is not a column",
    ),
    ("no tables", lambda: a_feed(), "no tables"),
    ("a table twice", lambda: a_feed(Table("t", (KEY,), OWNER), Table("t", (KEY,), OWNER)), "declared twice"),
    ("no founding table", lambda: a_feed(Table("t", (KEY,), OWNER)), "no table brings records"),
    ("no cadence", lambda: a_feed(Table("t", (KEY,), OWNER, founds=True), cadence_days=0), "at least one"),
    ("a code with a colon", lambda: a_feed(Table("t", (KEY,), OWNER, founds=True), code="a:b"), "lower case"),
]


@pytest.mark.parametrize(("declare", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_declaration_says_what_is_wrong(declare: Callable[[], object], words: str) -> None:
    with pytest.raises(DeclarationError, match=words):
        declare()


def test_the_feeds_of_the_pilot_and_those_that_joined_are_found_in_the_folder() -> None:
    files = Path(ingest.feeds.__file__).parent.glob("[a-z]*.py")
    helpers = {"declaration", "document"}
    assert set(all_feeds()) == {file.stem for file in files} - helpers
    assert {"education", "education_welfare", "social_care"} <= set(all_feeds())


def test_an_unknown_feed_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownFeedError, match=", ".join(all_feeds())):
        feed("libraries")


def test_a_new_feed_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worked example of the page, as it stands there."""
    (tmp_path / "libraries.py").write_text(document.EXAMPLE)
    monkeypatch.setattr(ingest.feeds, "__path__", [*ingest.feeds.__path__, str(tmp_path)])
    all_feeds.cache_clear()
    try:
        declared = feed("libraries")
        assert "## Libraries: `libraries`" in document.feeds_markdown()
        child = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "date_of_birth": "2015-03-02"}
        visit = {"visit_id": "5", "person_id": "1", "start_date": "2026-03-01"}
        folder = deliver(tmp_path / "delivery", "libraries", {"people": [child], "visits": [visit]})
        read = read_delivery(folder, declared)
        assert read.rejections == []
        statements = {key: declared.observe(key, rows) for key, rows in read.records.items()}
        assert set(statements) == {"libraries:person:1", "libraries:service:outreach"}
        claim = statements["libraries:person:1"].claims[0]
        assert (claim.edge, claim.target) == ("INVOLVED_WITH", "libraries:service:outreach")
    finally:
        all_feeds.cache_clear()
        sys.modules.pop("ingest.feeds.libraries", None)
        importlib.invalidate_caches()


def test_the_page_of_the_feeds_is_what_they_declare() -> None:
    assert document.PAGE.read_text(encoding="utf-8") == document.feeds_markdown()
    assert document.main(["--check"]) == 0


def test_a_page_that_is_out_of_date_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "PAGE", tmp_path / "feeds.md")
    assert document.main(["--check"]) == 1
    assert document.main([]) == 0
    assert document.main(["--check"]) == 0


def test_every_column_and_every_code_is_on_the_page() -> None:
    page = document.feeds_markdown()
    for each in all_feeds().values():
        for table in each.tables:
            for column in table.columns:
                assert f"| `{column.name}` |" in page
                assert all(f"`{code}` {meaning}" in page for code, meaning in column.codes.items())
