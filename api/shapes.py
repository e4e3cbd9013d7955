"""What the JSON API takes and gives besides the views of the model."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.store.reviews import Looked
from model.desk import PairView
from model.judging import HomeVerdict, Verdict
from model.quality import OutboxItem, Outcome, Part
from model.scope import Purpose, Role

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=500)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00]*$")]
MIN_NOTE = 5
OpeningPurpose = Literal[Purpose.OWN_INVOLVEMENT, Purpose.HUB]


class Given(BaseModel):
    """Base of what is sent: nothing that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(BaseModel):
    """Base of what is answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SearchQuestion(Given):
    """A search for children. Names in any order and spelling; dates and postcodes may be parts of one."""

    q: Asked = Field(default="", description="Names in any order and spelling, or an identifier.")
    date_of_birth: Annotated[Asked, Field(max_length=20)] = Field(
        default="", description="A date or part of one: 2015, 03/2015, 14/3/15, 2015-03-14."
    )
    postcode: Annotated[Asked, Field(max_length=10)] = Field(
        default="", description="A postcode or its beginning."
    )
    limit: int = Field(default=20, ge=1, le=50)
    cursor: str | None = Field(default=None, max_length=500)


class OpeningRequest(Given):
    """Why a record is opened."""

    purpose: OpeningPurpose
    reason: Reason = Field(description="Kept with the opening and in the audit; read in reviews.")


class SignInRequest(Given):
    """A demonstration account; all others sign in through the organisation."""

    username: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1_024)]


class SessionStarted(Shown):
    """The session is in a cookie; the token goes into the header X-CSRF-Token of what changes something."""

    csrf_token: str


class Me(Shown):
    """Who is signed in and what the account is for."""

    username: str
    name: str
    role: Role
    agency: str | None
    services: list[str]
    clearances: list[str]
    may: list[str]
    csrf_token: str


RecordKey = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200, pattern=r"^[^\x00]*$")
]
PairState = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class ComparisonRequest(Given):
    """Two records to lay side by side."""

    left: RecordKey = Field(
        description="A record key, or the uid of a person for the record they were born under."
    )
    right: RecordKey


class PreviewRequest(ComparisonRequest):
    """What somebody is about to decide."""

    verdict: Verdict


class DecisionRequest(PreviewRequest):
    """A decision on two records, as they were looked at."""

    reason: Reason = Field(description="Kept with the decision for ever, and in the audit. No names.")
    state: PairState = Field(description="Of the pair that was looked at.")


class HomesRequest(Given):
    """Two addresses to lay side by side."""

    left: RecordKey = Field(
        description="The uid of an address, or a token: uprn:000012345678, key:AB12CD|2|14."
    )
    right: RecordKey


class HomesPreviewRequest(HomesRequest):
    """What somebody is about to decide about two addresses."""

    verdict: HomeVerdict


class HomesDecisionRequest(HomesPreviewRequest):
    """A decision on two addresses, as they were looked at."""

    reason: Reason = Field(description="Kept with the decision for ever, and in the audit. No names.")
    state: PairState = Field(description="Of the two that were looked at.")


class PostcodeRequest(Given):
    """Addresses to look for."""

    postcode: Annotated[Asked, Field(max_length=10)]


class UndoRequest(Given):
    """Taking back what stands about a pair."""

    reason: Reason
    state: PairState


class TogetherRequest(Given):
    """Which decisions are to be taken back."""

    together: bool = Field(
        default=False, description="Also those that were taken in one act with the one that stands."
    )


class PairUndoRequest(UndoRequest, TogetherRequest):
    """Taking back what stands about a pair of records."""


class AlikePreviewRequest(Given):
    """What somebody is about to decide about all pairs that rest on identical evidence."""

    verdict: Verdict
    looked_at: PairState = Field(description="Of the pairs of which a sample was looked at.")


class AlikeRequest(AlikePreviewRequest):
    """One decision on all pairs that rest on identical evidence."""

    reason: Reason


class AlikeView(Shown):
    """Pairs that wait on identical evidence: how many, and a sample to look at first."""

    count: int
    looked_at: str
    sample: list[PairView]


class MarkRequest(Given):
    """A value of a child's record that is wrong."""

    record: RecordKey = Field(description="Key of the record that says it.")
    part: Part
    claim: Annotated[str, StringConstraints(max_length=64)] | None = Field(
        default=None, description="For an address, a school or an adult: the key of what is said."
    )
    note: Annotated[Asked, Field(max_length=500)] | None = Field(
        default=None, description="For the owner. No names, and nothing that another agency said."
    )


class AnswerRequest(Given):
    """What the owner of a value found out."""

    outcome: Outcome
    answer: Annotated[Asked, Field(max_length=500)] | None = None


class DeliveryDecision(Given):
    """What is to become of a delivery that is held."""

    release: bool
    because: Reason


class Outbox(Shown):
    """What goes back to an agency."""

    agency: str
    items: list[OutboxItem]


class Entered(Shown):
    """Entries of the ledger that were made."""

    entries: list[str]


class ReviewView(Shown):
    """That a lead has looked, and what came of it."""

    by: str
    at: dt.datetime
    outcome: Looked
    note: str


class ReviewGiven(Given):
    """What a lead enters after looking; anything but *in order* needs a note."""

    outcome: Looked
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""

    @model_validator(mode="after")
    def _says_what_was_done(self) -> Self:
        if self.outcome is not Looked.IN_ORDER and len(self.note) < MIN_NOTE:
            raise ValueError(f"say in a note of at least {MIN_NOTE} characters what was done")
        return self


class OpeningView(Shown):
    """A record opened by an account for one day."""

    uid: str
    account: str
    at: dt.datetime
    day: dt.date
    purpose: Purpose
    reason: str


class SampledOpeningView(OpeningView):
    """An opening that was drawn for review, and its review."""

    id: int
    review: ReviewView | None


class RefusalView(Shown):
    """An attempt to open oneself, one's household or family, or a neighbour."""

    id: int
    uid: str
    account: str
    at: dt.datetime
    ground: str
    review: ReviewView | None


class Health(Shown):
    """Whether the parts answer."""

    status: Literal["ok"]


class HandoverRequest(Given):
    """A child as a case system knows them."""

    kind: Literal["nhs_number", "upn", "record"] = Field(
        description="record: the identifier of a person in the feed of the case system's agency."
    )
    value: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00]*$")
    ]


class HandoverView(Shown):
    """Where a signed-in reader goes on; it works once."""

    address: str
    expires_at: dt.datetime
