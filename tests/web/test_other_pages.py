"""What the other pages say, state by state."""

import dataclasses
import datetime as dt

import pytest
from jinja2 import UndefinedError

from model.facts import Page as Items
from model.views import NO_PROOF, SearchHit
from tests.web.examples import EXAMPLES, FOUND, NETWORK, SEARCH
from tests.web.html import soup
from web import render
from web.contexts.base import Page, User
from web.contexts.error import ErrorPage
from web.lanes import Bar, Lane, lifelines


def text(state: str) -> str:
    main = soup(render(*EXAMPLES[state])).main
    assert main is not None
    return " ".join(main.get_text(" ").split())


def test_a_hit_shows_who_else_is_at_home_and_what_matched() -> None:
    found = text("search-found")
    assert (
        "Maya Achterberg Born 3 March 2016, aged 10. Alder Primary School Flat 2, 14 Mill Lane, ZZ1 4AB"
        in found
    )
    assert "Matched on surname, spelt differently, year of birth" in found
    assert "In the household: Carla Achterberg , aged 36; Toby Achterberg-Lee , aged 7; Ron Lee" in found
    assert "Elif Demir Date of birth not recorded Address not recorded" in found


def test_a_hit_with_a_withheld_location_says_that_instead_of_an_address() -> None:
    assert "Location withheld. Contact the safeguarding hub. Matched on surname" in text("search-found")


def test_no_result_is_never_given_as_proof() -> None:
    assert NO_PROOF in text("search-nothing")
    assert "No child found" in text("search-nothing")
    assert "No link is not proof" in text("path-none")
    assert "No result is not proof" in text("address-nothing")
    assert "No page is not proof" in text("error")


def test_what_was_searched_for_is_typed_in_again() -> None:
    page = soup(render("search", FOUND))
    values = {
        str(field["name"]): field.get("value") for field in page.select("main input:not([type=hidden])")
    }
    assert values == {"q": "maia achterburg", "date_of_birth": "2016", "postcode": ""}


@pytest.mark.parametrize(
    "state", ["sign-in-wrong", "search-wrong", "reason-wrong", "child-dates-wrong", "network-wrong"]
)
def test_an_error_leads_to_its_field_and_is_repeated_there(state: str) -> None:
    page = soup(render(*EXAMPLES[state]))
    links = page.select(".govuk-error-summary__list a")
    assert links
    for link in links:
        field = page.find(id=str(link["href"])[1:])
        assert field is not None
        described = str(field.get("aria-describedby") or field.find_parent("fieldset")["aria-describedby"])  # type: ignore[index]
        message = page.find(id=described.split()[-1])
        assert message is not None
        assert link.get_text(strip=True) in message.get_text()


def test_a_password_is_never_filled_in() -> None:
    page = soup(render(*EXAMPLES["sign-in-wrong"]))
    password = page.find("input", id="password")
    assert password is not None
    assert not password.get("value")
    assert password["type"] == "password"


def test_signing_in_by_the_organisation_shows_no_password() -> None:
    page = soup(render(*EXAMPLES["sign-in-organisation"]))
    assert page.find("input") is None
    assert page.select_one("a.govuk-button[href='/sign-in/organisation']") is not None


def test_the_first_question_has_the_cursor_and_one_ground_is_no_question() -> None:
    choice, one = (soup(render(*EXAMPLES[state])) for state in ("reason", "reason-one"))
    assert [each["id"] for each in choice.select("[autofocus]")] == ["purpose"]
    assert [each["id"] for each in one.select("[autofocus]")] == ["reason"]
    assert one.select_one("input[type=radio]") is None
    assert [each["value"] for each in one.select("input[name=purpose]")] == ["hub"]


def test_without_an_involvement_or_the_hub_there_is_no_form_for_a_reason() -> None:
    page = soup(render(*EXAMPLES["reason-none"]))
    assert page.select("main form") == []
    assert "Contact the safeguarding hub" in text("reason-none")


def test_the_tables_of_a_network_say_what_the_drawing_says() -> None:
    page = soup(render("network", NETWORK))
    links = [" ".join(row.get_text(" ").split()) for row in page.select("#network-links tbody tr")]
    assert len(links) == len(NETWORK.network.edges)
    assert any(
        "Elif Demir lived at, main home, no longer so Flat 2, 14 Mill Lane 1 March 2022 to 20" in line
        for line in links
    )
    members = [" ".join(row.get_text(" ").split()) for row in page.select("#network-nodes tbody tr")]
    assert len(members) == len(NETWORK.network.nodes)
    assert (
        "Alder Primary School School – 1 Many people meet here: 412 people. Not followed further." in members
    )
    assert "Elif Demir How they are linked : Elif Demir Child – 2 Location withheld" in members


