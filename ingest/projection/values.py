"""Which of several agencies' values is shown. Pure, and the same whatever the order of arrival.

The rule: the value that most agencies give; among equals the one from the most recent extract; then the feed's name,
then the value itself. An exact date of birth goes before an estimated one, and that before an expected one; a verified
identifier goes before one that is not, and that before one whose check digit fails.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from model.names import normalise
from model.observations import Statement

CERTAINTY = {"exact": 0, "estimated": 1, "expected": 2}
STATUS = {"verified": 0, "unverified": 1, None: 1, "failed_check": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """A current statement and the day of its extract."""

    statement: Statement
    extracted: dt.date


def choose(
    said: Sequence[Said], value: Callable[[Statement], Any], rank: Callable[[Statement], int] | None = None
) -> Statement | None:
    """The statement whose value is shown, or None where nobody gives one."""
    if len(said) == 1:
        only = said[0].statement
        return only if value(only) is not None else None
    giving = [each for each in said if value(each.statement) is not None]
    if len(giving) < 2:
        return giving[0].statement if giving else None
    if rank is not None:
        best = min(rank(each.statement) for each in giving)
        giving = [each for each in giving if rank(each.statement) == best]
    agencies: defaultdict[Any, set[str]] = defaultdict(set)
    for each in giving:
        agencies[_folded(value(each.statement))].add(each.statement.agency)
    return min(
        giving,
        key=lambda each: (
            -len(agencies[_folded(value(each.statement))]),
            -each.extracted.toordinal(),
            each.statement.feed,
            str(value(each.statement)),
            each.statement.key,
        ),
    ).statement


def _folded(value: Any) -> Any:
    return normalise(value) if isinstance(value, str) else value


def shown_values(said: Sequence[Said]) -> dict[str, Any]:
    """The values shown of one person, under the property names of ``model.nodes``; what nobody gives is left out."""
    shown: dict[str, Any] = {}

    def take(name: str, rank: Callable[[Statement], int] | None = None) -> Statement | None:
        chosen = choose(said, lambda statement: getattr(statement.identity, name), rank)
        if chosen is not None:
            shown[name] = getattr(chosen.identity, name)
        return chosen

    for name in ("forename", "surname", "middle_names", "sex", "date_of_death", "upn", "uln"):
        take(name)
    born = take(
        "date_of_birth", lambda statement: CERTAINTY.get(statement.identity.dob_certainty or "exact", 0)
    )
    if born is not None:
        shown["dob_certainty"] = born.identity.dob_certainty or "exact"
    number = take("nhs_number", lambda statement: STATUS[statement.identity.nhs_number_status])
    if number is not None:
        shown["nhs_number_status"] = number.identity.nhs_number_status or "unverified"
    shown |= _other_names(said, shown)
    return shown


def _other_names(said: Sequence[Said], shown: dict[str, Any]) -> dict[str, list[str]]:
    forenames: set[str] = set()
    surnames: set[str] = set()
    upns: set[str] = set()
    for each in said:
        identity = each.statement.identity
        forenames.update(name for name in (identity.forename, identity.known_as) if name)
        surnames.update(name for name in (identity.surname, identity.former_surname) if name)
        upns.update(upn for upn in (identity.upn, *identity.former_upns) if upn)
    others = {
        "known_as": _unlike(forenames, shown.get("forename")),
        "former_surnames": _unlike(surnames, shown.get("surname")),
        "former_upns": sorted(upns - {shown.get("upn", "")}),
    }
    return {name: values for name, values in others.items() if values}


def _unlike(names: set[str], shown: str | None) -> list[str]:
    """The names that are not the shown one; of names that fold to the same, the first in the alphabet."""
    by_fold: dict[str, str] = {}
    for name in sorted(names):
        by_fold.setdefault(normalise(name), name)
    by_fold.pop(normalise(shown) if shown else "", None)
    return sorted(by_fold.values())
