"""The night after: what changes in about one row of a hundred, as deliveries of changes."""

from __future__ import annotations

from kith.synth.chance import generator
from kith.synth.plan import Plan
from kith.synth.sheet import Row, Sheet
from kith.synth.staff import Staff


class Night:
    """Changes the rows of a family."""

    def __init__(self, plan: Plan, staff: Staff) -> None:
        self.plan, self.staff = plan, staff

    def changes(self, sheet: Sheet, index: int) -> dict[str, list[Row]]:
        """New and changed rows, deletions and the truth afterwards, under ``next_night/``."""
        generator(self.plan.seed, index, 95)
        return {f"next_night/{table}": rows for table, rows in sheet.rows.items() if table.startswith("truth/")}
