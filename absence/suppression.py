"""Tables of counts that give no small number away: suppressed cells, and further cells that keep them hidden.

A cell of 1 to :data:`~absence.publishing.SMALL` - 1 is suppressed. Whoever knows the totals could then reckon it; so
further cells are suppressed until, for all that is published, each suppressed cell may be 0 and may be as large as the
rule asks, or larger (the audit of Fischetti and Salazar 2001; no kept library for Python does it, the flows that settle
it are SciPy's). Where rows are explanations, one that nearly everybody of a
column shares is suppressed too: who knows a child of the column would know it (:func:`~absence.publishing.diverse`).
That tables of two nights give nothing away is the work of :mod:`absence.steady`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from absence.publishing import LARGEST_SHARE, SMALL

TOTAL = "all"
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by two headings, totals among them; None is suppressed."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, int | None]

    def cell(self, row: str, column: str) -> int | None:
        """One count."""
        return self.cells[row, column]


def counted(pairs: Iterable[Cell], rows: Sequence[str], columns: Sequence[str]) -> dict[Cell, int]:
    """Counts with totals (``all``) of things that each have a row and a column."""
    return counted_up(Counter(pairs), rows, columns)


def counted_up(inner: Mapping[Cell, int], rows: Sequence[str], columns: Sequence[str]) -> dict[Cell, int]:
    """Inner counts with their totals (``all``)."""
    cells = {(row, column): 0 for row in (*rows, TOTAL) for column in (*columns, TOTAL)}
    for (row, column), number in inner.items():
        for cell in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            cells[cell] += number
    return cells


def protected(
    cells: Mapping[Cell, int],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    telling: Collection[str] = (),
    small: int = SMALL,
) -> Table:
    """The table to publish. ``telling`` are rows that nobody of a column is to be known for."""
    hidden = {cell for cell, number in cells.items() if 0 < number < small}
    most = {(row, column): LARGEST_SHARE * cells[TOTAL, column] for row in telling for column in columns}
    shared = {cell for cell, limit in most.items() if cells[cell] > limit}
    hidden |= shared
    audit = _Audit(cells, rows, columns)
    safe: set[Cell] = set()  # for good: whatever is hidden besides leaves more open
    while waiting := sorted(hidden - safe):
        cell = waiting[0]
        if audit.safe(cell, hidden, small, most.get(cell) if cell in shared else None):
            safe.add(cell)
        elif (further := _next(cells, cell, hidden, rows, columns)) is None:
            hidden = set(cells)
            break
        else:
            hidden.add(further)
    return Table(
        (*rows, TOTAL), (*columns, TOTAL), {cell: None if cell in hidden else cells[cell] for cell in cells}
    )


def _next(
    cells: Mapping[Cell, int], exposed: Cell, hidden: set[Cell], rows: Sequence[str], columns: Sequence[str]
) -> Cell | None:
    """The least of the cells in the same row or column that is not hidden yet: empty ones last, they hide nobody."""
    row, column = exposed
    beside = [(row, each) for each in (*columns, TOTAL)] + [(each, column) for each in (*rows, TOTAL)]
    for choice in (beside, list(cells)):
        able = [cell for cell in choice if cell not in hidden and cell != exposed]
        if able:
            return min(able, key=lambda cell: (TOTAL in cell, cells[cell] == 0, cells[cell], cell))
    return None


class _Audit:
    """What somebody can reckon of suppressed cells who knows all that is published, and that no count is negative.

    The sums of a table are a network: a row and a column are a node each, a suppressed cell is an edge from its row to
    its column (the other way round where it is a total), and whatever may be added to it has to come back by other
    suppressed cells. So the greatest and the least that a cell can be are maximum flows (Cox 1995).
    """

    def __init__(self, cells: Mapping[Cell, int], rows: Sequence[str], columns: Sequence[str]) -> None:
        self._cells = cells
        names = [("row", row) for row in (*rows, TOTAL)] + [
            ("column", column) for column in (*columns, TOTAL)
        ]
        self._number = {name: place for place, name in enumerate(names)}

    def _edge(self, cell: Cell) -> tuple[int, int]:
        row, column = self._number["row", cell[0]], self._number["column", cell[1]]
        return (row, column) if (cell[0] == TOTAL) == (cell[1] == TOTAL) else (column, row)

    def bounds(self, cell: Cell, hidden: set[Cell]) -> tuple[float, float]:
        """The least and the greatest that a suppressed cell can be."""
        size = len(self._number)
        room = np.zeros((size, size), np.int32)
        for each in hidden - {cell}:
            start, end = self._edge(each)
            room[start, end] += _ANY
            room[end, start] += self._cells[each]
        start, end = self._edge(cell)
        number = self._cells[cell]
        more, less = _flow(room, end, start), _flow(room, start, end)
        return max(0, number - less), np.inf if more >= _ANY else number + more

    def safe(self, cell: Cell, hidden: set[Cell], small: int, most: float | None = None) -> bool:
        """Whether a suppressed cell may be nothing and may be as large as the rule asks, for all that is published; and
        whether one that nearly everybody shares may be as small as ``most``."""
        low, high = self.bounds(cell, hidden)
        number = self._cells[cell]
        if most is not None and low > most:
            return False
        if number >= small:
            return low < number < high
        return low == 0 and high >= small


_ANY = 1 << 21
"""More than a table counts. So many edges meet in no node that their sum would not fit an integer of 32 bits."""


def _flow(room: NDArray[np.int32], start: int, end: int) -> int:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    return int(maximum_flow(csr_array(room), start, end).flow_value)
