"""Building a statement: what the feeds say alike about relationships, whatever their codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from typing import Any, Literal

from ingest.feeds._rows import given
from model.codes import PAID_CARERS, Relationship
from model.identifiers import upn_is_temporary
from model.observations import AddressForm, Claim

ParentKind = Literal["birth", "adoptive", "step", "not_recorded"]

PARENT_KINDS: dict[Relationship, ParentKind] = {
    Relationship.MOTHER: "not_recorded",
    Relationship.FATHER: "not_recorded",
    Relationship.PARENT: "not_recorded",
    Relationship.STEP_PARENT: "step",
    Relationship.ADOPTIVE_PARENT: "adoptive",
}
"""How a parent is one, where the word alone says so. "Mother" on a school form does not say by birth."""

ALWAYS_CARE = frozenset(
    {
        *PARENT_KINDS,
        Relationship.FOSTER_CARER,
        Relationship.GUARDIAN,
        Relationship.CHILDMINDER,
        Relationship.OTHER_CARER,
    }
)
"""Relationships that are care by themselves. A grandmother or an aunt cares if she is said to live with the child or to
hold parental responsibility; otherwise she is a relative."""

NEVER_CARE = frozenset({Relationship.PARTNER, Relationship.EX_PARTNER, Relationship.SIBLING})


def identifier_of(key: str) -> tuple[str, str]:
    """Kind and identifier of a record key; the identifier may itself hold colons."""
    _, kind, identifier = key.split(":", 2)
    return kind, identifier


def relationship_claims(
    child: str,
    relationship: Relationship,
    *,
    parent_kind: ParentKind | None = None,
    lives_with: bool | None = None,
    responsibility: bool | None = None,
    basis: str | None = None,
    from_: dt.date | None = None,
    to: dt.date | None = None,
) -> list[Claim]:
    """What an adult's record says of one child: parent, carer, responsible, or a relation that is not care.

    Parental responsibility is claimed only where it is said to be held or not; silence stays silence.
    """
    dates = given(from_=from_, to=to)
    claims: list[Claim] = []
    kind = parent_kind or PARENT_KINDS.get(relationship)
    if kind is not None:
        claims.append(
            Claim("PARENT_OF", child, properties={"kind": kind, **(dates if kind == "step" else {})})
        )
    if relationship in ALWAYS_CARE or (relationship not in NEVER_CARE and (lives_with or responsibility)):
        paid = True if relationship in PAID_CARERS else None
        care = given(relationship=relationship.value, paid=paid, lives_with=lives_with)
        claims.append(Claim("CARES_FOR", child, properties={**care, **dates}))
    else:
        claims.append(Claim("RELATED_TO", child, properties={"relationship": relationship.value, **dates}))
    if responsibility is not None:
        held = {"held": "yes" if responsibility else "no", "basis": basis or "not_recorded"}
        claims.append(Claim("RESPONSIBLE_FOR", child, properties={**held, **dates}))
    return claims


def upn_identity(upn: str | None, former: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The UPN in use and the former ones. A temporary number is never the one in use (domain note 4.1)."""
    others = [each for each in (former or "").split(";") if each and each != upn]
    if upn is not None and upn_is_temporary(upn):
        return None, (upn, *others)
    return upn, tuple(others)


def lives_at(
    form: AddressForm,
    kind: str | None,
    from_: dt.date | None = None,
    to: dt.date | None = None,
    last_confirmed: dt.date | None = None,
) -> Claim:
    """The claim that the subject of a record lives, or lived, at an address."""
    properties: dict[str, Any] = given(kind=kind, from_=from_, to=to, last_confirmed=last_confirmed)
    return Claim("LIVES_AT", form, properties=properties)


def without_repeats(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once. Two rows that say the same of the same are one thing said."""
    seen: dict[Hashable, Claim] = {}
    for claim in claims:
        seen.setdefault(
            (claim.edge, claim.target, claim.outgoing, frozenset(claim.properties.items())), claim
        )
    return tuple(seen.values())


_UNPLACED_ORDER = ("no_fixed_abode", "left_area", "unreadable", "none_given")


def most_telling(reasons: Iterable[str]) -> str:
    """Of several reasons why somebody has no current address, the one that says most."""
    return min(reasons, key=_UNPLACED_ORDER.index)
