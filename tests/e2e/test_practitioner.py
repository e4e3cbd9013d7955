"""A practitioner's morning, in a real browser over the real application and a real graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Served
from tests.e2e.families import SCHOOL, TEAM
from tests.e2e.tab import REASON, Tab
from tests.support.accessibility import too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("e2e"), pytest.mark.timeout(300)]
Tabs = Callable[..., Tab]


def test_from_a_half_remembered_name_to_whom_to_ring(tab: Tabs, served: Served) -> None:
    worker = tab()
    worker.sign_in("social.worker")
    worker.search("Tempranse Frosted", "March 2015")
    worker.page.get_by_role("link", name="Temperance Frostad").click()
    worker.give_reason(f"My service is involved: {TEAM}")
    assert worker.path == f"/children/{served.uids['F1']}"

    involved = worker.section("Who is involved")
    for told in (
        TEAM,
        "020 7946 0901",
        "Carys Penhaligon",
        "Lead professional",
        "020 7946 0902",
        "neglect",
        SCHOOL,
    ):
        assert told in involved
    assert "Social worker, since 1 May 2026" in involved
    home = worker.section("Household now")
    assert "12 Marlin Court" in home
    for member in ("Ngozi Frostad", "Adaeze Frostad, aged 14", "Temperance Frostad (this child)"):
        assert member in home
    assert "Adaeze Frostad" in worker.section("Brothers and sisters")

    whole = worker.text
    assert "Ngozi Frostad is recorded as mother of both." in whole
    assert "7 Quarry Hill" in worker.section("Address history")
    assert "1 February 2019 (aged 3)" in worker.section("Address history")
    adults = worker.section("Parents, carers and other adults")
    assert "07700 900861" in adults
    assert "Children's social care, record F1" in whole
    assert "Education, record FP1" in whole
    assert f"You opened this record today for: {REASON}" in whole


def test_one_fact_of_two_agencies_is_one_row_with_two_sources(tab: Tabs, served: Served) -> None:
    worker = tab()
    worker.sign_in("social.worker")
    worker.open(served.uids["F1"])
    rows = worker.page.get_by_role("table", name="Address history, newest first").get_by_role("row")
    here = rows.filter(has_text="12 Marlin Court")
    assert here.count() == 1
    expect(here).to_contain_text("Children's social care and Education")
    worker.go(f"/children/{served.uids['F1']}/network")
    links = worker.page.get_by_role("table", name="Links of the network").get_by_role("row").all_inner_texts()
    said = [tuple(link.split("\t")[:3]) for link in links]
    assert len(said) == len(set(said))


def test_the_network_is_drawn_and_told_in_a_table(tab: Tabs, served: Served) -> None:
    worker = tab()
    worker.sign_in("social.worker")
    worker.open(served.uids["F1"])
    worker.page.get_by_role("link", name="Network").click()
    expect(worker.page.locator(".kith-drawing__canvas canvas").first).to_be_visible()
    expect(worker.page.get_by_text("1 step away at most")).to_be_visible()
    worker.page.get_by_label("How far").select_option("2")
    worker.page.get_by_role("button", name="Show", exact=True).click()
    expect(worker.page.get_by_text("2 steps away at most")).to_be_visible()
    table = worker.page.get_by_role("table", name="People and places of the network")
    for name in ("Ngozi Frostad", "Adaeze Frostad", "12 Marlin Court", SCHOOL, TEAM, "Carys Penhaligon"):
        expect(table.get_by_text(name).first).to_be_visible()
    worker.page.get_by_label("How far").select_option("1")
    worker.page.get_by_role("button", name="Show", exact=True).click()
    expect(worker.page.get_by_text("1 step away at most")).to_be_visible()


def test_a_relative_is_an_opening_of_their_own(tab: Tabs, served: Served) -> None:
    worker = tab()
    worker.sign_in("social.worker")
    worker.open(served.uids["F1"])
    worker.page.get_by_role("link", name="Ngozi Frostad").first.click()
    assert worker.path == f"/adults/{served.uids['F3']}/reason"
    assert "for this adult and for today" in worker.text
    worker.give_reason()
    assert worker.path == f"/adults/{served.uids['F3']}"
    assert "Temperance Frostad" in worker.section("Children")
    worker.go(f"/paths?from={served.uids['F1']}&to={served.uids['F3']}")
    assert "The shortest link" in worker.text
    worker.go("/account")
    opened = worker.section("Records you opened today")
    assert "Temperance Frostad" in opened
    assert "Ngozi Frostad" in opened
    worker.page.get_by_role("link", name="Ngozi Frostad").click()
    assert worker.path == f"/adults/{served.uids['F3']}"


def test_by_keyboard_alone_from_sign_in_to_the_record(tab: Tabs, served: Served) -> None:
    worker = tab()
    keys = worker.page.keyboard
    worker.go("/sign-in")
    worker.page.get_by_label("User name").focus()
    keys.type("social.worker")
    keys.press("Tab")
    keys.type(served.passwords["social.worker"])
    keys.press("Enter")
    worker.page.wait_for_url("**/")

    def tab_to(role: str, name: str) -> None:
        wanted = worker.page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        for _ in range(40):
            keys.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{name} is not reached by the tabulator")

    tab_to("textbox", "Name")
    keys.type("frostad temp")
    keys.press("Enter")
    tab_to("link", "Temperance Frostad")
    keys.press("Enter")
    worker.page.wait_for_url("**/children/**")
    if worker.path.endswith("/reason"):
        tab_to("radio", "My service is involved")
        keys.press("Space")
        tab_to("textbox", "Reason")
        keys.type(REASON)
        keys.press("Tab")
        keys.press("Enter")
        worker.page.wait_for_url(f"**/{served.uids['F1']}")
    assert worker.page.locator("h1").inner_text() == "Temperance Frostad"


def test_every_page_and_state_is_accessible_and_fits_a_narrow_screen(tab: Tabs, served: Served) -> None:
    lead = tab(width=320)
    lead.go("/sign-in")
    seen = {}

    def look(name: str) -> None:
        lead.page.wait_for_load_state()
        lead.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        seen[name] = (too_wide(lead.page), violations(lead.page))

    look("sign-in")
    lead.page.get_by_role("button", name="Sign in").click()
    look("sign-in refused")
    lead.sign_in("lead")
    look("search")
    lead.search("Frostad")
    look("found")
    lead.search("Xyzzy Quorlt")
    look("nothing found")
    lead.search("Frostad", "nonsense")
    look("a date that is none")
    lead.go(f"/children/{served.uids['F1']}/reason")
    look("reason")
    lead.page.get_by_role("button", name="Open the record").click()
    look("no reason")
    pages = {
        "child": f"/children/{served.uids['F1']}",
        "past": f"/children/{served.uids['F1']}?as_at=2021-05-05&as_known_at=2026-10-05",
        "network": f"/children/{served.uids['F1']}/network?depth=3",
        "path": f"/paths?from={served.uids['F1']}&to={served.uids['F2']}",
        "timeline": f"/children/{served.uids['F1']}/timeline",
        "family tree": f"/children/{served.uids['F1']}/family",
        "work": f"/children/{served.uids['F1']}/work",
        "taking out": f"/children/{served.uids['F1']}/export",
        "caseload": "/caseload",
        "list of names": "/conference",
        "receipt": "/search/receipt",
        "a caller": "/mediated",
        "deliveries": "/deliveries",
        "review": "/lead",
        "account": "/account",
        "not found": "/children/nobody",
        "wrong date": f"/children/{served.uids['F1']}?as_at=31/02/2021",
    }
    lead.open(served.uids["F1"])
    lead.open(served.uids["F2"])
    for name, path in pages.items():
        lead.go(path)
        look(name)
    lead.open(served.uids["F1"])
    for name, link in (("address", "12 Marlin Court"), ("adult", "Ngozi Frostad")):
        lead.go(f"/children/{served.uids['F1']}")
        lead.page.get_by_role("link", name=link).first.click()
        if lead.path.endswith("/reason"):
            lead.give_reason()
        look(name)
    assert {name: found for name, found in seen.items() if found != (0, [])} == {}


def test_signing_out_ends_the_session_everywhere(tab: Tabs, served: Served) -> None:
    worker = tab()
    worker.sign_in("social.worker")
    worker.open(served.uids["F1"])
    stolen = worker.page.context.cookies()
    second = worker.page.context.new_page()
    second.goto(worker.page.url)
    worker.page.get_by_role("button", name="Sign out").click()
    assert worker.path == "/sign-in"
    assert "You are signed out." in worker.text
    second.reload()
    assert second.url.endswith("/sign-in")
    worker.page.go_back()
    assert "Frostad" not in worker.page.content()
    worker.page.context.add_cookies(stolen)  # type: ignore[arg-type]
    worker.go(f"/children/{served.uids['F1']}")
    assert worker.path == "/sign-in"


def test_a_form_without_its_token_changes_nothing(tab: Tabs) -> None:
    worker = tab()
    worker.sign_in("social.worker")
    worker.page.locator("main input[name=csrf_token]").evaluate("field => { field.value = 'x'; }")
    worker.page.get_by_label("Name").fill("Frostad")
    worker.page.get_by_role("button", name="Search").click()
    assert "The form is out of date" in worker.text
    assert "Frostad" not in worker.text


def test_the_log_names_nobody(tab: Tabs, served: Served, server_log: Path) -> None:
    worker = tab()
    worker.sign_in("social.worker")
    worker.search("Frostad")
    worker.open(served.uids["F1"])
    written = server_log.read_text(encoding="utf-8")
    assert "/children/{uid}" in written
    for name in ("Frostad", "Temperance", "Harrowgate", "Quince", "AM1 8QD"):
        assert name not in written
