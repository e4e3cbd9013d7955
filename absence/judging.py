"""Who is expected to be known by whom, who is, and which children stand out: over all children at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from absence.expectations import Area, Expectations, Rule
from absence.facts import KIND_BIT, Bits, Facts, Flags
from model.absence import BANDS, Band, Category, Cause
from model.codes import InvolvementKind
from model.facts import FeedState
from model.school_age import SchoolCalendar, births_of_school_age

NO_BIT = np.uint64(0)
OLDER_THAN_ANYBODY = 200
Bands = NDArray[np.int8]
PROTECTED = "protected_identities"
"""The feed of those who are protected. Whom it alone names it names to protect: that is no sign of a child unseen."""


@dataclass(frozen=True, slots=True)
class Rolls:
    """What one day's evaluation rests on besides the facts."""

    expectations: Expectations
    states: Mapping[str, FeedState]
    """State of each feed, as the coverage banner shows it."""
    calendar: SchoolCalendar
    today: dt.date

    def live(self, feed: str) -> bool:
        """Whether what a feed does not say may be taken for absence."""
        return self.states.get(feed, FeedState.ABSENT) is FeedState.LIVE

    def why_not(self, feed: str) -> Cause:
        """Why a feed cannot tell."""
        state = self.states.get(feed, FeedState.ABSENT)
        return Cause.FEED_LATE if state is FeedState.OLD else Cause.FEED_NOT_LIVE


@dataclass(slots=True)
class Verdicts:
    """Columns of one evaluation; the second dimension of ``applies``, ``expected`` and ``met`` is the rule."""

    rolls: Rolls
    judged: Flags
    outside: Flags
    over_age: Flags
    removed: dict[Cause, Flags]
    """Ghosts that are known: left out before anything is counted."""
    flagged: dict[Cause, Flags]
    applies: NDArray[np.bool_]
    """The service should know the child, were its feed live."""
    in_grace: NDArray[np.bool_]
    expected: NDArray[np.bool_]
    met: NDArray[np.bool_]
    categories: dict[Category, Flags]
    gaps: dict[int, int]
    """School days since the roll was left, of those in :attr:`Category.LEFT_ROLL`."""
    last_seen: NDArray[np.int32]
    others: Bits
    """Feeds that hold other children of the same home."""

    @property
    def listed(self) -> Flags:
        """Children in any category."""
        return any_of(self.categories.values())


def any_of(flags: Iterable[Flags]) -> Flags:
    """Where any of these holds. Raises TypeError for none."""
    return reduce(np.logical_or, flags)


def judge(facts: Facts, rolls: Rolls, settled: Mapping[str, Cause] | None = None) -> Verdicts:
    """Evaluate everybody. ``settled``: outcomes of enquiries that make somebody a ghost."""
    table, now = rolls.expectations, rolls.today.toordinal()
    born = facts.days["born"]
    over = (born > 0) & (born <= years_before(rolls.today, table.limits.leaves_at))
    outside = _outside(facts, table.area)
    removed, flagged = _ghosts(facts, settled or {})
    ghosts = any_of(removed.values())
    named = (facts.bits["held"] & ~facts.feed_bit(PROTECTED)) > 0
    judged = facts.flags["placed"] & ~over & ~outside & ~ghosts & named
    applies, in_grace = _applies(facts, rolls)
    live = np.column_stack([_live(facts, rolls, rule) for rule in table.rules])
    expected = applies & ~in_grace & live & judged[:, None]
    met = np.column_stack([_met(facts, rule) for rule in table.rules])
    seen = _last_seen(facts, rolls)
    others = _others(facts)
    verdicts = Verdicts(
        rolls, judged, outside, over, removed, flagged, applies, in_grace, expected, met, {}, {}, seen, others
    )
    verdicts.categories = _categories(facts, verdicts, now)
    return verdicts


def band_places(facts: Facts, today: dt.date) -> Bands:
    """The place in :data:`~model.absence.BANDS` of each child's age."""
    born = facts.days["born"].astype(np.int64)
    found = np.full(len(facts), BANDS.index(Band.UNKNOWN), np.int8)
    for years, each in ((OLDER_THAN_ANYBODY, Band.SIXTEEN_UP), (16, Band.ELEVEN_TO_FIFTEEN), (11, Band.FIVE_TO_TEN),
                        (5, Band.ONE_TO_FOUR), (1, Band.UNDER_ONE)):  # fmt: skip
        found[(born > 0) & (born > years_before(today, years))] = BANDS.index(each)
    found[facts.flags["expected"]] = BANDS.index(Band.UNBORN)
    return found


def years_before(day: dt.date, years: int) -> int:
    """The ordinal of a day so many years earlier."""
    try:
        return day.replace(year=day.year - years).toordinal()
    except ValueError:
        return dt.date(day.year - years, 2, 28).toordinal()


