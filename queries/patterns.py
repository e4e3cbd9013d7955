"""The library of patterns: each one file ``queries/cypher/patterns/R01_name.cypher`` with its cases beside it.

The header says what people have to know (see :class:`model.patterns.Pattern`) and then, as every statement of the
library, what goes in and out. A statement begins ``MATCH (c:Child)``, or with a way in that ends in a line
``WITH DISTINCT c``: a wider set of children, found from what is rare (an event, a plan, a move). What follows decides
about each child by itself, so the same statement for some children is derived by putting them in the way in's place. It
may ask first, of each home once, whether anything can be found there at all: most children of some are left there.
It gives ``child``, the identity columns, ``evidence_on`` and ``path``; each finding is one row.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from model.patterns import TIMES, Asking, Caveat, Pattern, Reach, Threshold
from model.school_age import births_of_school_age
from queries.library import FOLDER, Statement, StatementError, statement
from queries.steps import steps

PATTERNS = FOLDER / "patterns"
EVERY_CHILD, WAY_IN = ["MATCH", "(c:Child)"], "WITH DISTINCT c"
"""The line up to which the same statement for some children differs: the first of all, or the last of the way in. Later
lines like it are part of what decides."""
GIVEN = frozenset({"as_at", "known_at", "own", "live", "school_born_from", "school_born_to"})
"""Parameters that every pattern may take beside its thresholds."""
_FILE = re.compile(r"(R\d{2})_[a-z_]+")
_THRESHOLD = re.compile(r"(\w+): (\d+) (.+?)( before)?; (no published basis|published: [^;]+); (.+)")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def pattern(id_: str) -> Pattern:
    """The pattern of an id such as ``R01``. Raises StatementError if there is none, or it breaks a rule."""
    found = [name for name in _names() if name.startswith(f"{id_}_")]
    if len(found) != 1 or not re.fullmatch(r"R\d{2}", id_):
        raise StatementError(f"{id_}: {'more than one pattern' if len(found) > 1 else 'no such pattern'}")
    return read(statement(f"patterns/{found[0]}"))


def all_patterns() -> tuple[Pattern, ...]:
    """Every pattern, in order of id."""
    return tuple(pattern(name[:3]) for name in _names())


def _names() -> list[str]:
    names = sorted(file.stem for file in PATTERNS.glob("*.cypher"))
    for name in names:
        if not _FILE.fullmatch(name):
            raise StatementError(f"patterns/{name}: a pattern's file is named like R01_adult_joins")
    return names


def read(source: Statement) -> Pattern:
    """A pattern from its statement. Raises StatementError for one that breaks a rule."""
    header = source.header
    identity = tuple(part.strip() for part in header["identity"].split(","))
    way_in, rest = _parted(source)
    made = Pattern(
        id=source.name.rpartition("/")[2][:3],
        statement=source.name,
        name=header["name"],
        question=source.question,
        why=header["why"],
        source=header["source"],
        thresholds=tuple(_threshold(source.name, each) for each in _items(header["thresholds"])),
        feeds=tuple(part.strip() for part in header["feeds"].split(",")),
        guards=tuple(_caveat(source.name, each) for each in _items(header["guards"])),
        unguarded=tuple(_caveat(source.name, each) for each in _items(header["unguarded_cases"])),
        wrong=tuple(_items(header["wrong"])),
        protective=tuple(_items(header["protective"])),
        sentence=header["sentence"],
        identity=identity,
        owner=header["owner"],
        version=int(header["version"]),
        review=dt.date.fromisoformat(header["review"]),
        on=header["switched"] == "on",
        text=source.text,
        uses=frozenset(each.name for each in source.parameters),
        way_in=way_in,
        decision=rest,
        steps=steps(rest),
        reach=_reach(source),
    )
    _check(source, made)
    return made


def _reach(source: Statement) -> Reach:
    try:
        return Reach(source.header.get("reach", Reach.NEAR))
    except ValueError:
        raise StatementError(f"{source.name}: reach: one of {', '.join(Reach)}") from None


def _check(source: Statement, made: Pattern) -> None:
    columns = {field.name: field for field in source.columns}
    wrong = None
    if not made.identity or made.identity[0] != "child":
        wrong = "its identity begins with child"
    elif lacking := {*made.identity, "child", "evidence_on", "path"} - columns.keys():
        wrong = f"it has no column {', '.join(sorted(lacking))}"
    elif lacking := set(_PLACEHOLDER.findall(made.sentence)) - columns.keys():
        wrong = f"its sentence names what is no column: {', '.join(sorted(lacking))}"
    elif made.sentence.count("{child}") == 0 and "child" not in made.sentence and "step" not in made.sentence:
        wrong = "its sentence does not name the child"
    elif unknown := {field.name for field in source.parameters} ^ (
        {each.name for each in made.thresholds} | (GIVEN & {field.name for field in source.parameters})
    ):
        wrong = f"parameters and thresholds differ: {', '.join(sorted(unknown))}"
    elif not (made.guards and made.wrong and made.protective and made.thresholds):
        wrong = "guards, wrong, protective and thresholds are never empty"
    if wrong:
        raise StatementError(f"{source.name}: {wrong}")


def _parted(source: Statement) -> tuple[str | None, str]:
    """The way in as a statement of its own, if there is one, and what follows."""
    lines = [line for line in source.text.splitlines() if not line.startswith("//")]
    if lines and lines[0].split() == EVERY_CHILD:
        return None, "\n".join(lines[1:])
    ends = [number for number, line in enumerate(lines) if line.partition("//")[0].rstrip() == WAY_IN]
    if not ends:
        raise StatementError(
            f"{source.name}: its statement begins {' '.join(EVERY_CHILD)}, or with a way in that ends in the one line "
            f"{WAY_IN}"
        )
    return "\n".join([*lines[: ends[0]], "RETURN DISTINCT c.uid AS uid"]), "\n".join(lines[ends[0] + 1 :])


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split("\n- ") if item.strip()]


def _threshold(name: str, text: str) -> Threshold:
    found = _THRESHOLD.fullmatch(text)
    if found is None:
        raise StatementError(f"{name}: thresholds: not understood: {text}")
    key, value, unit, ago, basis, meaning = found.groups()
    if ago and unit not in TIMES:
        raise StatementError(f"{name}: thresholds: {unit} is no unit of time")
    return Threshold(key, int(value), unit, ago is not None, basis.startswith("published"), basis, meaning)


def _caveat(name: str, text: str) -> Caveat:
    head, sep, how = text.partition(": ")
    if not sep:
        head, sep, how = text.partition(", ")
    if not sep:
        head, how = text, text
    if not head:
        raise StatementError(f"{name}: a false positive without a name")
    return Caveat(head, how)


def parameters(made: Pattern, asking: Asking) -> dict[str, Any]:
    """What the statement takes, without the reader's scope. Raises KeyError for an unknown threshold."""
    values = asking.values(made)
    born = births_of_school_age(asking.as_at)
    given: dict[str, Any] = {
        "as_at": asking.as_at,
        "known_at": asking.known_at,
        "own": list(asking.own),
        "live": sorted(asking.live),
        "school_born_from": born[0],
        "school_born_to": born[1],
    }
    found = {name: value for name, value in given.items() if name in made.uses}
    for each in made.thresholds:
        found[each.name] = each.parameter(values[each.name], asking.as_at, asking.calendar)
    return found
