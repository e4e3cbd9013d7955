"""Finding people by what is half remembered.

The full-text index gives candidates, the scope drops those the reader may not see, and only then are they put in
order, by a score of how well they fit the question. The score says nothing about a person and is never shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.homes import Link, links
from graph.reads.hubs import is_hub
from graph.reads.moment import Moment
from model.codes import ResidenceKind
from model.facts import Page
from model.names import are_variants, normalise
from model.scope import Scope
from model.search import (
    SHORTEST,
    PartialDate,
    Question,
    exact_date_query,
    fulltext_query,
    question,
    sound_of,
)
from model.views import NO_PROOF, AddressRef, PersonRef, SearchHit

MOST = 50
MAIN_NAMES = ("forename", "surname")
LIKE_ENOUGH = 0.62
"""A word less like every part of a name than this is not met."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How one candidate fits."""

    uid: str
    score: float
    exact: bool
    """Every word was met as it was typed."""
    matched: tuple[str, ...]
    order: tuple[str, ...]
    """Among equals: children first, then those who bear the words as their own names and no others beside them."""


def search(
    graph: Graph,
    scope: Scope,
    q: str,
    date_of_birth: str | dt.date | None = None,
    postcode: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
    *,
    as_at: dt.date,
    known_at: dt.date,
) -> Page[SearchHit]:
    """People who fit what was typed, the best fit first, each with home, school and household.

    A date of birth may be given whole or in part. Raises ValueError for a cursor that no page gave.
    """
    moment = Moment(graph, scope, as_at, known_at)
    asked = question(q, date_of_birth, postcode)
    limit = max(1, min(limit, MOST))
    start = max(0, int(cursor)) if cursor else 0
    fits = _by_one_word(moment, asked, start + limit) or _fits(moment, asked)
    chosen = fits[start : start + limit]
    following = str(start + limit) if len(fits) > start + limit else None
    return Page[SearchHit](
        items=_hits(moment, chosen), next_cursor=following, notice=None if following else NO_PROOF
    )


def _by_one_word(moment: Moment, asked: Question, wanted: int) -> list[_Fit] | None:
    """For one word and nothing else, those who bear it as it was typed, if they fill the page and more: they stand
    before whoever bears another form of it, so nobody else need be looked up. None where they do not."""
    if len(asked.words) != 1 or len(asked.words[0]) < SHORTEST:
        return None
    if asked.born is not None or asked.postcode or asked.identifier:
        return None
    found = _ranked(_people(moment, asked.words[0]), asked, ())
    exact = [fit for fit in found if fit.exact]
    return exact if len(exact) > wanted else None


def _fits(moment: Moment, asked: Question) -> list[_Fit]:
    if asked.identifier:
        rows = moment.ask("search_identifier", identifier=asked.identifier)
        return _ranked(rows, asked, ("the identifier",))
    narrow = fulltext_query(asked)
    if narrow is None:
        if asked.whole_postcode and not asked.words:
            rows = moment.known("search_postcode", postcode=asked.whole_postcode)
            return _ranked(rows, asked, ())
        return []
    certain = exact_date_query(asked)
    if certain is not None:
        found = _ranked(_people(moment, certain), asked, ())
        if any(fit.exact for fit in found):
            return found
    rows = _people(moment, narrow)
    found = _ranked(rows, asked, ())
    if any(fit.exact for fit in found):
        return found
    wide = fulltext_query(asked, wide=True)
    if wide is None or wide == narrow:
        return found
    known = {row["uid"] for row in rows}
    more = [row for row in _people(moment, wide) if row["uid"] not in known]
    return _ranked([*rows, *more], asked, ())


def _people(moment: Moment, q: str) -> list[Row]:
    """Those whom the index gives, all in one row: there may be thousands."""
    index = moment.graph.fulltext_index("Person")
    return [person for row in moment.ask("search_names", index=index, q=q) for person in row["people"]]


def _ranked(rows: Iterable[Row], asked: Question, certain: tuple[str, ...]) -> list[_Fit]:
    wanted = [_Wanted(word) for word in asked.words]
    fits = [fit for row in rows if (fit := _fit(row, asked, wanted, certain)) is not None]
    return sorted(fits, key=lambda fit: (-fit.score, fit.order))


