"""From a weighed pair to a verdict with its reason. Pure: levels and weights in, a verdict out.

*Same* must be likely against both other explanations. Against strangers all evidence counts, that of the household and
of a parent of one full name (docs/decisions/0010) up to a bound that never completes a merge which personal evidence
does not make likely; against another of the same household personal evidence alone counts
(:mod:`ingest.matching.family`). Guards stand above weights: twins, two numbers that exclude each other, one agency's
own two records, a death before a birth.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.matching.comparisons import STAGES
from ingest.matching.model import Thresholds
from ingest.matching.records import Verdict
from ingest.matching.scoring import ScoredPair

HOUSEHOLD_LIFT = 8.0
"""Bits by which household evidence may lift a pair towards review, at most."""
SHORT_OF_SAME = 0.5
"""Household evidence lifts a pair towards *same* by this much less than the band asks: personal evidence must have made
one person the likelier already. In bits."""
HOUSEHOLD_DRAG = -4.0
"""Bits by which differing homes and telephones may lower it, at most: families move."""
FAMILY_LIFT = 8.0
"""Bits by which a parent of one full name may complete the personal evidence, at most: many share a common name."""
ROLE_SUPPORT = 2.0
"""Bits by which it supports two adults of one child that both are its mother, or its father: few have two."""
ADULT_DRAG = -3.0
"""Bits by which an adult's differing homes and telephones may lower a pair, at most."""
ADULT_SUPPORT = 5.0
"""Bits by which a telephone or home supports two adults of one child, who are already tied (issue 3, item 6)."""

UNCOMMON = 6.0
"""Bits of personal evidence asked on top where only the two parents' names make two children brother and sister."""

_CALLED = ("exact", "known_as", "second")
_FITTING = (*_CALLED, "variant", "near", "swapped", "shortened")
_OTHER_BIRTH = ("month", "year", "else")
_ONE_BIRTH = ("exact", "vague", "swapped", "near")
_UNCERTAIN = (None, "similar", "remote", "repeated")
"""Forenames that a telephone or home may confirm where two records stand to one child in one relationship."""
_ADULT_SURNAME = ("exact", "other_surname", "near")
_FITTING_SURNAME = ("exact", "other_surname", "near", "of_parent")


@dataclass(frozen=True, slots=True)
class Decision:
    """``contradicts``: the two may not stand in one group, whatever joins them, unless a person says so.
    ``told``: worth keeping as a judgement; a pair that is merely unlike is not."""

    verdict: Verdict
    reason: str
    contradicts: bool
    told: bool


def floor(bands: Thresholds) -> float:
    """No pair below this personal weight can come into a band."""
    return bands.review - HOUSEHOLD_LIFT


def decide(pair: ScoredPair, bands: Thresholds) -> Decision:
    """The verdict on a pair of the children's or the adults' stage."""
    return _decide_child(pair, bands) if pair.stage == "children" else _decide_adult(pair, bands)


def judged_weight(pair: ScoredPair, bands: Thresholds) -> float:
    """The bits that the bands are asked of: personal evidence, and so much of the other as counts."""
    return _child_weight(pair, bands) if pair.stage == "children" else _adult_weight(pair)


def _child_weight(pair: ScoredPair, bands: Thresholds) -> float:
    kin = min(FAMILY_LIFT, pair.relatives) if _has_kin(pair) else 0.0
    return pair.judged(bands.same - SHORT_OF_SAME, HOUSEHOLD_DRAG, kin)


def _adult_weight(pair: ScoredPair) -> float:
    one_role = pair.one_role and pair.level("children") is None
    return _lifted(pair, ADULT_SUPPORT, ADULT_DRAG) + (ROLE_SUPPORT if one_role else 0.0)


def _decide_child(pair: ScoredPair, bands: Thresholds) -> Decision:
    """Same: more likely than the band asks against both other explanations, a stranger and one of the family."""
    forename, born = pair.level("forename"), pair.level("date_of_birth")
    numbered = pair.level("nhs_number") in ("verified", "exact") or pair.level("upn") == "exact"
    identified = numbered or pair.level("upn") == "former"
    weight = _child_weight(pair, bands)
    worth_a_look = _lifted(pair, HOUSEHOLD_LIFT) >= bands.review

    excluded = _exclusion(pair, identified)
    one_of_its_birth = _is_one_of_its_birth(pair, _nearly_identified(pair, identified))
    if excluded:
        return Decision("review" if weight >= bands.same else "different", excluded, True, worth_a_look)
    twins = _twin_guard(pair, identified) if pair.families and not one_of_its_birth else None
    if twins:
        apart = pair.level("sex") == "else" or _identifiers_differ(pair)
        verdict: Verdict = "review" if identified or forename in _FITTING or not apart else "different"
        return Decision(verdict, twins, not identified, worth_a_look)
    if not worth_a_look:
        return Decision("different", "too little agrees", weight < bands.split, False)
    if weight < bands.same:
        return Decision("review", _doubt(pair, bands), False, True)
    if pair.same_feed and not (numbered and forename in _FITTING and born in ("exact", "swapped", "near")):
        return Decision("review", "one agency holds two records that look alike", False, True)
    doubt = _family_guard(pair, bands, identified, one_of_its_birth) if pair.families else None
    if doubt:
        return Decision("review", doubt, False, True)
    if pair.families and pair.family < bands.same and not identified and not one_of_its_birth:
        return Decision("review", "it may be another of the family", False, True)
    return Decision("same", _agreement(pair), False, True)


