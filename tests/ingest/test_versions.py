"""What several deliveries said about one record, folded into its versions."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from ingest.delivery.parts import Part, fold

DAY = dt.date(2026, 9, 1)


def part_of(
    day: int, kind: str, rows: dict[str, str], deleted: tuple[tuple[str, str], ...] = (), late: int = 0
) -> Part:
    """What one day's delivery said: row key -> value in one table."""
    extracted = DAY + dt.timedelta(days=day)
    received = extracted + dt.timedelta(days=late)
    table = {"t": {key: {"v": rows[key]} for key in sorted(rows)}} if rows else {}
    sort: Literal["full", "changes"] = "full" if kind == "full" else "changes"
    return Part(f"d{day}", extracted, received, sort, table, deleted)


def part(
    day: int, kind: str = "full", deleted: tuple[tuple[str, str], ...] = (), late: int = 0, **rows: str
) -> Part:
    """The same with the rows as keywords."""
    return part_of(day, kind, rows, deleted, late)


def test_a_full_delivery_replaces_and_a_changes_delivery_is_laid_over() -> None:
    versions = fold("k", [part(1, a="1", b="1"), part(2, "changes", b="2", c="2"), part(3, a="3")])
    assert [version.rows for version in versions] == [
        {"t": {"a": {"v": "1"}, "b": {"v": "1"}}},
        {"t": {"a": {"v": "1"}, "b": {"v": "2"}, "c": {"v": "2"}}},
        {"t": {"a": {"v": "3"}}},
    ]
    assert [version.current for version in versions] == [False, False, True]
    assert [version.withdrawn for version in versions] == [DAY + dt.timedelta(2), DAY + dt.timedelta(3), None]


def test_a_record_whose_rows_are_all_deleted_is_withdrawn_and_kept() -> None:
    versions = fold("k", [part(1, a="1"), part(2, "changes", deleted=(("t", "a"),))])
    assert versions[0].withdrawn == DAY + dt.timedelta(2)
    assert versions[1].rows == {}
    assert not versions[1].current


def test_saying_the_same_again_withdraws_nothing() -> None:
    versions = fold("k", [part(1, a="1"), part(2, "changes", a="1")])
    assert [version.withdrawn for version in versions] == [None, None]
    assert versions[0].content == versions[1].content


def test_a_file_that_arrives_late_was_not_known_before_it_arrived() -> None:
    versions = fold("k", [part(1, a="1"), part(2, late=5, a="2"), part(3, a="3")])
    assert [version.first_seen for version in versions] == [DAY + dt.timedelta(days) for days in (1, 7, 3)]
    # It was never the newest thing known: replaced the day it came.
    assert versions[1].withdrawn == DAY + dt.timedelta(7)


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["full", "changes"]),
        st.dictionaries(st.sampled_from("abc"), st.sampled_from("xy"), max_size=3),
        st.lists(st.sampled_from("abc"), max_size=2, unique=True),
    ),
    min_size=1,
    max_size=5,
)


@given(PARTS, st.randoms())
def test_versions_do_not_depend_on_the_order_of_arrival(
    said: list[tuple[str, dict[str, str], list[str]]], random: object
) -> None:
    parts = [
        part_of(day, kind, rows, tuple(("t", key) for key in deleted) if kind == "changes" else ())
        for day, (kind, rows, deleted) in enumerate(said)
    ]
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold("k", shuffled) == fold("k", parts)


@given(PARTS)
def test_at_most_one_version_is_current_and_withdrawals_follow_receipt(
    said: list[tuple[str, dict[str, str], list[str]]],
) -> None:
    versions = fold("k", [part_of(day, kind, rows) for day, (kind, rows, _) in enumerate(said)])
    assert sum(version.current for version in versions) <= 1
    for one, other in itertools.pairwise(versions):
        assert one.number + 1 == other.number
        assert (one.withdrawn is None) or one.withdrawn >= one.first_seen
