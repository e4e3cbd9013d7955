"""The verdict on two records of children (docs/decisions/0007, 0010, 0014). Pure."""

from __future__ import annotations

from ingest.matching.model import Thresholds
from ingest.matching.records import Verdict
from ingest.matching.scoring import ScoredPair
from ingest.matching.verdict import (
    CALLED,
    FITTING,
    HOUSEHOLD_DRAG,
    HOUSEHOLD_LIFT,
    OTHER_BIRTH,
    Decision,
    agreement,
    doubt,
    exclusion,
)

SHORT_OF_SAME = 0.5
"""Household evidence lifts a pair towards *same* by this much less than the band asks: personal evidence must have made
one person the likelier already. In bits."""
FAMILY_LIFT = 8.0
"""Bits by which the parents' names may complete the personal evidence, at most: many share a common name."""
SIBLING_OFF = 2.0
"""Bits against another of the family that are asked where a parent and a home are the same and the date of birth is
half wrong. Assumed."""

_ONE_BIRTH = ("exact", "vague", "swapped", "near")
_HALF_WRONG = ("vague", "swapped", "near", "part")
_RESEMBLING = ("similar", "remote", "initial", "repeated")
_ONE_SURNAME = ("exact", "other_surname", "near")
_FITTING_SURNAME = (*_ONE_SURNAME, "of_parent")


def decide_child(pair: ScoredPair, bands: Thresholds) -> Decision:
    """Same: more likely than the band asks against both other explanations, a stranger and one of the family."""
    forename, born = pair.level("forename"), pair.level("date_of_birth")
    numbered = pair.level("nhs_number") in ("verified", "exact") or pair.level("upn") == "exact"
    identified = numbered or pair.level("upn") == "former"
    weight = _weight(pair, bands)
    seen = pair.judged(HOUSEHOLD_LIFT, HOUSEHOLD_DRAG, max(pair.relatives, 0.0))
    worth_a_look = max(weight, seen) >= bands.review

    def said(verdict: Verdict, reason: str, contradicts: bool = False, told: bool = True) -> Decision:
        return Decision(verdict, reason, contradicts, told, weight)

    excluded = exclusion(pair, identified)
    one_of_its_birth = _is_one_of_its_birth(pair, _nearly_identified(pair, identified))
    if excluded:
        return said("review" if weight >= bands.same else "different", excluded, True, worth_a_look)
    if pair.one_pregnancy and not pair.twinned and not pair.same_feed:
        return said("same", "one woman expects one child about that day")
    twins = _twin_guard(pair, identified) if pair.families and not one_of_its_birth else None
    if twins:
        apart = pair.level("sex") == "else" or _identifiers_differ(pair)
        shown = identified or forename in FITTING or not apart
        return said("review" if shown else "different", twins, not identified, worth_a_look)
    if not worth_a_look:
        return said("different", "too little agrees", weight < bands.split, False)
    if weight < bands.same:
        return said("review", doubt(pair, bands))
    if pair.same_feed and not (numbered and forename in FITTING and born in ("exact", "swapped", "near")):
        return said("review", "one agency holds two records that look alike")
    guard = _family_guard(pair, bands, identified, one_of_its_birth) if pair.families else None
    if guard:
        return said("review", guard)
    if (
        pair.families
        and not identified
        and not one_of_its_birth
        and pair.family < _against_family(pair, bands)
    ):
        return said("review", "it may be another of the family")
    return said("same", agreement(pair))


def _weight(pair: ScoredPair, bands: Thresholds) -> float:
    kin = min(FAMILY_LIFT, pair.relatives) if _has_kin(pair) else 0.0
    return pair.judged(bands.same - SHORT_OF_SAME, HOUSEHOLD_DRAG) + kin


def _against_family(pair: ScoredPair, bands: Thresholds) -> float:
    """The bits that are asked against another of the family: fewer where a brother or sister would have to be called
    alike and be born near the date."""
    alike = pair.level("forename") in FITTING and pair.level("forename") != "second"
    if _has_kin(pair) and alike and pair.level("date_of_birth") in _HALF_WRONG:
        return SIBLING_OFF
    return bands.same


def _family_guard(
    pair: ScoredPair, bands: Thresholds, identified: bool, one_of_its_birth: bool
) -> str | None:
    """What keeps apart two records that are alike enough for strangers, where records hold families: one of the
    family, a namesake or a child adopted would be as much alike."""
    forename, surname, born = pair.level("forename"), pair.level("surname"), pair.level("date_of_birth")
    nearly = _nearly_identified(pair, identified)
    if forename == "else" and not one_of_its_birth and identified:
        return "the forenames differ although an identifier is the same"
    if not nearly and _moved_apart(pair) and pair.level("parents") == "else":
        return "the homes and the parents differ, and namesakes exist"
    if identified:
        return None
    if _identifiers_differ(pair) and born != "exact":
        # Twins born about midnight, or namesakes: nothing that an authority gives once agrees.
        return "an identifier and the date of birth both differ"
    if forename not in FITTING and not one_of_its_birth:
        return "the forenames do not confirm each other"
    kin = _has_kin(pair)
    named_alike = forename in (*CALLED, "variant") and surname in _FITTING_SURNAME
    known = nearly or (kin and pair.level("home") != "else")
    if born in OTHER_BIRTH or (born is None and not (known and named_alike)):
        return "the dates of birth do not confirm each other"
    if born in ("vague", "near", "part") and not nearly and not _known_besides(pair):
        return "the dates of birth agree in part, and besides them names alone"
    if born == "part" and pair.level("parents") == "else" and not nearly:
        # Cousins of one name in one home.
        return "the dates of birth do not confirm each other"
    at_home = forename in CALLED and pair.level("home") in ("same", "near")
    likely = pair.personal >= bands.same or surname == "courtesy"
    numbered_at_home = nearly and born == "exact" and pair.level("home") == "same"
    if surname in ("else", "courtesy") and not kin and not numbered_at_home and not (at_home and likely):
        # An adopted child looks so: another surname, another home, and all else alike.
        return "the surnames differ, and no identifier or home is the same"
    if pair.level("sex") == "else" and forename not in CALLED:
        return "the sexes differ"
    return None


