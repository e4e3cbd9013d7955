"""Children whom services that are expected to know them do not: categories, explanations, and how sure each is.

A line never says that a child is missing. It says who should have seen the child by the local table of expectations,
who has, what the evidence explains, and what would settle it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

WITHHELD = "withheld"
"""What stands in place of whatever would single somebody out."""
NOT_YET = (
    "No night has been entered yet. `kith missing night` makes the list, usually after the last delivery."
)
SMALLEST_SHOWN = 5
"""The small-number rule: no count below it is shown, and nobody stands among fewer. Assumed; five is what education
statistics in England use."""


class Category(StrEnum):
    """Why a child is on the list (domain rows 49 to 55; patterns R5 to R8, R20, R21)."""

    NONE_EXPECTED = "none_expected"
    """Named by some feed, and by none of the services expected to know the child."""
    ONE_AGENCY = "one_agency"
    """Known to one agency only, where at least two are expected."""
    UNSEEN = "unseen"
    """Seen by nobody for longer than the limit."""
    HIDDEN_IN_HOUSEHOLD = "hidden_in_household"
    """Named by one agency in a household in which others work with other children."""
    UNBORN = "unborn"
    """Expected birth that is overdue, without a birth and without an end."""
    UNPLACED = "unplaced"
    """No current address could be placed."""
    LEFT_ROLL = "left_roll"
    """Left a school roll and arrived nowhere."""
    NO_EDUCATION = "no_education"
    """Of school age, known to others, on no roll, no register and in no other provision."""


CATEGORY_WORDS: dict[Category, str] = {
    Category.NONE_EXPECTED: "Named by some agency, known to none that is expected",
    Category.ONE_AGENCY: "Known to one agency only",
    Category.UNSEEN: "Seen by nobody for longer than the limit",
    Category.HIDDEN_IN_HOUSEHOLD: "Named once in a household that others work with",
    Category.UNBORN: "Expected birth without a birth or an end",
    Category.UNPLACED: "No current address could be placed",
    Category.LEFT_ROLL: "Left a school roll and arrived nowhere",
    Category.NO_EDUCATION: "Of school age and in no education that is recorded",
}


class Standing(StrEnum):
    """How sure an explanation is."""

    KNOWN = "known"
    """A record says so."""
    PROBABLE = "probable"
    """Records point to it; somebody has to look."""
    ABSENCE = "absence"
    """Nothing says so: that nobody has recorded anything is all there is."""


STANDING_WORDS: dict[Standing, str] = {
    Standing.KNOWN: "recorded",
    Standing.PROBABLE: "probable",
    Standing.ABSENCE: "only absence",
}


class Cause(StrEnum):
    """An explanation of a line."""

    DIED = "died"
    LEFT_AREA = "left_area"
    ENQUIRY_SETTLED = "enquiry_settled"
    REGISTERED_TWICE = "registered_twice"
    FAILED_MATCH = "failed_match"
    MOVED = "moved"
    LIVES_OUTSIDE = "lives_outside"
    EDUCATED_OUTSIDE = "educated_outside"
    HOME_EDUCATED = "home_educated"
    FEED_LATE = "feed_late"
    FEED_NOT_LIVE = "feed_not_live"
    TOO_YOUNG = "too_young"
    LIST_INFLATION = "list_inflation"
    PRIVATE_SCHOOL = "private_school"
    NONE_FOUND = "none_found"
    WITHHELD = "withheld"
    """Of no line by itself: what is shown in place of an explanation that would tell of too few."""


CAUSE_WORDS: dict[Cause, str] = {
    Cause.DIED: "died",
    Cause.LEFT_AREA: "left the area",
    Cause.ENQUIRY_SETTLED: "settled by an enquiry",
    Cause.REGISTERED_TWICE: "registered twice with one agency",
    Cause.FAILED_MATCH: "records that were not recognised as one child's",
    Cause.MOVED: "probably moved away",
    Cause.LIVES_OUTSIDE: "lives outside the area",
    Cause.EDUCATED_OUTSIDE: "educated outside the area",
    Cause.HOME_EDUCATED: "educated at home",
    Cause.FEED_LATE: "a feed is late",
    Cause.FEED_NOT_LIVE: "a feed is not live for the child's area",
    Cause.TOO_YOUNG: "too young, or too new, for the service to have met the child",
    Cause.LIST_INFLATION: "kept on a list after leaving",
    Cause.PRIVATE_SCHOOL: "perhaps at an independent school",
    Cause.NONE_FOUND: "no explanation found",
    Cause.WITHHELD: "withheld",
}

SETTLES: dict[Cause, str] = {
    Cause.DIED: "Ask the agencies that still list the child to close their records.",
    Cause.LEFT_AREA: "Ask the authority or country of destination to confirm the arrival.",
    Cause.ENQUIRY_SETTLED: "Nothing more: the outcome stands in the enquiry log.",
    Cause.REGISTERED_TWICE: "Ask the agency which of its two records is the child's, and judge the pair at the desk.",
    Cause.FAILED_MATCH: "Judge the named pairs of records at the desk.",
    Cause.MOVED: "Ask the other authority, or the practice that holds the registration, where the child lives.",
    Cause.LIVES_OUTSIDE: "Confirm the address; the other authority is responsible for education.",
    Cause.EDUCATED_OUTSIDE: "Ask the neighbouring authority, or the school named, for its roll.",
    Cause.HOME_EDUCATED: "Ask the officer for home education; enter the child in the register if so.",
    Cause.FEED_LATE: "Wait for the next delivery of the feed, or ask its agency by telephone.",
    Cause.FEED_NOT_LIVE: "Ask the agency by telephone: its feed cannot tell.",
    Cause.TOO_YOUNG: "Look again when the time of grace is over.",
    Cause.LIST_INFLATION: "Ask the agency to write to the family and to check its list.",
    Cause.PRIVATE_SCHOOL: "Ask the independent schools nearby for their admission registers.",
    Cause.NONE_FOUND: "Make reasonable enquiries (Education Act 1996, section 436A), beginning with the agency named.",
    Cause.WITHHELD: "Hand the child over: the agency that is asked is told everything known.",
}


class Band(StrEnum):
    """Ages as analysts see them."""

    UNBORN = "not yet born"
    UNDER_ONE = "under 1"
    ONE_TO_FOUR = "1 to 4"
    FIVE_TO_TEN = "5 to 10"
    ELEVEN_TO_FIFTEEN = "11 to 15"
    SIXTEEN_UP = "16 and 17"
    UNKNOWN = "age not known"


BANDS = tuple(Band)


def band_of(age: int | None, *, expected: bool = False) -> Band:
    """The band of an age in whole years; None is not known."""
    if expected:
        return Band.UNBORN
    if age is None:
        return Band.UNKNOWN
    limits = (
        (1, Band.UNDER_ONE),
        (5, Band.ONE_TO_FOUR),
        (11, Band.FIVE_TO_TEN),
        (16, Band.ELEVEN_TO_FIFTEEN),
    )
    return next((band for limit, band in limits if age < limit), Band.SIXTEEN_UP)


class Shape(BaseModel):
    """Base of what leaves the analysis."""

    model_config = ConfigDict(frozen=True)


class Explanation(Shape):
    """One explanation of a line, with what it rests on."""

    cause: Cause
    standing: Standing
    evidence: str
    """In words, without names and addresses."""
    candidates: tuple[str, ...] = ()
    """People whose records may be this child's: uids, or pseudonyms where the line has one."""

    @property
    def settles(self) -> str:
        """What would settle it."""
        return SETTLES[self.cause]


