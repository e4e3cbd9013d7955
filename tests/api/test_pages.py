"""The pages, by forms and links alone."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from api.services.tables import as_csv
from model.facts import Fact
from model.views import SchoolRef, SchoolStay
from tests.api.site import REASON, Site
from tests.api.test_sign_in import token_of


def submit(client: TestClient, page: str, to: str, **fields: str) -> str:
    """Send a form as a browser does; where it leads."""
    answer = client.post(to, data={**fields, "csrf_token": token_of(client.get(page).text)})
    assert answer.status_code == 303, answer.status_code
    return str(answer.headers["location"])


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


def test_from_a_half_remembered_name_to_who_is_involved(site: Site) -> None:
    client = site.sign_in("worker")
    assert submit(client, "/", "/search", q="Amarah Okafor") == "/search/results#results"
    results = client.get("/search/results")
    assert "Amara Okafor" in text_of(results.text)
    assert "/children/amara" in results.text
    assert client.get("/search/results").text.count("Amara") > 0, (
        "loading again repeats nothing and loses nothing"
    )
    assert client.get("/children/amara").headers["location"] == "/children/amara/reason"
    where = submit(
        client, "/children/amara/reason", "/children/amara/reason", purpose="own_involvement", reason=REASON
    )
    assert where == "/children/amara"
    told = text_of(client.get(where).text)
    for expected in ("Amara Okafor", "Assessment team", "020 7946 0001", "Obinna Okafor", "12 Elm Road"):
        assert expected in told


def test_a_search_never_stands_in_an_address(site: Site) -> None:
    client = site.sign_in("worker")
    assert "Amara" not in submit(client, "/", "/search", q="Amara")
    forms = BeautifulSoup(client.get("/").text, "html.parser").find_all("form")
    assert [str(form["method"]).lower() for form in forms if form.find("input", {"name": "q"})] == ["post"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"q": ""}, "Enter a name, a date of birth or a postcode."),
        ({"q": "Amara", "postcode": "x" * 50}, "Shorten"),
        ({"q": "Amara", "date_of_birth": "nonsense"}, "Enter a date such as 27 3 2014, March 2014 or 2014."),
        ({"q": "Amara", "postcode": "???"}, "Enter a postcode or its beginning, such as N9 or N9 7AB."),
    ],
)
def test_a_search_that_cannot_be_made_says_what_to_do(site: Site, fields: dict[str, str], told: str) -> None:
    client = site.sign_in("worker")
    page = client.get(submit(client, "/", "/search", **fields))
    assert page.status_code == 422
    assert told in page.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"purpose": "", "reason": REASON}, "Choose why you open this record."),
        ({"purpose": "hub", "reason": "  x "}, "Give a reason of 5 to 500 characters."),
        ({"purpose": "hub", "reason": "x" * 501}, "Give a reason of 5 to 500 characters."),
        ({"purpose": "system", "reason": REASON}, "Choose why you open this record."),
        ({"purpose": "own_involvement", "reason": REASON}, "None of your services is recorded as involved."),
    ],
)
def test_a_reason_has_to_be_one(site: Site, fields: dict[str, str], told: str) -> None:
    client = site.sign_in("worker")
    token = token_of(client.get("/children/lena/reason").text)
    answer = client.post("/children/lena/reason", data={**fields, "csrf_token": token})
    assert answer.status_code == 422
    assert told in text_of(answer.text)
    assert client.get("/children/lena").status_code == 303, "not open"


def test_an_adult_is_opened_by_a_form_too(site: Site) -> None:
    client = site.sign_in("worker")
    assert client.get("/adults/ngozi").headers["location"] == "/adults/ngozi/reason"
    where = submit(client, "/adults/ngozi/reason", "/adults/ngozi/reason", purpose="hub", reason=REASON)
    assert "Amara Okafor" in text_of(client.get(where).text)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/children/amara/network?depth=2", "Obinna Okafor"),
        ("/children/amara/network?link=home&agency=social_care&past=yes", "Something is left out"),
        ("/children/amara/network?depth=2&as_at=&as_known_at=&since=&link=family", "Something is left out"),
        ("/addresses/elm-12", "12 Elm Road"),
        ("/deliveries", "Deliveries"),
        ("/account", "Ines Worker"),
    ],
)
def test_the_other_pages(site: Site, path: str, told: str) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara", purpose="own_involvement")
    page = client.get(path)
    assert page.status_code == 200
    assert told in text_of(page.text)


def test_how_two_people_are_linked(site: Site) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara", purpose="own_involvement")
    assert client.get("/paths?from=amara&to=ngozi").headers["location"] == "/adults/ngozi/reason"
    site.open(client, "ngozi", "adults")
    told = text_of(client.get("/paths?from=amara&to=ngozi").text)
    assert "Amara Okafor" in told
    assert "Ngozi Okafor" in told


def test_a_lead_reads_what_was_tried_and_drawn(site: Site) -> None:
    joan = site.sign_in("joan")
    joan.get("/children/tom")
    site.open(joan, "willow")
    told = text_of(site.sign_in("lead").get("/lead").text)
    assert "Joan Staff" in told
    assert "Tried to open their own household or family" in told
    assert REASON in told
    assert site.sign_in("worker").get("/lead").status_code == 403


def test_a_lead_says_that_they_have_looked_and_what_came_of_it(site: Site) -> None:
    joan = site.sign_in("joan")
    joan.get("/children/tom")
    lead = site.sign_in("lead")
    number = lead.get("/api/v1/audit/refusals").json()["items"][0]["id"]
    form = f"/lead/refusals/{number}"
    silent = lead.post(
        form, data={"outcome": "followed_up", "note": "", "csrf_token": lead.headers["x-csrf-token"]}
    )
    assert silent.status_code == 422
    assert "Say in 5 to 500 characters what you did about it" in text_of(silent.text)
    said = {"outcome": "followed_up", "note": "Spoke to Joan", "csrf_token": lead.headers["x-csrf-token"]}
    assert lead.post(form, data=said).headers["location"] == "/lead"
    assert "No refused attempt waits" in text_of(lead.get("/lead").text)
    assert "Spoke to Joan" in text_of(lead.get("/lead/looked-at").text)
    assert "Somebody else has looked" in text_of(lead.post(form, data=said).text), "the first review stands"


@pytest.mark.parametrize("name", ["siblings", "household", "addresses", "involvements", "schools", "network"])
def test_a_table_leaves_as_csv_and_as_an_export_in_the_audit(site: Site, name: str) -> None:
    client = site.sign_in("worker")
    assert client.get(f"/children/amara/{name}.csv").headers["location"] == "/children/amara/reason"
    site.open(client, "amara", purpose="own_involvement")
    answer = client.get(f"/children/amara/{name}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    header, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert rows
    assert all(len(row) == len(header) for row in rows)
    entry = site.last()
    assert (entry["action"], entry["subjects"], entry["details"]["part"]) == ("export", ["amara"], name)


def test_a_cell_is_never_a_formula() -> None:
    school = SchoolRef(uid="s", urn="1", name='=HYPERLINK("https://evil.example")')
    answer = as_csv("schools", [Fact[SchoolStay](value=SchoolStay(school=school, status="current"))])
    assert "'=HYPERLINK" in bytes(answer.body).decode()


def test_roles_that_do_not_search_begin_at_the_deliveries(site: Site) -> None:
    assert site.sign_in("steward").get("/").headers["location"] == "/deliveries"


def test_the_dates_of_a_page_are_asked_for(site: Site) -> None:
    client = site.sign_in("worker")
    site.open(client, "amara", purpose="own_involvement")
    long_ago = text_of(client.get("/children/amara?as_known_at=2001-01-01").text)
    assert "Assessment team" not in long_ago
    assert client.get("/children/amara?as_at=1066-10-14").status_code == 422
