"""Excel workbooks as tables. One with macros, links to elsewhere, a password or more inside than it seems is refused;
a computed cell is taken as the value that was last computed, and nothing is computed here."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ingest.feeds.declaration import Sheet
from ingest.reading.problems import DeliveryRefused, Problem

LARGEST = 256 << 20
LARGEST_UNPACKED = 1 << 30
MOST_TIMES = 300
"""How many times larger than packed a part may be; sheets of text come to some tens of times (zip bombs: thousands)."""
MOST_PARTS = 5_000
CHUNK = 1 << 20
HEAD_ROWS = 15
"""Rows among which the line of column names is looked for: titles and notes stand above it."""

_DANGEROUS = (
    ("vbaproject", "holds macros"),
    ("macrosheets/", "holds macros"),
    ("externallinks/", "is linked to another workbook"),
    ("connections.xml", "is linked to a database"),
    ("embeddings/", "holds other files"),
    ("activex/", "holds programs"),
)


def is_workbook(head: bytes) -> bool:
    """Whether a file begins like a workbook of today's kind."""
    return head.startswith(b"PK\x03\x04")


def open_sheets(
    path: Path, table_of: Callable[[str], str | None], known: Callable[[str, Sequence[str]], int]
) -> tuple[list[Sheet], Counter[str]]:
    """The sheets of a workbook as tables, and notes on it.

    ``table_of`` gives the table of a sheet's name, None where there is none; ``known`` how many cells of a row are
    names of the table's columns. Raises DeliveryRefused.
    """
    computed = _inspect(path)
    import python_calamine

    notes: Counter[str] = Counter()
    if computed:
        notes["cells that are computed; the value last computed was taken"] += computed
    sheets: list[Sheet] = []
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            table = table_of(name)
            if table is None:
                notes["a sheet that the feed does not have; not read"] += 1
                continue
            rows = [
                [_text(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            sheet = _sheet(table, rows, known)
            if sheet is None:
                notes[f"no line of column names in the sheet of {table}; not read"] += 1
            else:
                sheets.append(sheet)
    except (python_calamine.CalamineError, OSError, ValueError):
        raise DeliveryRefused(
            [Problem("The workbook cannot be read.", "Save it again as .xlsx.", path.name)]
        ) from None
    return sheets, notes


def _sheet(table: str, rows: list[list[str]], known: Callable[[str, Sequence[str]], int]) -> Sheet | None:
    counted = [(known(table, row), place) for place, row in enumerate(rows[:HEAD_ROWS])]
    best, at = max(counted, key=lambda each: (each[0], -each[1]), default=(0, 0))
    if best == 0:
        return None
    names = rows[at]
    width = max((place + 1 for place, name in enumerate(names) if name), default=0)
    left: Counter[str] = Counter()
    kept: list[tuple[int, list[str]]] = []
    for line, row in enumerate(rows[at + 1 :], at + 2):
        if any(row[width:]):
            left["(a column without a name)"] += 1
        if any(row[:width]):
            kept.append((line, [*row[:width], *[""] * (width - len(row))]))
    return Sheet(table, tuple(names[:width]), kept, left, unit="row")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell).strip()


def _inspect(path: Path) -> int:
    """Look at every part of the packed file without keeping it; the number of computed cells."""

    def refused(what: str, do: str = "Save a copy that holds the lists alone.") -> DeliveryRefused:
        return DeliveryRefused([Problem(what, do, path.name)])

    computed = total = 0
    try:
        if path.stat().st_size > LARGEST:
            raise refused("The workbook is too large.", "Ask whether it is the right one.")
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = [part.filename.lower() for part in parts]
            if "xl/workbook.xml" not in names:
                raise refused(
                    "The file is a packed archive, and no workbook.", "Unpack it and deliver the files."
                )
            if len(parts) > MOST_PARTS:
                raise refused("The workbook has far too many parts.")
            for sign, words in _DANGEROUS:
                if any(sign in name for name in names):
                    raise refused(f"The workbook {words}.", "Save it as .xlsx with values only.")
            for part in parts:
                if part.flag_bits & 1:
                    raise refused("The workbook is protected by a password.", "Save it without.")
                if part.file_size > CHUNK and part.file_size > MOST_TIMES * max(part.compress_size, 1):
                    raise refused("The workbook unpacks to far more than it seems to hold.")
                seen, is_sheet = 0, part.filename.lower().startswith("xl/worksheets/")
                with archive.open(part) as stream:
                    before = b""
                    while chunk := stream.read(CHUNK):
                        seen += len(chunk)
                        total += len(chunk)
                        if total > LARGEST_UNPACKED or seen > part.file_size:
                            raise refused("The workbook unpacks to far more than it seems to hold.")
                        window = before + chunk
                        if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                            raise refused("The workbook declares a document type inside.")
                        if is_sheet:
                            computed += window.count(b"<f>") + window.count(b"<f ")
                            computed -= before.count(b"<f>") + before.count(b"<f ")
                        before = chunk[-16:]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise refused("The workbook is broken or cut off.", "Save it again and deliver it whole.") from None
    except Exception as error:  # the library lets errors of its decompressors through as they are
        if isinstance(error, DeliveryRefused):
            raise
        raise refused("The workbook is broken or cut off.", "Save it again and deliver it whole.") from None
    return computed
