"""What can be wrong with a delivery, said without saying the values: a file's problem, a row's rejection, a warning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_DATE_LIKE = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}(?:[ T][0-9:.Z]+)?")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters with which a spreadsheet takes a cell for a formula (OWASP, CSV injection)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, and so the whole delivery, cannot be taken: what, where, and what to do."""

    what: str
    do: str
    file: str | None = None
    line: int | None = None
    column: str | None = None
    unit: str = "line"

    def __str__(self) -> str:
        places = (
            self.file,
            f"{self.unit} {self.line:,}" if self.line is not None else None,
            f"column {self.column}" if self.column is not None else None,
        )
        where = ", ".join(place for place in places if place)
        return f"{where}: {self.what} {self.do}" if where else f"{self.what} {self.do}"


class DeliveryRefused(Exception):
    """The delivery is refused whole; nothing of it was taken. Every problem that was found is in ``problems``."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Rejection:
    """One cell for which a row goes back to its owner.

    ``column`` is None where the row as a whole is at fault. ``delivered`` is the row as it came, by column; it is for
    the owner's eyes and is left out of any representation. ``file`` and ``line`` say where it stands, ``unit`` what is
    counted there (a line, a row of a sheet, a resource of an answer); ``number`` tells the rows of one table apart,
    whatever the files that it is read from.
    """

    table: str
    line: int
    column: str | None
    value_class: str
    reason: str
    delivered: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    partial: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What could be read of the row: it tells whose the row is."""
    file: str = ""
    unit: str = "line"
    number: int = 0

    @property
    def place(self) -> str:
        """Where the row stands, in words."""
        return (
            f"{self.file}, {self.unit} {self.line}" if self.file else f"{self.table} {self.unit} {self.line}"
        )


class Place(NamedTuple):
    """Where a row stands: a file, and the number of the line, or of whatever is counted there."""

    file: str
    line: int
    unit: str = "line"


class Warned(NamedTuple):
    """Something doubtful that was taken all the same, or a value that was left out; counted by place and reason."""

    table: str
    column: str | None
    reason: str


def value_class(raw: str) -> str:
    """The kind of a value without the value: enough for its owner to find it and for nobody else to learn it."""
    text = raw.strip()
    if not text:
        return "empty"
    if _DATE_LIKE.fullmatch(text):
        return f"date-like {re.sub('[0-9]', '9', text)}"
    if text.isdigit():
        return f"number of {len(text)} digits"
    if raw.startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS):
        return f"formula-like text of {len(text)} characters"
    if text.isalpha():
        return f"text of {len(text)} letters"
    return f"text of {len(text)} characters"