class Line(Shape):
    """One child on the list. ``child`` is a uid inside Kith and a pseudonym for analysts."""

    child: str
    categories: tuple[Category, ...]
    band: Band
    area: str
    """Ward or postcode district; 'not known' where there is none."""
    seen_by: tuple[str, ...]
    """Feeds that hold the child now."""
    expected: tuple[str, ...]
    """Services that are expected to know the child and do not."""
    known_to: tuple[str, ...]
    """Services that are expected to know the child and do."""
    explanations: tuple[Explanation, ...]
    """What the evidence supports most, first."""
    since: dt.date
    """First night on which the child was on the list."""
    gap_school_days: int | None = None
    gap_is_long: bool = False
    """So many that school and authority are due to have made their enquiries together (pattern R6, the longer one)."""
    last_seen: dt.date | None = None

    @property
    def cause(self) -> Cause:
        """The first explanation."""
        return self.explanations[0].cause

    @property
    def age(self) -> str:
        """The age in words; where even the area is withheld, an age that is not there may be withheld too."""
        return WITHHELD if self.area == WITHHELD and self.band is Band.UNKNOWN else self.band.value


class Narrowed(Shape):
    """Which lines of a list are asked for, by what is shown of them; what is not given leaves all."""

    category: Category | None = None
    cause: Cause | None = None
    band: Band | None = None
    area: str | None = None
    new: bool = False
    """Those alone that came on the list on the very night, or with the cohort, that is asked about."""

    def holds(self, line: Line, day: dt.date | None = None) -> bool:
        """Whether a line of a list of a day is one of them."""
        return (
            (self.category is None or self.category in line.categories)
            and (self.cause is None or self.cause is line.cause)
            and (self.band is None or self.band is line.band)
            and (self.area is None or self.area == line.area)
            and (not self.new or line.since == day)
        )


