"""The appendix of estimates: by age and by area, with what is assumed, and what missed matches alone would do."""

from __future__ import annotations

import numpy as np

from absence.analysis import judged
from absence.appendix import guesses
from absence.judging import band_places, judge
from absence.steady import Steady
from model.absence import Band
from tests.absence.children import TODAY, child, facts_of, rolls


def test_estimates_by_age_and_area_say_what_they_assume_and_what_missed_matches_would_explain() -> None:
    rng = np.random.default_rng(5)
    children = {}
    for number in range(360):
        on = rng.random(3) < (0.95, 0.9, 0.5)
        feeds = [feed for feed, yes in zip(("gp", "education", "police"), on, strict=True) if yes] or ["gp"]
        who = {"open": "gp_registration"} if on[0] else {}
        who |= {"school": "elm"} if on[1] else {}
        ward = "AM1 1AA" if number % 2 else "AM2 1AA"
        children[f"c{number:03}"] = child(
            f"201{5 + number % 5}-0{1 + number % 8}-11", " ".join(feeds), home=f"h{number}", postcode=ward,
            name=f"a{number} b{number}", **who,
        )  # fmt: skip
    facts = facts_of(**children)
    verdicts = judge(facts, rolls())
    found, _ = judged(facts, verdicts)
    told = guesses(facts, verdicts, found, band_places(facts, TODAY), Steady())
    assert {guess.of.partition(":")[0] for guess in told.by_age} == {Band.FIVE_TO_TEN.value}
    assert {guess.of.partition(":")[0] for guess in told.by_area} == {"AM1", "AM2"}
    for guess in (*told.by_age, *told.by_area):
        assert guess.seen <= guess.low + 10 <= guess.total + 10 <= guess.high + 10
        assert {number % 10 for number in (guess.seen, guess.total, guess.low, guess.high)} == {0}
    said = {name: says for name, says, _ in told.by_age[0].assumptions}
    assert (
        "that alone would explain every child"
        in said["every record of one child is recognised as that child's"]
    )
    assert "Not contradicted" in said["in every area children are equally likely to be on a list"]
    assert "Ghosts that are known are left out" in said["nobody on a list who is not there"]