def test_the_filter_of_a_network_works_by_address_alone() -> None:
    form = soup(render(*EXAMPLES["network-wrong"])).select_one("form.kith-filter")
    assert form is not None
    assert (form["method"], form["action"]) == ("get", "/children/c-maya/network")
    fields = {str(field["name"]): field.get("value") for field in form.find_all("input", type="date")}
    assert fields == {"as_at": "2022-01-15", "as_known_at": "2025-06-01", "since": ""}
    kinds = {str(box["value"]) for box in form.find_all("input", attrs={"name": "link", "checked": True})}
    assert kinds == {"family", "home", "school", "service", "worker", "event"}
    assert [option["value"] for option in form.select("select[name=depth] option[selected]")] == ["2"]


def test_a_network_that_was_cut_says_so() -> None:
    assert "This network is larger than is shown." in text("network-wrong")


def test_a_path_is_told_in_sentences_with_sources() -> None:
    assert "The shortest link, 1 step" in text("path")
    assert "both lived at Flat 2, 14 Mill Lane from 1 January 2024 to 20 December 2025, 720 days." in text(
        "path"
    )
    assert "record 44012" in text("path")
    assert "are both at Fernhill Primary since 1 September 2024: 365 days so far." in text("path")
    assert "It does not show that these two know each other." in text("path")


def test_deliveries_count_what_was_rejected() -> None:
    assert "Held for a person to release 27 August 2026 28 August 2026 1,204 1,190 14 Not closed" in text(
        "deliveries"
    )


@pytest.mark.parametrize(
    ("may", "offered"),
    [
        ({"searches": True}, {"Search", "My caseload"}),
        ({"searches": False, "reviews": True}, {"Findings", "Review"}),
        ({"searches": False, "judges": True}, {"Records to judge"}),
        ({"searches": False, "analyses": True}, {"Not known to services"}),
        ({"searches": False, "enquires": True}, {"Enquiries"}),
    ],
)
def test_the_navigation_offers_what_the_role_may_do(may: dict[str, bool], offered: set[str]) -> None:
    html = render("search", dataclasses.replace(SEARCH, user=User("A", "Role", None, **may)))
    shown = {link.get_text(strip=True) for link in soup(html).select("nav[aria-label=Main] a")}
    assert shown == offered | {"Deliveries", "Data quality", "Your account"}


def test_a_print_says_who_printed_it_and_when() -> None:
    footer = soup(render(*EXAMPLES["child"])).footer
    assert footer is not None
    assert "1 September 2026. Shown to Ines Okafor, Practitioner" in " ".join(footer.get_text().split())


def test_an_error_page_needs_nobody_signed_in() -> None:
    page = soup(render(*EXAMPLES["error-signed-out"]))
    assert page.find("nav") is None
    assert page.find("form") is None
    assert "Tell support this number: e-17" in text("error-signed-out")
    assert "Try again in 60 seconds." in text("error-signed-out")


def test_what_a_page_does_not_declare_is_an_error_and_not_an_empty_space() -> None:
    with pytest.raises(UndefinedError):
        render("search", Page(today=SEARCH.today))


def test_an_empty_page_of_results_does_not_look_like_no_search() -> None:
    empty = dataclasses.replace(SEARCH, results=Items[SearchHit](items=[]))
    assert "No child found" in render("search", empty)
    assert "No child found" not in render("search", SEARCH)


def test_an_error_page_of_any_status_is_one_heading_and_one_sentence() -> None:
    page = soup(
        render(
            "error",
            ErrorPage(
                today=SEARCH.today, status=500, title="Something went wrong", detail="Try again later."
            ),
        )
    )
    assert [heading.get_text() for heading in page.find_all(["h1", "h2"])] == ["Something went wrong"]


def test_a_label_that_fits_beside_no_bar_stands_within_it() -> None:
    long = Bar("Carla Achterberg at Flat 2, 14 Mill Lane", dt.date(2010, 1, 1), None, [])
    short = Bar("Alder Primary School", dt.date(2025, 9, 1), None, [])
    drawn = lifelines([Lane("Lived there", [long, short])], None, dt.date(2026, 1, 1))
    labels = {str(text.get_text()): text["class"] for text in soup(drawn).find_all("text")}
    assert "kith-svg__within" in labels[long.what]
    assert "kith-svg__small" in labels[short.what]
