"""A child's page and an adult's: values with their sources, disagreements, adults, workers, services, schools."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from graph import reads
from graph.gateway import Graph
from model.scope import Role
from tests.reads.when import NOW, READER, SCHOOL, on
from tests.support.tiny import Tiny


def test_the_value_of_most_agencies_is_shown_then_the_most_recent(graph: Graph) -> None:
    tiny = Tiny().agency("education", "Education").delivery("education", "2026-01-05")
    tiny.child("mia", "Mia Khan", born="2015-03-14", feeds=("social_care",))
    tiny.record("education", "mia", forename="Mya", extracted="2021-01-01", date_of_birth=None)
    tiny.record(
        "education_welfare", "mia", forename="MYA", extracted="2020-05-05", date_of_birth="2015-04-13"
    )
    tiny.nodes["mia"].properties["forename"] = "Mya"
    tiny.write(graph)
    view = reads.child(graph, READER, "mia", **NOW)
    assert view is not None
    assert view.name.value == "Mya Khan", "two agencies against one, spelt as the more recent of the two does"
    assert {source.agency for source in view.name.sources} == {"Education", "education_welfare"}
    assert [(each.value, [source.feed for source in each.sources]) for each in view.name.disagreements] == [
        ("Mia Khan", ["social_care"])
    ]
    assert view.date_of_birth is not None
    assert str(view.date_of_birth.value) == "2015-04-13", "one against one: the more recent"
    assert view.date_of_birth.disagreements[0].value == "14 March 2015"
    (education,) = [source for source in view.name.sources if source.feed == "education"]
    assert str(education.delivered) == "2026-01-05"


def test_nobody_has_another_name_on_their_page_than_in_a_list(graph: Graph) -> None:
    tiny = Tiny().adult("amy", "Emily Khan", feeds=())
    tiny.record("education", "amy", forename="Emilia", surname="Khan", extracted="2025-01-01")
    tiny.record("social_care", "amy", forename="Emily", surname="Kahn", extracted="2021-01-01").write(graph)
    view = reads.adult(graph, READER, "amy", **NOW)
    assert view is not None
    assert view.name.value == "Emily Kahn"
    assert [each.value for each in view.name.disagreements] == ["Emilia Khan"]


def test_a_name_as_it_was_known(graph: Graph) -> None:
    tiny = Tiny().child("mia", "Mia Khan", feeds=())
    tiny.record("social_care", "mia", version=1, surname="Kahn", withdrawn="2023-01-01", current=False)
    tiny.record("social_care", "mia", version=2, first_seen="2023-01-01").write(graph)
    names = []
    for when in (on("2022-01-01", "2022-12-31"), on("2022-01-01", "2023-01-01"), NOW):
        view = reads.child(graph, READER, "mia", **when)
        assert view is not None
        names.append(view.name.value)
    assert names == ["Mia Kahn", "Mia Khan", "Mia Khan"]


def test_age_is_that_of_the_day_and_stops_at_death(graph: Graph) -> None:
    tiny = (
        Tiny()
        .child("mia", born="2015-03-14")
        .child("ned", born="2010-01-01", died="2015-06-01")
        .child("due", born="2026-05-01")
    )
    tiny.record("education", "ned", date_of_death="2015-06-01").write(graph)
    ages = {}
    for uid, when in (("mia", on("2020-03-13")), ("mia", NOW), ("ned", NOW), ("due", NOW)):
        view = reads.child(graph, READER, uid, **when)
        assert view is not None
        ages[uid, when["as_at"].year] = view.age
    assert ages == {("mia", 2020): 4, ("mia", 2026): 10, ("ned", 2026): 5, ("due", 2026): None}


def test_adults_with_what_is_recorded_and_nothing_more(graph: Graph) -> None:
    tiny = (
        Tiny()
        .child("mia")
        .adult("amy", "Amy Khan", sex="F", telephones=["0770 1"])
        .adult("gran", "Gran Khan")
        .adult("bob", sex="M")
    )
    tiny.parent("amy", "mia").responsible("amy", "mia").responsible("bob", "mia", "no").cares(
        "gran", "mia", "grandparent", lives_with=False
    )
    tiny.cares("bob", "mia", "guardian", since="2019", until="2020").write(graph)
    view = reads.child(graph, READER, "mia", **NOW)
    assert view is not None
    assert [
        (
            each.value.person.uid,
            each.value.relationship,
            each.value.parental_responsibility,
            each.value.lives_with,
            each.value.telephones,
        )
        for each in view.adults
    ] == [
        ("amy", "mother", "yes", None, ["0770 1"]),
        ("gran", "grandparent", "not_recorded", False, []),
        ("bob", "not_recorded", "no", None, []),
    ]
    adult = reads.adult(graph, READER, "amy", **NOW)
    assert adult is not None
    assert [(each.value.person.uid, each.value.relationship) for each in adult.children] == [
        ("mia", "mother")
    ]


def test_an_adult_is_opened_by_a_school_only_beside_a_child_it_opened(graph: Graph) -> None:
    Tiny().child("mia").adult("amy").adult("lou").parent("amy", "mia").write(graph)
    opened = replace(SCHOOL, grants=frozenset({"mia"}))
    assert reads.adult(graph, SCHOOL, "amy", **NOW) is None
    assert reads.adult(graph, opened, "amy", **NOW) is not None
    assert reads.adult(graph, opened, "lou", **NOW) is None
    assert reads.child(graph, opened, "amy", **NOW) is None, "an adult has no child's page"


def services() -> Tiny:
    tiny = Tiny().child("mia").service("team", "Team One").service("clinic", "Quiet Clinic", sensitive=True)
    tiny.worker("wanda", "Wanda Work").worker("quinn", "Quinn Quiet")
    tiny.involved("mia", "team", "child_protection", "2024-01-01", category="NEG", legal_status="C2")
    tiny.involved("mia", "team", "child_protection", "2024-01-01", feed="education")
    tiny.involved("mia", "team", "referral", "2025-01-01", until="2025-02-01", status="closed").involved(
        "mia", "clinic", since="2025-05-05"
    )
    return tiny.works("wanda", "mia", "team", lead=True).works("quinn", "mia", "clinic")


def test_involvements_open_first_and_a_sensitive_service_without_its_name(graph: Graph) -> None:
    services().write(graph)
    found = reads.involvements(graph, READER, "mia", **NOW)
    assert [(each.value.service.uid, each.value.kind, each.value.status) for each in found] == [
        (None, "involvement", "open"),
        ("team", "child_protection", "open"),
        ("team", "referral", "closed"),
    ]
    hidden = found[0]
    assert "Quiet" not in hidden.model_dump_json()
    assert hidden.sources == []
    assert {source.feed for source in found[1].sources} == {"social_care", "education"}
    view = reads.child(graph, READER, "mia", **NOW)
    assert view is not None
    assert [worker.value.name for worker in view.workers] == ["Wanda Work"]


def test_who_may_know_the_sensitive_service_and_the_category(graph: Graph) -> None:
    services().write(graph)
    readers = {
        "social care": READER,
        "the clinic": replace(READER, agency="clinic", services=("social_care:clinic",)),
        "a lead": replace(READER, role=Role.SAFEGUARDING_LEAD),
        "a school": SCHOOL,
    }
    seen = {}
    for name, reader in readers.items():
        found = reads.involvements(graph, reader, "mia", **NOW)
        seen[name] = (
            {each.value.service.uid for each in found},
            {each.value.category for each in found} - {None},
        )
    assert seen == {
        "social care": ({None, "team"}, {"NEG"}),
        "the clinic": ({"clinic", "team"}, {"NEG"}),
        "a lead": ({"clinic", "team"}, {"NEG"}),
        "a school": ({None, "team"}, set()),
    }


def test_school_history_current_first(graph: Graph) -> None:
    tiny = Tiny().child("mia").school("elm", "Elm School").school("oak", "Oak School")
    tiny.attends("mia", "elm", "2018-09-01", "2022-07-20", status="left", end_reason="moved").attends(
        "mia", "oak", "2022-09-01"
    ).write(graph)
    found = reads.schools(graph, READER, "mia", **NOW)
    assert [(each.value.school.name, each.value.end_reason) for each in found] == [
        ("Oak School", None),
        ("Elm School", "moved"),
    ]
    assert [each.value.school.name for each in reads.schools(graph, READER, "mia", **on("2020-01-01"))] == [
        "Elm School"
    ]


def test_what_is_not_known_is_said(graph: Graph) -> None:
    tiny = (
        Tiny()
        .child("mia", unplaced="no_fixed_abode")
        .child("rue", unplaced="no_fixed_abode", place_guard="location")
    )
    tiny.agency("education", "Education").delivery("education", "2025-11-01").write(graph)
    said = {}
    for uid in ("mia", "rue"):
        view = reads.child(graph, READER, uid, **NOW)
        assert view is not None
        said[uid] = view.not_known
    common = [
        "No date of birth is recorded.",
        "No parent or carer is recorded. That is not the same as having none.",
    ]
    old = "Education has sent nothing since 1 November 2025."
    assert said == {"mia": [*common, "Recorded as having no fixed abode.", old], "rue": [*common, old]}


def test_feeds_and_deliveries(graph: Graph) -> None:
    tiny = (
        Tiny()
        .agency("education", "Education")
        .delivery("education", "2026-01-05", 3)
        .delivery("social_care", "2025-01-01", 1)
    )
    tiny.delivery("education", "2025-12-29", 2).delivery("education", "2026-01-09", 4, status="held").write(
        graph
    )
    found = reads.feeds(graph, NOW["as_at"])
    assert [(feed.agency, feed.state.value, feed.days_old) for feed in found] == [
        ("Education", "live", 5),
        ("social_care", "old", 374),
    ]
    earlier = reads.feeds(graph, dt.date.fromisoformat("2025-12-30"))
    assert [(feed.agency, feed.days_old) for feed in earlier] == [("Education", 1), ("social_care", 363)]
    assert [feed.agency for feed in reads.feeds(graph, dt.date.fromisoformat("2025-12-28"))] == [
        "social_care"
    ]
    first = reads.deliveries(graph, limit=3)
    assert [str(each.received) for each in first.items] == ["2026-01-09", "2026-01-05", "2025-12-29"]
    assert [str(each.received) for each in reads.deliveries(graph, 3, first.next_cursor).items] == [
        "2025-01-01"
    ]


def test_a_retired_uid_leads_to_the_one_in_use(graph: Graph) -> None:
    Tiny().node("Birth", "old", anchor="a", forwards_to="new").node("Birth", "new", anchor="b").write(graph)
    assert [reads.forwarded(graph, uid) for uid in ("old", "new", "never")] == ["new", None, None]


def test_access_knows_the_services_now_involved(graph: Graph) -> None:
    tiny = services().involved("mia", "clinic", "referral", "2020-01-01", until="2020-02-01", status="closed")
    tiny.write(graph)
    assert reads.involved_services(graph, "mia", NOW["as_at"]) == {"social_care:team", "social_care:clinic"}


def test_how_to_contact_somebody_safely_is_told_only_where_they_may_be_located(graph: Graph) -> None:
    tiny = (
        Tiny().child("mia", "Mia Khan", feeds=()).child("rue", "Rue Shah", feeds=(), place_guard="location")
    )
    for uid in ("mia", "rue"):
        tiny.record("social_care", uid, interpreter="Polish", contact_safely="Ring 07700 900111 before noon")
    tiny.record("education", "mia", interpreter="polish").write(graph)
    mia, rue = (reads.child(graph, READER, uid, **NOW) for uid in ("mia", "rue"))
    assert mia is not None
    assert rue is not None
    assert [(fact.value.lower(), len(fact.sources)) for fact in mia.interpreter] == [("polish", 2)]
    assert [fact.value for fact in mia.contact_safely] == ["Ring 07700 900111 before noon"]
    assert [fact.value for fact in rue.interpreter] == ["Polish"]
    assert rue.contact_safely == []
