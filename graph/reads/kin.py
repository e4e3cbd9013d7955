"""Parents, carers and those responsible, as rows of ``carers`` and ``cared_for`` say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.gateway import Row
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, fact
from graph.reads.moment import Moment
from model.codes import PAID_CARERS, Relationship
from model.facts import Fact
from model.views import PersonRef, Responsible

MOST_TELEPHONES = 5


@dataclass(frozen=True, slots=True)
class Bond:
    """One claim that an adult is parent or carer of a child, or responsible for it."""

    adult: str
    child: str
    other: PersonRef
    """The one of the two that was not asked about."""
    sex: str | None
    """The adult's."""
    type: str
    relationship: str
    held: str | None
    paid: bool | None
    lives_with: bool | None
    claim: Claim

    @property
    def parent(self) -> bool:
        """Parent by birth, by adoption, or without saying which."""
        return self.type == "PARENT_OF" and self.relationship != "step"

    @property
    def step(self) -> bool:
        """Step-parent."""
        return (self.type == "PARENT_OF" and self.relationship == "step") or (
            self.type == "CARES_FOR" and self.relationship == Relationship.STEP_PARENT
        )

    @property
    def unpaid_care(self) -> bool:
        """Care of a family member or friend: no foster carer, childminder or residential worker."""
        return self.type == "CARES_FOR" and not self.paid and self.relationship not in _NO_CARE

    def current(self, day: dt.date) -> bool:
        """Whether it was so on a day no earlier than it began; parenthood does not end."""
        return self.type == "PARENT_OF" or self.claim.to is None or self.claim.to >= day


_NO_CARE = {*PAID_CARERS, Relationship.OTHER_CONTACT}


def bonds(rows: Iterable[Row], as_at: dt.date) -> list[Bond]:
    """From rows of either statement."""
    return [_bond(row, as_at) for row in rows]


def _bond(row: Mapping[str, Any], as_at: dt.date) -> Bond:
    other = refs.person(row["person"], as_at)
    return Bond(
        adult=row.get("adult", other.uid),
        child=row.get("child", other.uid),
        other=other,
        sex=row["sex"],
        type=row["type"],
        relationship=row["relationship"] or Relationship.NOT_RECORDED,
        held=row["held"],
        paid=row["paid"],
        lives_with=row["lives_with"],
        claim=Claim.of_edge(row["claim"]),
    )


def telephones(
    moment: Moment, provenance: Provenance, uids: Iterable[str], opened: str
) -> dict[str, list[str]]:
    """Numbers of each person, the most widely given first; none of a person whose location is withheld."""
    wanted = sorted(set(uids))
    if not wanted:
        return {}
    said: dict[str, dict[str, list[Claim]]] = {}
    for row in moment.known("telephones", uids=wanted, opened=[opened]):
        for number in row["record"]["telephones"]:
            said.setdefault(row["uid"], {}).setdefault(number, []).append(Claim.of_record(row["record"]))
    return {
        uid: sorted(numbers, key=lambda number: (-len(provenance.sources(numbers[number])), number))[
            :MOST_TELEPHONES
        ]
        for uid, numbers in said.items()
    }


def responsible(
    found: Iterable[Bond], moment: Moment, provenance: Provenance, opened: str
) -> list[Fact[Responsible]]:
    """One fact for each person bonded to the one that was opened, on the day; parents first, then other carers."""
    groups: dict[str, list[Bond]] = {}
    for bond in found:
        if bond.current(moment.as_at):
            groups.setdefault(bond.other.uid, []).append(bond)
    numbers = telephones(moment, provenance, groups, opened)
    listed = [_responsible(group, provenance, numbers.get(uid, [])) for uid, group in groups.items()]
    return sorted(
        listed,
        key=lambda each: (_NEARNESS.get(each.value.relationship, 9), *refs.person_order(each.value.person)),
    )


_NEARNESS = {
    relationship.value: place
    for place, relationship in enumerate(
        (
            Relationship.MOTHER,
            Relationship.FATHER,
            Relationship.PARENT,
            Relationship.ADOPTIVE_PARENT,
            Relationship.STEP_PARENT,
            Relationship.GUARDIAN,
            Relationship.GRANDPARENT,
            Relationship.FOSTER_CARER,
        )
    )
}


def _responsible(group: list[Bond], provenance: Provenance, numbers: list[str]) -> Fact[Responsible]:
    bond = group[0]
    value = Responsible(
        person=bond.other,
        relationship=relationship(group, bond.sex),
        parental_responsibility=_held(group),
        lives_with=_settle([each.lives_with for each in group]),
        paid=_settle([each.paid for each in group]),
        telephones=numbers,
    )
    return fact(value, [each.claim for each in group], provenance)


def relationship(group: Iterable[Bond], sex: str | None) -> str:
    """How the adult stands to the child, in the words of the graph: the nearest that is recorded."""
    group = list(group)
    cares = sorted(
        (
            each.relationship
            for each in group
            if each.type == "CARES_FOR" and each.relationship != Relationship.NOT_RECORDED
        ),
        key=lambda each: (_NEARNESS.get(each, 9), each),
    )
    if any(each.parent and each.relationship != "adoptive" for each in group):
        return parent_word(group, sex).value
    if any(each.parent for each in group):
        return Relationship.ADOPTIVE_PARENT.value
    if any(each.step for each in group):
        return Relationship.STEP_PARENT.value
    return str(cares[0]) if cares else Relationship.NOT_RECORDED.value


def parent_word(group: Iterable[Bond], sex: str | None) -> Relationship:
    """Mother or father, by the parent's recorded sex or else by the one word that records use; parent where neither
    tells."""
    by_sex = {"F": Relationship.MOTHER, "M": Relationship.FATHER}.get(sex or "")
    if by_sex is not None:
        return by_sex
    words = (Relationship.MOTHER, Relationship.FATHER)
    said = {word for each in group for word in words if each.relationship == word}
    return said.pop() if len(said) == 1 else Relationship.PARENT


def _held(group: Iterable[Bond]) -> Any:
    """Yes where any record says yes; a no beside it does not take it away."""
    said = {bond.held for bond in group if bond.held}
    return "yes" if "yes" in said else "no" if "no" in said else "not_recorded"


def _settle(said: list[bool | None]) -> bool | None:
    """True where any record says so, False where one denies it, else not recorded."""
    known = [each for each in said if each is not None]
    return any(known) if known else None