def _family_guard(
    pair: ScoredPair, bands: Thresholds, identified: bool, one_of_its_birth: bool
) -> str | None:
    """What keeps apart two records that are alike enough for strangers, where records hold families: one of the
    family, a namesake or a child adopted would be as much alike."""
    forename, surname, born = pair.level("forename"), pair.level("surname"), pair.level("date_of_birth")
    if forename == "else" and not one_of_its_birth and identified:
        return "the forenames differ although an identifier is the same"
    if not _nearly_identified(pair, identified) and _moved_apart(pair) and pair.level("parents") == "else":
        return "the homes and the parents differ, and namesakes exist"
    if identified:
        return None
    if forename not in _FITTING and not one_of_its_birth:
        return "the forenames do not confirm each other"
    kin = _has_kin(pair)
    named_alike = forename in (*_CALLED, "variant") and surname in _FITTING_SURNAME
    if born in _OTHER_BIRTH or (born is None and not (kin and named_alike)):
        return "the dates of birth do not confirm each other"
    at_home = forename in _CALLED and pair.level("home") in ("same", "near")
    if surname == "else" and not kin and not (at_home and pair.personal >= bands.same):
        # An adopted child looks so: another surname, another home, and all else alike.
        return "the surnames differ, and no identifier or home is the same"
    if pair.level("sex") == "else" and forename not in _CALLED:
        return "the sexes differ"
    return None


def _has_kin(pair: ScoredPair) -> bool:
    """A parent of one full name, and a forename and birth that no brother or sister has: names that only resemble
    each other ask for the very date, for brothers and sisters are born near each other's dates too."""
    born, forename = pair.level("date_of_birth"), pair.level("forename")
    if pair.level("parents") != "same" or born in _OTHER_BIRTH or _of_two_sexes(pair):
        return False
    fitting = (
        (*_FITTING, "similar", "remote", "initial") if born in ("exact", "swapped") else ("exact", "variant")
    )
    return forename in fitting


def _nearly_identified(pair: ScoredPair, identified: bool) -> bool:
    return identified or pair.level("nhs_number") == "near" or pair.level("upn") == "near"


def _is_one_of_its_birth(pair: ScoredPair, nearly: bool) -> bool:
    """A family that both agencies know by a parent, of whom neither knows a second child of that birth: a twin would
    be on one roll or the other. Two names that are alike, or one number, are then one child's."""
    if (
        pair.twinned
        or pair.same_feed
        or pair.level("sex") == "else"
        or pair.level("date_of_birth") != "exact"
    ):
        return False
    if pair.level("parents") != "same" or pair.level("surname") not in _FITTING_SURNAME:
        return False
    return nearly or pair.level("forename") in ("similar", "remote", "initial", *_FITTING)


def _of_two_sexes(pair: ScoredPair) -> bool:
    """Amir and Amira: names near each other that a boy and a girl of one birth may bear."""
    return pair.level("sex") == "else" and pair.level("forename") not in (*_CALLED, "variant")


def _decide_adult(pair: ScoredPair, bands: Thresholds) -> Decision:
    forename, born = pair.level("forename"), pair.level("date_of_birth")
    identified = pair.level("nhs_number") in ("verified", "exact")
    across = pair.level("children") is not None
    weight = _lifted(pair, ADULT_SUPPORT, ADULT_DRAG) + (
        ROLE_SUPPORT if pair.one_role and not across else 0.0
    )
    excluded = _exclusion(pair, identified)
    if not excluded and born in _OTHER_BIRTH and not identified:
        excluded = "different dates of birth"
    if not excluded and pair.level("sex") == "else" and not identified:
        excluded = "different sexes"
    if not excluded and forename == "else" and not identified:
        excluded = "different forenames"
    if excluded == "different forenames" and pair.one_role and not across and _reached(pair):
        return Decision("review", "one role and one telephone, and different forenames", True, True)
    if excluded:
        return Decision("different", excluded, True, False)
    if across:
        return _decide_across(pair, bands, weight >= bands.same)
    if weight < bands.review:
        return Decision("different", "too little agrees", pair.personal < bands.split, False)
    if weight < bands.same:
        return Decision("review", _doubt(pair, bands), False, True)
    reached = _reached(pair)
    one_parent = bool(pair.one_role) and pair.level("surname") in ("exact", "other_surname")
    supported = reached or (one_parent if forename is None else pair.level("home") == "same")
    if (
        forename not in (*_FITTING, "initial")
        and not identified
        and not (forename in _UNCERTAIN and supported)
    ):
        return Decision("review", "the forenames do not confirm each other", False, True)
    if forename == "initial" and pair.level("surname") not in ("exact", "other_surname"):
        return Decision("review", "an initial is all there is of a forename", False, True)
    if pair.same_feed and not identified:
        return Decision("review", "one agency names two people of one child alike", False, True)
    return Decision("same", _agreement(pair), False, True)


