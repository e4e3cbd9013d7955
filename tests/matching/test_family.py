"""How much tells one person from another of the same household, and what a file says about its households."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.matching.comparisons import CHILDREN
from ingest.matching.decide import decide
from ingest.matching.estimating import strangers
from ingest.matching.family import USUAL_SHARES, Pattern, count_shares, one_person_share
from ingest.matching.model import MatchModel, Thresholds
from ingest.matching.one_pair import Weighed
from ingest.matching.scoring import ScoredPair
from ingest.reasons import explain

ALIKE: Pattern = (("forename", "exact"), ("surname", "exact"), ("date_of_birth", "exact"))
MISSPELT: Pattern = (("forename", "else"), ("surname", "exact"), ("date_of_birth", "exact"))
SIBLINGS: Pattern = (("forename", "else"), ("surname", "exact"), ("date_of_birth", "else"))

CHILDREN_MODEL = MatchModel.shipped().children


@pytest.mark.parametrize(
    ("story", "patterns", "least", "most"),
    [
        ("single people, each twice", {ALIKE: 400}, 0.98, 1.0),
        (
            "some forenames quite wrong are not twins where nobody has brothers",
            {ALIKE: 380, MISSPELT: 20},
            0.98,
            1.0,
        ),
        ("families", {ALIKE: 200, SIBLINGS: 200}, 0.4, 0.6),
        ("nobody under one roof with anybody", {}, 0.5, 0.5),
    ],
)
def test_a_file_says_whether_it_holds_families(
    story: str, patterns: dict[Pattern, int], least: float, most: float
) -> None:
    found = one_person_share(patterns, CHILDREN_MODEL.probabilities, USUAL_SHARES)
    assert least <= found <= most


def test_shares_of_a_family_are_the_usual_ones_until_something_is_counted() -> None:
    assert count_shares({})["forename"]["exact"] == USUAL_SHARES["forename"]["exact"]
    counted = count_shares({"surname": {"else": 980}})
    assert counted["surname"]["else"] > 0.97
    assert sum(counted["surname"].values()) == pytest.approx(1.0, abs=1e-6)


def test_one_persons_pairs_in_a_small_file_do_not_pass_for_chance() -> None:
    unlike: Pattern = (("forename", "else"), ("surname", "else"), ("date_of_birth", "else"))
    stage = replace(CHILDREN_MODEL, prior=0.005)
    found = strangers({ALIKE: 500, unlike: 99_500}, stage)
    assert found["date_of_birth"]["exact"][1] < 0.0005


def alike(families: bool, levels: dict[str, str], family: float = 0.0) -> ScoredPair:
    """A pair with these levels, each of six bits, all else missing, that no two strangers would reach."""
    gammas = tuple(
        -1
        if each.name not in levels
        else len(each.levels) - 1 - [level.name for level in each.levels].index(levels[each.name])
        for each in CHILDREN
    )
    weights = tuple(0.0 if each.name not in levels else 6.0 for each in CHILDREN)
    return ScoredPair(
        "children", "a", "b", gammas, weights, -10.0, False, False, family, families, False, one_role="", twinned=False
    )  # fmt: skip


def judged(families: bool, **levels: str) -> str:
    """The verdict on such a pair."""
    return decide(alike(families, levels), Thresholds(4.25, -2.0, -8.0)).verdict


def test_what_the_household_completes_is_no_guard() -> None:
    agreeing = {"forename": "exact", "surname": "exact", "date_of_birth": "exact", "home": "same"}
    pair = alike(True, agreeing, family=20.0)
    assert pair.personal < CHILDREN_MODEL.thresholds.same
    weighed = Weighed(pair, decide(pair, CHILDREN_MODEL.thresholds), CHILDREN_MODEL, together=True)
    why = explain(weighed, None)
    assert (why.verdict, why.guards) == ("same", [])


@pytest.mark.parametrize(
    ("story", "levels", "with_families", "without"),
    [
        (
            "a forename quite different, all else and the home the same",
            {"forename": "else", "surname": "exact", "date_of_birth": "exact", "home": "same"},
            "review",
            "same",
        ),
        (
            "no forename, all else and the home the same",
            {"surname": "exact", "date_of_birth": "exact", "home": "same"},
            "review",
            "same",
        ),
        (
            "another date of birth, all else and the home the same",
            {"forename": "exact", "surname": "exact", "date_of_birth": "else", "home": "same"},
            "review",
            "same",
        ),
    ],
)
def test_guards_of_the_family_stand_where_records_hold_families(
    story: str, levels: dict[str, str], with_families: str, without: str
) -> None:
    assert (judged(True, **levels), judged(False, **levels)) == (with_families, without)
