"""Views of the steward's desk: pairs that wait, the two records side by side, why, what a decision would change."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from model.facts import View
from model.views import PersonRef


class Stake(StrEnum):
    """What a wrong answer could cost, the gravest first: the order of the queue. Not a score of a family."""

    CHILD_PROTECTION = "child_protection"
    LOOKED_AFTER = "looked_after"
    INVOLVED = "involved"
    OTHER = "other"


STAKES = tuple(Stake)


UNKNOWN = "not known on both sides"
LEFT_OUT = "left out: so many share the value that it says nothing of one"


class WhyRow(View):
    """One comparison of two records. Weights are in bits: log2 of how much more often one person's records look so."""

    comparison: str
    ledger: str = Field(description="personal, family or household: the last never joins two children.")
    level: str | None = Field(description="What was found, in words; absent where a side says nothing.")
    left_out: bool = Field(
        default=False,
        description="A side's value was left out, because so many share it that it stands for nobody.",
    )
    m: float | None = Field(default=None, description="Share of one person's records that reach this level.")
    u: float | None = Field(default=None, description="Share of two people's records that reach it.")
    weight: float = Field(description="log2(m / u), and the adjustment for how rare the value is.")
    rarity: float = Field(
        default=0.0, description="The part of the weight that comes from the value's rarity."
    )

    @property
    def found(self) -> str:
        """What was found, or why nothing was."""
        return self.level or (LEFT_OUT if self.left_out else UNKNOWN)


class Why(View):
    """Why two records are, or are not, taken for one person's. Holds no value of either record."""

    left: str
    right: str
    together: bool = Field(description="Whether both describe one person now.")
    verdict: str = Field(description="The model's: same, review or different.")
    reason: str
    prior: float = Field(description="Before anything is compared, in bits.")
    rows: list[WhyRow]
    personal: float = Field(description="The prior and all personal evidence, in bits.")
    household: float = Field(description="All household evidence, in bits.")
    same_from: float = Field(description="Personal bits from which two records may be one person's.")
    review_from: float = Field(description="Bits from which a person looks.")
    agreeing: list[str] = Field(description="Why same, in words.")
    differing: list[str] = Field(description="Why not, in words.")
    missing: list[str] = Field(description="What a side does not say.")
    guards: list[str] = Field(description="Rules that stand above the weights and that spoke here.")
    changes: list[str] = Field(description="What would change the verdict.")
    decided: str | None = Field(
        default=None, description="What a person decided about the two, if that stands."
    )


class SideValue(View):
    """One part of both records."""

    part: str
    left: str | None
    right: str | None
    differs: bool = Field(description="Both say something, and not the same.")


class Side(View):
    """One record of a pair, its source and whom it stands among."""

    record: str
    person: PersonRef
    kind: str
    feed: str
    agency: str
    extracted: dt.date
    last_delivered: dt.date | None = Field(description="The feed's latest delivery.")
    days_old: int | None
    no_longer_delivered: dt.date | None = Field(
        default=None, description="The last delivery that held the record."
    )
    homes: list[str] = Field(description="Where this record places the person, newest first.")
    household: list[PersonRef] = Field(description="Who else lives in the person's homes today.")


class QueueItem(View):
    """Two people who wait for a steward, by the pair of their records that comes nearest to one person."""

    pair: str
    stake: Stake
    left: PersonRef
    right: PersonRef
    left_record: str
    right_record: str
    reason: str | None
    weight: float
    since: dt.date
    pairs: int = Field(
        default=1, description="Pairs of the two people's records that are open; one answer settles all."
    )
    alike: int = Field(description="Pairs that wait with the very same evidence, this one included.")


class DecidedView(View):
    """One entry of the ledger: a decision, or that one was taken back."""

    uid: str
    pair: str
    act: str | None = Field(description="One for entries that were made together.")
    left: PersonRef
    right: PersonRef
    left_record: str
    right_record: str
    verdict: str
    by: str
    at: dt.datetime | None
    on: dt.date
    reason: str | None
    last: bool = Field(description="The last word on the pair so far.")
    standing: bool = Field(description="The last word, and not taken back.")


class PairView(View):
    """Two records side by side, for a decision."""

    pair: str
    state: str = Field(description="Sent back with the decision, which is refused if the pair has changed.")
    stake: Stake
    together: bool
    left: Side
    right: Side
    values: list[SideValue]
    why: Why
    history: list[DecidedView] = Field(description="What people have decided about the two, newest first.")


class ChangedPerson(View):
    """A person before or after a decision; without uid: somebody who would be new."""

    uid: str | None
    person: PersonRef | None
    records: list[str]


class EffectView(View):
    """Whom a decision would change."""

    before: list[ChangedPerson]
    after: list[ChangedPerson]
    conflicts: list[list[str]] = Field(
        description="Pairs judged same that stay apart because other records of theirs were judged different."
    )
