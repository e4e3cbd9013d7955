"""Views of the steward's desk for homes: two addresses that may be one, what a decision makes of them, the entries."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from model.facts import View


class JudgedHome(View):
    """One home as a steward sees it."""

    uid: str
    token: str = Field(description="What names it in decisions: uprn:… or key:….")
    line: str | None
    postcode: str | None
    uprn: str | None
    authority: str | None
    address_class: str | None
    people: int = Field(
        description="People linked to it, now or before, as far as the reader may know of them."
    )
    agencies: list[str] = Field(description="Agencies that name it.")


class HomeDecidedView(View):
    """One entry of the ledger on two homes: a decision, or that one was taken back."""

    uid: str
    pair: str
    act: str | None
    left: JudgedHome
    right: JudgedHome
    left_token: str
    right_token: str
    verdict: str
    by: str
    at: dt.datetime | None
    on: dt.date
    reason: str | None
    last: bool = Field(description="The last word on the two so far.")
    standing: bool = Field(description="The last word, and not taken back.")


class HomePairView(View):
    """Two homes side by side, for a decision."""

    pair: str
    state: str = Field(description="Sent back with the decision, which is refused if the two have changed.")
    together: bool = Field(description="Whether both tokens lead to one home now.")
    left: JudgedHome
    right: JudgedHome
    left_token: str
    right_token: str
    history: list[HomeDecidedView] = Field(
        description="What people have decided about the two, newest first."
    )


class HomeEffectView(View):
    """What a decision would make of the homes."""

    homes: list[list[JudgedHome]] = Field(
        description="Each home that comes out of it, by those that it is made of."
    )
    people: int = Field(description="People whose pages would show one home, or two, otherwise than now.")
    conflicts: list[list[str]] = Field(
        description="Tokens judged one home that stay apart, because somebody judged two tokens of theirs different."
    )
