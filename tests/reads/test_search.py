"""Finding people by what is half remembered: what is found, in which order, and what is never told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import reads
from graph.gateway import Graph
from model.search import PartialDate, Question, fulltext_query, postcode_tokens, question, search_text
from model.views import NO_PROOF
from tests.reads.when import LEAD, NOW, READER, SCHOOL
from tests.support.tiny import Tiny


def borough() -> Tiny:
    tiny = Tiny().address("high", "1 High Street", "N9 7AB").school("elm", "Elm School")
    tiny.child(
        "mia",
        "Mia Khan",
        born="2015-03-14",
        known_as=["Mimi"],
        former_surnames=["Lee"],
        postcodes=["N9 7AB"],
        nhs_number="9434765919",
        upn="A123456789012",
    )
    tiny.child("moh", "Mohammed O'Brien-Smith", born="2012-12-01").child(
        "kat", "Katherine Wright", born="2010-10-10"
    )
    tiny.child("mi2", "Mia Khan", born="2016-03-14", postcodes=["N1 1AA"]).adult(
        "amy", "Amina Khan", sex="F", postcodes=["N9 7AB"]
    )
    tiny.child("khd", "Mariam Khalid")
    tiny.child("kir", "Kira McDonald").adult("oka", "Ada Okafor").parent("oka", "kir")
    tiny.adult("ban", "Bo Okafor", alleged_abuser=True).child("kis", "Kira Smith").parent("ban", "kis")
    tiny.adult("gon", "Bo Okafor", guard="hidden").child("kit", "Kira Smyth").parent("gon", "kit")
    tiny.child("zoe", "Zoë Łukasz").child(
        "hid", "Mia Khan", born="2015-03-14", guard="hidden", place_guard="hidden"
    )
    tiny.child("rue", "Rue Shah", born="2014-01-01", place_guard="location", postcodes=["N9 7AB"])
    for uid in ("mia", "amy", "rue", "hid"):
        tiny.lives(uid, "high", "2020-01-01")
    return tiny.attends("mia", "elm", "2020-09-01").attends("rue", "elm", "2020-09-01")  # fmt: skip


FOUND = [
    ("as it is", "Mia Khan", ["mia", "mi2"]),
    ("the other way round", "khan mia", ["mia", "mi2"]),
    ("misspelt by sound", "Mya Kahn", ["mia", "mi2"]),
    ("a consonant breathed or not", "Maryam Kalid", ["khd"]),
    ("two letters swapped", "Mai Khna", ["mia", "mi2"]),
    ("begun only", "Kath Wri", ["kat"]),
    ("a short form", "Kate Wright", ["kat"]),
    ("a variant of Mohammed", "muhammad smith", ["moh"]),
    ("one part of a double name", "mohammed smith", ["moh"]),
    ("the double name as one", "Mohammed OBrienSmith", ["moh"]),
    ("without accents", "zoe lukasz", ["zoe"]),
    ("with an initial", "M Khan", ["mia", "mi2"]),
    ("known as", "Mimi Khan", ["mia"]),
    ("a former surname", "mia lee", ["mia"]),
    ("a year", "Khan 2016", ["mi2"]),
    ("a month", "mia 03/2015", ["mia"]),
    ("a short date", "khan 14/3/15", ["mia"]),
    ("day and month changed over", "kat wright 10/10/2010", ["kat"]),
    ("month in words", "Khan March 2016", ["mi2"]),
    ("an age among the words, and a year out after it", "mia khan aged 10", ["mia", "mi2"]),
    ("an age as it is said", "khan 9 yrs", ["mi2"]),
    ("an age alone is too little", "aged 10", []),
    ("a date alone", "14/03/2015", ["mia"]),
    ("a whole postcode alone, children first", "n97ab", ["mia", "amy"]),
    ("a consonant left out", "Katherine Wrigt", ["kat"]),
    ("a consonant mistaken", "Kafherine Wright", ["kat"]),
    ("another consonant mistaken, with a year", "Mariaf Khalid", ["khd"]),
    ("one name and the very date, the other wrong", "Mia Nobody 14/03/2015", ["mia"]),
    ("one name and another date", "Mia Nobody 15/03/2015", []),
    ("one name and the whole postcode", "Nobody Khan N9 7AB", ["mia", "amy"]),
    ("one name and a part of a postcode", "Nobody Khan N9", []),
    ("the surname of a parent, in both orders", "Kira Okafor", ["kir"]),
    ("the surname of a parent first", "okafor kira", ["kir"]),
    ("a surname written apart, or with its beginning left out", "Kira Mc Donald", ["kir"]),
    ("a beginning left out", "Kira Donald", ["kir"]),
    ("an NHS number", "943 476 5919", ["mia"]),
    ("a pupil number", "a123456789012", ["mia"]),
    ("one letter", "k", []),
    ("nothing", "  ", []),
    ("only signs", '"*:(~', []),
    ("a year alone is too little", "2015", []),
    ("nobody", "Xavier Quux", []),
]


@pytest.mark.parametrize(("typed", "expected"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_found(graph: Graph, typed: str, expected: list[str]) -> None:
    borough().write(graph)
    hits = [hit.person.uid for hit in reads.search(graph, READER, typed, **NOW).items]
    assert hits[: len(expected)] == expected
    assert "hid" not in hits
    if not expected:
        assert hits == []


def test_among_namesakes_children_come_first_then_those_who_bear_no_other_name(graph: Graph) -> None:
    tiny = Tiny().adult("old", "Ada Shah", sex="F").child("doe", "Ada Maria Shah", born="2010-01-01")
    tiny.child("was", "Ada Mason", born="2009-01-01", former_surnames=["Shah"])
    tiny.child("ada", "Ada Shah", born="2015-01-01").write(graph)
    hits = [hit.person.uid for hit in reads.search(graph, READER, "ada shah", **NOW).items]
    assert hits == ["ada", "doe", "was", "old"]


def test_a_whole_date_that_fits_leaves_out_whoever_was_born_on_another_day(graph: Graph) -> None:
    borough().child("mi3", "Mia Shah", born="2015-09-09").write(graph)
    for typed, expected in (("mia 14/03/2015", ["mia"]), ("mia 13/03/2015", ["mia", "mi3"])):
        assert [hit.person.uid for hit in reads.search(graph, READER, typed, **NOW).items] == expected


def test_an_age_may_stand_for_the_date_of_birth(graph: Graph) -> None:
    borough().child("mi4", "Mia Khan", born="2008-01-01").write(graph)
    for typed, expected in (("10", "mia"), ("aged 9", "mi2"), ("18 years old", "mi4")):
        hits = reads.search(graph, READER, "mia kahn", typed, **NOW).items
        assert hits[0].person.uid == expected
        assert "age" in hits[0].matched_on
    assert reads.search(graph, READER, "mia khan", **NOW).items[2].person.uid == "mi4", (
        "of age: after children"
    )


def test_a_postcode_beside_a_name_decides_the_order(graph: Graph) -> None:
    borough().write(graph)
    table = [("N1", "mi2"), ("n9 7", "mia"), ("N9 7AB", "mia"), ("N1 1", "mi2")]
    for postcode, first in table:
        assert reads.search(graph, READER, "mia khan", postcode=postcode, **NOW).items[0].person.uid == first


def test_a_hit_comes_with_home_school_and_household(graph: Graph) -> None:
    borough().write(graph)
    (hit, *_) = reads.search(graph, READER, "mia khan 2015", **NOW).items
    assert hit.address is not None
    assert (hit.address.uid, hit.school) == ("high", "Elm School")
    assert [person.uid for person in hit.household] == ["amy"]
    assert "year of birth" in hit.matched_on


def test_a_school_finds_children_only(graph: Graph) -> None:
    borough().write(graph)
    hits = reads.search(graph, SCHOOL, "khan", **NOW).items
    assert {hit.person.uid for hit in hits} == {"mia", "mi2"}
    assert all(person.kind == "child" for hit in hits for person in hit.household)


def test_the_surname_of_a_parent_finds_the_child_for_those_who_see_parents(graph: Graph) -> None:
    borough().write(graph)
    (hit,) = reads.search(graph, READER, "kira okafor", **NOW).items
    assert (hit.person.uid, hit.matched_on) == ("kir", ["forename", "surname of a parent or carer"])
    assert reads.search(graph, SCHOOL, "kira okafor", **NOW).items == []


def test_a_withheld_person_is_found_by_name_and_never_by_place(graph: Graph) -> None:
    borough().write(graph)
    (hit,) = reads.search(graph, READER, "rue shah", postcode="N9 7AB", **NOW).items
    assert (hit.address, hit.school, hit.household) == (None, None, [])
    assert hit.person.notice
    assert "postcode" not in hit.matched_on
    (seen,) = reads.search(graph, LEAD, "rue shah", postcode="N9 7AB", **NOW).items
    assert seen.address is not None
    assert "postcode" in seen.matched_on


def test_pages_follow_one_another_and_the_last_says_what_it_does_not_prove(graph: Graph) -> None:
    tiny = Tiny()
    for number in range(7):
        tiny.child(f"c{number}", f"Ada{'abcdefg'[number]} Shah", born=f"201{number}-01-01")
    tiny.write(graph)
    seen, cursor, notices = [], None, []
    while True:
        page = reads.search(graph, READER, "shah", limit=3, cursor=cursor, **NOW)
        seen += [hit.person.uid for hit in page.items]
        notices.append(page.notice)
        if (cursor := page.next_cursor) is None:
            break
    assert seen == [f"c{number}" for number in range(7)]
    assert notices == [None, None, NO_PROOF]


@pytest.mark.parametrize(
    ("typed", "born", "postcode"),
    [
        ("mia 2015", PartialDate(2015), None),
        ("mia 03/2015", PartialDate(2015, 3), None),
        ("mia 14/3/15", PartialDate(2015, 3, 14), None),
        ("mia 14.03.1985", PartialDate(1985, 3, 14), None),
        ("mia 3/14/2015", PartialDate(2015, 3, 14), None),
        ("mia 2015-03-14 N9 7AB", PartialDate(2015, 3, 14), "n97ab"),
        ("14th March 2015 mia", PartialDate(2015, 3, 14), None),
        ("mia en3", None, "en3"),
        ("mia EN3 4", None, "en34"),
        ("mia 99/99/2015", PartialDate(2015), None),
    ],
)
def test_what_is_typed_is_taken_apart(typed: str, born: PartialDate | None, postcode: str | None) -> None:
    assert question(typed) == Question(("mia",), born, postcode=postcode)


def test_tokens_of_a_person() -> None:
    shown = {"forename": "Amélia", "surname": "O'Brien-Smith", "date_of_birth": dt.date(2015, 3, 14)}
    names, places = search_text(shown, ["N9 7AB"])
    assert {"amelia", "obrien", "smith", "obriensmith", "3a", "d20150314", "ym201503", "y2015"} <= set(
        names.split()
    )
    assert {"4asmt", "4saml", "4oaml"} <= set(names.split())  # each sound with the initial of the other name
    assert "4osmt" not in names  # parts of one surname are no two names
    assert places == "n9 n97 n97ab"
    assert postcode_tokens("not one") == ()


@given(st.text(max_size=80))
def test_nothing_typed_becomes_an_operator(typed: str) -> None:
    for wide in (False, True):
        query = fulltext_query(question(typed), wide)
        if query is not None:
            words = query.replace("(", " ").replace(")", " ").split()
            assert all(word in ("AND", "OR") or word.rstrip("*").isalnum() for word in words)


@pytest.mark.parametrize(
    "typed", ["AND OR NOT", "a AND b OR", "khan~ mia* (", 'khan"', "khan\\ mia", "khan:x [a TO b]", "李小龙"]
)
def test_both_engines_take_whatever_was_typed(graph: Graph, typed: str) -> None:
    borough().write(graph)
    reads.search(graph, READER, typed, **NOW)


def test_one_common_word_gives_the_same_people_in_the_same_order_page_by_page_as_at_once(
    graph: Graph,
) -> None:
    tiny = borough()
    for number in range(7):
        tiny.child(f"mi-{number}", f"Mia {'ABCDEFG'[-number]}son", born="2014-05-05")
    tiny.child("mya", "Mya Aaron").child("hid2", "Mia Aaron", guard="hidden")
    tiny.child("mid", "Jo Aaron", middle_names="Mia").write(graph)
    whole = [hit.person.uid for hit in reads.search(graph, READER, "mia", limit=50, **NOW).items]
    assert whole.index("mya") == len(whole) - 1, "who bears another form of the word comes last"
    assert "hid2" not in whole
    paged: list[str] = []
    cursor = None
    while True:
        page = reads.search(graph, READER, "mia", limit=2, cursor=cursor, **NOW)
        paged += [hit.person.uid for hit in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert paged == whole


def remembered() -> Tiny:
    tiny = Tiny().child("gre", "Grace Hollis").adult("ben", "Ben Allen").parent("ben", "gre")
    tiny.child("aln", "Allen Stone").adult("gra", "Grace Stone").parent("gra", "aln")
    tiny.child("ott", "Otto Vane").child("wil", "Wilma Rook").adult("mum", "Jo Marsh")
    tiny.parent("mum", "ott").parent("mum", "wil")
    tiny.child("osk", "Oskar Bane").child("wim", "Wim Crow").adult("bad", "Bo Tern", alleged_abuser=True)
    tiny.parent("bad", "osk").parent("bad", "wim")
    tiny.child("ivo", "Ivo Dale").child("hid", "Una Swift", guard="hidden").adult("pam", "Pam Dale")
    tiny.parent("pam", "ivo").parent("pam", "hid")
    tiny.child("okv", "Okiver Williams", born="2010-06-01").adult("oll", "Ollie Williams")
    tiny.child("har", "Harper Carter", born="2018-06-01").child("hal", "Hal Carter", born="2010-06-01")
    return tiny.child("bab", "Baby Morgan", born="2025-12-01")


REMEMBERED = [
    ("whoever bears the words the other way round hides nobody", "Allen Grace", ["gre"]),
    ("the surname of a brother or sister", "Otto Rook", ["ott"]),
    ("not by whom an alleged abuser is the parent of", "Oskar Crow", []),
    ("not by a hidden brother or sister", "Ivo Swift", []),
    ("a slip in another form of the name", "olly Williams aged 15", ["okv", "oll"]),
    ("a name nobody told, and the age", "Robyn Carter aged 7", ["har"]),
    ("a name nobody told alone", "Robyn Carter", []),
    ("a child who had no name yet", "George Morgan", ["bab"]),
]


def test_what_is_remembered_of_a_family_finds_the_child(graph: Graph) -> None:
    remembered().write(graph)
    for why, typed, expected in REMEMBERED:
        hits = reads.search(graph, READER, typed, **NOW).items
        assert [hit.person.uid for hit in hits] == expected, why
    (hit,) = reads.search(graph, READER, "Otto Rook", **NOW).items
    assert hit.matched_on == ["forename", "surname of a brother or sister"]
    assert reads.search(graph, SCHOOL, "Otto Rook", **NOW).items == []
