"""Which relationships to one child, or to two children of a family, two records of one adult may give. Pure.

A mother and a father are two people, and so are a father and a stepfather, a mother and a grandmother of the same
name; a *parent* may be either parent, and a carer whose relationship is not said may be anybody who cares.
"""

from __future__ import annotations

from itertools import product

from model.codes import Relationship

_PARENTS = (Relationship.MOTHER, Relationship.FATHER, Relationship.PARENT, Relationship.ADOPTIVE_PARENT)
_UNSAID = (
    Relationship.OTHER_CARER,
    Relationship.OTHER_CONTACT,
    Relationship.NOT_RECORDED,
    Relationship.GUARDIAN,
)
_KIN = (
    Relationship.GRANDPARENT,
    Relationship.GREAT_AUNT_OR_UNCLE,
    Relationship.AUNT_OR_UNCLE,
    Relationship.OTHER_RELATIVE,
    Relationship.SIBLING,
)

_COUPLE = (Relationship.PARTNER, Relationship.EX_PARTNER)


def _pairs() -> frozenset[tuple[str, str]]:
    found = {(one, one) for one in Relationship}
    found |= set(product(_PARENTS, _PARENTS))
    found -= {(Relationship.MOTHER, Relationship.FATHER), (Relationship.FATHER, Relationship.MOTHER)}
    found |= {
        (Relationship.PARENT, Relationship.STEP_PARENT),
        (Relationship.STEP_PARENT, Relationship.PARENT),
    }
    found |= set(product(_UNSAID, Relationship)) | set(product(Relationship, _UNSAID))
    found |= set(product(_KIN, (Relationship.OTHER_RELATIVE,))) | set(
        product((Relationship.OTHER_RELATIVE,), _KIN)
    )
    found |= set(product(_COUPLE, _COUPLE))
    return frozenset((str(one), str(other)) for one, other in found)


COMPATIBLE = _pairs()
"""Pairs of relationships, both ways round, that one person may be given by two agencies."""


def _pairs_across() -> frozenset[tuple[str, str]]:
    parents = (*_PARENTS, Relationship.STEP_PARENT)
    found = {(one, one) for one in Relationship} | set(product(parents, parents))
    found -= {(Relationship.MOTHER, Relationship.FATHER), (Relationship.FATHER, Relationship.MOTHER)}
    # A family file holds children of whom it is not said how the adult stands to them.
    found |= set(product(parents, (Relationship.NOT_RECORDED,))) | set(
        product((Relationship.NOT_RECORDED,), parents)
    )
    return frozenset((str(one), str(other)) for one, other in found)


COMPATIBLE_ACROSS = _pairs_across()
"""The same for two children of whom nobody says that they are brother and sister: one generation."""


def compatible(one: str, other: str) -> bool:
    """Whether two relationships to one child may be one person's."""
    return (one, other) in COMPATIBLE
