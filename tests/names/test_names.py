"""Names that agencies write differently are compared as one, and names of different people are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.names import (
    are_variants,
    compact,
    comparable,
    is_placeholder_forename,
    normalise,
    parts,
    slipped_groups,
    sounds,
    surname_groups,
    variant_groups,
    variants,
)

ONE_WRITING = [
    ("O'Brien", "o’brien", "OBRIEN"),
    ("Łukasz", "LUKASZ", "lukasz"),
    ("Işık", "ISIK", "Isik"),
    ("Çağla", "cagla", "CAGLA"),
    ("Zoë", "Zoe", " zoe "),
    ("Smith-Jones", "smith jones", "SMITH–JONES"),
    ("Søren", "Soren", "SOREN"),
]


@pytest.mark.parametrize("written", ONE_WRITING)
def test_ways_to_write_one_name_fold_to_one(written: tuple[str, ...]) -> None:
    assert len({normalise(name) for name in written}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mc Donald", "McDonald"), ("Abdul Rahman", "Abdulrahman"), ("De-La Cruz", "delacruz")],
)
def test_spaces_within_a_name_do_not_part_it(one: str, other: str) -> None:
    assert compact(one) == compact(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Philip", "Filip"), ("Thomas", "Tomas"), ("Catherine", "Kathryn"), ("Steven", "Stephen")],
)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert sounds(one) == sounds(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Jayden", "Harry"), ("Amira", "Zoe"), ("Tom", "Sam")])
def test_names_that_differ_do_not(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "Muhammad"),
        ("Bob", "Robert"),
        ("Kate", "Katherine"),
        ("Maxamed", "Mohamed"),
        ("Mihai", "Michael"),
        ("Yusuf", "Joseph"),
        ("Katarzyna", "Catherine"),
        ("Haralambos", "Harry"),
        ("Kuba", "Jacob"),
        ("Bukky", "Bukola"),
        ("Akos", "Akosua"),
        ("Rayhan", "Rehan"),
        ("Ciwan", "Jiwan"),
    ],
)
def test_known_forms_of_one_forename(one: str, other: str) -> None:
    assert are_variants(one, other)
    assert compact(other) in variants(one)


def test_a_name_that_no_table_holds_stands_for_the_only_one_a_slip_away() -> None:
    assert slipped_groups("Freederick") & variant_groups("Freddie")
    assert not slipped_groups("Karina"), "Marina and Katarina are both near"
    assert not slipped_groups("Alx"), "too short"
    assert slipped_groups("Frederick") == variant_groups("Frederick")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Zhang", "Cheung", True),
        ("Wong", "Huang", True),
        ("Wong", "Wang", True),
        ("Huang", "Wang", False),
        ("Xuseen", "Hossain", True),
        ("Chowdhury", "Chaudhry", True),
        ("O'Doherty", "Dougherty", True),
        ("Ahmed", "Mohammed", False),
    ],
)
def test_written_forms_of_one_surname(one: str, other: str, alike: bool) -> None:
    assert bool(surname_groups(one) & surname_groups(other)) is alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander", "Alexandra"),
        ("Robert", "Rupert"),
        ("Mohammed", "Ahmed"),
        ("Louis", "Louisa"),
        ("Karina", "Katarina"),
    ],
)
def test_forms_are_not_chained_from_one_name_to_another(one: str, other: str) -> None:
    assert not are_variants(one, other)


@pytest.mark.parametrize(
    "name",
    [
        "Baby",
        "baby girl",
        "Baby Boy 2",
        "Twin 2",
        "TWIN B",
        "Infant of Jane",
        "Unborn",
        "unborn baby",
        "Unknown",
        "not known",
        "N/A",
        "Male",
        "Newborn",
        "X" * 3,
        "tbc",
        "??",
        "1",
    ],
)
def test_a_stand_in_is_no_forename(name: str) -> None:
    assert is_placeholder_forename(name)
    assert comparable(name) is None


@pytest.mark.parametrize(
    "name", ["Babette", "Boyd", "Tina", "Na", "Testa", "Twinkle", "Maleeka", "J", "Unity", "王"]
)
def test_a_name_that_resembles_a_stand_in_is_one(name: str) -> None:
    assert not is_placeholder_forename(name)
    assert comparable(name) is not None


def test_nothing_is_nothing() -> None:
    assert not is_placeholder_forename(None)
    assert comparable(None) is None
    assert comparable("  ") is None
    assert parts(None) == ()
    assert sounds("") == ""


@given(st.text(max_size=40))
def test_folding_once_is_enough(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(st.text(max_size=40))
def test_case_never_matters(name: str) -> None:
    assert normalise(name.upper()) == normalise(name.upper().casefold())
