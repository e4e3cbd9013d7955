"""What matching is given and what it gives back. Plain values; nothing here touches a library or a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

from model.addresses import tokens
from model.codes import AddressClass, Relationship, ResidenceKind
from model.observations import AddressForm, Claim, Identity, Statement

Verdict = Literal["same", "review", "different"]
HumanVerdict = Literal["same", "different", "unsure"]
Ledger = Literal["personal", "family", "household"]
"""*Family*: who a child's parents are. It says nothing between brothers and sisters, much between families
(docs/decisions/0010)."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One record says that an adult's record stands in a relationship to a child's record."""

    adult: str
    child: str
    relationship: str
    """See :class:`model.codes.Relationship`; ``parent`` where mother or father is not said."""


@dataclass(frozen=True, slots=True)
class MatchRecord:
    """A current record of a person, with what may be compared.

    ``homes`` are address tokens (``uprn:``, ``key:``), ``ties`` what this record says
    about who cares for whom (a child's record may name its adults, an adult's record its children).
    """

    key: str
    feed: str
    kind: Literal["child", "adult"]
    identity: Identity
    homes: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    per_child: bool = False
    """The identifier is of one child's contact: one person may have several such records in one feed."""
    protected: bool = False
    same_as: tuple[str, ...] = ()
    """Keys of records of the same person, by an identifier that one authority gives once; they need not be there."""
    address: str | None = None
    """An address as written, parts parted by commas, compared as text beside the tokens."""
    files: tuple[str, ...] = ()
    """Files under which the agency keeps the family: an adult and a child in one belong together, nobody says how."""


@dataclass(frozen=True, slots=True)
class HumanJudgement:
    """What a person decided about two records. ``different`` is a wall that no chain of matches crosses."""

    left: str
    right: str
    verdict: HumanVerdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison of two records: the level reached, in words, and its weight in bits. Holds no value."""

    comparison: str
    level: str
    weight: float
    ledger: Ledger

    def as_json(self) -> dict[str, str | float]:
        """The row as plain JSON types."""
        return {
            "comparison": self.comparison,
            "level": self.level,
            "weight": round(self.weight, 6),
            "ledger": self.ledger,
        }


@lru_cache(maxsize=100_000)
def evidence(comparison: str, level: str, weight: float, ledger: Ledger) -> Evidence:
    """A row of evidence. Most pairs share most of their rows, which then are one object."""
    return Evidence(comparison, level, weight, ledger)


def as_text(rows: Iterable[Evidence]) -> str:
    """Rows of evidence as a JSON list."""
    return f"[{','.join(map(_row_as_text, rows))}]"


@lru_cache(maxsize=100_000)
def _row_as_text(row: Evidence) -> str:
    return json.dumps(row.as_json(), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class ModelJudgement:
    """The model's verdict on two records: ``left`` < ``right``, the weight in bits (log2 of the odds of one
    person) as the bands are asked of it, the reason in words, and the rows behind it, the prior first."""

    left: str
    right: str
    verdict: Verdict
    weight: float
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one person. ``held``: something in it nearly matches a protected person and nobody has looked."""

    keys: frozenset[str]
    held: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What changed. ``groups`` are all groups that gained or lost a record or whose ``held`` changed, as they are
    now; records that were removed are in none. ``conflicts`` are pairs judged same by a person that were kept apart
    because a person also judged two of their records different."""

    judgements: tuple[ModelJudgement, ...] = ()
    superseded: tuple[tuple[str, str], ...] = ()
    groups: tuple[Group, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = field(default=())


class SealKeeper(Protocol):
    """Knows which identities are sealed from each other, and tells nothing but yes or no."""

    def sealed_apart(self, left_key: str, right_key: str) -> bool:
        """Whether two records must never be brought together nor shown as near."""
        ...


class NoSeals:
    """A keeper of nothing, for tools that hold no protected people."""

    def sealed_apart(self, left_key: str, right_key: str) -> bool:  # noqa: ARG002
        """Never."""
        return False


def match_record(
    statement: Statement,
    *,
    protected: bool = False,
) -> MatchRecord:
    """What matching sees of a statement about a child or an adult.

    Homes are told by the tokens of their forms, and never by the address book, which other records change: a night
    would end elsewhere than a rebuild. Correspondence addresses and those that others gave are no homes. Raises
    ValueError for a statement about anything but a person.
    """
    if statement.kind not in ("child", "adult"):
        raise ValueError(f"a statement about a {statement.kind} is not a person's")
    places = [
        claim.target
        for claim in statement.claims
        if claim.edge == "LIVES_AT" and isinstance(claim.target, AddressForm) and _is_home(claim)
    ]
    found = {token for form in places for token in _home_tokens(form)}
    return MatchRecord(
        key=statement.key,
        feed=statement.feed,
        kind="child" if statement.kind == "child" else "adult",
        identity=statement.identity,
        homes=tuple(sorted(found)),
        postcodes=tuple(sorted({form.postcode for form in places if form.postcode and not _secret(form)})),
        ties=tuple(sorted(set(_ties(statement)), key=lambda tie: (tie.adult, tie.child, tie.relationship))),
        per_child=statement.kind == "adult" and statement.per_child,
        protected=protected or bool(statement.protections),
        same_as=statement.same_as,
        files=tuple(sorted(statement.family_files)),
    )


def _secret(form: AddressForm) -> bool:
    return form.address_class == AddressClass.REFUGE


def _is_home(claim: Claim) -> bool:
    return claim.properties.get("kind") not in (
        ResidenceKind.CORRESPONDENCE,
        ResidenceKind.SAID_BY_OTHERS,
        ResidenceKind.TENANCY_ONLY,
    )


def _home_tokens(form: AddressForm) -> frozenset[str]:
    return frozenset() if _secret(form) else tokens(form)


def _ties(statement: Statement) -> list[Tie]:
    found = []
    for claim in statement.claims:
        if claim.edge not in ("PARENT_OF", "CARES_FOR", "RELATED_TO") or not isinstance(claim.target, str):
            continue
        adult, child = (statement.key, claim.target) if claim.outgoing else (claim.target, statement.key)
        found.append(Tie(adult, child, _relationship(claim, statement)))
    return found


def _relationship(claim: Claim, statement: Statement) -> str:
    said = claim.properties.get("relationship")
    if said:
        return str(said)
    if claim.edge != "PARENT_OF":
        return Relationship.NOT_RECORDED
    kind = claim.properties.get("kind")
    if kind == "step":
        return Relationship.STEP_PARENT
    sex = statement.identity.sex if claim.outgoing else None
    return {"F": Relationship.MOTHER, "M": Relationship.FATHER}.get(sex or "", Relationship.PARENT)
