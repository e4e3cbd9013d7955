"""Values that stand for nobody: found from the records, left out of the evidence, and in again when they cease to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ingest.matching import stand_ins
from ingest.matching.records import MatchRecord, Resolution
from model.desk import LEFT_OUT, UNKNOWN
from tests.matching.conftest import MakeResolver
from tests.matching.people import adult, child

SURNAMES = (
    "Abara",
    "Bexley",
    "Castellan",
    "Dimitriou",
    "Egerton",
    "Fontaine",
    "Gurung",
    "Hollis",
    "Ivanov",
    "Jarvis",
)
SCHOOL, OFFICE = "+442079460001", "uprn:000000000100"
DAY = dt.date(2014, 9, 1)


def families(count: int, **shared: Any) -> list[MatchRecord]:
    """Children of so many families who have nothing in common but what is shared."""
    return [
        child(
            f"school:person:{number}",
            f"Forename{number}",
            surname,
            date_of_birth=dt.date(2010, 1 + number, 7),
            **shared,
        )
        for number, surname in enumerate(SURNAMES[:count])
    ]


def found(change: Resolution, comparison: str) -> dict[tuple[str, str], str]:
    """What was found of a comparison, by pair."""
    return {
        (judged.left, judged.right): row.level
        for judged in change.judgements
        for row in judged.evidence
        if row.comparison == comparison
    }


PAIR = ("care:person:1", "welfare:person:1")


SHARED: dict[str, Any] = {
    "homes": (OFFICE,),
    "postcodes": ("N9 1AA",),
    "telephones": (SCHOOL,),
    "email": "office@school.example",
    "nhs_number": "9434765919",
    "upn": "A801200005001",
}


def test_what_ten_families_share_is_no_evidence(make_resolver: MakeResolver) -> None:
    pair = [child(key, "Marigold", "Marchetti", **SHARED) for key in PAIR]
    nine = make_resolver("nine").rebuild([*families(8, **SHARED), *pair], [], "1")
    ten = make_resolver("ten").rebuild([*families(9, **SHARED), *pair], [], "1")
    for comparison in ("home", "phone", "email", "nhs_number", "upn"):
        assert found(nine, comparison)[PAIR] not in (LEFT_OUT, UNKNOWN)
        assert found(ten, comparison)[PAIR] == LEFT_OUT
    (judged,) = (judged for judged in ten.judgements if (judged.left, judged.right) == PAIR)
    assert {row.weight for row in judged.evidence if row.level == LEFT_OUT} == {0}


def test_a_large_family_with_one_telephone_is_a_family(make_resolver: MakeResolver) -> None:
    """Many records, few surnames."""
    children = [
        child(f"{feed}:person:{number}", f"Forename{number}", "Quillfeather", telephones=(SCHOOL,),
              date_of_birth=dt.date(2005 + number, 3, 7))
        for feed in ("care", "school", "welfare") for number in range(8)
    ]  # fmt: skip
    told = found(make_resolver().rebuild(children, [], "1"), "phone")
    assert set(told.values()) == {"a telephone number in common"}


def test_who_else_comes_to_hold_a_value_changes_what_it_says_of_two(make_resolver: MakeResolver) -> None:
    shared = {"telephones": (SCHOOL,)}
    pair = [child(key, "Marigold", "Marchetti", **shared) for key in PAIR]
    others = families(9, **shared)
    resolver = make_resolver()
    assert (
        found(resolver.rebuild([*pair, *others[:-1]], [], "1"), "phone")[PAIR]
        == "a telephone number in common"
    )
    assert found(resolver.update(others[-1:], [], [], "2"), "phone")[PAIR] == LEFT_OUT
    gone = resolver.update([], [others[-1].key], [], "3")
    assert found(gone, "phone")[PAIR] == "a telephone number in common"


def test_a_birthday_that_a_form_proposes_counts_as_estimated(make_resolver: MakeResolver) -> None:
    crowd = [
        child(f"school:person:{number}", f"Forename{number}", SURNAMES[number % 10], date_of_birth=DAY)
        for number in range(stand_ins.DAYS_AT_LEAST)
    ]
    usual = [
        child(
            f"school:person:U{number}",
            f"Other{number}",
            "Obi",
            date_of_birth=dt.date(2011, 1, 2) + dt.timedelta(number),
        )
        for number in range(5)
    ]
    pair = [child(key, "Marigold", "Marchetti", date_of_birth=DAY) for key in PAIR]
    told = found(make_resolver().rebuild([*crowd, *usual, *pair], [], "1"), "date_of_birth")
    assert told[PAIR] == "one date of birth is estimated or stands in, and the year fits"
    assert found(make_resolver("few").rebuild([*usual, *pair], [], "1"), "date_of_birth")[PAIR] == (
        "the same date of birth"
    )


def test_adults_are_not_brought_together_by_a_schools_telephone(make_resolver: MakeResolver) -> None:
    """Two mothers of one name, whose children are of other families, and whom one switchboard answers for."""

    def mothers(telephones: tuple[str, ...]) -> list[MatchRecord]:
        found = []
        for number, feed in enumerate(("school", "welfare")):
            ward = child(
                f"{feed}:person:C{number}",
                f"Child{number}",
                SURNAMES[number],
                date_of_birth=dt.date(2012, 4, 5 + number),
            )
            found += [
                ward,
                adult(
                    f"{feed}:person:M{number}",
                    "Marigold",
                    "Obi",
                    (ward.key, "mother"),
                    telephones=telephones,
                    date_of_birth=dt.date(1985, 6, 7),
                ),
            ]
        return found

    together = make_resolver("family").rebuild(mothers(("+442079460002",)), [], "1")
    crowd = families(10, telephones=(SCHOOL,))
    apart = make_resolver("school").rebuild([*mothers((SCHOOL,)), *crowd], [], "1")
    pair = ("school:person:M0", "welfare:person:M1")
    assert found(together, "phone")[pair] == "a telephone number in common"
    assert found(apart, "phone").get(pair) in (None, LEFT_OUT)
