"""Reading plain person files: CSV with a header, one row a record."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

REQUIRED = ("source", "record_id")
OPTIONAL = (
    "forename", "middle_names", "surname", "former_surname", "known_as", "date_of_birth", "sex", "nhs_number", "upn",
    "address", "postcode", "uprn", "phone", "email",
)  # fmt: skip


Name: TypeAlias = tuple[str, str]
"""What names a record: its source and its id there."""


class PersonFileError(ValueError):
    """A file that cannot be read. The message says which file and line and what to do, and names no value."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row. Absent is None; ``date_of_birth`` is None too where it is no date."""

    source: str
    record_id: str
    values: dict[str, str]
    date_of_birth: dt.date | None = None

    @property
    def key(self) -> str:
        """Names the record among all files."""
        return key_of(self.source, self.record_id)

    @property
    def sex(self) -> Literal["F", "M", "X"] | None:
        """The first letter of what is said, where it is one of three."""
        letter = self.values.get("sex", "")[:1].upper()
        return letter if letter in ("F", "M", "X") else None  # type: ignore[return-value]


def key_of(source: str, record_id: str) -> str:
    """One text for both; a colon in a source is written otherwise, so that no two pairs give one text."""
    return f"{source.replace('%', '%25').replace(':', '%3A')}:{record_id}"


@dataclass(slots=True)
class People:
    """All rows of all files, what was left out, and what could not be read."""

    rows: list[Person] = field(default_factory=list)
    columns_left_out: dict[str, list[str]] = field(default_factory=dict)
    """File name -> columns that are not known here."""
    dates_not_read: int = 0


def read_people(paths: Iterable[Path]) -> People:
    """Read person files. Raises :class:`PersonFileError` for a file, or a row without source or id, or an id twice."""
    people = People()
    seen: set[tuple[str, str]] = set()
    for path in paths:
        for line, row in _rows(path, people):
            source, record_id = row.pop("source", ""), row.pop("record_id", "")
            if not source or not record_id:
                raise PersonFileError(f"{path.name}, line {line}: source and record_id must both be given")
            if (source, record_id) in seen:
                raise PersonFileError(
                    f"{path.name}, line {line}: this source and record_id stand in an earlier row too; each record "
                    "must be given once"
                )
            seen.add((source, record_id))
            written = row.pop("date_of_birth", None)
            born = _date(written)
            people.dates_not_read += written is not None and born is None
            people.rows.append(Person(source, record_id, row, born))
    return people


def emptied(rows: list[Person]) -> Iterator[Person]:
    """The rows in order, each let go of when the next is asked for: what they say is needed once."""
    rows.reverse()
    while rows:
        yield rows.pop()


def read_truth(path: Path) -> dict[Name, tuple[str, str | None]]:
    """``source, record_id, person`` and, if given, ``household``: (source, id) -> (person, household). Raises
    :class:`PersonFileError` for a row without a person, and a record that is said to be of two."""
    found: dict[Name, tuple[str, str | None]] = {}
    for line, row in _csv(path, ("source", "record_id", "person")):
        if not row.get("person"):
            raise PersonFileError(f"{path.name}, line {line}: the person is missing")
        name = (row["source"], row["record_id"])
        if found.get(name, (row["person"],))[0] != row["person"]:
            raise PersonFileError(
                f"{path.name}, line {line}: an earlier row says that this source and record_id are another person's"
            )
        found[name] = (row["person"], row.get("household"))
    return found


def _rows(path: Path, people: People) -> Iterator[tuple[int, dict[str, str]]]:
    known = set(REQUIRED) | set(OPTIONAL)
    for line, row in _csv(path, REQUIRED):
        unknown = row.keys() - known
        if unknown and path.name not in people.columns_left_out:
            people.columns_left_out[path.name] = sorted(unknown)
        yield line, {name: value for name, value in row.items() if name in known and value}


def _csv(path: Path, required: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row, white space around them taken away. An empty file has no rows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="", strict=True)
            header = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = header
            twice = [name for name, times in Counter(header).items() if times > 1]
            if twice:
                raise PersonFileError(f"{path.name}: the column {twice[0]!r} stands twice in the header")
            missing = [name for name in required if name not in header]
            if missing:
                raise PersonFileError(
                    f"{path.name}: the column {missing[0]!r} is missing. The first line must name the columns, parted "
                    "by commas"
                )
            for row in reader:
                if row.pop("", None):
                    raise PersonFileError(
                        f"{path.name}, line {reader.line_num}: more cells than the header has columns"
                    )
                yield reader.line_num, {name: (value or "").strip() for name, value in row.items()}
    except UnicodeDecodeError:
        raise PersonFileError(f"{path.name} is not UTF-8 text. Save it as CSV UTF-8") from None
    except csv.Error:
        raise PersonFileError(
            f"{path.name} is not CSV that can be read to its end: a quote is not closed, or a cell is too long"
        ) from None
    except OSError:
        raise PersonFileError(f"{path.name} cannot be opened. Check that it exists and may be read") from None


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