class Ghost(Shape):
    """Somebody who is on lists and not counted, or counted under a flag."""

    child: str
    cause: Cause
    standing: Standing
    evidence: str
    held_by: tuple[str, ...]
    removed: bool
    """True: known, and left out before counting. False: flagged only."""


class Suspended(Shape):
    """An expectation that is not asked of some children, because its feed cannot tell."""

    service: str
    feed: str
    why: Cause
    children: int


class Tally(Shape):
    """What the analysis looked at, before anybody is listed."""

    children: int
    judged: int
    withheld: int
    """Children whose whereabouts are withheld from the list: not judged."""
    outside: int
    over_age: int
    ghosts_removed: int
    ghosts_flagged: int


class Off(StrEnum):
    """Why a child who was on the list is on it no longer, besides what made it a ghost (:class:`Cause`)."""

    KNOWN = "known"
    FEED_LATE = "feed_late"
    FEED_NOT_LIVE = "feed_not_live"
    GRACE = "grace"
    NOT_EXPECTED = "not_expected"
    GROWN_UP = "grown_up"
    OUTSIDE = "outside"
    NOT_JUDGED = "not_judged"
    NOTHING_LEFT = "nothing_left"


OFF_WORDS: dict[Off, str] = {
    Off.KNOWN: "known to a service that is expected",
    Off.FEED_LATE: "not asked: a feed is late",
    Off.FEED_NOT_LIVE: "not asked: a feed is not live for the child's area",
    Off.GRACE: "within the time of grace now",
    Off.NOT_EXPECTED: "no longer expected by the service",
    Off.GROWN_UP: "grown up",
    Off.OUTSIDE: "lives outside the area now",
    Off.NOT_JUDGED: "no longer among those who are judged",
    Off.NOTHING_LEFT: "nothing stands out any more",
}
PAUSED = frozenset({Off.FEED_LATE, Off.FEED_NOT_LIVE})
"""Nobody was found: the line is as old as it was when the feed tells again."""


class Gone(Shape):
    """A child who was on the list and is on it no longer: why, or how it stands with each service now."""

    child: str
    why: str | None
    """A :class:`Cause` that makes a ghost, or an :class:`Off`; None where services tell."""
    services: dict[str, Off] = {}
    """Of each service: why it does not make a line any more."""

    def off(self, lacked: Sequence[str]) -> str:
        """Why a line went off that lacked these services. That nobody could be asked comes before everything else."""
        if self.why is not None:
            return self.why
        now = [self.services.get(each, Off.NOT_EXPECTED) for each in lacked]
        first = (Off.FEED_LATE, Off.FEED_NOT_LIVE, Off.KNOWN, Off.GRACE, Off.NOT_EXPECTED)
        return next((each for each in first if each in now), Off.NOTHING_LEFT).value


class Findings(Shape):
    """The whole answer for one day."""

    as_at: dt.date
    expectations: str
    """Version of the table of expectations."""
    tally: Tally
    lines: tuple[Line, ...]
    ghosts: tuple[Ghost, ...]
    suspended: tuple[Suspended, ...]
    gone: tuple[Gone, ...] = ()
    """Those who were on the list before."""


class Outcome(StrEnum):
    """How an enquiry ended."""

    SEEN_AND_WELL = "seen_and_well"
    FOUND_ELSEWHERE = "found_elsewhere"
    LEFT_COUNTRY = "left_country"
    DIED = "died"
    SAME_CHILD = "same_child"
    NOT_FOUND = "not_found"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.SEEN_AND_WELL: "Seen, and known to a service now",
    Outcome.FOUND_ELSEWHERE: "Lives in another area of the country",
    Outcome.LEFT_COUNTRY: "Left the country",
    Outcome.DIED: "Died",
    Outcome.SAME_CHILD: "The same child as another record",
    Outcome.NOT_FOUND: "Not found; passed to the safeguarding lead",
}
SETTLED: dict[Outcome, Cause] = {
    Outcome.SEEN_AND_WELL: Cause.ENQUIRY_SETTLED,
    Outcome.FOUND_ELSEWHERE: Cause.LEFT_AREA,
    Outcome.LEFT_COUNTRY: Cause.LEFT_AREA,
    Outcome.DIED: Cause.DIED,
    Outcome.SAME_CHILD: Cause.REGISTERED_TWICE,
}
"""What an outcome makes of a child on the list: a ghost that is left out, and why. Not found stays on the list."""
FOR_GOOD = frozenset({Outcome.DIED, Outcome.SAME_CHILD})
"""Outcomes that hold for ever. The others hold as long as ``settled_days`` of the table of expectations says: a child
who was seen can be lost again, and one who moved can come back."""
