"""From claims to facts: who says so, since when, who says otherwise.

Which value is shown, where records differ: the one that most agencies give; among equals the one given most
recently (by the day of extraction of a record, or the first delivery of a claim); among those the feed that
comes first in the alphabet. The others are shown beside it as disagreements.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graph.reads.moment import Moment
from model.facts import Disagreement, Fact, Source
from model.narrowing import AgencyName

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
EARLIEST = dt.date.min


@dataclass(frozen=True, slots=True)
class Claim:
    """One record's word for something. ``feed`` is None where the reader may not know who says so."""

    key: str
    feed: str | None
    agency: str | None
    record: str | None
    from_: dt.date | None = None
    to: dt.date | None = None
    first_seen: dt.date | None = None
    last_seen: dt.date | None = None
    last_confirmed: dt.date | None = None
    told: dt.date | None = None
    """The day that decides which of two claims is the more recent."""

    @classmethod
    def of_edge(cls, claim: Mapping[str, Any]) -> Claim:
        """From an edge's own properties."""
        return cls(
            key=claim["key"],
            feed=claim.get("feed"),
            agency=claim.get("agency"),
            record=claim.get("record"),
            from_=claim.get("from"),
            to=claim.get("to"),
            first_seen=claim.get("first_seen"),
            last_seen=claim.get("last_seen"),
            last_confirmed=claim.get("last_confirmed"),
            told=claim.get("first_seen"),
        )

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Claim:
        """From a version of a record, which has no days on which it was so."""
        return cls(
            key=record["key"],
            feed=record["feed"],
            agency=record["agency"],
            record=record["key"],
            first_seen=record["first_seen"],
            last_seen=record["last_seen"],
            told=record["extracted"],
        )


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value and who says it."""

    value: T
    claim: Claim


class Provenance:
    """Names of agencies and the latest delivery of each feed, as known on a day."""

    def __init__(self, moment: Moment) -> None:
        rows = moment.known("feeds")
        self._known_at = moment.known_at
        self._names: dict[str, str] = {
            row["agency"]: row["name"] for row in rows if row["agency"] and row["name"]
        }
        self._delivered: dict[str, dt.date | None] = {row["feed"]: row["delivered"] for row in rows}

    def agency(self, code: str) -> str:
        """The name of an agency; its code where no name is known."""
        return self._names.get(code) or code

    def agencies(self) -> list[AgencyName]:
        """Every agency that has delivered, by name."""
        names = [AgencyName(code=code, name=name) for code, name in self._names.items()]
        return sorted(names, key=lambda each: (each.name, each.code))

    def told(self, claims: Iterable[Claim]) -> str:
        """Who says so and how long ago they last did: ``housing, 4 days old; Police, delivered today``. Empty where
        the reader may not know who."""
        latest: dict[str, dt.date | None] = {}
        for source in self.sources(claims):
            known = latest.get(source.agency)
            latest[source.agency] = max(filter(None, (known, source.delivered)), default=None)
        return "; ".join(f"{agency}{self._age(day)}" for agency, day in latest.items())

    def _age(self, delivered: dt.date | None) -> str:
        if delivered is None:
            return ""
        old = (self._known_at - delivered).days
        return ", delivered today" if old <= 0 else f", {old:,} day{'s' if old != 1 else ''} old"

    def last_seen(self, claim: Claim) -> dt.date | None:
        """The latest delivery, no later than the day of knowledge, that still said so."""
        if claim.last_seen is not None and claim.last_seen <= self._known_at:
            return claim.last_seen
        return self._delivered.get(claim.feed or "")

    def sources(self, claims: Iterable[Claim]) -> list[Source]:
        """Each record once, in order of agency, feed and identifier."""
        found: dict[str, Source] = {}
        for claim in claims:
            if claim.feed is None or claim.record is None:
                continue
            source = Source(
                agency=self.agency(claim.agency or claim.feed),
                feed=claim.feed,
                record=claim.record.split(":", 2)[-1],
                delivered=self.last_seen(claim),
            )
            known = found.get(claim.record)
            said = frozenset({claim.key}) if known is None else known.claims | {claim.key}
            if known is None or (source.delivered or EARLIEST) > (known.delivered or EARLIEST):
                known = source
            found[claim.record] = known.saying(said)
        return sorted(found.values(), key=lambda source: (source.agency, source.feed, source.record))


def days(start: dt.date | None, end: dt.date | None) -> dict[str, Any]:
    """The two days of a view, under the names in which it takes them."""
    return {"from": start, "to": end}


def _agencies(claims: Iterable[Claim]) -> int:
    return len({claim.agency for claim in claims})


def _standing(claims: Sequence[Claim]) -> tuple[int, int, str]:
    """Sorts groups of claims by the rule of this module, first the one that is shown."""
    recent = max((claim.told or EARLIEST).toordinal() for claim in claims)
    return -_agencies(claims), -recent, min(claim.feed or "" for claim in claims)


def _by(claims: Iterable[tuple[K, Claim]]) -> list[tuple[K, list[Claim]]]:
    groups: dict[K, list[Claim]] = {}
    for key, claim in claims:
        groups.setdefault(key, []).append(claim)
    return sorted(groups.items(), key=lambda group: (*_standing(group[1]), str(group[0])))


def in_words(day: dt.date | None) -> str:
    """``3 March 2015``, or ``not known``."""
    return f"{day.day} {day:%B %Y}" if day else "not known"


def _dates_in_words(dates: tuple[dt.date | None, dt.date | None]) -> str:
    start, end = dates
    if start is None and end is None:
        return "dates not known"
    return f"from {in_words(start)}" + (f" to {in_words(end)}" if end else "")


def fact(value: T, claims: Sequence[Claim], provenance: Provenance) -> Fact[T]:
    """One thing that one or more claims say, their dates settled by the rule of this module.

    A claim that leaves a date open or unknown disagrees with none that gives it.
    """
    dated = _by(((claim.from_, claim.to), claim) for claim in claims)
    start, end = dated[0][0]
    start = start or next((known for (known, _), _ in dated if known), None)
    others = [
        Disagreement(value=_dates_in_words(dates), sources=provenance.sources(group))
        for dates, group in dated
        if (dates[0] is not None and dates[0] != start) or (dates[1] is not None and dates[1] != end)
    ]
    return Fact[Any](
        value=value,
        **days(start, end),
        first_seen=min((claim.first_seen for claim in claims if claim.first_seen), default=None),
        last_seen=max(
            filter(None, (provenance.last_seen(claim) for claim in claims if claim.feed)), default=None
        ),
        last_confirmed=max((claim.last_confirmed for claim in claims if claim.last_confirmed), default=None),
        sources=provenance.sources(claims),
        disagreements=[each for each in others if each.sources],
    )


def facts(
    said: Iterable[Said[T]],
    provenance: Provenance,
    same: Callable[[T], Hashable],
    words: Callable[[T], str] = str,
) -> list[Fact[T]]:
    """Each different value as a fact, in the order of the rule of this module, without disagreements.

    ``same`` gives what two values that say the same have in common.
    """
    return [found for found, _ in _grouped(said, provenance, same, words)]


def settled(
    said: Iterable[Said[T]],
    provenance: Provenance,
    same: Callable[[T], Hashable],
    words: Callable[[T], str] = str,
    prefer: Callable[[T], int] = lambda _: 0,
) -> Fact[T] | None:
    """The value that is shown, with every other value as a disagreement in words; None where nobody says anything.
    ``prefer`` puts values before others, the smallest first, whoever says them."""
    found = _grouped(said, provenance, same, words)
    if not found:
        return None
    found.sort(key=lambda each: prefer(each[0].value))
    shown, others = found[0][0], found[1:]
    return shown.model_copy(
        update={"disagreements": [Disagreement(value=text, sources=other.sources) for other, text in others]}
    )


def _grouped(
    said: Iterable[Said[T]], provenance: Provenance, same: Callable[[T], Hashable], words: Callable[[T], str]
) -> list[tuple[Fact[T], str]]:
    said = list(said)
    values: dict[Hashable, dict[str, T]] = {}
    for each in said:
        values.setdefault(same(each.value), {})[words(each.value)] = each.value
    found = []
    for key, claims in _by((same(each.value), each.claim) for each in said):
        spelling = _by((words(each.value), each.claim) for each in said if same(each.value) == key)[0][0]
        found.append((fact(values[key][spelling], claims, provenance), spelling))
    return found
