"""What a practitioner reads on a child's page, state by state."""

import dataclasses

import pytest
from bs4 import BeautifulSoup, Tag

from model.facts import Fact
from model.views import LOCATION_WITHHELD, Involvement, WorkerRef
from tests.web.children import CHILD_PAGE, WITHHELD
from tests.web.examples import EXAMPLES
from tests.web.html import soup
from tests.web.people import CARLA, HOME, HOUSEHOLD, MAYA, SENSITIVE, TEAM, TODAY, date, said, stay
from web import render
from web.grouping import by_service, current_schools, home_before, open_on


def page(state: str) -> BeautifulSoup:
    return soup(render(*EXAMPLES[state]))


def section(of: BeautifulSoup, name: str) -> Tag:
    found = of.find("section", attrs={"aria-labelledby": name})
    assert isinstance(found, Tag)
    return found


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def test_the_first_screen_answers_who_is_involved_since_when_and_how_to_reach_them() -> None:
    cards = [words(card) for card in section(page("child"), "involved").select(".kith-card")]
    team, welfare, sensitive, others, school = cards
    for expected in (
        "Family support team, North",
        "020 7946 0101",
        "Out of hours 020 7946 0199",
        "since 20 January 2026",
    ):
        assert expected in team
    assert "Shanice Bell Lead professional" in team
    assert "020 7946 0111" in team
    assert team.index("Shanice Bell") < team.index("Aled Pryce")
    assert "Last contact 27 August 2026. Last seen alone 13 August 2026" in team
    assert "Telephone not recorded" in welfare
    assert "Education welfare, 41 days old" in welfare
    assert "Petra Novak" in others
    assert "Safeguarding lead Joyce Mensah, 020 7946 0301" in school
    assert sensitive.startswith("A service Contact the safeguarding hub to reach this service.")


def test_closed_involvements_stand_in_the_history_only() -> None:
    whole = page("child")
    assert "Referral" not in words(section(whole, "involved"))
    assert "Referral" in words(section(whole, "involvements"))


def test_household_siblings_and_what_is_not_known_are_on_the_first_screen() -> None:
    whole = page("child")
    assert "Flat 2, 14 Mill Lane, ZZ1 4AB" in words(section(whole, "home"))
    assert "Maya Achterberg (this child)" in words(section(whole, "home"))
    assert "Toby Achterberg-Lee, aged 7 Half brother or sister" in words(section(whole, "siblings-now"))
    unknown = words(section(whole, "not-known"))
    assert "Father: not recorded by any connected agency." in unknown
    assert "Education welfare 41 days old, older than agreed" in unknown
    assert "Health feed not connected" in unknown


def test_the_line_above_says_what_to_doubt() -> None:
    line = page("child").select_one(".kith-gaps")
    assert line is not None
    assert words(line) == (
        "2 things are not known. Older than agreed: Education welfare (41 days old). Feed not connected: Health. "
        "What is not known"
    )


def test_whoever_is_only_said_to_live_with_the_child_is_told_apart() -> None:
    carla = stay(CARLA, None, "said_to_live_with_the_child")
    home = HOUSEHOLD.model_copy(update={"members": [stay(MAYA, HOME), carla]})
    shown = soup(render("child", dataclasses.replace(CHILD_PAGE, households=[home])))
    lines = [words(line) for line in section(shown, "home").select("ul.kith-lines > li")]
    assert ["said to live with the child, no address of their own recorded" in line for line in lines] == [
        False,
        True,
    ]


def test_when_somebody_was_last_confirmed_at_home_stands_beside_their_name() -> None:
    assert "Since 1 March 2022, confirmed 30 June 2026; Education" in words(section(page("child"), "home"))


def test_every_value_opens_to_its_sources() -> None:
    names = section(page("child"), "identity").select_one(".kith-sources")
    assert names is not None
    text = words(names)
    assert (
        "Children's social care, record P1007 (social care), last delivered 31 August 2026 (1 day old)"
        in text
    )
    assert "First told: 2 April 2025" in text
    assert "Last confirmed with the family: not recorded" in text
    assert "Sources disagree" in text
    assert "Education welfare says: Maia Achterburg" in text


def test_ages_stand_beside_the_dates_of_a_history() -> None:
    assert "15 September 2021 (aged 5)" in words(section(page("child"), "addresses"))
    assert "2 September 2020 (aged 4)" in words(section(page("child"), "schools"))


def test_an_empty_record_says_what_its_emptiness_rests_on() -> None:
    whole = page("child-nothing")
    for name in (
        "involved",
        "siblings-now",
        "adults",
        "siblings",
        "elsewhere",
        "addresses",
        "schools",
        "involvements",
    ):
        text = words(section(whole, name))
        assert "Nothing recorded by Children's social care and Education." in text, name
        assert "Feed not connected: Health." in text, name
    assert "No home could be placed: no address given." in words(section(whole, "home"))
    assert "Date of birth not recorded" in words(whole)


def test_a_withheld_location_says_the_same_of_every_place_and_never_that_nothing_is_there() -> None:
    whole = page("child-withheld")
    assert LOCATION_WITHHELD in words(whole)
    for name in ("involved", "home", "addresses", "schools", "involvements", "elsewhere"):
        text = words(section(whole, name))
        assert LOCATION_WITHHELD in text, name
        assert "whether or not it is recorded" in text, name
        assert "No " not in text, name
    assert "Mill Lane" not in words(whole)


