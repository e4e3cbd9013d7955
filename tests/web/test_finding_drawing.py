"""The path of a finding as a drawing: all that the table says of a short path, and every line leads down."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from model.findings import FindingView, PathEnd, Step
from tests.web.finding_examples import FINDING, MAYA_END, step
from tests.web.people import MAYA, TODAY
from web.layers import Link, layered
from web.path_svg import finding_path


def _texts(finding: FindingView) -> list[str]:
    """Each text of the drawing, its lines joined."""
    found = re.findall(r"<text [^>]*>(.*?)</text>", str(finding_path(finding)))
    return [" ".join(re.findall(r"<tspan [^>]*>(.*?)</tspan>", text)) for text in found]


def test_the_drawing_names_people_places_dates_sources_and_how_fresh_each_is() -> None:
    texts = _texts(FINDING)
    assert texts.count(MAYA.name) == texts.count("Ron Lee") == texts.count("Kit Lee") == 1
    assert "12 Alder Road" in texts
    assert "Child protection plan" in texts
    said = " / ".join(texts)
    for words in (
        "Main home, since 3 March 2026 Housing: told",
        "Main home, since 1 May 2019 Education: confirmed",
        "Father, dates not known Social care: told",
        "Closed, 1 January 2021 to 1 January 2022 Social care: no longer said since",
    ):
        assert words in said, said


def test_what_agencies_say_alike_is_one_line_and_what_is_over_is_broken() -> None:
    drawn = str(finding_path(FINDING))
    assert drawn.count("kith-svg__line--other") == 1
    assert drawn.count('class="kith-svg__line') == 4, "two agencies say one home"


def test_a_path_of_many_ends_says_how_many_are_left_to_the_table() -> None:
    homes = [
        PathEnd(uid=f"home-{number}", name=f"{number} Low Street", kind="address") for number in range(9)
    ]
    path = [step("LIVES_AT", MAYA_END, home, "main_home", "housing", TODAY) for home in homes]
    texts = _texts(FINDING.model_copy(update={"path": path}))
    assert "and 5 more in the table" in texts


def test_a_path_without_the_child_in_it_still_shows_the_child() -> None:
    texts = _texts(FINDING.model_copy(update={"path": [each for each in FINDING.path if _about_kit(each)]}))
    assert {MAYA.name, "Kit Lee", "Child protection plan"} <= set(texts)


def _about_kit(each: Step) -> bool:
    return each.start.name == "Kit Lee"


LINKS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14, unique=True)


@given(LINKS, st.integers(1, 6))
@settings(max_examples=80)
def test_every_line_leads_one_layer_down_at_a_time_and_nobody_is_lost(
    ends: list[tuple[int, int]], most: int
) -> None:
    links = [Link(str(a), str(b), ("said",)) for a, b in ends if a != b]
    made = layered("0", links, most)
    at = {key: number for number, row in enumerate(made.rows) for key in row}
    people = {"0", *(key for link in links for key in (link.start, link.end))}
    assert len(at) == sum(len(row) for row in made.rows), "each stands in one place"
    assert len(at.keys() - made.passing) + made.left_out == len(people)
    assert at["0"] == 0
    for link, way in made.ways:
        assert {way[0], way[-1]} == {link.start, link.end}
        assert all(at[lower] == at[upper] + 1 for upper, lower in pairwise(way))
        assert set(way[1:-1]) <= made.passing
    drawn = [hop for number in range(1, len(made.rows)) for hop in made.hops(number)]
    assert len(drawn) == sum(len(way) - 1 for _, way in made.ways)
    if most > 5:
        assert len(made.ways) == len(links) or made.left_out