def _has_kin(pair: ScoredPair) -> bool:
    """A parent of one full name, or of one forename in one home; and a forename and birth that no brother or sister
    has: names that only resemble each other ask for the very date, for brothers and sisters are born near each other's
    dates too, and Isabel has a sister Isabella."""
    born, forename = pair.level("date_of_birth"), pair.level("forename")
    parents, at_home = pair.level("parents"), pair.level("home") == "same"
    if parents != "same" and not (parents == "forename" and at_home):
        return False
    if born in OTHER_BIRTH or _of_two_sexes(pair):
        return False
    if born in ("exact", "swapped"):
        return forename in (*FITTING, *_RESEMBLING)
    if born == "part":
        return forename in ("exact", "known_as")
    if born is not None and at_home:
        return forename in FITTING and forename not in ("second", "shortened")
    return forename in ("exact", "variant", "known_as")


def _known_besides(pair: ScoredPair) -> bool:
    """Something besides names and birth agrees: a home, a parent, a middle name, a telephone or an e-mail address. Of
    two children of one name in a large borough, one may well be born near the date of the other."""
    return (
        pair.level("home") in ("same", "near")
        or pair.level("parents") in ("same", "forename")
        or pair.level("middle_names") in ("exact", "near")
        or "same" in (pair.level("phone"), pair.level("email"))
    )


def _nearly_identified(pair: ScoredPair, identified: bool) -> bool:
    return identified or pair.level("nhs_number") == "near" or pair.level("upn") == "near"


def _is_one_of_its_birth(pair: ScoredPair, nearly: bool) -> bool:
    """A family that both agencies know, by a parent or by its home, of whom neither knows a second child of that birth:
    a twin would be on one roll or the other. Two names that are alike, one that is not known for sure, or one number,
    are then one child's."""
    if (
        pair.twinned
        or pair.same_feed
        or pair.level("sex") == "else"
        or pair.level("date_of_birth") != "exact"
    ):
        return False
    forename, parents, at_home = pair.level("forename"), pair.level("parents"), pair.level("home") == "same"
    if not nearly and _names_of_twins(pair):
        return False
    if pair.level("surname") in (*_FITTING_SURNAME, "similar"):
        return (parents == "same" or at_home) and (nearly or forename in (*_RESEMBLING, *FITTING))
    return parents in ("same", "forename") and at_home and forename in FITTING


def _names_of_twins(pair: ScoredPair) -> bool:
    """Chioma and Chiamaka, Can and Metin Can, or a second name where the surname is another or the agency of one knows
    two of that birth: parents give their twins such names, and a register of cases holds one of the two."""
    forename, surname = pair.level("forename"), pair.level("surname")
    if forename == "second":
        return pair.later_part or pair.twinned or surname not in _ONE_SURNAME
    return forename == "remote" or pair.later_part


def _of_two_sexes(pair: ScoredPair) -> bool:
    """Amir and Amira: names near each other that a boy and a girl of one birth may bear."""
    return pair.level("sex") == "else" and pair.level("forename") not in CALLED


def _moved_apart(pair: ScoredPair) -> bool:
    return pair.level("home") == "else" and pair.level("middle_names") not in ("exact", "near")


def _twin_guard(pair: ScoredPair, identified: bool) -> str | None:
    """One birth date and one family name or home, and forenames that do not fit: brothers and sisters of one birth
    look exactly so. An identifier that is the same lets a missing or doubtful forename pass, never a different one."""
    forename = pair.level("forename")
    # Efia and Efua of one birth, of whom the other agency holds one: it may be either.
    either = pair.like_a_twin and forename not in ("exact", "known_as")
    fits = forename in FITTING and (
        identified or not (either or _of_two_sexes(pair) or _names_of_twins(pair))
    )
    if fits or pair.level("date_of_birth") not in _ONE_BIRTH:
        return None
    if pair.level("surname") in ("else", "courtesy") and pair.level("home") != "same":
        return None
    if identified and forename != "else":
        return None
    return "one birth date and different forenames: they may be twins"


def _identifiers_differ(pair: ScoredPair) -> bool:
    return any(pair.level(name) in ("contradiction", "else") for name in ("nhs_number", "upn"))