def _outside(facts: Facts, area: Area) -> Flags:
    """Whose present home lies outside. A home that nothing is known of is inside."""
    if not area.postcode_areas and not area.local_authorities:
        return np.zeros(len(facts), bool)
    by_postcode = facts.texts["postcode"].told(lambda text: _beyond(text, area.postcode_areas))
    if not area.local_authorities:
        return by_postcode
    authority = facts.texts["authority"]
    by_authority = authority.told(lambda text: text not in area.local_authorities)
    return np.where(authority.told(bool), by_authority, by_postcode)


def _beyond(postcode: str, areas: tuple[str, ...]) -> bool:
    """Whether a postcode is of another area. One that stands for nowhere (``ZZ99``) is not."""
    text = postcode.upper()
    return bool(text) and bool(areas) and not text.startswith(areas) and not text.startswith("ZZ99")


def _ghosts(facts: Facts, settled: Mapping[str, Cause]) -> tuple[dict[Cause, Flags], dict[Cause, Flags]]:
    flags, days = facts.flags, facts.days
    stays = flags["at_school"] | (days["arrived"] > days["left_on"] + 60)
    gone = (flags["left_area"] | flags["left_country"]) & ~stays
    gone |= facts.texts["unplaced"].told(lambda text: text == "left_area")
    removed = {
        Cause.DIED: days["died"] > 0,
        Cause.LEFT_AREA: gone,
        Cause.ENQUIRY_SETTLED: np.zeros(len(facts), bool),
    }
    for uid, cause in settled.items():
        if (place := facts.places.get(uid)) is not None:
            removed.setdefault(cause, np.zeros(len(facts), bool))[place] = True
    inflated = _household_gone(facts, any_of(removed.values()))
    elsewhere = flags["known_elsewhere"] & ~flags["at_school"] & (facts.home < 0)
    return removed, {Cause.LIST_INFLATION: inflated, Cause.MOVED: elsewhere}


def _household_gone(facts: Facts, gone: Flags) -> Flags:
    """Held by one list only, while everybody else of the home is known to have gone."""
    home = facts.home
    has = home >= 0
    size = np.bincount(home[has], minlength=max(1, len(facts.homes)))
    left = np.bincount(home[has & gone], minlength=max(1, len(facts.homes)))
    place = np.where(has, home, 0)
    others, others_gone = size[place] - 1, left[place]
    inflated: Flags = has & ~gone & (others > 0) & (others == others_gone) & (_count(facts.bits["held"]) == 1)
    return inflated


def _count(bits: Bits) -> NDArray[np.int64]:
    return np.bitwise_count(bits).astype(np.int64)


def _applies(facts: Facts, rolls: Rolls) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """To whom each rule applies, and who is within its time of grace."""
    applies, grace = [], []
    now, born = rolls.today.toordinal(), facts.days["born"]
    child = (born > 0) & ~facts.flags["expected"] & (born <= now)
    arrived = facts.days["arrived"]
    new = (arrived > 0) & (_count(facts.bits["past"]) == 0) & (facts.days["left_on"] == 0)
    limits = rolls.expectations.limits
    for rule in rolls.expectations.rules:
        since = np.zeros(len(facts), np.int64)
        if rule.expected_birth:
            who = facts.flags["expected"]
        elif rule.school_age:
            earliest, latest = births_of_school_age(rolls.today)
            who = child & (born >= earliest.toordinal()) & (born <= latest.toordinal())
            before = births_of_school_age(rolls.today - dt.timedelta(days=rule.grace_days))[1].toordinal()
            since = np.where(born > before, now, 0)
        elif rule.from_age is None:
            who = child
        else:
            low, high = rule.from_age or 0, rule.below_age or 0
            who = child & (born <= years_before(rolls.today, low)) & (born > years_before(rolls.today, high))
            since = born.astype(np.int64) if low == 0 else since
        if rule.circumstances:
            inside = _circumstance(facts, rule, new & (arrived > now - limits.new_to_area_days))
            who, since = who & inside, np.maximum(since, np.where(inside, arrived, 0))
        applies.append(who)
        grace.append(who & ((since > now - rule.grace_days) | (new & (arrived > now - rule.grace_days))))
    return np.column_stack(applies), np.column_stack(grace)


def _circumstance(facts: Facts, rule: Rule, new: Flags) -> Flags:
    opened = facts.bits["open"]
    flags = {
        "looked_after": (opened & KIND_BIT[InvolvementKind.LOOKED_AFTER]) > 0,
        "home_educated": (
            ((opened & KIND_BIT[InvolvementKind.HOME_EDUCATION]) > 0)
            | (facts.flags["left_home_educated"] & ~facts.flags["at_school"])
        ),
        "temporary_accommodation": facts.flags["temporary"],
        "new_to_area": new,
    }
    return any_of(flags[name] for name in rule.circumstances)


def _live(facts: Facts, rolls: Rolls, rule: Rule) -> Flags:
    """For whom all feeds of the rule are live: everywhere, or where they cover the child's home."""
    live = np.full(len(facts), all(rolls.live(feed) for feed in rule.feeds))
    for feed in rule.feeds:
        if feed in rolls.expectations.coverage:
            live &= covered(facts, rolls.expectations.coverage[feed])
    return live


