"""Children's records of which the parents are known: what completes the evidence, and what twins and cousins share."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ingest.matching.records import MatchRecord, ModelJudgement, Verdict
from model.identifiers import upn_check_letter
from tests.matching.conftest import MakeResolver
from tests.matching.people import BORN, HOME, adult, child

UPN, ANOTHER_UPN = (upn_check_letter(body) + body for body in ("801200005001", "305612907437"))
HENRIETTA, ROBIN = ("Henrietta", "Obi"), ("Robin", "Marchetti")
AT_HOME: dict[str, Any] = {"homes": (HOME,)}
SLIPPED: dict[str, Any] = {"forename": "Teodorra", "date_of_birth": dt.date(2015, 3, 27)}

PARENTS: list[tuple[str, dict[str, Any], dict[str, Any], Verdict]] = [
    ("a surname of the other parent", {}, {"surname": "Marchetti"}, "same"),
    ("another surname and home", {"homes": (HOME,)}, {"surname": "Rook", "homes": ("key:9",)}, "same"),
    ("no date of birth on one", {}, {"date_of_birth": None}, "same"),
    ("two parts of the date", {}, {"date_of_birth": dt.date(2015, 3, 29)}, "same"),
    ("names that sound alike, and no twin known", {"forename": "Tea"}, {"forename": "Dea"}, "same"),
    ("a short form that no table holds", {"forename": "Teodorinka"}, {"forename": "Rinka"}, "same"),
    (
        "called by the second of two forenames, which stands for both",
        {"forename": "Bexley", "middle_names": "Bexley"},
        {},
        "same",
    ),
    ("a digit of the date and a slip in the forename, at home", AT_HOME, SLIPPED | AT_HOME, "same"),
    ("a digit of the date and a slip in the forename, and no home", {}, SLIPPED, "review"),
    ("twins", {}, {"forename": "Marigold"}, "review"),
    (
        "twins of whom each is known to one agency, with names that begin alike",
        {"forename": "Chioma"} | AT_HOME,
        {"forename": "Chiamaka"} | AT_HOME,
        "review",
    ),
    (
        "twins of whom one bears the other's name in the middle, by two surnames",
        {"forename": "Mustafa", "middle_names": "Darren"} | AT_HOME,
        {"forename": "Darren", "surname": "Marchetti"} | AT_HOME,
        "review",
    ),
    (
        "a middle name that is used, with one surname",
        {"forename": "Mustafa", "middle_names": "Darren"} | AT_HOME,
        {"forename": "Darren"} | AT_HOME,
        "same",
    ),
    ("sisters", {}, {"forename": "Marigold", "date_of_birth": dt.date(2012, 9, 2)}, "different"),
    (
        "a sister of nearly one name",
        {},
        {"forename": "Theodora", "date_of_birth": dt.date(2016, 3, 17)},
        "review",
    ),
    ("a boy and a girl of one birth", {"forename": "Amira"}, {"forename": "Amir", "sex": "M"}, "review"),
]


@pytest.mark.parametrize(("story", "left", "right", "verdict"), PARENTS, ids=[row[0] for row in PARENTS])
def test_a_parent_of_one_full_name_completes_what_fits(
    make_resolver: MakeResolver, story: str, left: dict[str, Any], right: dict[str, Any], verdict: Verdict
) -> None:
    mine, yours = child("care:person:1", **left), child("school:person:2", **right)
    found = _judged_with_parents(make_resolver, mine, yours)
    assert (found.verdict if found else "different") == verdict


@pytest.mark.parametrize(
    ("home", "mother", "verdict"),
    [
        (HOME, ("Henrietta", "Rook"), "same"),
        ("key:9", ("Henrietta", "Rook"), "review"),
        (HOME, ("Marigold", "Rook"), "review"),
    ],
)
def test_a_child_of_two_surnames_is_one_where_home_and_a_parent_s_forename_are(
    make_resolver: MakeResolver, home: str, mother: tuple[str, str], verdict: Verdict
) -> None:
    """A child who was adopted has another home and other parents, though the home may be an earlier one."""
    mine, yours = (
        child("care:person:1", **AT_HOME),
        child("school:person:2", surname="Fenwick", homes=(home,)),
    )
    found = _judged_with_parents(make_resolver, mine, yours, other=mother)
    assert (found.verdict if found else "different") == verdict


def test_grandparents_and_foster_carers_are_no_evidence_between_children(make_resolver: MakeResolver) -> None:
    """Cousins share the one, children of one placement the other."""
    mine, yours = child("care:person:1"), child("school:person:2", surname="Rook")
    for relationship in ("grandparent", "foster_carer"):
        found = _judged_with_parents(make_resolver, mine, yours, relationship)
        assert found is None or found.verdict != "same"


def test_a_twin_on_the_roll_keeps_names_that_sound_alike_apart(make_resolver: MakeResolver) -> None:
    mine, yours = child("care:person:1", "Tea"), child("school:person:2", "Dea")
    twin = child("school:person:3", "Leonora")
    found = _judged_with_parents(make_resolver, mine, yours)
    assert found is not None
    assert found.verdict == "same"
    found = _judged_with_parents(make_resolver, mine, yours, "mother", twin)
    assert found is not None
    assert found.verdict == "review"


def test_a_name_a_slip_apart_may_be_either_of_two_twins_who_are_called_alike(
    make_resolver: MakeResolver,
) -> None:
    mine, yours = (
        child("care:person:1", "Efia", homes=(HOME,)),
        child("school:person:2", "Efua", homes=(HOME,)),
    )
    for number, (twin, verdict) in enumerate({"Leonora": "same", "Efya": "review"}.items(), 3):
        beside = child(f"care:person:{number}", twin, homes=(HOME,))
        found = make_resolver(f"cache-{twin}").rebuild([mine, yours, beside], [], "1")
        told = {(each.left, each.right): each.verdict for each in found.judgements}
        assert told[mine.key, yours.key] == verdict, twin


def test_a_later_part_of_a_compound_forename_may_be_a_twin(make_resolver: MakeResolver) -> None:
    """Can, whom the school knows, and Metin Can, whom another agency does: nothing says that they are one."""
    mine, yours = child("care:person:1", "Metin Can"), child("school:person:2", "Can")
    found = _judged_with_parents(make_resolver, mine, yours)
    assert found is not None
    assert found.verdict == "review"
    twice = replace(mine, identity=replace(mine.identity, middle_names="Can"))
    found = _judged_with_parents(make_resolver, twice, child("school:person:2", "Metin"))
    assert found is not None
    assert found.verdict == "same"


def test_sisters_of_like_names_and_half_a_birthday_in_common_are_two(make_resolver: MakeResolver) -> None:
    mine = child("care:person:1", "Isabella", homes=(HOME,), date_of_birth=BORN.replace(year=2007))
    found = _judged_with_parents(make_resolver, mine, child("school:person:2", "Isabel", homes=(HOME,)))
    assert found is None or found.verdict != "same"


def test_a_father_s_name_that_twins_bear_is_the_forename_of_neither(make_resolver: MakeResolver) -> None:
    """Two of one birth, of whom either agency knows one: the one goes by the middle name that the other bears too."""
    mine = child("care:person:1", "Ayan", middle_names="Idris", homes=(HOME,))
    yours = child("school:person:2", "Halima", known_as="Idris", middle_names="Idris", homes=(HOME,))
    found = _judged_with_parents(make_resolver, mine, yours, "mother")
    assert found is None or found.verdict != "same"
    called = child("school:person:2", "Idris", homes=(HOME,))
    found = _judged_with_parents(make_resolver, mine, called, "mother")
    assert found is not None
    assert found.verdict == "same"


def test_another_pupil_number_and_another_birthday_are_left_to_a_person(make_resolver: MakeResolver) -> None:
    """Twins born about midnight: the roll has the one by the name of the other."""
    mine = child("care:person:1", homes=(HOME,), upn=UPN)
    eve = BORN + dt.timedelta(days=1)
    for born, verdict in ((BORN, "same"), (eve, "review")):
        yours = child("school:person:2", homes=(HOME,), upn=ANOTHER_UPN, date_of_birth=born)
        found = _judged_with_parents(make_resolver, mine, yours, "mother")
        assert found is not None
        assert found.verdict == verdict, born


def test_what_a_parent_is_called_tells_whose_child_it_is(make_resolver: MakeResolver) -> None:
    """A namesake born the same day, at another home with other parents, is another child."""
    mine, yours = child("care:person:1", homes=(HOME,)), child("school:person:2", homes=("key:9",))
    found = _judged_with_parents(make_resolver, mine, yours, "mother", other=("Marigold", "Rook"))
    assert found is not None
    assert found.verdict == "review"


def _judged_with_parents(
    make: MakeResolver,
    mine: MatchRecord,
    yours: MatchRecord,
    relationship: str = "mother",
    *more: MatchRecord,
    other: tuple[str, str] = HENRIETTA,
) -> ModelJudgement | None:
    records = [
        adult("care:person:11", *HENRIETTA, (mine.key, relationship)),
        adult("care:person:12", *ROBIN, (mine.key, "father" if relationship == "mother" else relationship)),
        adult("school:person:L1", *other, (yours.key, relationship), per_child=True),
    ]
    found = make(f"cache-{relationship}-{len(more)}").rebuild([mine, yours, *records, *more], [], "1")
    return next((each for each in found.judgements if {each.left, each.right} == {mine.key, yours.key}), None)
