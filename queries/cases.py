"""The cases beside each pattern: tiny families in plain sentences, which must or must not be found.

A case file ``R01_name.yaml`` holds a list of cases::

    - case: a partner whose own children were on plans moves in
      finds: mia
      facts:
        - child mia, born 2021-02-01
        - mia lives at high since 2021-02-01 confirmed 2026-08-01
      also:
        - amina is mother of mia
    - case: he came long ago
      near: joined                     # the near miss of this threshold
      as: a partner whose own children were on plans moves in
      without: [rob lives at high since 2026-06-01]
      with: [rob lives at high since 2025-01-01]

``facts`` are premises: without any one of them the case must not be found. ``also`` is what stands beside. ``guard``
names the known false positive of the header that a case shows; ``review`` a case review that is retold. All are as at
30 September 2026, and everybody is invented.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from model.codes import EventRole, Relationship
from model.patterns import Pattern
from queries.library import FOLDER, StatementError

AS_AT = dt.date(2026, 9, 30)
OWN = ("E09000010", "Aldermere")
"""The authority's own code and name in all cases."""
_KEYS = frozenset({"case", "finds", "facts", "also", "near", "guard", "review", "as", "without", "with"})
_TAIL = (
    "since", "until", "confirmed", "by", "as", "status", "contact", "seen", "from", "of_authority", "ended",
    "extracted", "paid", "basis", "at", "graded", "responsible", "told",
)  # fmt: skip
_WORD = re.compile(r'"[^"]*"|\S+')
RELATIONSHIPS = frozenset(each.value for each in Relationship)
ROLES = frozenset(each.value for each in EventRole)


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence: who, what, whom, and the words that follow as names and values."""

    text: str
    what: str
    """child, adult, unborn, place, event, tie, lives, has, attends, party, works, known, waits or abuser."""
    who: str
    whom: str = ""
    kind: str = ""
    more: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The value of one of the words that follow."""
        return dict(self.more).get(name)

    def day(self, name: str) -> dt.date | None:
        """The same as a date."""
        found = self.get(name)
        return dt.date.fromisoformat(found) if found else None


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one pattern."""

    pattern: str
    name: str
    finds: tuple[str, ...]
    """Names of the children who must be found; nobody else may be."""
    facts: tuple[Fact, ...]
    also: tuple[Fact, ...]
    near: str | None = None
    guard: str | None = None
    review: str | None = None

    @property
    def everything(self) -> tuple[Fact, ...]:
        """All sentences."""
        return (*self.facts, *self.also)


def fact(text: str) -> Fact:
    """A sentence as a fact. Raises ValueError for one that is not understood."""
    words = [word.strip('"') for word in _WORD.findall(text.replace(",", " "))]
    found = _started(text, words)
    if found is None:
        raise ValueError(f"not understood: {text}")
    return found


def _started(text: str, words: list[str]) -> Fact | None:
    if len(words) < 2:
        return None
    first, second = words[0], words[1]
    if first in ("child", "unborn", "adult"):
        return Fact(
            text, first, second, more=_more(text, words[2:], ("born", "expected", "died", "sex", "left"))
        )
    if second == "lives" and words[2] == "at":
        return Fact(text, "lives", first, words[3], more=_more(text, words[4:]))
    if second == "has":
        return Fact(text, "has", first, kind=words[2], more=_more(text, words[3:]))
    if second == "attends":
        return Fact(text, "attends", first, words[2], more=_more(text, words[3:]))
    if second == "waits" and words[2] == "with":
        return Fact(text, "waits", first, words[3])
    if second == "works" and words[2] == "with":
        return Fact(text, "works", first, words[3], more=_more(text, words[4:], ("role", "lead", "active")))
    if second == "is":
        return _is(text, words)
    return None


def _is(text: str, words: list[str]) -> Fact | None:
    who, kind, rest = words[0], words[2], words[3:]
    if kind == "known" and rest[:1] == ["to"]:
        return Fact(text, "known", who, kind=rest[1], more=_more(text, rest[2:]))
    if kind == "abuser":
        return Fact(text, "abuser", who)
    if kind == "place":
        return Fact(text, "place", who, kind=rest[0], more=_more(text, rest[1:]))
    if kind == "event":
        return Fact(text, "event", who, kind=rest[0], more=_more(text, rest[1:], ("on", "planned")))
    if kind in ROLES and rest[:1] == ["in"]:
        return Fact(text, "party", who, rest[1], kind, _more(text, rest[2:]))
    if kind in RELATIONSHIPS and rest[:1] == ["of"]:
        return Fact(text, "tie", who, rest[1], kind, _more(text, rest[2:], ("held",)))
    return None


def _more(text: str, words: Sequence[str], extra: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    if len(words) % 2 or any(word not in (*_TAIL, *extra) for word in words[::2]):
        raise ValueError(f"not understood after its beginning: {text}")
    return tuple(zip(words[::2], words[1::2], strict=True))


@cache
def cases(pattern: str) -> tuple[Case, ...]:
    """The cases of a pattern, in order. Raises StatementError for a file that breaks a rule."""
    files = sorted((FOLDER / "patterns").glob(f"{pattern}_*.yaml"))
    if len(files) != 1:
        raise StatementError(f"{pattern}: {len(files)} case files; each pattern has one")
    made: dict[str, Case] = {}
    for given in yaml.safe_load(files[0].read_text(encoding="utf-8")) or []:
        try:
            case = _case(pattern, given, made)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise StatementError(f"{files[0].name}: {given.get('case', given)}: {error}") from None
        if case.name in made:
            raise StatementError(f"{files[0].name}: two cases are called {case.name}")
        made[case.name] = case
    return tuple(made.values())


def _case(pattern: str, given: dict[str, Any], made: dict[str, Case]) -> Case:
    if unknown := set(given) - _KEYS:
        raise ValueError(f"unknown words: {', '.join(sorted(unknown))}")
    facts, also = [], []
    if "as" in given:
        like = made[given["as"]]
        left_out = list(given.get("without", []))
        facts = [each for each in like.facts if each.text not in left_out]
        also = [each for each in like.also if each.text not in left_out]
        if missing := [text for text in left_out if text not in {each.text for each in like.everything}]:
            raise ValueError(f"nothing to leave out: {missing[0]}")
        also += [fact(text) for text in given.get("with", [])]
    facts += [fact(text) for text in given.get("facts", [])]
    also += [fact(text) for text in given.get("also", [])]
    finds = given.get("finds") or ()
    finds = tuple(finds.split()) if isinstance(finds, str) else tuple(finds)
    case = Case(
        pattern, given["case"], finds, tuple(facts), tuple(also),
        given.get("near"), given.get("guard"), given.get("review"),
    )  # fmt: skip
    _declared(case)
    return case


def _declared(case: Case) -> None:
    known = {each.who for each in case.everything if each.what in ("child", "unborn", "adult", "event")}
    for each in case.everything:
        named = [each.who] if each.what not in ("place", "works", "event") else []
        named += [each.whom] if each.what in ("tie", "works", "party", "waits") else []
        for name in named:
            if name not in known:
                raise ValueError(f"nobody is called {name}: {each.text}")
    for name in case.finds:
        if name not in known:
            raise ValueError(f"finds nobody: {name}")


def gaps(made: Pattern) -> Iterator[str]:
    """What the cases of a pattern lack: a case that fires, one that does not, a near miss for each threshold, one for
    each known false positive that is guarded."""
    found = cases(made.id)
    if not any(case.finds for case in found):
        yield "no case that must be found"
    if all(case.finds for case in found):
        yield "no case that must not be found"
    near = {case.near for case in found if not case.finds}
    yield from (f"no near miss for {each.name}" for each in made.thresholds if each.name not in near)
    yield from (
        f"a near miss of no threshold: {name}"
        for name in near - {None} - {each.name for each in made.thresholds}
    )
    shown = {case.guard for case in found if not case.finds}
    yield from (f"no case for: {each.name}" for each in made.guards if each.name not in shown)
    yield from (
        f"a case of no false positive: {name}"
        for name in shown - {None} - {each.name for each in made.guards}
    )


def case_files() -> list[Path]:
    """The case files of the library."""
    return sorted((FOLDER / "patterns").glob("*.yaml"))
