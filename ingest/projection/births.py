"""Who gets which uid. Uids are random, born once and kept in the ledger; a group of records takes its eldest.

The rule, a pure function of the groups and the births: a group is named by the eldest birth whose anchor (a record
key, or an address token) it holds; the other births inside it forward to that one; a group without any is given a
birth under its smallest member.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Birth:
    """One uid and where it was born. ``sequence`` is the order of birth."""

    uid: str
    kind: str
    anchor: str
    sequence: int
    on: dt.date
    forwards_to: str | None = None

    def properties(self) -> dict[str, Any]:
        """As properties of the ledger's node."""
        values: dict[str, Any] = {
            "uid": self.uid,
            "kind": self.kind,
            "anchor": self.anchor,
            "sequence": self.sequence,
            "on": self.on,
        }
        if self.forwards_to is not None:
            values["forwards_to"] = self.forwards_to
        return values


@dataclass(frozen=True, slots=True)
class Naming:
    """The outcome: the uid of each group, births that are new, and births whose forwarding changed."""

    uids: dict[int, str]
    born: list[Birth]
    changed: list[Birth]


def random_uid() -> str:
    """16 random hexadecimal digits."""
    return secrets.token_hex(8)


def name_groups(
    groups: Iterable[Iterable[str]],
    births: Mapping[str, Birth],
    *,
    kind: str,
    next_sequence: int,
    on: dt.date,
    mint: Callable[[], str] = random_uid,
) -> Naming:
    """Name each group. ``births`` holds, by anchor, at least every birth anchored in any of the groups."""
    uids: dict[int, str] = {}
    born: list[Birth] = []
    changed: list[Birth] = []
    for index, group in enumerate(groups):
        members = list(group)
        own = sorted(
            (births[member] for member in members if member in births), key=lambda birth: birth.sequence
        )
        if not own:
            fresh = Birth(mint(), kind, min(members), next_sequence + len(born), on)
            born.append(fresh)
            uids[index] = fresh.uid
            continue
        uids[index] = own[0].uid
        wanted = [None] + [own[0].uid] * (len(own) - 1)
        changed.extend(
            replace(birth, forwards_to=target)
            for birth, target in zip(own, wanted, strict=True)
            if birth.forwards_to != target
        )
    return Naming(uids, born, changed)
