"""The verdict on two adults' records, tied to one child, to two or to none (docs/decisions/0011, 0014, 0034). Pure."""

from __future__ import annotations

from ingest.matching.model import Thresholds
from ingest.matching.records import Verdict
from ingest.matching.scoring import ScoredPair
from ingest.matching.verdict import CALLED, FITTING, OTHER_BIRTH, Decision, agreement, doubt, exclusion

ROLE_SUPPORT = 2.0
"""Bits by which it supports two adults of one child that both are its mother, or its father: few have two."""
ADULT_DRAG = -3.0
"""Bits by which an adult's differing homes and telephones may lower a pair, at most."""
ADULT_SUPPORT = 5.0
"""Bits by which a telephone or home supports two adults of one child, who are already tied (issue 3, item 6)."""
UNCOMMON = 15.5
"""Bits of personal evidence asked on top where only the two parents' names make two children brother and sister: in a
large borough many couples have two common names."""

_UNCERTAIN = (None, "similar", "remote", "repeated")
"""Forenames that a telephone or home may confirm where two records stand to one child in one relationship."""
_ONE_SURNAME = ("exact", "other_surname")
_SURNAME = (*_ONE_SURNAME, "near")


def decide_adult(pair: ScoredPair, bands: Thresholds) -> Decision:
    """Same: likely among the adults of one child, or of two whom something makes brother and sister; or of one name,
    one birth and one place."""
    forename, born = pair.level("forename"), pair.level("date_of_birth")
    identified = pair.level("nhs_number") in ("verified", "exact")
    across = pair.level("children") is not None
    weight = _weight(pair)

    def said(verdict: Verdict, reason: str, contradicts: bool = False, told: bool = True) -> Decision:
        return Decision(verdict, reason, contradicts, told, weight)

    excluded = exclusion(pair, identified)
    if not excluded and born in OTHER_BIRTH and not identified:
        excluded = "different dates of birth"
    if not excluded and pair.level("sex") == "else" and not identified:
        excluded = "different sexes"
    reached_alike = _reached(pair) and (_partner_at_home(pair) if across else bool(pair.one_role))
    if not excluded and forename == "else" and not identified and not reached_alike:
        excluded = "different forenames"
    if excluded:
        return said("different", excluded, True, False)
    if not pair.tied and weight >= bands.same and _born_and_reached_alike(pair):
        if pair.same_feed and not pair.per_child:
            return said("review", "one agency names two people alike, of one birth and one telephone or home")
        return said("same", agreement(pair))
    if not pair.tied and not across:
        return said("different", "nothing ties both of them to a child", told=False)
    if across:
        one = _make_siblings(pair, bands)
        if not one or weight < bands.same:
            return said("different", "nothing makes their children brother and sister", told=False)
        if pair.same_feed and not pair.per_child:
            return said("review", "one agency names two people of one family alike")
        return said("same", agreement(pair))
    if weight < bands.review:
        return said("different", "too little agrees", pair.personal < bands.split, False)
    if weight < (bands.review if _in_one_place(pair) else bands.same):
        return said("review", doubt(pair, bands))
    if not identified and not reached_alike and not _called_alike(pair):
        return said("review", "the forenames do not confirm each other")
    if forename == "initial" and pair.level("surname") not in ("exact", "other_surname"):
        return said("review", "an initial is all there is of a forename")
    if pair.same_feed and not identified:
        return said("review", "one agency names two people of one child alike")
    return said("same", agreement(pair))


def _weight(pair: ScoredPair) -> float:
    one_role = pair.one_role and pair.level("children") is None
    support = pair.judged(ADULT_SUPPORT, ADULT_DRAG, max(pair.relatives, 0.0))
    return support + (ROLE_SUPPORT if one_role else 0.0)


def _born_and_reached_alike(pair: ScoredPair) -> bool:
    """One full name, one full date of birth, and one telephone or home of their own: whoever is so, is one person,
    whether or not an agency names a child (docs/decisions/0034). Father and son differ in birth, twins in name."""
    named = pair.level("forename") in ("exact", "known_as") and pair.level("surname") in _ONE_SURNAME
    differing = pair.other_middle or pair.level("nhs_number") == "else"
    reached = "same" in (pair.level("phone"), pair.level("home"))
    return named and pair.level("date_of_birth") == "exact" and reached and not differing


def _reached(pair: ScoredPair) -> bool:
    """One surname, a slip in a short one included, and one telephone: the forename by which an agency calls somebody
    may be another of hers."""
    return pair.level("phone") == "same" and pair.level("surname") in (*_SURNAME, "similar")


