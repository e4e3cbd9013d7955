"""The page of an address."""

from dataclasses import dataclass
from typing import Annotated

from model.facts import Fact
from model.views import AddressRef, Stay
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class AddressPage(DatedPage):
    """One address and its people over time. ``GET /addresses/{uid}``."""

    address: Annotated[AddressRef, "The address."]
    people: Annotated[list[Fact[Stay]], "Who is or was linked to it, newest first."]
