"""What the JSON API takes and gives besides the views of the model."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from model.scope import Purpose, Role

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=500)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00]*$")]
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


class OpeningView(Shown):
    """A record opened by an account for one day."""

    uid: str
    account: str
    at: dt.datetime
    day: dt.date
    purpose: Purpose
    reason: str


class RefusalView(Shown):
    """An attempt to open oneself, one's household or family, or a neighbour."""

    uid: str
    account: str
    at: dt.datetime
    ground: str


class Health(Shown):
    """Whether the parts answer."""

    status: Literal["ok"]
