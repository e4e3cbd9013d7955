"""What a delivery did, for the person who loads it and for the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
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

    def took_in(self, intake: Intake) -> None:
        """Enter what the ledger made of it."""
        self.records_new = len(intake.fresh)
        self.records_absent = intake.absent
        self.records_changed = len(intake.histories) - len(intake.fresh) - intake.absent
        self.records_unchanged = intake.unchanged

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