def covered(facts: Facts, places: tuple[str, ...]) -> Flags:
    """Whose home lies in one of these places: beginnings of postcodes, or names of areas. A home that is not known
    does not."""
    upper = tuple(place.upper() for place in places)
    by_postcode: Flags = facts.texts["postcode"].told(
        lambda text: bool(text) and text.upper().startswith(upper)
    )
    by_area: Flags = facts.texts["area"].told(lambda text: text in places)
    return by_postcode | by_area


def _met(facts: Facts, rule: Rule) -> Flags:
    kinds = _all_of(KIND_BIT[kind] for kind in rule.met_by.involvements)
    feeds = _all_of(facts.feed_bit(feed) for feed in rule.met_by.feeds)
    known = ((facts.bits["open"] & kinds) > 0) | ((facts.bits["held"] & feeds) > 0)
    met: Flags = known | facts.flags["at_school"] if rule.met_by.school else known
    return met


def _all_of(bits: Iterable[np.uint64]) -> np.uint64:
    """Several bits in one number."""
    return reduce(or_, bits, NO_BIT)


def _last_seen(facts: Facts, rolls: Rolls) -> NDArray[np.int32]:
    """The last day on which anybody recorded a contact; a pupil on a live roll is seen now."""
    days = facts.days
    seen = np.maximum.reduce([days["met_on"], days["party_on"], days["left_on"], days["entered"]])
    if rolls.live("education"):
        seen = np.where(facts.flags["at_school"], rolls.today.toordinal(), seen)
    return np.asarray(np.minimum(seen, rolls.today.toordinal()), np.int32)


def _others(facts: Facts) -> Bits:
    """The feeds that hold other children of the same home."""
    found = np.zeros(len(facts), np.uint64)
    has = facts.home >= 0
    place = np.where(has, facts.home, 0)
    for number in range(len(facts.feeds)):
        bit = np.uint64(1 << number)
        holds = has & ((facts.bits["held"] & bit) > 0)
        counted = np.bincount(facts.home[holds], minlength=max(1, len(facts.homes)))
        found[has & (counted[place] - holds > 0)] |= bit
    return found


def _categories(facts: Facts, verdicts: Verdicts, now: int) -> dict[Category, Flags]:
    rolls, limits = verdicts.rolls, verdicts.rolls.expectations.limits
    held, born, judged = facts.bits["held"], facts.days["born"], verdicts.judged
    expected, met = verdicts.expected, verdicts.expected & verdicts.met
    feeds, wanted, known = _count(held), expected.sum(axis=1), met.sum(axis=1)
    lacking = expected & ~verdicts.met
    alive = judged & ~facts.flags["expected"]
    # Midwives, whose booking may stay open, see a pregnancy and not the child that was born.
    seeing = np.array([rule.sees_child and not rule.expected_birth for rule in rolls.expectations.rules])
    none = alive & (feeds > 0) & (wanted > 0) & ~verdicts.met[:, seeing].any(axis=1)
    young = born > now - 5 * 365
    limit = np.where(young, limits.unseen_days_under_five, limits.unseen_days)
    asked = rolls.live("education") | young
    unseen = (
        alive & asked & ~facts.flags["at_school"] & (born > 0) & (born < now - limit)
        & (born > years_before(rolls.today, 16)) & (verdicts.last_seen < now - limit) & lacking.any(axis=1)
    )  # fmt: skip
    hidden = alive & (feeds == 1) & (wanted > known) & (_count(verdicts.others & ~held) >= 2)
    overdue = (
        judged & facts.flags["expected"] & (born > 0) & (born + limits.unborn_overdue_days < now)
        & ((facts.bits["open"] & KIND_BIT[InvolvementKind.MATERNITY]) > 0) & rolls.live("maternity")
    )  # fmt: skip
    place = facts.texts["unplaced"].told(lambda text: text not in ("", "left_area"))
    school = [number for number, rule in enumerate(rolls.expectations.rules) if rule.school_age]
    no_school = np.logical_or.reduce(
        [lacking[:, number] for number in school] or [np.zeros(len(facts), bool)]
    )
    left = no_school & (facts.days["left_on"] > 0)
    gaps: dict[int, int] = {}
    for each in np.flatnonzero(left).tolist():
        day = int(facts.days["left_on"][each])
        if day not in gaps:
            gaps[day] = rolls.calendar.days_after(dt.date.fromordinal(day), rolls.today)
        verdicts.gaps[each] = gaps[day]
        left[each] = gaps[day] >= limits.gap_school_days
    return {
        Category.NONE_EXPECTED: none,
        Category.ONE_AGENCY: alive & (feeds == 1) & (wanted >= 2) & (known < wanted),
        Category.UNSEEN: unseen,
        Category.HIDDEN_IN_HOUSEHOLD: hidden,
        Category.UNBORN: overdue,
        Category.UNPLACED: alive & place & (facts.home < 0),
        Category.LEFT_ROLL: left,
        Category.NO_EDUCATION: no_school & (facts.days["left_on"] == 0),
    }
