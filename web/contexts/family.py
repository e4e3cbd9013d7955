"""Family tree and map of services of a child."""

from dataclasses import dataclass
from typing import Annotated

from model.facts import Fact
from model.views import ChildView, Household, Involvement, SchoolStay, Sibling, Stay
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class FamilyPage(DatedPage):
    """A genogram and an ecomap on one sheet, and the same in words. ``GET /children/{uid}/family``."""

    child: Annotated[ChildView, "The child."]
    siblings: Annotated[list[Sibling], "Brothers, sisters and children who live together."]
    households: Annotated[list[Household], "The child's homes as at the date."]
    other_households: Annotated[list[Fact[Stay]], "Carers' other households."]
    involvements: Annotated[list[Fact[Involvement]], "Involvements, open first."]
    schools: Annotated[list[Fact[SchoolStay]], "Schools, current first."]
