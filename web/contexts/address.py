"""The page of an address."""

from dataclasses import dataclass
from typing import Annotated

from model.views import AddressRef, Family
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class AddressPage(DatedPage):
    """One address and its people over time. ``GET /addresses/{uid}``."""

    address: Annotated[AddressRef, "The address."]
    families: Annotated[list[Family], "Who is or was linked to it, family by family, those there now first."]
