"""Nodes and edges as rows: what a projection wants and what the graph holds, in one comparable form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

REFERENCE_LABELS = {
    "school": "School",
    "service": "Service",
    "professional": "Professional",
    "agency": "Agency",
    "family": "FamilyFile",
    "event": "Event",
}
"""Label of the node that a record key's middle part names; ``person`` is resolved through groups."""

LABELS = frozenset({"Person", "Address", *REFERENCE_LABELS.values()})


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its labels in alphabetical order, uid and properties (uid included, absent values left out)."""

    labels: tuple[str, ...]
    uid: str
    properties: dict[str, Any]

    @property
    def family(self) -> str:
        """The label under which the node is found by uid."""
        return "Person" if "Person" in self.labels else self.labels[0]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge with the labels under which its ends are found."""

    type: str
    start_label: str
    start: str
    end_label: str
    end: str
    key: str
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def statement(self) -> str:
        """Name of the statement that writes it."""
        if self.type == "WORKS_FOR" and self.end_label == "School":
            return "WORKS_FOR_SCHOOL"
        if self.type == "RESPONSIBLE_FOR" and self.start_label == "Agency":
            return "AGENCY_RESPONSIBLE_FOR"
        return self.type

    @property
    def holder(self) -> tuple[str, str]:
        """Label and uid of the end at which the edge is looked for: the person, else the start."""
        if self.start_label == "Person":
            return "Person", self.start
        if self.end_label == "Person":
            return "Person", self.end
        return self.start_label, self.start


def reference_uid(key: str) -> str:
    """The uid of a school, service, worker, agency or family file: a hash of its key, 16 hexadecimal digits.

    Unlike a person's uid it needs no birth: the key is the identity and groups never change.
    """
    return hashlib.blake2b(f"kith|{shared_key(key)}".encode(), digest_size=8).hexdigest()


def shared_key(key: str) -> str:
    """The key under which a thing is known to every feed. A school's number is the same whoever gives it, and an agency
    may send several feeds; all other records are their feed's own."""
    _, kind, identifier = key.split(":", 2)
    return f"{kind}:{identifier}" if kind in ("school", "agency") else key


def base_label(labels: Iterable[str]) -> str:
    """The one of a node's labels under which it is found by uid."""
    return next(label for label in sorted(labels) if label in LABELS)
