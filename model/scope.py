"""Scope: who reads, for what, and what that lets them see. Reaches every query as parameters, never as page logic."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from model.codes import HEALTH_EVENTS, INCIDENTS, EventKind
from model.guards import Clearance, opened_by


class Role(StrEnum):
    """What an account is for."""

    PRACTITIONER = "practitioner"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    ANALYST = "analyst"
    DATA_STEWARD = "data_steward"
    ADMINISTRATOR = "administrator"


class Purpose(StrEnum):
    """Why somebody reads. HUB is sampled for review."""

    OWN_INVOLVEMENT = "own_involvement"
    HUB = "hub"
    STEWARDSHIP = "stewardship"
    SYSTEM = "system"


NARROW_AGENCIES = frozenset({"school", "housing"})
"""Agencies that never see plan categories, incidents or the adults of other families (issue: access)."""

WITHOUT_CATEGORIES = NARROW_AGENCIES | {"education", "education_welfare"}
"""Agencies to whom a protection plan is shown without its category: that there is one, and whom to ring, is enough."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One reader's reach for one request.

    ``agency`` is an agency code (``social_care``, ``education``, ``education_welfare``, ``school`` ...).
    ``services`` are service keys whose involvement opens a child. A grant is a child uid opened today with a reason.
    """

    account: str
    role: Role
    agency: str | None = None
    services: tuple[str, ...] = ()
    purpose: Purpose = Purpose.OWN_INVOLVEMENT
    clearances: frozenset[Clearance] = frozenset()
    grants: frozenset[str] = field(default_factory=frozenset)

    @property
    def sees_categories(self) -> bool:
        """Categories of protection plans."""
        return self.agency not in WITHOUT_CATEGORIES and self.role is not Role.ANALYST

    @property
    def sees_incidents(self) -> bool:
        """What the police tell: missing episodes, domestic abuse and other notices."""
        return self.agency not in NARROW_AGENCIES and self.role is not Role.ANALYST

    @property
    def sees_health(self) -> bool:
        """Attendances, appointments missed, how a pregnancy ended. That a child has a practice is open to all."""
        return self.agency not in WITHOUT_CATEGORIES and self.role is not Role.ANALYST

    @property
    def event_kinds(self) -> list[str]:
        """The kinds of event that exist for this reader."""
        closed = (() if self.sees_incidents else INCIDENTS) + (() if self.sees_health else HEALTH_EVENTS)
        return [kind.value for kind in EventKind if kind not in closed]

    @property
    def sees_other_adults(self) -> bool:
        """Adults who have no recorded care of the child that was opened."""
        return self.agency not in NARROW_AGENCIES

    @property
    def sees_sensitive(self) -> bool:
        """The names of sensitive services: the service itself sees its own, leads see all."""
        return self.role is Role.SAFEGUARDING_LEAD

    def parameters(self) -> dict[str, Any]:
        """The scope as query parameters: ``clear``, ``sees_categories``, ``sees_other_adults``, ``sees_sensitive``,
        ``own_services``, ``sees_health``, ``event_kinds``."""
        return {
            "clear": opened_by(self.clearances),
            "sees_categories": self.sees_categories,
            "sees_other_adults": self.sees_other_adults,
            "sees_sensitive": self.sees_sensitive,
            "own_services": list(self.services),
            "sees_health": self.sees_health,
            "event_kinds": self.event_kinds,
        }


def system_scope(account: str = "system") -> Scope:
    """The scope of Kith's own work (projection, checks): sees everything. Never given to a person."""
    return Scope(account, Role.ADMINISTRATOR, purpose=Purpose.SYSTEM, clearances=frozenset(Clearance))
