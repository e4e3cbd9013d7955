"""What is decided about a pair, and what the decisions about children and about adults share. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.matching.comparisons import STAGES
from ingest.matching.model import Thresholds
from ingest.matching.records import Verdict
from ingest.matching.scoring import ScoredPair

HOUSEHOLD_LIFT = 8.0
"""Bits by which household evidence may lift a pair towards review, at most."""
HOUSEHOLD_DRAG = -4.0
"""Bits by which differing homes and telephones may lower it, at most: families move."""

CALLED = ("exact", "known_as", "second")
FITTING = (*CALLED, "variant", "near", "swapped", "shortened")
OTHER_BIRTH = ("month", "year", "else")


@dataclass(frozen=True, slots=True)
class Decision:
    """``contradicts``: the two may not stand in one group, whatever joins them, unless a person says so.
    ``told``: worth keeping as a judgement; a pair that is merely unlike is not. ``weight``: the bits that the bands
    are asked of: personal evidence, and so much of the other as counts."""

    verdict: Verdict
    reason: str
    contradicts: bool
    told: bool
    weight: float


def exclusion(pair: ScoredPair, identified: bool) -> str | None:
    """Why two records cannot be one person's; None where nothing excludes it."""
    if pair.dead:
        return "the dates of death exclude each other"
    if pair.level("nhs_number") == "contradiction":
        return "two different verified NHS numbers"
    if pair.stage == "children" and pair.level("upn") == "contradiction" and not identified:
        return "two permanent UPNs given by one authority"
    return None


def doubt(pair: ScoredPair, bands: Thresholds) -> str:
    """What a pair below the band of *same* lacks."""
    if pair.personal < bands.review:
        return "only the household makes them near"
    return "not enough personal evidence for one person"


def agreement(pair: ScoredPair) -> str:
    """What makes two records one person's, in words."""
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
