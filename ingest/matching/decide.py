"""From a weighed pair to a verdict with its reason. Pure: levels and weights in, a verdict out.

*Same* must be likely against both other explanations. Against strangers all evidence counts, that of the household up
to a bound that never completes a merge which personal evidence does not make likely; against another of the same
household personal evidence alone counts (:mod:`ingest.matching.family`). Guards stand above weights: twins, two numbers
that exclude each other, one agency's own two records, a death before a birth.
"""

from __future__ import annotations

from dataclasses import dataclass

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
ADULT_SUPPORT = 4.0
"""Bits by which a telephone or home supports two adults of one child, who are already tied (issue 3, item 6)."""

_FITTING = ("exact", "known_as", "variant", "near", "swapped")
_ONE_BIRTH = ("exact", "vague", "swapped", "near")


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


def _decide_child(pair: ScoredPair, bands: Thresholds) -> Decision:
    """Same: more likely than the band asks against both other explanations, a stranger and one of the family."""
    forename, born = pair.level("forename"), pair.level("date_of_birth")
    verified = pair.level("nhs_number") == "verified" or pair.level("upn") == "exact"
    identified = verified or pair.level("nhs_number") == "exact" or pair.level("upn") == "former"
    weight = _lifted(pair, bands.same - SHORT_OF_SAME)
    worth_a_look = _lifted(pair, HOUSEHOLD_LIFT) >= bands.review

    excluded = _exclusion(pair, identified)
    if excluded:
        return Decision("review" if weight >= bands.same else "different", excluded, True, worth_a_look)
    twins = _twin_guard(pair, identified) if pair.families else None
    if twins:
        apart = pair.level("sex") == "else" or _identifiers_differ(pair)
        verdict: Verdict = "review" if identified or not apart else "different"
        return Decision(verdict, twins, not identified, worth_a_look)
    if not worth_a_look:
        return Decision("different", "too little agrees", weight < bands.split, False)
    if weight < bands.same:
        return Decision("review", _doubt(pair, bands), False, True)
    if pair.same_feed and not (verified and forename in _FITTING and born in ("exact", "swapped", "near")):
        return Decision("review", "one agency holds two records that look alike", False, True)
    doubt = _family_guard(pair, bands, identified) if pair.families else None
    if doubt:
        return Decision("review", doubt, False, True)
    if pair.families and pair.family < bands.same and not identified:
        return Decision("review", "it may be another of the family", False, True)
    return Decision("same", _agreement(pair), False, True)


def _family_guard(pair: ScoredPair, bands: Thresholds, identified: bool) -> str | None:
    """What keeps apart two records that are alike enough for strangers, where records hold families: one of the
    family, a namesake or a child adopted would be as much alike."""
    forename, surname = pair.level("forename"), pair.level("surname")
    if forename == "else" and identified:
        return "the forenames differ although an identifier is the same"
    if identified:
        return None
    if forename not in _FITTING:
        return "the forenames do not confirm each other"
    if pair.level("date_of_birth") in ("month", "year", "else", None):
        return "the dates of birth do not confirm each other"
    at_home = forename in ("exact", "known_as") and pair.level("home") in ("same", "near")
    if surname == "else" and not (at_home and pair.personal >= bands.same):
        # An adopted child looks so: another surname, another home, and all else alike.
        return "the surnames differ, and no identifier or home is the same"
    if pair.level("sex") == "else" and forename not in ("exact", "known_as"):
        return "the sexes differ"
    return None


def _decide_adult(pair: ScoredPair, bands: Thresholds) -> Decision:
    forename, born = pair.level("forename"), pair.level("date_of_birth")
    identified = pair.level("nhs_number") in ("verified", "exact")
    weight = _lifted(pair, ADULT_SUPPORT)
    excluded = _exclusion(pair, identified)
    if not excluded and born in ("month", "year", "else") and not identified:
        excluded = "different dates of birth"
    if not excluded and pair.level("sex") == "else" and not identified:
        excluded = "different sexes"
    if not excluded and forename == "else" and not identified:
        excluded = "different forenames"
    if excluded:
        return Decision("different", excluded, True, False)
    if weight < bands.review:
        return Decision("different", "too little agrees", pair.personal < bands.split, False)
    if weight < bands.same:
        return Decision("review", _doubt(pair, bands), False, True)
    reached = pair.level("phone") == "same" and pair.level("surname") in ("exact", "other_surname", "near")
    supported = reached if forename is None else reached or pair.level("home") == "same"
    if (
        forename not in (*_FITTING, "initial")
        and not identified
        and not (forename in ("similar", None) and supported)
    ):
        return Decision("review", "the forenames do not confirm each other", False, True)
    if forename == "initial" and pair.level("surname") not in ("exact", "other_surname"):
        return Decision("review", "an initial is all there is of a forename", False, True)
    if pair.same_feed and not identified:
        return Decision("review", "one agency names two people of one child alike", False, True)
    return Decision("same", _agreement(pair), False, True)


def _lifted(pair: ScoredPair, lift: float) -> float:
    return pair.judged(lift, HOUSEHOLD_DRAG)


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
    if forename in _FITTING or pair.level("date_of_birth") not in _ONE_BIRTH:
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
    }
    agreeing = [words for name, words in named.items() if _agrees(pair, name)]
    return f"agree: {', '.join(agreeing)}" if agreeing else "personal evidence taken together"


def _agrees(pair: ScoredPair, name: str) -> bool:
    if name == "upn" and pair.stage != "children":
        return False
    return pair.level(name) in ("exact", "verified", "known_as", "variant", "former", "other_surname")