def _reached(pair: ScoredPair) -> bool:
    return pair.level("phone") == "same" and pair.level("surname") in _ADULT_SURNAME


def _decide_across(pair: ScoredPair, bands: Thresholds, likely: bool) -> Decision:
    """Two adults of two children. A father and his son share name, telephone and address: only what ties the children
    together as brother and sister makes one person of them (docs/decisions/0011)."""
    forename, surname, children = pair.level("forename"), pair.level("surname"), pair.level("children")
    reached, partner = pair.level("phone") == "same", pair.level("other_parent")
    surely = forename in (*_CALLED, "variant")
    named = (surname in _ADULT_SURNAME and forename in _FITTING) or (surname == "similar" and surely)
    half_named = forename in _FITTING or (surname in _ADULT_SURNAME and forename in _UNCERTAIN)
    at_home = children in ("home", "home_and_surname")
    mothers = pair.one_role == "mother"
    siblings = children == "home_and_surname" and (mothers or partner in (None, "forename"))
    if partner == "same":
        uncommon = pair.personal >= bands.same + UNCOMMON and pair.level("phone") is None
        known = at_home or reached or (children == "surname" and uncommon)
        one = (known and named and (reached or surely or at_home)) or (reached and at_home and half_named)
    elif reached:
        one = (siblings and (named or half_named)) or (named and mothers and children != "else")
    else:
        one = at_home and named and (surely or surname == "exact") and (mothers or partner == "forename")
    if not one or not likely:
        return Decision("different", "nothing makes their children brother and sister", False, False)
    if pair.same_feed and not pair.per_child:
        return Decision("review", "one agency names two people of one family alike", False, True)
    return Decision("same", _agreement(pair), False, True)


def _moved_apart(pair: ScoredPair) -> bool:
    return pair.level("home") == "else" and pair.level("middle_names") not in ("exact", "near")


def _lifted(pair: ScoredPair, lift: float, drag: float = HOUSEHOLD_DRAG) -> float:
    return pair.judged(lift, drag, max(pair.relatives, 0.0))


def _exclusion(pair: ScoredPair, identified: bool) -> str | None:
    if pair.dead:
        return "the dates of death exclude each other"
    if pair.level("nhs_number") == "contradiction":
        return "two different verified NHS numbers"
    if pair.stage == "children" and pair.level("upn") == "contradiction" and not identified:
        return "two permanent UPNs given by one authority"
    return None


def _twin_guard(pair: ScoredPair, identified: bool) -> str | None:
    """One birth date and one family name or home, and forenames that do not fit: brothers and sisters of one birth
    look exactly so. An identifier that is the same lets a missing or doubtful forename pass, never a different one."""
    forename = pair.level("forename")
    fits = forename in _FITTING and (identified or not _of_two_sexes(pair))
    if fits or pair.level("date_of_birth") not in _ONE_BIRTH:
        return None
    if pair.level("surname") == "else" and pair.level("home") != "same":
        return None
    if identified and forename != "else":
        return None
    return "one birth date and different forenames: they may be twins"


def _identifiers_differ(pair: ScoredPair) -> bool:
    return any(pair.level(name) in ("contradiction", "else") for name in ("nhs_number", "upn"))


def _doubt(pair: ScoredPair, bands: Thresholds) -> str:
    if pair.personal < bands.review:
        return "only the household makes them near"
    return "not enough personal evidence for one person"


def _agreement(pair: ScoredPair) -> str:
    named = {
        "nhs_number": "NHS number",
        "upn": "UPN",
        "date_of_birth": "date of birth",
        "forename": "forename",
        "surname": "surname",
        "parents": "a parent",
        "children": "the home of their children",
        "other_parent": "the other parent",
    }
    agreeing = [words for name, words in named.items() if _agrees(pair, name)]
    return f"agree: {', '.join(agreeing)}" if agreeing else "personal evidence taken together"


def _agrees(pair: ScoredPair, name: str) -> bool:
    if all(comparison.name != name for comparison in STAGES[pair.stage]):
        return False
    return pair.level(name) in (
        "exact", "verified", "known_as", "second", "variant", "former", "other_surname", "same", "home",
        "home_and_surname",
    )  # fmt: skip