def test_a_withheld_page_does_not_depend_on_why_no_address_was_placed() -> None:
    unplaced = WITHHELD.child.model_copy(update={"unplaced": "no_fixed_abode"})
    assert render("child", dataclasses.replace(WITHHELD, child=unplaced)) == render("child", WITHHELD)


def test_another_date_is_said_at_the_top_with_what_it_cannot_tell() -> None:
    whole = page("child-then")
    banner = whole.select_one(".kith-dated")
    assert banner is not None
    assert "what was so on 15 January 2022, as the index knew it on 1 June 2025" in words(banner)
    assert "Protections apply as of today" in words(banner)
    assert "younger than that" in words(banner)
    assert "Household on 15 January 2022" in words(whole)
    assert "aged 5, born 3 March 2016" in words(whole).replace("Aged", "aged")
    assert page("child").select_one(".kith-dated") is None


def test_an_unborn_child_has_an_expected_date() -> None:
    assert "Expected 24 December 2026" in words(page("child-unborn"))


def test_a_death_and_an_estimated_date_of_birth_are_said() -> None:
    text = words(page("child-died"))
    assert "Died 1 August 2026" in text
    assert "born 3 March 2016 (estimated)" in text


def test_forty_siblings_are_folded_on_the_first_screen_and_all_there_below() -> None:
    whole = page("child-crowd")
    now = section(whole, "siblings-now")
    assert "32 more children" in words(now)
    assert len(now.select("li")) == 40
    assert len(section(whole, "siblings").select("tbody tr")) == 80


def test_parental_responsibility_that_nobody_recorded_is_not_no() -> None:
    rows = section(page("child"), "adults").select("tbody tr")
    assert "Parental" not in words(rows[1])
    assert "Step-parent Not recorded Not recorded Not recorded Dates not known" in words(rows[1])


def test_the_reason_of_the_day_is_shown() -> None:
    assert "You opened this record today for: A contact from the school about absence" in words(page("child"))


def involvement(status: str, start: str | None, end: str | None) -> Fact[Involvement]:
    return said(Involvement(service=TEAM, kind="referral", status=status), start=start, end=end)


@pytest.mark.parametrize(
    ("status", "start", "end", "on", "expected"),
    [
        ("open", "2026-01-01", None, "2026-09-01", True),
        ("open", None, None, "2026-09-01", True),
        ("open", "2026-09-02", None, "2026-09-01", False),
        ("closed", "2025-01-01", "2025-06-01", "2025-03-01", True),
        ("closed", "2025-01-01", "2025-06-01", "2025-06-01", True),
        ("closed", "2025-01-01", "2025-06-01", "2025-06-02", False),
        ("closed", "2025-01-01", None, "2025-03-01", False),
        ("no_further_action", None, None, "2026-09-01", False),
    ],
)
def test_what_was_open_on_a_day(
    status: str, start: str | None, end: str | None, on: str, expected: bool
) -> None:
    assert open_on(involvement(status, start, end), date(on)) is expected


def test_two_services_that_hide_their_names_are_two_cards() -> None:
    hidden = [said(Involvement(service=SENSITIVE, kind="early_help", status="open")) for _ in range(2)]
    assert len(by_service(hidden, [], TODAY)) == 2


def test_a_worker_is_never_shown_under_a_service_that_hides_its_name() -> None:
    hidden = said(Involvement(service=SENSITIVE, kind="early_help", status="open"))
    worker = said(WorkerRef(uid="w", name="Somebody", service=SENSITIVE.name))
    first, other = by_service([hidden], [worker], TODAY)
    assert first.workers == []
    assert other.service is None


def test_a_worker_who_has_left_the_child_is_not_shown_as_working_with_it() -> None:
    gone = said(WorkerRef(uid="w", name="Somebody", service=TEAM.name), start="2025-01-01", end="2026-08-31")
    assert by_service([], [gone], TODAY) == []
    assert [card.workers for card in by_service([], [gone], date("2026-08-31"))] == [[gone]]


def test_the_school_of_then_is_the_school_shown() -> None:
    assert [fact.value.school.name for fact in current_schools(CHILD_PAGE.schools, date("2021-05-01"))] == [
        "Beech Infant School"
    ]
    assert [fact.value.school.name for fact in current_schools(CHILD_PAGE.schools, TODAY)] == [
        "Alder Primary School"
    ]


def test_a_reader_from_whom_kinds_of_event_are_kept_is_not_told_that_there_are_none() -> None:
    kept = dataclasses.replace(CHILD_PAGE, events=[], all_events=False)
    found = words(section(soup(render("child", kept)), "events"))
    assert "No event that you may see is recorded." in found
    assert "Nothing recorded by" not in found
    assert "not shown to your agency, whether or not any is recorded" in found


def test_an_event_says_where_what_and_who_else() -> None:
    found = words(section(page("child"), "events"))
    assert "Where: Aldermere station. Return interview: held, 9 March 2026." in found
    assert "alleged perpetrator" in found
    assert "graded high" in found


def test_the_address_before_this_one_has_a_place_of_its_own() -> None:
    assert "Room 9, Bridge House, ZZ1 2CD (temporary accommodation)" in words(
        section(page("child"), "before")
    )
    assert home_before(CHILD_PAGE.addresses, [], TODAY) == CHILD_PAGE.addresses[1], (
        "not one that is only said"
    )
    assert home_before(CHILD_PAGE.addresses, CHILD_PAGE.households, date("2022-01-01")) is None, (
        "not ended yet"
    )
