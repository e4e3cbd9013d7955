"""Values that stand for nobody, found from the data: the telephone of forty families, the birthday of a thousand.

Such a value is left out of the evidence (domain notes, row 13); a date of birth that stands in counts as estimated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median

from ingest.linking.files import Person
from ingest.matching.stand_ins import DAYS, DAYS_AT_LEAST, HOLDERS

BEARERS = 4
"""An identifier of so many different names and birthdays is a stand-in in a handful of files: slips give it to two or
three. The index, which many agencies tell of one child, asks for more. Assumed."""


@dataclass(slots=True)
class Placeholders:
    """By column, the values that are left out."""

    values: dict[str, set[str]] = field(default_factory=dict)

    def has(self, column: str, value: str | None) -> bool:
        """Whether a value stands for nobody."""
        return value is not None and value in self.values.get(column, ())

    def counts(self) -> dict[str, int]:
        """How many values of each column, for a report; the values themselves are told nobody."""
        return {column: len(values) for column, values in sorted(self.values.items()) if values}


def find_placeholders(people: Iterable[Person]) -> Placeholders:
    """Looks over all rows once for each kind of column."""
    rows = list(people)
    found = Placeholders()
    for column in ("phone", "uprn", "address"):
        found.values[column] = _shared(
            rows, column, lambda row: row.values.get("surname", "").lower(), HOLDERS
        )
    # A town is no home, and says what it says.
    found.values["address"] = {text for text in found.values["address"] if any(map(str.isdigit, text))}
    for column in ("nhs_number", "upn"):
        found.values[column] = _shared(rows, column, _name_and_birthday, BEARERS)
    born = Counter(str(row.date_of_birth) for row in rows if row.date_of_birth is not None)
    usual = median(born.values()) if born else 0
    found.values["date_of_birth"] = {
        day for day, times in born.items() if times >= DAYS_AT_LEAST and times > DAYS * usual
    }
    return found


def _shared(rows: Iterable[Person], column: str, holder: Callable[[Person], str], most: int) -> set[str]:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        value = row.values.get(column)
        if value:
            holders[value].add(holder(row))
    return {value for value, each in holders.items() if len(each) >= most}


def _name_and_birthday(row: Person) -> str:
    return f"{row.values.get('forename', '').lower()}|{row.date_of_birth}"
