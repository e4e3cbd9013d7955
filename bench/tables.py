"""How every benchmark answers: a table for people, a JSON file for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

RESULTS = Path(os.environ.get("KITH_BENCH_RESULTS", "var/bench"))


@dataclass(slots=True)
class Result:
    """One benchmark's table. ``rows`` are mappings with the same columns."""

    name: str
    title: str
    rows: list[Mapping[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, **cells: Any) -> None:
        """Add a row."""
        self.rows.append(cells)

    def show(self) -> None:
        """Print the table and write it as JSON."""
        columns: Sequence[str] = list(dict.fromkeys(name for row in self.rows for name in row))
        table = Table(title=self.title, title_justify="left")
        for column in columns:
            table.add_column(column.replace("_", " "))
        for row in self.rows:
            table.add_row(*(_cell(row.get(column)) for column in columns))
        console = Console(width=140)
        console.print(table)
        for note in self.notes:
            console.print(f"  {note}", highlight=False)
        RESULTS.mkdir(parents=True, exist_ok=True)
        machine = {"cores": os.cpu_count(), "python": platform.python_version()}
        whole = {"benchmark": self.name, "machine": machine, "rows": self.rows, "notes": self.notes}
        (RESULTS / f"{self.name}.json").write_text(json.dumps(whole, indent=1, default=str), encoding="utf-8")


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.4f}" if abs(value) < 1 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
