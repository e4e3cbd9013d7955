"""Findings as they are shown: what is linked, says who, since when. No level of risk, no order of families."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from model.facts import View
from model.views import PersonRef


class PathEnd(View):
    """Whom or what a hop of a path leads from or to."""

    uid: str
    name: str
    kind: str = Field(description="child, adult, address, school, professional, event or somebody.")


class Step(View):
    """One hop of a finding's path, with its dates, its source and how fresh that is."""

    sentence: str
    type: str
    start: PathEnd
    end: PathEnd | None = Field(
        default=None, description="None for an involvement and a record, which lead to an agency."
    )
    kind: str | None = Field(default=None, description="A code of the type of hop: a relationship, say.")
    status: str | None = Field(default=None, description="Of an involvement; of an event, the role in it.")
    from_: dt.date | None = Field(default=None, alias="from")
    to: dt.date | None = None
    agency: str | None = None
    confirmed: dt.date | None = Field(default=None, description="Last confirmed with the family.")
    told: dt.date | None = Field(default=None, description="The day on which the index was first told.")
    no_longer: dt.date | None = Field(
        default=None, description="The latest delivery that still said so, where that is past."
    )


class Decided(View):
    """What a lead decided about a finding."""

    kind: str
    reason: str
    by: str
    at: dt.datetime
    until: dt.date | None = None
    stands: bool


class FindingView(View):
    """One finding of one pattern about one child."""

    id: str
    pattern: str
    pattern_name: str
    child: PersonRef
    sentence: str
    path: list[Step]
    evidence_on: dt.date | None
    first_found: dt.date | None
    thresholds: dict[str, str]
    feeds: list[str] = Field(description="Feeds that the pattern needs, all of them live.")
    live: list[str] = Field(default_factory=list, description="Every feed that was live when it was asked.")
    against: list[str] = Field(description="What other records say, and what is no longer said.")
    protective: list[str]
    wrong: list[str] = Field(description="What would make it wrong.")
    assigned_to: str | None = None
    protected: bool = Field(default=False, description="Shown only to those who are cleared.")
    decided: list[Decided] = Field(default_factory=list, description="Newest first.")


class HouseholdItem(View):
    """The findings about the children of one home: one item on screen, each finding decided by itself."""

    household: str
    children: list[PersonRef]
    findings: list[FindingView]
    evidence_on: dt.date | None


class Worker(View):
    """Somebody who looks at findings, and how many homes they were given this week."""

    account: str
    name: str
    given: int = Field(description="Homes given to them in the last seven days.")
    most: int = Field(description="Homes that they may be given in seven days.")
    cleared: bool = Field(description="Whether they may see what concerns protected people.")


class Worklist(View):
    """One page of the worklist, and how many there are by each choice, the other choices being as they are."""

    items: list[HouseholdItem] = Field(description="Homes, the most recent evidence first.")
    homes: int = Field(description="Homes on all pages.")
    findings: int = Field(description="Findings on all pages.")
    page: int
    pages: int
    patterns: dict[str, int] = Field(description="Findings of each pattern.")
    given: dict[str, int] = Field(description="Homes given to each account; those of nobody under a dash.")
    protected: int = Field(description="Findings about protected people.")
    silent: dict[str, list[str]] = Field(
        description="Patterns whose findings are left out, because these feeds are not live."
    )
    resting: list[str] = Field(
        default_factory=list,
        description="Patterns that were on and find nothing new: they changed, or paused themselves.",
    )
    workers: list[Worker] = Field(description="Who looks at findings.")


class PatternState(View):
    """A pattern and how it stands here."""

    id: str
    name: str
    question: str
    state: str = Field(description="on, off, paused or not approved.")
    lacking: list[str] = Field(description="Feeds that it needs and that are not live.")
    findings: int = Field(description="Findings that the reader may see and nobody has decided about.")
    useful: int
    disposed: int
    owner: str
    version: int
    review: dt.date


class Share(View):
    """A count of one group; None where it is too small to show."""

    group: str
    children: int | None


class Preview(View):
    """What a pattern would find, before it is switched on. Small numbers are not shown."""

    pattern: str
    thresholds: dict[str, int]
    lacking: list[str]
    children: int | None
    households: int | None
    a_week: float | None = Field(description="New findings a week, by the evidence of the last four weeks.")
    workers: int = Field(default=0, description="Accounts that look at findings.")
    each_a_week: float | None = Field(default=None, description="New findings a week for each of them.")
    by_age: list[Share]
    by_sex: list[Share]
    by_ward: list[Share]
    by_ethnicity: list[Share] = Field(
        description="As returns code it: for fairness, never used to find anybody."
    )
    overlap: list[Share] = Field(description="Children whom a pattern that is on has found too.")


class LogView(View):
    """One entry of a pattern's change log, with counts of children before and after."""

    what: str
    thresholds: dict[str, int]
    by: str
    at: dt.datetime
    reason: str
    before: int | None = None
    after: int | None = None


class CaseView(View):
    """A case of a pattern in sentences."""

    name: str
    found: bool
    about: str | None = Field(default=None, description="Which review, near miss or false positive it shows.")
    sentences: list[str]


class OwnFinding(View):
    """One finding of a question that is no pattern: nothing of it is kept."""

    child: PersonRef
    sentence: str
    evidence_on: dt.date | None
    path: list[Step]


class OwnAnswer(View):
    """What came of a lead's own question: why it is not asked, or how the engine runs it and what it finds."""

    refused: list[str] = Field(
        default_factory=list, description="Every reason why it is not asked, or was stopped."
    )
    plan: str = Field(default="", description="How the engine runs it, in its own words.")
    preview: Preview | None = None
    findings: list[OwnFinding] = Field(
        default_factory=list, description="The first, the most recent evidence first."
    )
    proposal: int | None = Field(
        default=None, description="The number under which it is proposed as a pattern."
    )


class Proposal(View):
    """A question that somebody proposed as a pattern: a file for those who keep the library."""

    number: int
    name: str
    by: str
    at: dt.datetime
    reason: str
    text: str
