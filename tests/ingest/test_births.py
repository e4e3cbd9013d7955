"""Uids: born once, kept through splits and merges, never reused."""

from __future__ import annotations

import datetime as dt
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from ingest.projection.births import Birth, name_groups

ON = dt.date(2026, 9, 1)


class Registry:
    """Births as the ledger keeps them, over several rounds of grouping."""

    def __init__(self) -> None:
        self.births: dict[str, Birth] = {}
        self._numbers = count(1)

    def name(self, *groups: set[str]) -> list[str]:
        """Name groups; the uid of each."""
        naming = name_groups(
            [sorted(group) for group in groups],
            self.births,
            kind="person",
            next_sequence=len(self.births) + 1,
            on=ON,
            mint=lambda: f"u{next(self._numbers)}",
        )
        for birth in (*naming.born, *naming.changed):
            self.births[birth.anchor] = birth
        return [naming.uids[index] for index in range(len(groups))]

    def forwards(self) -> dict[str, str | None]:
        """Where each uid leads."""
        return {birth.uid: birth.forwards_to for birth in self.births.values()}


def test_a_merge_keeps_the_elder_uid_and_the_younger_forwards() -> None:
    registry = Registry()
    assert registry.name({"a"}, {"b"}) == ["u1", "u2"]
    assert registry.name({"a", "b"}) == ["u1"]
    assert registry.forwards() == {"u1": None, "u2": "u1"}


def test_undoing_a_merge_gives_both_their_uids_back() -> None:
    registry = Registry()
    registry.name({"a"}, {"b"})
    registry.name({"a", "b"})
    assert registry.name({"a"}, {"b"}) == ["u1", "u2"]
    assert registry.forwards() == {"u1": None, "u2": None}


def test_a_record_that_leaves_a_person_is_somebody_new() -> None:
    registry = Registry()
    registry.name({"a", "b"})
    assert registry.name({"a"}, {"b"}) == ["u1", "u2"]


GROUPINGS = st.lists(st.lists(st.integers(0, 3), min_size=5, max_size=5), min_size=1, max_size=6)


@given(GROUPINGS)
def test_no_uid_names_two_people_and_the_same_grouping_has_the_same_names(rounds: list[list[int]]) -> None:
    registry = Registry()
    for places in rounds:
        groups: dict[int, set[str]] = {}
        for record, place in zip("abcde", places, strict=True):
            groups.setdefault(place, set()).add(record)
        wanted = [groups[place] for place in sorted(groups)]
        uids = registry.name(*wanted)
        assert len(set(uids)) == len(uids)
        assert registry.name(*wanted) == uids
        used = {uid for uid, target in registry.forwards().items() if target is None}
        assert set(uids) <= used
