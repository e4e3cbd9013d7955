"""Uids for groups of records and for homes, from the births in the ledger; and the writing of new births."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence

from graph.system import Door, run, run_keys, run_rows
from ingest.projection.births import Birth, name_groups

PERSON, ADDRESS = "person", "address"
NO_MEMBERS: Mapping[str, Sequence[str]] = {}


class Names:
    """Names groups and homes, and remembers what was born or forwarded until :meth:`write`."""

    def __init__(self, door: Door, on: dt.date) -> None:
        """``on`` is the day under which new births are entered."""
        self._door = door
        self._on = on
        self._next = int(run(door, "projection/births")[0]["births"]) + 1
        self._any = self._next > 1
        self._known: dict[str, Birth] = {}
        self._born: dict[str, Birth] = {}
        self._changed: dict[str, Birth] = {}

    def people(self, groups: Sequence[frozenset[str]]) -> list[str]:
        """The uid of each group of record keys, in the same order."""
        return self._name([sorted(group) for group in groups], PERSON)

    def addresses(
        self, anchors: Iterable[str], members: Mapping[str, Sequence[str]] = NO_MEMBERS
    ) -> dict[str, str]:
        """The uid of each address anchor. ``members``: of homes that people joined, all tokens of the home by its
        anchor, of which the eldest names it."""
        wanted = sorted(set(anchors))
        groups = [members.get(anchor, [anchor]) for anchor in wanted]
        return dict(zip(wanted, self._name(groups, ADDRESS), strict=True))

    def is_new(self, uid: str) -> bool:
        """Whether a uid was born here and is not written yet."""
        return uid in self._born

    def _name(self, groups: Sequence[Sequence[str]], kind: str) -> list[str]:
        members = [member for group in groups for member in group]
        self._learn(member for member in members if member not in self._known)
        births = {member: self._known[member] for member in members if member in self._known}
        naming = name_groups(groups, births, kind=kind, next_sequence=self._next, on=self._on)
        self._next += len(naming.born)
        for birth in naming.born:
            self._known[birth.anchor] = self._born[birth.uid] = birth
        for birth in naming.changed:
            self._known[birth.anchor] = birth
            (self._born if birth.uid in self._born else self._changed)[birth.uid] = birth
        return [naming.uids[index] for index in range(len(groups))]

    def _learn(self, anchors: Iterable[str]) -> None:
        if self._any:
            for row in run_keys(self._door, "projection/births_by_anchor", anchors):
                self._known[row["anchor"]] = Birth(**row)

    def forward(self, leading: Mapping[str, str]) -> None:
        """Let the uid born under each anchor lead to the uid given with it, if there is one and it does not yet."""
        self._learn(anchor for anchor in leading if anchor not in self._known)
        for anchor, uid in leading.items():
            birth = self._known.get(anchor)
            if birth is not None and birth.uid != uid and birth.forwards_to != uid:
                moved = Birth(birth.uid, birth.kind, birth.anchor, birth.sequence, birth.on, uid)
                self._known[anchor] = self._changed[birth.uid] = moved

    def write(self, door: Door, delivery: str) -> None:
        """Enter the births and forwardings in the ledger."""
        run_rows(door, "projection/create_births", (birth.properties() for birth in self._born.values()))
        changed = list(self._changed.values())
        run_rows(door, "projection/set_births", (birth.properties() for birth in changed))
        run_rows(
            door, "projection/create_forwardings", (_entry(birth, self._on, delivery) for birth in changed)
        )


def _entry(birth: Birth, on: dt.date, delivery: str) -> dict[str, object]:
    digest = hashlib.blake2b(
        f"{birth.uid}|{birth.forwards_to}|{delivery}".encode(), digest_size=16
    ).hexdigest()
    entry = {
        "uid": digest,
        "retired": birth.uid,
        "on": on,
        "delivery": delivery,
        "forwards_to": birth.forwards_to,
    }
    return {name: value for name, value in entry.items() if value is not None}
