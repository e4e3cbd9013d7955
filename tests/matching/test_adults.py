"""Adults are one person only round one child, in a relationship that one person may have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ingest.matching.records import HumanJudgement, MatchRecord, Tie
from ingest.matching.resolver import Resolver
from tests.matching.conftest import MakeResolver
from tests.matching.people import HOME, adult, child

CARE, SCHOOL, WELFARE = child("care:person:1"), child("school:person:2"), child("welfare:person:3")
BROTHER = child("school:person:5", "Orlando", date_of_birth=dt.date(2012, 9, 2), sex="M")
PHONE = {"telephones": ("07700900123",)}


def together(resolver: Resolver, *keys: str) -> bool:
    return any(set(keys) <= group.keys for group in resolver.groups())


def resolved(make: MakeResolver, *records: MatchRecord) -> Resolver:
    resolver = make()
    resolver.rebuild(records, [], "1")
    return resolver


def test_a_mother_named_by_two_agencies_is_one_adult(make_resolver: MakeResolver) -> None:
    mine = adult("care:person:11", "Henrietta", "Quillfeather", (CARE.key, "mother"), **PHONE)
    yours = adult("school:person:C12", "Hattie", "Quillfeather", (SCHOOL.key, "mother"), **PHONE)
    assert together(resolved(make_resolver, CARE, SCHOOL, mine, yours), mine.key, yours.key)


def test_a_child_s_record_may_name_the_mother_as_well(make_resolver: MakeResolver) -> None:
    mine = adult("care:person:11", "Henrietta", "Quillfeather", (CARE.key, "mother"))
    yours = adult("school:person:C12", "Henrietta", "Quillfeather")
    pupil = replace(SCHOOL, ties=(Tie(yours.key, SCHOOL.key, "parent"),))
    assert together(resolved(make_resolver, CARE, pupil, mine, yours), mine.key, yours.key)


@pytest.mark.parametrize(
    ("story", "one", "other"),
    [
        ("mother and father", ("Robin", "mother", {}), ("Robin", "father", {})),
        ("mother and grandmother of one name", ("Henrietta", "mother", {}), ("Henrietta", "grandparent", {})),
        ("father and stepfather", ("Robin", "father", {}), ("Robin", "step_parent", {})),
        (
            "two birth dates",
            ("Robin", "parent", {"date_of_birth": dt.date(1980, 2, 3)}),
            ("Robin", "parent", {"date_of_birth": dt.date(1991, 7, 9)}),
        ),
        ("two parents", ("Robin", "parent", {}), ("Marigold", "parent", {})),
    ],
)
def test_two_adults_of_one_child(
    make_resolver: MakeResolver,
    story: str,
    one: tuple[str, str, dict[str, object]],
    other: tuple[str, str, dict[str, object]],
) -> None:
    mine = adult(
        "care:person:11", one[0], "Quillfeather", (CARE.key, one[1]), homes=(HOME,), **PHONE, **one[2]
    )
    yours = adult(
        "school:person:C12",
        other[0],
        "Quillfeather",
        (SCHOOL.key, other[1]),
        homes=(HOME,),
        **PHONE,
        **other[2],
    )
    resolver = resolved(make_resolver, CARE, SCHOOL, mine, yours)
    assert together(resolver, CARE.key, SCHOOL.key)
    assert not together(resolver, mine.key, yours.key)


def test_a_mother_whom_two_agencies_call_otherwise_is_one_and_two_mothers_are_two(
    make_resolver: MakeResolver,
) -> None:
    mine = adult("care:person:11", "Henrietta", "Quillfeather", (CARE.key, "mother"), **PHONE)
    yours = adult("school:person:C12", "Marigold", "Quillfeather", (SCHOOL.key, "mother"), **PHONE)
    other = adult("care:person:13", "Marigold", "Quillfeather", (CARE.key, "mother"), **PHONE)
    resolver = resolved(make_resolver, CARE, SCHOOL, mine, yours)
    assert together(resolver, mine.key, yours.key)
    resolver.update([other], [], [], "2")
    assert together(resolver, other.key, yours.key)
    assert not together(resolver, mine.key, yours.key)


@pytest.mark.parametrize(("written", "one"), [("Lii", True), ("Fong", False)])
def test_a_slip_in_a_short_surname_is_a_slip_where_the_telephone_is_one(
    make_resolver: MakeResolver, written: str, one: bool
) -> None:
    mine = adult("care:person:11", "Suet-Ying", "Li", (CARE.key, "mother"), **PHONE)
    yours = adult("welfare:person:P3", None, written, (WELFARE.key, "mother"), **PHONE)
    assert together(resolved(make_resolver, CARE, WELFARE, mine, yours), mine.key, yours.key) is one


@pytest.mark.parametrize(
    ("written", "fathers_known", "one"),
    [("Hassan", False, True), ("Xasan", False, True), ("Hassan", True, False), ("Hussein", True, False)],
)
def test_two_families_who_lived_in_one_house_have_two_mothers_where_the_fathers_are_two(
    make_resolver: MakeResolver, written: str, fathers_known: bool, one: bool
) -> None:
    """One family may have moved in after the other. Nor does a surname that only sounds alike make one mother."""
    cousin = child(
        "school:person:5", "Orlando", "Marchetti", date_of_birth=dt.date(2012, 9, 2), homes=(HOME,)
    )
    mothers = [
        adult("school:person:L1", "Maryan", "Hassan", (SISTER.key, "mother"), per_child=True),
        adult("school:person:L2", "Maryan", written, (cousin.key, "mother"), per_child=True),
    ]
    fathers = [
        adult("school:person:L3", "Robin", "Quillfeather", (SISTER.key, "father"), per_child=True),
        adult("school:person:L4", "Barnaby", "Marchetti", (cousin.key, "father"), per_child=True),
    ]
    resolver = resolved(make_resolver, SISTER, cousin, *mothers, *(fathers if fathers_known else ()))
    assert together(resolver, mothers[0].key, mothers[1].key) is one


def test_name_telephone_and_address_alone_never_join_two_adults(make_resolver: MakeResolver) -> None:
    """A father and his son of one name: each is tied to another child."""
    son = child("school:person:8", "Barnaby", "Marchetti", date_of_birth=dt.date(2020, 1, 20), sex="M")
    mine = adult("care:person:11", "Robin", "Quillfeather", (CARE.key, "father"), homes=(HOME,), **PHONE)
    yours = adult("school:person:C12", "Robin", "Quillfeather", (son.key, "father"), homes=(HOME,), **PHONE)
    assert not together(resolved(make_resolver, CARE, son, mine, yours), mine.key, yours.key)


def test_contacts_of_brother_and_sister_meet_in_the_record_that_knows_both(
    make_resolver: MakeResolver,
) -> None:
    brother_in_care = child("care:person:6", "Orlando", date_of_birth=dt.date(2012, 9, 2), sex="M")
    mother = adult(
        "care:person:11", "Henrietta", "Quillfeather", (CARE.key, "mother"), (brother_in_care.key, "mother")
    )
    hers = adult("school:person:L1", "Henrietta", "Quillfeather", (SCHOOL.key, "mother"), per_child=True)
    his = adult("school:person:L2", "Henrietta", "Quillfeather", (BROTHER.key, "mother"), per_child=True)
    apart = resolved(make_resolver, SCHOOL, BROTHER, hers, his)
    assert not together(apart, hers.key, his.key)
    apart.update([CARE, brother_in_care, mother], [], [], "2")
    assert together(apart, hers.key, his.key, mother.key)


def test_one_agency_s_persons_stay_two_though_a_third_record_resembles_both(
    make_resolver: MakeResolver,
) -> None:
    hers = adult("school:person:C1", "Henrietta", "Quillfeather", (SCHOOL.key, "mother"))
    his = adult("school:person:C2", "Henrietta", "Quillfeather", (SCHOOL.key, "mother"))
    mother = adult("care:person:11", "Henrietta", "Quillfeather", (CARE.key, "mother"))
    resolver = resolved(make_resolver, CARE, SCHOOL, hers, his, mother)
    assert not together(resolver, hers.key, his.key)


def test_when_the_children_part_so_do_their_adults(make_resolver: MakeResolver) -> None:
    mine = adult("care:person:11", "Henrietta", "Quillfeather", (CARE.key, "mother"))
    yours = adult("school:person:C12", "Henrietta", "Quillfeather", (SCHOOL.key, "mother"))
    resolver = resolved(make_resolver, CARE, SCHOOL, mine, yours)
    found = resolver.update([], [], [HumanJudgement(CARE.key, SCHOOL.key, "different")], "2")
    assert not together(resolver, mine.key, yours.key)
    assert (mine.key, yours.key) in found.superseded


SISTER = child("school:person:2", homes=(HOME,))
LITTLE = child("school:person:5", "Orlando", date_of_birth=dt.date(2012, 9, 2), sex="M", homes=(HOME,))
OTHER_PARENT = ("Robin", "Quillfeather")

ACROSS: list[tuple[str, dict[str, object], bool]] = [
    # mother and father on both, what is known of them, whether the father's two records are one
    ("both parents, and the telephone", {"mother": "Henrietta", "phone": True, "homes": True}, True),
    ("both parents, and no telephone", {"mother": "Henrietta", "phone": False, "homes": True}, True),
    ("no mother is named on one", {"mother": None, "phone": True, "homes": True}, True),
    ("another mother: a father and his son", {"mother": "Marigold", "phone": True, "homes": True}, False),
    ("no mother, and no telephone", {"mother": None, "phone": False, "homes": True}, False),
    ("no mother, and no home of the children", {"mother": None, "phone": True, "homes": False}, False),
]


@pytest.mark.parametrize(("father", "one"), [("Robin", True), ("Barnaby", False)])
def test_a_mother_called_otherwise_at_each_school_is_one_where_the_father_is(
    make_resolver: MakeResolver, father: str, one: bool
) -> None:
    records = [SISTER, LITTLE]
    for place, (pupil, mother, other) in enumerate(
        ((SISTER, "Henrietta", "Robin"), (LITTLE, "Marigold", father))
    ):
        told = (pupil.key, "mother")
        records.append(adult(f"school:person:L{place}", mother, "Obi", told, per_child=True, **PHONE))
        his = (pupil.key, "father")
        records.append(adult(f"school:person:L{place + 5}", other, "Quillfeather", his, per_child=True))
    resolver = resolved(make_resolver, *records)
    assert together(resolver, "school:person:L0", "school:person:L1") is one


@pytest.mark.parametrize(
    ("written", "one"), [(("Danni", "Quillfeather"), True), (("Marigold", "Quillfeather"), False)]
)
def test_a_mother_by_a_short_name_at_one_school_is_found_by_surname_and_home(
    make_resolver: MakeResolver, written: tuple[str, str], one: bool
) -> None:
    mothers = [
        adult("school:person:L1", "Daniela", "Quillfeather", (SISTER.key, "mother"), per_child=True),
        adult("school:person:L2", *written, (LITTLE.key, "mother"), per_child=True),
    ]
    resolver = resolved(make_resolver, SISTER, LITTLE, *mothers)
    assert together(resolver, "school:person:L1", "school:person:L2") is one


@pytest.mark.parametrize(("story", "told", "one"), ACROSS, ids=[row[0] for row in ACROSS])
def test_a_father_of_two_pupils_whom_nobody_says_to_be_brothers(
    make_resolver: MakeResolver, story: str, told: dict[str, object], one: bool
) -> None:
    phone: dict[str, Any] = PHONE if told["phone"] else {}
    pupils = [SISTER, LITTLE] if told["homes"] else [replace(each, homes=()) for each in (SISTER, LITTLE)]
    first = adult("school:person:L1", *OTHER_PARENT, (SISTER.key, "father"), per_child=True, **phone)
    second = adult("school:person:L2", *OTHER_PARENT, (LITTLE.key, "father"), per_child=True, **phone)
    records = [*pupils, first, second]
    records.append(adult("school:person:L3", "Henrietta", "Obi", (SISTER.key, "mother"), per_child=True))
    if told["mother"]:
        mother = adult("school:person:L4", str(told["mother"]), "Obi", (LITTLE.key, "mother"), per_child=True)
        records.append(mother)
    assert together(resolved(make_resolver, *records), first.key, second.key) is one


def test_a_mother_and_a_grandmother_of_one_name_stay_two(make_resolver: MakeResolver) -> None:
    first = adult("school:person:L1", "Henrietta", "Obi", (SISTER.key, "mother"), per_child=True, **PHONE)
    second = adult(
        "school:person:L2", "Henrietta", "Obi", (LITTLE.key, "grandparent"), per_child=True, **PHONE
    )
    assert not together(resolved(make_resolver, SISTER, LITTLE, first, second), first.key, second.key)


def test_an_agency_that_knows_persons_and_gives_two_is_asked(make_resolver: MakeResolver) -> None:
    first = adult("school:person:C1", "Henrietta", "Obi", (SISTER.key, "mother"), **PHONE)
    second = adult("school:person:C2", "Henrietta", "Obi", (LITTLE.key, "mother"), **PHONE)
    resolver = make_resolver()
    found = resolver.rebuild([SISTER, LITTLE, first, second], [], "1")
    verdicts = {(each.left, each.right): each.verdict for each in found.judgements}
    assert verdicts[first.key, second.key] == "review"


def test_an_adult_in_the_family_s_file_is_the_parent_of_that_name(make_resolver: MakeResolver) -> None:
    """Nobody recorded how she stands to the child, and the agency keeps both in one file."""
    filed = replace(CARE, files=("care:family:1",))
    mine = replace(adult("care:person:11", "Henrietta", "Quillfeather", **PHONE), files=filed.files)
    yours = adult("school:person:C12", "Henrietta", "Quillfeather", (SCHOOL.key, "mother"), **PHONE)
    resolver = resolved(make_resolver, filed, SCHOOL, mine, yours)
    assert together(resolver, mine.key, yours.key)
    resolver.update([replace(filed, files=())], [], [], "2")
    assert not together(resolver, mine.key, yours.key)


def test_a_number_that_stands_for_nobody_joins_nobody(make_resolver: MakeResolver) -> None:
    pupils = [replace(each, homes=()) for each in (SISTER, LITTLE)]
    phone: dict[str, Any] = {"telephones": ("01234567890",)}
    first = adult("school:person:L1", "Henrietta", "Obi", (SISTER.key, "mother"), per_child=True, **phone)
    second = adult("school:person:L2", "Henrietta", "Obi", (LITTLE.key, "mother"), per_child=True, **phone)
    assert not together(resolved(make_resolver, *pupils, first, second), first.key, second.key)


MAN: dict[str, Any] = {"date_of_birth": dt.date(1985, 4, 9), "sex": "M"}
AT_HOME = {**MAN, "homes": (HOME,)}


@pytest.mark.parametrize(
    ("story", "forename", "mine", "yours", "one"),
    [
        ("one birth and one home", "Robin", AT_HOME, AT_HOME, True),
        ("one birth and one telephone", "Robin", {**MAN, **PHONE}, {**MAN, **PHONE}, True),
        ("one birth and nothing else", "Robin", MAN, MAN, False),
        ("a father and his son", "Robin", AT_HOME, {**AT_HOME, "date_of_birth": dt.date(2007, 4, 9)}, False),
        ("no birth known to one", "Robin", AT_HOME, {"homes": (HOME,), "sex": "M"}, False),
        ("twins", "Roland", {**AT_HOME, **PHONE}, {**AT_HOME, **PHONE}, False),
        ("twins of two names", "Robin", {**AT_HOME, "middle_names": "Ali"},
         {**AT_HOME, "middle_names": "Hassan"}, False),
    ],
)  # fmt: skip
def test_adults_tied_to_no_child(
    make_resolver: MakeResolver,
    story: str,
    forename: str,
    mine: dict[str, Any],
    yours: dict[str, Any],
    one: bool,
) -> None:
    """A notice of the police and a file of social care may name an adult and no child."""
    ours = adult("care:person:11", "Robin", "Quillfeather", **mine)
    theirs = adult("police:person:12", forename, "Quillfeather", **yours)
    assert together(resolved(make_resolver, ours, theirs), ours.key, theirs.key) is one, story
    tied = adult("care:person:11", "Robin", "Quillfeather", (CARE.key, "other_carer"), **mine)
    assert together(resolved(make_resolver, CARE, tied, theirs), tied.key, theirs.key) is one, story
    # A night later, each of them alone is new.
    later = make_resolver()
    later.rebuild([CARE, tied], [], "1")
    later.update([theirs], [], [], "2")
    assert together(later, tied.key, theirs.key) is one, story