def _in_one_place(pair: ScoredPair) -> bool:
    """Both are the child's mother, or its father, and nothing that is known of them differs but how a name is written:
    a child seldom has two, and an agency that knows two names both."""
    if not pair.one_role or "else" in (pair.level("phone"), pair.level("home")):
        return False
    if pair.level("forename") in FITTING:
        return True
    return pair.level("forename") in (None, "similar", "repeated") and pair.level("surname") in _SURNAME


def _called_alike(pair: ScoredPair) -> bool:
    forename = pair.level("forename")
    if forename in (*FITTING, "initial"):
        return True
    one_parent = bool(pair.one_role) and pair.level("surname") in ("exact", "other_surname")
    at_home = pair.level("home") == "same" and pair.level("phone") != "else"
    known = one_parent if forename is None else at_home and bool(pair.one_role)
    return forename in _UNCERTAIN and (_reached(pair) or known or _in_one_place(pair))


def _partner_at_home(pair: ScoredPair) -> bool:
    """Their children share a home, and the other parent of both has one full name."""
    return pair.level("other_parent") == "same" and pair.level("children") in ("home", "home_and_surname")


def _make_siblings(pair: ScoredPair, bands: Thresholds) -> bool:
    """Two adults of two children. A father and his son share name, telephone and address: only what ties the children
    together as brother and sister makes one person of them (docs/decisions/0011)."""
    children, partner = pair.level("children"), pair.level("other_parent")
    at_home = children in ("home", "home_and_surname")
    if partner == "same":
        return _one_couple(pair, bands, at_home)
    if pair.level("phone") == "same":
        return _reached_as_one(pair, at_home)
    forename, surname = pair.level("forename"), pair.level("surname")
    if not at_home or (pair.level("phone") == "else" and partner == "else") or _one_after_the_other(pair):
        return False
    mothers = pair.one_role == "mother"
    surely = forename in (*CALLED, "variant")
    if mothers and children == "home_and_surname" and surname == "exact" and pair.level("phone") is None:
        return forename in (*FITTING, *_UNCERTAIN)
    if not _named(pair) or (surname == "similar" and partner == "else" and children == "home"):
        # Hassan and Hussein sound alike, and are two names: nothing else here says that the families are one.
        return False
    return (surely or surname == "exact") and (mothers or partner == "forename")


def _one_after_the_other(pair: ScoredPair) -> bool:
    """Two families of whom one lived where the other lives now: the children share a home, and no surname or not the
    parent's own home. The other parents' names say that they are two, or nothing says that they are one."""
    partner = pair.level("other_parent")
    if pair.level("home") == "else" and partner != "forename":
        return True
    unlike = partner == "else" or (partner is None and pair.level("phone") == "else")
    return pair.level("children") == "home" and unlike


def _one_couple(pair: ScoredPair, bands: Thresholds, at_home: bool) -> bool:
    reached, children = pair.level("phone") == "same", pair.level("children")
    placed = pair.level("phone") is not None or pair.level("home") == "else"
    uncommon = pair.personal >= bands.same + UNCOMMON and not placed
    surely = pair.level("forename") in (*CALLED, "variant")
    known = at_home or reached or (children == "surname" and uncommon)
    if known and _named(pair) and (reached or surely or at_home):
        return True
    if not at_home or pair.level("phone") == "else":
        return False
    if reached and _reached(pair):
        return True
    return _half_named(pair) and (reached or children == "home_and_surname")


def _reached_as_one(pair: ScoredPair, at_home: bool) -> bool:
    """One telephone, and no other parent of one full name."""
    children, partner, mothers = pair.level("children"), pair.level("other_parent"), pair.one_role == "mother"
    nobody_else = partner in (None, "forename")
    if children == "home_and_surname" and (mothers or nobody_else) and (_named(pair) or _half_named(pair)):
        return True
    if mothers and _named(pair) and (children != "else" or (nobody_else and _reached(pair))):
        return True
    surely = pair.level("forename") in (*CALLED, "variant") and pair.level("surname") == "exact"
    return at_home and nobody_else and (surely or (mothers and _half_named(pair)))


def _named(pair: ScoredPair) -> bool:
    forename, surname = pair.level("forename"), pair.level("surname")
    surely = forename in (*CALLED, "variant")
    return (surname in _SURNAME and forename in FITTING) or (surname == "similar" and surely)


def _half_named(pair: ScoredPair) -> bool:
    forename = pair.level("forename")
    return forename in FITTING or (pair.level("surname") in _SURNAME and forename in _UNCERTAIN)
