"""The journal of what loads changed: what came after an entry, and when it cannot be told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from graph.changes import KEPT, Changed, Changes

DAY = dt.date(2026, 11, 18)


def journal(folder: Path) -> Changes:
    kept = Changes(folder / "changes")
    kept.enter(None, (1, 0), DAY)
    return kept


def test_what_came_after_an_entry_is_told_together(tmp_path: Path) -> None:
    kept = journal(tmp_path)
    first = kept.last
    kept.enter(Changed({"a", "b"}, {"home"}), (2, 0), DAY)
    second = kept.last
    kept.enter(Changed({"c"}, events={"visit"}, services=True), (2, 1), DAY)
    assert kept.since(first, (2, 1)) == Changed({"a", "b", "c"}, {"home"}, {"visit"}, services=True)
    assert kept.since(second, (2, 1)) == Changed({"c"}, set(), {"visit"}, services=True)
    assert kept.since(kept.last, (2, 1)) == Changed()
    assert Changes(tmp_path / "changes").since(first, (2, 1)) == kept.since(first, (2, 1))


def test_it_cannot_be_told(tmp_path: Path) -> None:
    kept = journal(tmp_path)
    first = kept.last
    assert kept.since("00000001-of-another-index", (1, 0)) is None
    assert kept.since("", (1, 0)) is None
    kept.enter(Changed({"a"}), (2, 0), DAY)
    assert kept.since(first, (3, 0)) is None, "the ledger moved without the journal"
    kept.begin()
    assert kept.since(first, (2, 0)) is None, "a load is under way, or was cut short"
    kept.enter(None, (3, 0), DAY)
    assert kept.since(first, (3, 0)) is None, "everything was projected again"
    assert kept.since(kept.last, (3, 0)) == Changed()


def test_what_was_written_after_a_day(tmp_path: Path) -> None:
    kept = journal(tmp_path)
    kept.enter(Changed({"a"}), (2, 0), DAY + dt.timedelta(days=1))
    kept.enter(Changed({"b"}, workers={"ann"}), (3, 0), DAY + dt.timedelta(days=3))
    after = [kept.after(DAY + dt.timedelta(days=number), (3, 0)) for number in range(-1, 4)]
    second = Changed({"b"}, workers={"ann"})
    both = Changed({"a", "b"}, workers={"ann"})
    assert after == [None, both, second, second, Changed()], "before its first day the journal cannot tell"


@pytest.mark.parametrize("text", ["", "{}", '{"position": [2, 0], "changed": {"people": 3}}'])
def test_an_entry_that_cannot_be_read_is_not_skipped(tmp_path: Path, text: str) -> None:
    kept = journal(tmp_path)
    first = kept.last
    kept.enter(Changed({"a"}), (2, 0), DAY)
    (tmp_path / "changes" / f"{kept.last}.json").write_text(text)
    assert kept.since(first, (2, 0)) is None


def test_only_the_last_entries_are_kept(tmp_path: Path) -> None:
    kept = journal(tmp_path)
    first = kept.last
    for number in range(KEPT):
        kept.enter(Changed({str(number)}), (1, number), DAY)
    assert len(list((tmp_path / "changes").glob("*.json"))) == KEPT
    assert kept.since(first, (1, KEPT - 1)) is None
    assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "changes").glob("*.json"))
