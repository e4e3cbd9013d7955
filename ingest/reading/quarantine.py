"""The quarantine: rows that go back to the agency that sent them, as a CSV that it can open safely."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path

from ingest.reading.problems import FORMULA_STARTS, Rejection

ABOUT = ("file", "table", "line", "column", "value_class", "reason")


def write_rejections_csv(rejections: Iterable[Rejection], path: Path) -> int:
    """Write the rejections, one line each, with the row as it was delivered; returns their number.

    It holds personal data, so only its owner may read it (mode 0600). A cell that a spreadsheet would take for a
    formula is given a leading apostrophe. An existing file is replaced whole.
    """
    every = list(rejections)
    columns = list(
        dict.fromkeys(name for rejection in every for name in rejection.delivered if name not in ABOUT)
    )
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8-sig", newline=""
    ) as stream:
        writer = csv.writer(stream)
        writer.writerow([*ABOUT, *map(harmless, columns)])
        for each in every:
            about = (each.file, each.table, each.line, each.column or "", each.value_class, each.reason)
            writer.writerow([*about, *(harmless(each.delivered.get(name, "")) for name in columns)])
    beside.replace(path)
    return len(every)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS) else cell
