"""Returns without names: a child is the authority's identifier, joined by it and never by resemblance."""

from __future__ import annotations

from tests.support.index import Index

SOCIAL = {
    "ssd_person": [
        {"pers_person_id": "77", "pers_forename": "Ola", "pers_surname": "Quillfeather", "pers_dob": "2015-03-02",
         "pers_sex": "F", "pers_is_adult": "N"},
        {"pers_person_id": "78", "pers_forename": "Finn", "pers_surname": "Marrowby", "pers_dob": "2012-11-30",
         "pers_sex": "M", "pers_is_adult": "N"},
    ]
}  # fmt: skip
YEAR = {"kind": "changes", "extracted": "2026-03-31"}
OLA, FINN = "social_care:person:77", "social_care:person:78"


def header(child: str, dob: str, **more: str) -> dict[str, str]:
    return {"child": child, "sex": "2", "dob": dob, **more}


def episode(child: str, decom: str, dec: str = "", **more: str) -> dict[str, str]:
    return {"child": child, "decom": decom, "dec": dec, "ls": "C2", **more}


def looked_after(index: Index) -> set[tuple[object, ...]]:
    rows = index.rows(
        "MATCH (p:Child)-[e:INVOLVED_WITH]->(:Service) "
        "RETURN p.forename AS name, e.from AS f, e.to AS t, e.status AS s, e.withdrawn AS w"
    )
    return {(row["name"], str(row["f"]), str(row["t"]), row["s"], row["w"]) for row in rows}


def test_a_child_of_a_return_is_the_child_of_that_identifier_whichever_comes_first(index: Index) -> None:
    return_ = {
        "header": [header("77", "2015-03-02"), header("900", "2012-11-30", sex="1")],
        "episodes": [episode("77", "2025-06-01"), episode("900", "2025-07-01")],
    }
    together = {
        frozenset({OLA, "ssda903:person:77"}),
        frozenset({FINN}),
        frozenset({"ssda903:person:900"}),
    }
    index.deliver("ssda903", return_, **YEAR)
    assert index.people() == {frozenset({"ssda903:person:77"}), frozenset({"ssda903:person:900"})}
    index.deliver("social_care", SOCIAL)
    assert index.people() == together, "the namesake by birthday and sex stays apart"
    digest = index.digest()
    index.rebuild()
    assert index.digest() == digest
    index.graph.wipe()
    index.deliver("social_care", SOCIAL)
    index.deliver("ssda903", return_, **YEAR)
    assert index.people() == together


def test_an_identifier_joins_although_a_date_of_birth_was_mistyped(index: Index) -> None:
    index.deliver("social_care", SOCIAL)
    index.deliver("ssda903", {"header": [header("77", "2014-08-20")]}, **YEAR)
    assert frozenset({OLA, "ssda903:person:77"}) in index.people()
    index.decide(OLA, "ssda903:person:77", "different")
    assert frozenset({OLA}) in index.people(), "a person's word is a wall"


def test_years_are_laid_over_each_other(index: Index) -> None:
    index.deliver("social_care", SOCIAL)
    first = {"header": [header("77", "2015-03-02")], "episodes": [episode("77", "2025-01-05", "2025-02-01", rec="X1"),
                                                                  episode("77", "2025-02-01")]}  # fmt: skip
    index.deliver("ssda903", first, kind="changes", extracted="2025-03-31")
    second = {
        "header": [header("77", "2015-03-02")],
        "episodes": [episode("77", "2025-02-01", "2025-09-01", rec="E8")],
    }
    index.deliver("ssda903", second, **YEAR)
    now = {row for row in looked_after(index) if row[4] is None}
    assert now == {
        ("Ola", "2025-01-05", "2025-02-01", "closed", None),
        ("Ola", "2025-02-01", "2025-09-01", "closed", None),
    }
