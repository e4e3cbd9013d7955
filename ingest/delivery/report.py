"""What a delivery did, for the person who loads it and for the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic_core import to_json

from ingest.delivery.intake import Intake


@dataclass(slots=True)
class Report:
    """The closing report of a delivery. ``rows`` were read, ``rejected`` go back to their owner."""

    feed: str
    kind: str
    extracted: dt.date
    received: dt.date
    delivery: str
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    warnings: int = 0
    records_new: int = 0
    records_changed: int = 0
    records_unchanged: int = 0
    records_absent: int = 0
    status: str = "closed"
    rejected_for: list[tuple[str, str | None, str, int]] = field(default_factory=list)
    """Table, column, reason and how many rows, of those put aside."""
    warned_for: list[tuple[str, str | None, str, int]] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    """Table -> the names in its first line."""
    held_because: list[str] = field(default_factory=list)
    preview: dict[str, int] = field(default_factory=dict)
    """What a held delivery would change, counted."""

    def took_in(self, intake: Intake) -> None:
        """Enter what the ledger made of it."""
        self.records_new = len(intake.fresh)
        self.records_absent = intake.absent
        self.records_changed = len(intake.histories) - len(intake.fresh) - intake.absent
        self.records_unchanged = intake.unchanged

    def would_take_in(self, intake: Intake) -> None:
        """Enter what the ledger would make of a delivery that is held."""
        self.took_in(intake)
        self.preview = {
            "records_new": self.records_new,
            "records_changed": self.records_changed,
            "records_absent": self.records_absent,
            "records_unchanged": self.records_unchanged,
        }

    def already_loaded(self) -> Report:
        """The report of a delivery that was loaded before: nothing was done."""
        self.status = "already loaded"
        return self

    def properties(self) -> dict[str, Any]:
        """As properties of the delivery's node."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "report": to_json(self.as_dict()).decode(),
        }

    def as_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)
