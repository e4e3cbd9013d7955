"""Who is listed, who is not, and the explanation that comes first: tables of should and should not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from absence.analysis import find
from absence.expectations import TermDates
from absence.judging import Rolls
from model.absence import Category, Cause, Off, Standing
from model.codes import InvolvementKind
from model.facts import FeedState
from tests.absence.children import TODAY, child, facts_of, found, line, rolls

GP, VISITED = "gp_registration", "health_visiting"
NONE, ONE, SCHOOL, LEFT = (
    Category.NONE_EXPECTED, Category.ONE_AGENCY, Category.NO_EDUCATION, Category.LEFT_ROLL,
)  # fmt: skip
LISTED: list[tuple[str, dict[str, Any], set[Category], Cause]] = [
    ("ten, named by revenues alone",
     child("2016-03-01", "revenues"), {NONE, ONE, SCHOOL, Category.UNSEEN}, Cause.NONE_FOUND),
    ("two, named by housing alone",
     child("2024-03-01", "housing"), {NONE, ONE, Category.UNSEEN}, Cause.NONE_FOUND),
    ("two, whom only the midwives hold still",
     child("2024-03-01", "maternity revenues", open="maternity"), {NONE, Category.UNSEEN}, Cause.NONE_FOUND),
    ("ten, with a practice, never at school", child("2016-03-01", "gp", open=GP),
     {ONE, SCHOOL, Category.UNSEEN}, Cause.PRIVATE_SCHOOL),
    ("left the roll in June, nothing since",
     child("2016-03-01", "gp education", open=GP, left=("2026-06-12", "")),
     {LEFT}, Cause.NONE_FOUND),
    ("left for home education",
     child("2016-03-01", "gp education", open=GP, left=("2026-06-12", "elective home education")),
     {LEFT}, Cause.HOME_EDUCATED),
    ("last school over the border",
     child("2016-03-01", "gp education", open=GP, left=("2026-06-12", ""), last_school="far"),
     {LEFT}, Cause.EDUCATED_OUTSIDE),
    ("expected two months ago, pregnancy open",
     child("2026-09-01", "maternity", certainty="expected", open="maternity"),
     {Category.UNBORN}, Cause.NONE_FOUND),
    ("in care, with a practice and a social worker, on no roll",
     child("2016-03-01", "gp education social_care", open=f"{GP} looked_after"), {SCHOOL, Category.UNSEEN},
     Cause.PRIVATE_SCHOOL),
    ("two, came five weeks ago, known to a practice",
     child("2024-03-01", "gp", open=GP, home="h", since="2026-10-14"), {Category.UNSEEN}, Cause.NONE_FOUND),
    ("no address that anybody could place",
     child("2016-03-01", "gp education", open=GP, school="elm", unplaced="none_given"),
     {Category.UNPLACED}, Cause.NONE_FOUND),
]  # fmt: skip
NOT_LISTED: list[tuple[str, dict[str, Any]]] = [
    ("at school and with a practice", child("2016-03-01", "gp education", open=GP, school="elm")),
    ("at school over the border", child("2016-03-01", "gp education", open=GP, school="far")),
    ("in the register of children not in school",
     child("2016-03-01", "gp not_in_school", open=f"{GP} not_in_school")),
    ("three, with practice and health visitor",
     child("2023-03-01", "gp child_health", open=f"{GP} {VISITED}")),
    ("in care, at school", child("2016-03-01", "gp education social_care", open=f"{GP} looked_after", school="elm")),
    ("two, came three weeks ago", child("2024-03-01", "revenues", home="h", since="2026-10-28")),
    ("three weeks old", child("2026-10-28", "registrars")),
    ("four, not yet of school age", child("2022-10-01", "gp child_health", open=f"{GP} {VISITED}")),
    ("nineteen", child("2007-03-01", "revenues")),
    ("died", child("2016-03-01", "gp", open=GP, died="2026-01-01")),
    ("left the area, says the roll",
     child("2016-03-01", "gp education", open=GP, left=("2026-06-12", "left area"))),
    ("lives over the border", child("2016-03-01", "revenues", home="h", postcode="EB4 1AA")),
    ("whereabouts withheld", child("2016-03-01", "revenues", placed=False)),
    ("due next week", child("2026-11-25", "maternity", certainty="expected", open="maternity")),
    ("pregnancy that ended", child("2026-09-01", "maternity", certainty="expected")),
    ("left the roll last week", child("2016-03-01", "gp education", open=GP, left=("2026-11-11", ""))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "wanted", "cause"), [case[1:] for case in LISTED], ids=[case[0] for case in LISTED]
)
def test_who_is_listed(who: dict[str, Any], wanted: set[Category], cause: Cause) -> None:
    listed = line(who=who)
    assert listed is not None
    assert set(listed.categories) == wanted
    assert listed.cause is cause


@pytest.mark.parametrize("who", [case[1] for case in NOT_LISTED], ids=[case[0] for case in NOT_LISTED])
def test_who_is_not_listed(who: dict[str, Any]) -> None:
    assert line(who=who) is None


def test_a_feed_that_is_not_live_lists_nobody_and_says_so() -> None:
    who = child("2016-03-01", "education", school="elm")
    assert line(who=child("2016-03-01", "education revenues", left=("2026-06-12", ""))) is not None
    for state, why in (
        (FeedState.OFF, Cause.FEED_NOT_LIVE),
        (FeedState.ABSENT, Cause.FEED_NOT_LIVE),
        (FeedState.OLD, Cause.FEED_LATE),
    ):
        answer = found(rolls(gp=state), who=who, other=child("2016-03-01", "revenues"))
        assert [(each.feed, each.why, each.children) for each in answer.suspended if each.feed == "gp"] == [
            ("gp", why, 2)
        ]
        other = next(each for each in answer.lines if each.child == "other")
        assert "gp" not in other.expected
        assert why in {each.cause for each in other.explanations}
        assert other.cause is not why


@pytest.mark.parametrize("feed", ["gp", "education", "child_health"])
def test_a_feed_that_covers_half_the_borough_lists_nobody_of_the_other_half(feed: str) -> None:
    table = rolls().expectations.model_copy(update={"coverage": {feed: ("AM1",)}})
    half = Rolls(table, rolls().states, rolls().calendar, TODAY)
    children = {
        f"{name}{number}": child(born, "revenues", home=f"{name}{number}", postcode=postcode)
        for name, postcode in (("in", "AM1 1AA"), ("out", "AM2 1AA"), ("nowhere", ""))
        for number, born in enumerate(("2024-03-01", "2016-03-01"))
    }
    service = {"gp": "gp", "education": "education", "child_health": "health_visitor"}[feed]
    asked = {each.child for each in found(half, **children).lines if service in each.expected}
    assert asked
    assert all(each.startswith("in") for each in asked)


def test_the_gap_is_counted_in_school_days_and_not_in_holidays() -> None:
    summer = dt.date(2026, 9, 4)
    who = child("2016-03-01", "gp education", open=GP, left=("2026-07-17", ""))
    assert line(rolls(summer), who=who) is None
    listed = line(rolls(dt.date(2026, 10, 1)), who=who)
    assert listed is not None
    assert listed.gap_school_days is not None
    assert 20 <= listed.gap_school_days <= 25
    assert listed.gap_is_long
    table = rolls().expectations.model_copy(
        update={"terms": (TermDates(first=dt.date(2026, 9, 14), last=dt.date(2026, 10, 23)),)}
    )
    own = Rolls(table, rolls().states, table.calendar, dt.date(2026, 10, 1))
    later = line(own, who=who)
    assert later is not None
    assert later.gap_school_days is not None
    assert later.gap_school_days < listed.gap_school_days - 5, "by the authority's own term dates"
    assert not later.gap_is_long


TWO = [
    ("one name misspelt",
     child("2016-03-01", "education", name="Sofia Huish", school="elm"), Cause.FAILED_MATCH),
    ("another day of birth",
     child("2016-03-11", "gp education", name="Sophia Huish", open=GP, school="elm"), Cause.FAILED_MATCH),
    ("another forename, one home",
     child("2016-03-01", "gp", name="Maya Huish", open=GP, home="h"), Cause.FAILED_MATCH),
    ("the same agency twice", child("2016-03-01", "revenues", name="Sofia Huisch"), Cause.REGISTERED_TWICE),
    ("a namesake, years apart",
     child("2012-07-01", "gp education", name="Sophia Huish", open=GP), Cause.NONE_FOUND),
    ("a twin whom the same agency names",
     child("2016-03-01", "revenues gp", name="Maya Huish", open=GP, home="h"), Cause.NONE_FOUND),
    ("a stranger of one birth", child("2016-03-01", "gp", name="Omar Khan", open=GP), Cause.NONE_FOUND),
]  # fmt: skip


@pytest.mark.parametrize(("other", "cause"), [case[1:] for case in TWO], ids=[case[0] for case in TWO])
def test_records_left_apart_explain_a_line_and_are_named(other: dict[str, Any], cause: Cause) -> None:
    listed = line(who=child("2016-03-01", "revenues", name="Sophia Huish", home="h"), other=other)
    assert listed is not None
    assert listed.cause is cause
    assert listed.explanations[0].candidates == (("other",) if cause is not Cause.NONE_FOUND else ())


NHS, ONE_SLIP, TWO_SLIPS = "9990263175", "9990263157", "9990236157"
BORN, KNOWN = "2016-03-01", {"feeds": ["gp", "education"], "open": GP, "school": "elm"}
APART: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("numbers one slip apart, one name, a year between the births",
     {"nhs": NHS}, {"nhs": ONE_SLIP, "born": "2015-03-04"}, True),
    ("numbers two slips apart, as those of twins may be",
     {"nhs": NHS}, {"nhs": TWO_SLIPS, "born": "2015-03-04"}, False),
    ("numbers one slip apart, and nothing else",
     {"nhs": NHS}, {"nhs": ONE_SLIP, "name": "Omar Khan"}, False),
    ("another surname, a parent's name misspelt",
     {"parents": ["filiz bulut"]}, {"name": "Sophia Murphy", "parents": ["filiz bult"], "home": "far"}, True),
    ("another surname, another parent",
     {"parents": ["filiz bulut"]}, {"name": "Sophia Murphy", "parents": ["fatma bulut"], "home": "far"}, False),
    ("the father's name for the child's, a day between the births",
     {"parents": ["mihai ciobanu"]},
     {"name": "Mihai Ciobanu", "born": "2016-03-02", "parents": ["mihai ciobanu"], "home": "h"}, True),
    ("a brother of a like name within two years",
     {"name": "Eren Kaya"}, {"name": "Kerem Kaya", "born": "2018-01-01", "home": "h"}, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "other", "one"), [case[1:] for case in APART], ids=[case[0] for case in APART]
)
def test_what_betrays_that_two_are_one(who: dict[str, Any], other: dict[str, Any], one: bool) -> None:
    this = {"born": BORN, "feeds": ["revenues"], "name": "Sophia Huish", "home": "h"} | who
    that = {"born": BORN, "name": this["name"], "home": "far"} | KNOWN | other
    listed = line(who=this, other=that)
    assert listed is not None
    assert (listed.cause is Cause.FAILED_MATCH) is one


def test_a_child_whose_whereabouts_are_withheld_explains_a_line_and_is_not_named_beside_its_area() -> None:
    hidden = {"born": BORN, "feeds": ["gp", "education"], "name": "Sophia Huish", "placed": False}
    listed = line(who=child(BORN, "emergency", name="Sophia Huish"), other=hidden)
    assert listed is not None
    assert (listed.cause, listed.explanations[0].candidates) == (Cause.FAILED_MATCH, ())
    unknown = line(who=child(BORN, "emergency", name="Sophia Huish"), other=hidden | {"feeds": ["police"]})
    assert unknown is not None
    assert unknown.cause is Cause.NONE_FOUND


def test_a_part_of_an_explanation_does_not_explain_the_whole() -> None:
    """A brother at an independent school says nothing of why no practice knows the child."""
    listed = line(
        who=child("2016-03-01", "revenues", home="h"),
        brother=child("2014-03-01", "gp education", name="Bo test", open=GP, school="dear", home="h"),
    )
    assert listed is not None
    assert [each.cause for each in listed.explanations][:2] == [Cause.NONE_FOUND, Cause.PRIVATE_SCHOOL]
    assert Category.HIDDEN_IN_HOUSEHOLD in listed.categories
    alone = line(who=child("2016-03-01", "revenues"))
    assert alone is not None
    assert [each.cause for each in alone.explanations] == [Cause.NONE_FOUND, Cause.PRIVATE_SCHOOL]
    assert alone.explanations[1].standing is Standing.ABSENCE


def test_ghosts_are_left_out_or_flagged_and_counted_themselves() -> None:
    left = ("2026-06-12", "emigrated")
    answer = found(
        dead=child("2016-03-01", "gp", open=GP, died="2026-01-01"),
        gone=child("2016-03-01", "gp education", open=GP, left=left, home="h"),
        list_only=child("2021-05-01", "gp", open=GP, home="h"),
        here=child("2015-03-01", "gp education", open=GP, school="elm"),
    )
    assert {(each.child, each.cause, each.removed) for each in answer.ghosts} == {
        ("dead", Cause.DIED, True),
        ("gone", Cause.LEFT_AREA, True),
        ("list_only", Cause.LIST_INFLATION, False),
    }
    assert answer.tally.ghosts_removed == 2
    assert {each.child for each in answer.lines} == {"list_only"}


def test_what_an_enquiry_found_takes_a_child_off_the_list() -> None:
    facts = facts_of(who=child("2016-03-01", "revenues"))
    assert find(facts, rolls()).lines
    settled = find(facts, rolls(), settled={"who": Cause.LEFT_AREA})
    assert settled.lines == ()
    assert [(each.cause, each.removed) for each in settled.ghosts] == [(Cause.LEFT_AREA, True)]


def test_known_probable_and_absence_are_told_apart() -> None:
    known = {each.standing for each in found(who=child("2016-03-01", "gp", died="2026-01-01")).ghosts}
    assert known == {Standing.KNOWN}
    nothing = line(who=child("2016-03-01", "revenues"))
    assert nothing is not None
    assert nothing.explanations[0].standing is Standing.ABSENCE
    assert InvolvementKind.GP_REGISTRATION not in nothing.known_to


WENT: list[tuple[str, dict[str, Any], dict[str, FeedState], str]] = [
    ("a practice registered the child, who goes to school now",
     child(BORN, "gp education", open=GP, school="elm"), {}, Off.KNOWN),
    ("one of two feeds that tell is late", child(BORN, "revenues education", school="elm"),
     {"gp": FeedState.OLD}, Off.FEED_LATE),
    ("the feed was switched off", child(BORN, "revenues education", school="elm"), {"gp": FeedState.OFF},
     Off.FEED_NOT_LIVE),
    ("eighteen", child("2008-11-01", "revenues"), {}, Off.GROWN_UP),
    ("moved over the border", child(BORN, "revenues", home="h", postcode="EB4 1AA"), {}, Off.OUTSIDE),
    ("died", child(BORN, "gp", died="2026-11-01"), {}, Cause.DIED),
    ("whereabouts withheld", child(BORN, "revenues", placed=False), {}, Off.NOT_JUDGED),
    ("nobody names the child any more", child(BORN, ""), {}, Off.NOT_JUDGED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "states", "why"), [case[1:] for case in WENT], ids=[case[0] for case in WENT]
)
def test_why_a_child_is_no_longer_on_the_list(
    who: dict[str, Any], states: dict[str, FeedState], why: str
) -> None:
    answer = find(facts_of(who=who), rolls(TODAY, **states), since={"who": TODAY, "unknown": TODAY})
    assert {each.child: each.off(("gp", "education")) for each in answer.gone} == {
        "who": why,
        "unknown": Off.NOT_JUDGED,
    }
