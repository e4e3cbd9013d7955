"""Finding people by what is half remembered.

The full-text index gives candidates, the scope drops those the reader may not see, and only then are they put in
order, by a score of how well they fit the question. The score says nothing about a person and is never shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.fitting import ADULT, Wanted, age_fits, asks_for_a_child, date_fits
from graph.reads.homes import Link, links
from graph.reads.hubs import is_hub
from graph.reads.moment import Moment
from model.codes import ResidenceKind
from model.facts import Page
from model.names import is_placeholder_forename, normalise
from model.scope import Scope
from model.search import (
    SHORTEST,
    Question,
    born_in,
    exact_date_query,
    family_queries,
    fulltext_query,
    likely_query,
    question,
)
from model.views import NO_PROOF, AddressRef, PersonRef, SearchHit

MOST = 50
MAIN_NAMES = ("forename", "surname")
GIVEN = ("forename", "known-as name")
FAMILY = {"relatives": "surname of a parent or carer", "siblings": "surname of a brother or sister"}
"""Whose name it is, by the field of a row."""
BY_FAMILY = 0.9
"""A name that is only one of the family's counts for so much of one of the child's own."""
NO_NAME_YET = 0.7
"""Likeness of any forename to a child's who is recorded as *Baby*."""
FEW = 5
"""With fewer sure fits than this, people are looked for further."""
NEARLY = 0.8
CROWD = 100
"""More stays than this that nobody has ended make an address a hub (`graph.reads.hubs`), however many of them have
ended in truth: the council's own office, given where no address was known."""
MET_WELL = 0.7
"""A word as like a name is met well: by its beginning, its initial, its sound, a variant or one slip."""
LIKE_ENOUGH = 0.62
"""A word less like every part of a name than this is not met."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How one candidate fits."""

    uid: str
    score: float
    exact: bool
    """Every word was met as it was typed."""
    sure: bool
    """And so was whatever was typed beside them."""
    well: bool
    """Every word was met well, and what was typed beside them fits."""
    matched: tuple[str, ...]
    order: tuple[str, ...]
    """Among equals: children first, then those who have come of age, then adults; of each those who bear the words
    as their own names and no others beside them."""
    given_first: bool
    """The first word is one of the forenames."""


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

    A date of birth may be given whole or in part, or as an age. Raises ValueError for a cursor that no page gave.
    """
    moment = Moment(graph, scope, as_at, known_at)
    asked = question(q, date_of_birth, postcode)
    limit = max(1, min(limit, MOST))
    start = max(0, int(cursor)) if cursor else 0
    ranking = _Ranking(asked, moment.as_at)
    fits = _by_one_word(moment, ranking, start + limit) or _fits(moment, ranking)
    chosen = fits[start : start + limit]
    following = str(start + limit) if len(fits) > start + limit else None
    return Page[SearchHit](
        items=_hits(moment, chosen), next_cursor=following, notice=None if following else NO_PROOF
    )


def _by_one_word(moment: Moment, ranking: _Ranking, wanted: int) -> list[_Fit] | None:
    """For one word and nothing else, those who bear it as it was typed, if they fill the page and more: they stand
    before whoever bears another form of it, so nobody else need be looked up. None where they do not."""
    asked = ranking.asked
    if len(asked.words) != 1 or len(asked.words[0]) < SHORTEST:
        return None
    if asked.born is not None or asked.age is not None or asked.postcode or asked.identifier:
        return None
    found = ranking.of(_people(moment, asked.words[0]))
    exact = [fit for fit in found if fit.exact]
    return exact if len(exact) > wanted else None


def _fits(moment: Moment, ranking: _Ranking) -> list[_Fit]:
    asked = ranking.asked
    if asked.identifier:
        rows = moment.ask("search_identifier", identifier=asked.identifier)
        return _Ranking(asked, moment.as_at, ("the identifier",)).of(rows)
    years = born_in(asked, moment.as_at)
    narrow = fulltext_query(asked, years=years)
    if narrow is None:
        if asked.whole_postcode and not asked.words:
            rows = moment.known("search_postcode", postcode=asked.whole_postcode)
            return ranking.of(rows)
        return []
    certain = exact_date_query(asked)
    if certain is not None:
        found = ranking.of(_people(moment, certain))
        if any(fit.exact for fit in found):
            return found
    people = {row["uid"]: row for row in _people(moment, narrow)}
    found = ranking.of(people.values())
    sure = sum(fit.sure for fit in found)
    if sure >= FEW or (sure and len(asked.words) < 2):
        return found
    wide = fulltext_query(asked, wide=True, years=years)
    if wide is not None and wide != narrow and not any(fit.exact for fit in found):
        _add(people, _people(moment, wide))
    if not sure and (likely := likely_query(asked)) is not None:
        _add(people, _people(moment, likely))
    if not sure and asked.whole_postcode and len(asked.words) > 1:
        _add(people, moment.known("search_postcode", postcode=asked.whole_postcode))
    queries = list(family_queries(asked))
    if len(queries) > 1:
        queries = _in_the_order_typed(queries, ranking.of(people.values()))
    for statement in ("search_family", "search_sibling"):
        for q, codes in queries:
            _add(people, _family(moment, statement, q, codes))
        found = ranking.of(people.values())
        if any(fit.well for fit in found):
            return found
    return ranking.of(people.values(), one_is_enough=True)


def _in_the_order_typed(
    queries: list[tuple[str, list[str]]], found: list[_Fit]
) -> list[tuple[str, list[str]]]:
    """Of the queries for a family, forename first and surname first, the one for the order in which the words stand
    if those who fit well by their own names tell it; both where they do not."""
    orders = {fit.given_first for fit in found if fit.well}
    return queries if len(orders) != 1 else [queries[0 if orders == {True} else 1]]


def _add(rows: dict[str, Row], more: Iterable[Row]) -> None:
    """Further rows; whoever is there already keeps what is known of their family."""
    for row in more:
        there = rows.setdefault(row["uid"], row)
        for field in FAMILY:
            names = [*(there.get(field) or ()), *(row.get(field) or ())]
            if names:
                rows[row["uid"]] = there = {**there, field: names}


def _people(moment: Moment, q: str) -> list[Row]:
    """Those whom the index gives, all in one row: there may be thousands."""
    found = moment.ask("search_names", index=moment.graph.fulltext_index("Person"), q=q)
    return [person for row in found for person in row["people"]]


def _family(moment: Moment, statement: str, q: str, codes: list[str]) -> list[Row]:
    """Children who carry one of the codes, and of whose family the index gives somebody."""
    found = moment.known(statement, index=moment.graph.fulltext_index("Person"), q=q, codes=codes)
    return [
        {**person, "siblings": [name for names in person.get("siblings") or () for name in names]}
        for row in found
        for person in row["people"]
    ]


class _Ranking:
    """Puts people in order by how well they fit one question. A search looks further and further: of whom nothing more
    is known since, the fit stands."""

    def __init__(self, asked: Question, day: dt.date, certain: tuple[str, ...] = ()) -> None:
        self.asked = asked
        self._day, self._certain = day, certain
        self._wanted = [Wanted(word) for word in asked.words]
        self._known: dict[str, tuple[Row, _Fit | None]] = {}

    def of(self, rows: Iterable[Row], *, one_is_enough: bool = False) -> list[_Fit]:
        """Those who fit, the best first. ``one_is_enough``: where nobody bears both of two names, one of them and the
        age, the date or the postcode."""
        fits = [fit for row in rows if (fit := self._fit(row, one_is_enough)) is not None]
        return sorted(fits, key=lambda fit: (-fit.score, fit.order))

    def _fit(self, row: Row, one_is_enough: bool) -> _Fit | None:
        known, fit = self._known.get(row["uid"], (None, None))
        if known != row or (fit is None and one_is_enough):
            fit = _fit(row, self.asked, self._wanted, self._day, self._certain, one_is_enough)
            if not one_is_enough:
                self._known[row["uid"]] = row, fit
        return fit


def _fit(
    row: Row,
    asked: Question,
    wanted: list[Wanted],
    day: dt.date,
    certain: tuple[str, ...],
    one_is_enough: bool,
) -> _Fit | None:
    parts = [
        *((part, "forename") for part in _parts(row["forename"])),
        *((part, "surname") for part in _parts(row["surname"])),
        *((part, "known-as name") for name in row["known_as"] or () for part in _parts(name)),
        *((part, "former surname") for name in row["former_surnames"] or () for part in _parts(name)),
        *(
            (part, whose)
            for field, whose in FAMILY.items()
            for name in sorted({*filter(None, row.get(field) or ())})
            for part in _parts(name)
        ),
    ]
    roles: list[str] = []
    unnamed = is_placeholder_forename(row["forename"])
    score, missed, exact, matched, aside, met, least = 0.0, 0, bool(wanted), list(certain), 0, 0.0, 1.0
    for word in wanted:
        best, _, how, what = max(
            (
                (score, role in MAIN_NAMES, how, role)
                for part, role in parts
                for likeness, how in [word.like(part)]
                for score in [likeness * (BY_FAMILY if role in FAMILY.values() else 1)]
            ),
            default=(0.0, False, "", ""),
        )
        if unnamed and best < NO_NAME_YET and len(wanted) > 1:
            best, how, what, unnamed = NO_NAME_YET, ", not named yet", "forename", False
        aside += what not in MAIN_NAMES
        roles.append(what)
        if best < LIKE_ENOUGH:
            missed += 1
        else:
            matched.append(f"{what}{how}")
        score, met, least = score + best, max(met, best), min(least, best)
        exact = exact and best == 1.0
    born = row["date_of_birth"]
    value, how = date_fits(asked.born, born) if asked.born else age_fits(asked.age, born, day)
    if not row["child"] and asks_for_a_child(asked, day):
        value, how = -0.3, ""
    score += value
    if how:
        matched.append(how)
    there = bool(asked.postcode) and asked.postcode in (row["postcodes"] or "").split()
    if there:
        score += 0.4
        matched.append("postcode")
    # One name and the very day or postcode is enough, where every agency has another forename or surname.
    certainly = value == 1.0 or (there and asked.whole_postcode is not None)
    likely = certainly or (one_is_enough and (value >= 0.8 or there))
    if missed > (1 if len(wanted) > 2 or (likely and met >= NEARLY) else 0):
        return None
    if missed and len(wanted) == 2:
        matched.append("not the other name")
    order = (
        ("0" if born is None or (refs.age_on(born, day) or 0) < ADULT else "1") if row["child"] else "2",
        f"{aside}",
        f"{len(normalise(row['forename']).split()) + len(normalise(row['surname']).split()):02}",
        normalise(row["surname"]),
        normalise(row["forename"]),
        born.isoformat() if born else "9",
        row["uid"],
    )
    beside = (asked.born is None and asked.age is None) or value >= 0.8
    sure = exact and beside and (there or not asked.postcode)
    asked_beside = asked.born is not None or asked.age is not None
    well = least >= MET_WELL and (not asked_beside or value >= 0.4) and (there or not asked.postcode)
    given_first = bool(roles) and roles[0] in GIVEN
    told = tuple(dict.fromkeys(matched))
    return _Fit(row["uid"], round(score, 3), exact, sure, well, told, order, given_first)


@lru_cache(maxsize=50_000)
def _parts(name: str | None) -> list[str]:
    parts = normalise(name).split()
    return [*parts, "".join(parts)] if len(parts) > 1 else parts


def _hits(moment: Moment, fits: list[_Fit]) -> list[SearchHit]:
    """The page: a handful of statements, however many hits."""
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
    # Nobody's household is told at an address of so many, and to read them all would take most of the time.
    crowded = moment.asked("crowded", uids=sorted(free), most=CROWD) if free else []
    free -= {row["uid"] for row in crowded}
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