class _Wanted:
    """One typed word; what it is like is worked out once for each different name."""

    def __init__(self, word: str) -> None:
        self.word = word
        self._sound = sound_of(word)
        self._known: dict[str, tuple[float, str]] = {}

    def like(self, name: str) -> tuple[float, str]:
        """From 0 to 1, and how in words."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._compare(name)
        return found

    def _compare(self, name: str) -> tuple[float, str]:
        word = self.word
        if name == word:
            return 1.0, ""
        if len(word) == 1:
            return (0.7, ", by its initial") if name[0] == word else (0.0, "")
        spelt = fuzz.ratio(word, name) / 100
        if name.startswith(word):
            return max(0.9, spelt), ", by its beginning"
        if are_variants(word, name):
            return max(0.88, spelt), ", by another form of the name"
        if self._sound and sound_of(name) == self._sound:
            return max(0.8, spelt * 0.97), ", by its sound"
        return spelt * 0.95, ", spelt otherwise"


def _fit(row: Row, asked: Question, wanted: list[_Wanted], certain: tuple[str, ...]) -> _Fit | None:
    parts = [
        *((part, "forename") for part in _parts(row["forename"])),
        *((part, "surname") for part in _parts(row["surname"])),
        *((part, "known-as name") for name in row["known_as"] or () for part in _parts(name)),
        *((part, "former surname") for name in row["former_surnames"] or () for part in _parts(name)),
    ]
    score, missed, exact, matched, aside = 0.0, 0, bool(wanted), list(certain), 0
    for word in wanted:
        best, _, how, what = max(
            (
                (score, role in MAIN_NAMES, how, role)
                for part, role in parts
                for score, how in [word.like(part)]
            ),
            default=(0.0, False, "", ""),
        )
        aside += what not in MAIN_NAMES
        if best < LIKE_ENOUGH:
            missed += 1
        else:
            matched.append(f"{what}{how}")
        score += best
        exact = exact and best == 1.0
    if missed > (1 if len(wanted) > 2 else 0):
        return None
    if asked.born is not None:
        value, how = _date_fits(asked.born, row["date_of_birth"])
        score += value
        if how:
            matched.append(how)
    if asked.postcode and asked.postcode in (row["postcodes"] or "").split():
        score += 0.4
        matched.append("postcode")
    born = row["date_of_birth"]
    order = (
        "0" if row["child"] else "1",
        f"{aside}",
        f"{len(normalise(row['forename']).split()) + len(normalise(row['surname']).split()):02}",
        normalise(row["surname"]),
        normalise(row["forename"]),
        born.isoformat() if born else "9",
        row["uid"],
    )
    return _Fit(row["uid"], round(score, 3), exact, tuple(dict.fromkeys(matched)), order)


@lru_cache(maxsize=50_000)
def _parts(name: str | None) -> list[str]:
    parts = normalise(name).split()
    return [*parts, "".join(parts)] if len(parts) > 1 else parts


def _date_fits(asked: PartialDate, born: dt.date | None) -> tuple[float, str]:
    """How well a date of birth fits; one that is not known neither helps nor harms."""
    if born is None:
        return 0.0, ""
    if asked.year == born.year and asked.month == born.month and asked.day == born.day:
        return 1.0, "date of birth"
    if asked.year == born.year and asked.month == born.month and asked.day is None:
        return 0.9, "month of birth"
    if asked.year == born.year and asked.month is None:
        return 0.8, "year of birth"
    if asked.year == born.year and asked.month == born.day and asked.day == born.month:
        return 0.8, "date of birth, day and month changed over"
    if asked.month == born.month and asked.day == born.day and abs(asked.year - born.year) == 1:
        return 0.6, "day and month of birth"
    if asked.year == born.year:
        return 0.3, "year of birth"
    return -0.3, ""


def _hits(moment: Moment, fits: list[_Fit]) -> list[SearchHit]:
    """The page: three statements, however many hits."""
    if not fits:
        return []
    uids = sorted(fit.uid for fit in fits)
    people = {row["person"]["uid"]: row["person"] for row in moment.ask("search_people", uids=uids)}
    day = moment.as_at
    homes: dict[str, AddressRef] = {}
    for link in sorted(links(moment.asked("stays", uids=uids), day), key=_likely_home):
        if link.home and link.current(day):
            homes.setdefault(link.person.uid, link.address)
    # Whoever lives with an alleged abuser is not located by searching for the abuser.
    free = {home.uid for uid, home in homes.items() if not people[uid]["alleged_abuser"]}
    at: dict[str, dict[str, PersonRef]] = {}
    for link in links(moment.asked("residents", uids=sorted(free), opened=[]), day) if free else ():
        if link.home and link.current(day):
            at.setdefault(link.address.uid, {})[link.person.uid] = link.person
    schools: dict[str, str] = {}
    for row in moment.asked("schools", uids=uids):
        if row["status"] != "left" and (row["claim"]["to"] is None or row["claim"]["to"] >= day):
            schools[row["child"]] = row["school"]["name"]
    return [_hit(fit, people[fit.uid], homes.get(fit.uid), at, schools.get(fit.uid), day) for fit in fits]


def _likely_home(link: Link) -> tuple[object, ...]:
    start = link.claim.from_ or dt.date.min
    return link.kind != ResidenceKind.MAIN_HOME, -start.toordinal(), link.address.line, link.address.uid


def _hit(
    fit: _Fit,
    person: Row,
    home: AddressRef | None,
    at: dict[str, dict[str, PersonRef]],
    school: str | None,
    day: dt.date,
) -> SearchHit:
    household: list[PersonRef] = []
    if home is not None and not person["alleged_abuser"] and not is_hub(home, len(at.get(home.uid, {}))):
        household = sorted(
            (ref for uid, ref in at.get(home.uid, {}).items() if uid != fit.uid), key=refs.person_order
        )
    return SearchHit(
        person=refs.person(person, day),
        matched_on=list(fit.matched),
        address=home,
        school=school,
        household=household,
    )
