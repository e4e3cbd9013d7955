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
    born_in,
    exact_date_query,
    family_queries,
    fulltext_query,
    likely_query,
    question,
    sound_of,
)
from model.views import NO_PROOF, AddressRef, PersonRef, SearchHit

MOST = 50
MAIN_NAMES = ("forename", "surname")
ADULT = 18
FAMILY = "surname of a parent or carer"
BY_FAMILY = 0.9
"""A name that is only a parent's or carer's counts for so much of one of the child's own."""
FEW = 5
"""With fewer sure fits than this, people are looked for further."""
NEARLY = 0.8
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
    matched: tuple[str, ...]
    order: tuple[str, ...]
    """Among equals: children first, then those who have come of age, then adults; of each those who bear the words
    as their own names and no others beside them."""


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
    if asked.born is not None or asked.age is not None or asked.postcode or asked.identifier:
        return None
    found = _ranked(_people(moment, asked.words[0]), asked, moment.as_at)
    exact = [fit for fit in found if fit.exact]
    return exact if len(exact) > wanted else None


def _fits(moment: Moment, asked: Question) -> list[_Fit]:
    day = moment.as_at
    if asked.identifier:
        rows = moment.ask("search_identifier", identifier=asked.identifier)
        return _ranked(rows, asked, day, ("the identifier",))
    years = born_in(asked, day)
    narrow = fulltext_query(asked, years=years)
    if narrow is None:
        if asked.whole_postcode and not asked.words:
            rows = moment.known("search_postcode", postcode=asked.whole_postcode)
            return _ranked(rows, asked, day)
        return []
    certain = exact_date_query(asked)
    if certain is not None:
        found = _ranked(_people(moment, certain), asked, day)
        if any(fit.exact for fit in found):
            return found
    people = {row["uid"]: row for row in _people(moment, narrow)}
    found = _ranked(people.values(), asked, day)
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
    for q, codes in family_queries(asked):
        family = _people(moment, q, codes)
        for row in family:
            people[row["uid"]] = {**people.get(row["uid"], {}), **row}
        if family:
            break
    return _ranked(people.values(), asked, day)


def _add(rows: dict[str, Row], more: Iterable[Row]) -> None:
    for row in more:
        rows.setdefault(row["uid"], row)


def _people(moment: Moment, q: str, codes: list[str] | None = None) -> list[Row]:
    """Those whom the index gives, all in one row: there may be thousands. With ``codes``, the children of those whom it
    gives who carry one."""
    index = moment.graph.fulltext_index("Person")
    found = (
        moment.ask("search_names", index=index, q=q)
        if codes is None
        else moment.known("search_family", index=index, q=q, codes=codes)
    )
    return [person for row in found for person in row["people"]]


def _ranked(rows: Iterable[Row], asked: Question, day: dt.date, certain: tuple[str, ...] = ()) -> list[_Fit]:
    wanted = [_Wanted(word) for word in asked.words]
    fits = [fit for row in rows if (fit := _fit(row, asked, wanted, day, certain)) is not None]
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


def _fit(
    row: Row, asked: Question, wanted: list[_Wanted], day: dt.date, certain: tuple[str, ...]
) -> _Fit | None:
    parts = [
        *((part, "forename") for part in _parts(row["forename"])),
        *((part, "surname") for part in _parts(row["surname"])),
        *((part, "known-as name") for name in row["known_as"] or () for part in _parts(name)),
        *((part, "former surname") for name in row["former_surnames"] or () for part in _parts(name)),
        *(
            (part, FAMILY)
            for name in sorted(filter(None, row.get("relatives") or ()))
            for part in _parts(name)
        ),
    ]
    score, missed, exact, matched, aside, met = 0.0, 0, bool(wanted), list(certain), 0, 0.0
    for word in wanted:
        best, _, how, what = max(
            (
                (score, role in MAIN_NAMES, how, role)
                for part, role in parts
                for likeness, how in [word.like(part)]
                for score in [likeness * (BY_FAMILY if role == FAMILY else 1)]
            ),
            default=(0.0, False, "", ""),
        )
        aside += what not in MAIN_NAMES
        if best < LIKE_ENOUGH:
            missed += 1
        else:
            matched.append(f"{what}{how}")
        score, met = score + best, max(met, best)
        exact = exact and best == 1.0
    born = row["date_of_birth"]
    value, how = _date_fits(asked.born, born) if asked.born else _age_fits(asked.age, born, day)
    score += value
    if how:
        matched.append(how)
    there = bool(asked.postcode) and asked.postcode in (row["postcodes"] or "").split()
    if there:
        score += 0.4
        matched.append("postcode")
    # One name and the very day or postcode is enough, where every agency has another forename or surname.
    certainly = value == 1.0 or (there and asked.whole_postcode is not None)
    if missed > (1 if len(wanted) > 2 or (certainly and met >= NEARLY) else 0):
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
    return _Fit(row["uid"], round(score, 3), exact, sure, tuple(dict.fromkeys(matched)), order)


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


def _age_fits(asked: int | None, born: dt.date | None, day: dt.date) -> tuple[float, str]:
    """How well an age fits. Ages are often told a year out: a neighbouring one stands after the age itself."""
    age = refs.age_on(born, day)
    if asked is None or age is None:
        return 0.0, ""
    if age == asked:
        return 0.8, "age"
    return (0.4, "age, a year out") if abs(age - asked) == 1 else (-0.3, "")


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
