"""Children whom expected services do not know, over the API and the pages: pseudonyms, names by right, enquiries."""

from __future__ import annotations

import re
import socket
from threading import Thread

import pytest
import uvicorn
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from absence.expectations import packaged
from absence.survey import Survey
from api.settings import ApiSettings
from api.store import Store
from api.store.absence import AbsenceBook
from api.store.accounts import Accounts
from api.store.clock import now
from graph.gateway import Graph
from model.absence import Category, Cause, Explanation, Gone, Off, Standing
from tests.api.absences import API, LISTED, NAMES, ONE_DAY, REASON, begun, borough
from tests.api.site import PASSWORD, Site
from tests.conftest import Engines
from tests.e2e.tab import Tab
from tests.support.accessibility import too_wide, violations

pytestmark = pytest.mark.xdist_group("api-missing")


@pytest.fixture(scope="module")
def missing_graph(engines: Engines) -> Graph:
    graph = engines.graph("embedded")
    borough(now().date()).write(graph)
    return graph


@pytest.fixture
def book(missing_graph: Graph, quick_store: Store, accounts: Accounts) -> AbsenceBook:
    del accounts
    book = AbsenceBook(quick_store)
    today = now().date()
    survey = Survey(missing_graph, packaged())
    for day in (today - ONE_DAY, today):
        found, night, remembered = survey.night(
            day, settled=book.settled(day, 365), since=book.since(), before=book.remembered()
        )
        book.enter(found, night, remembered)
    return book


@pytest.fixture
def site(settings: ApiSettings, missing_graph: Graph, quick_store: Store, book: AbsenceBook) -> Site:
    del book
    return Site(settings, missing_graph, quick_store)


def test_an_analyst_works_with_pseudonyms_and_learns_no_name(site: Site) -> None:
    analyst = site.sign_in("analyst")
    first, second = begun(analyst), begun(analyst)
    lines = analyst.get(f"{API}/works/{first}/lines").json()
    assert len(lines) == LISTED
    assert not re.search("|".join(["kid", "High Street", "AM1", *NAMES]), str(lines))
    assert {line["area"] for line in lines} == {"Millfield"}
    names = {line["child"] for line in lines}
    assert names == {line["child"] for line in analyst.get(f"{API}/works/{first}/lines").json()}
    assert not names & {line["child"] for line in analyst.get(f"{API}/works/{second}/lines").json()}
    refused = analyst.post(f"{API}/works/{first}/lines/{lines[0]['child']}/name", json={"reason": REASON})
    assert refused.status_code == 403
    entry = site.last()
    assert (entry["outcome"], entry["account"]) == ("refused", "analyst")


@pytest.mark.parametrize("username", ["worker", "teacher", "steward", "admin"])
def test_the_list_is_for_analysts_and_leads(site: Site, username: str) -> None:
    assert site.sign_in(username).get(f"{API}/numbers").status_code == 403


def test_nobody_reads_the_work_of_another(site: Site) -> None:
    work = begun(site.sign_in("analyst"))
    assert site.sign_in("hub").get(f"{API}/works/{work}/lines").status_code == 404


def test_a_name_is_opened_by_right_with_a_reason_in_the_audit(site: Site) -> None:
    lead = site.sign_in("hub")
    work = begun(lead)
    name = lead.get(f"{API}/works/{work}/lines").json()[0]["child"]
    assert lead.post(f"{API}/works/{work}/lines/{name}/name", json={"reason": "x"}).status_code == 422
    person = lead.post(f"{API}/works/{work}/lines/{name}/name", json={"reason": REASON}).json()
    assert person["name"] in NAMES
    entry = site.last()
    assert (entry["reason"], entry["subjects"], entry["account"]) == (REASON, [person["uid"]], "hub")


ODD = Explanation(
    cause=Cause.FAILED_MATCH, standing=Standing.PROBABLE, evidence="1 other record.", candidates=("kid1",)
)


@pytest.fixture
def odd_site(settings: ApiSettings, missing_graph: Graph, quick_store: Store, accounts: Accounts) -> Site:
    """A list on which one child is like nobody else."""
    del accounts
    book, today = AbsenceBook(quick_store), now().date()
    found, night, remembered = Survey(missing_graph, packaged()).night(today)
    odd = found.lines[0].model_copy(
        update={"area": "Elm", "seen_by": ("police",), "explanations": (ODD,), "gap_school_days": 33}
    )
    lines = (odd, *found.lines[2:])
    book.enter(found.model_copy(update={"lines": lines}), night, remembered)
    return Site(settings, missing_graph, quick_store)


def test_who_may_learn_names_works_with_the_whole_and_takes_out_what_was_released(odd_site: Site) -> None:
    lead, analyst = odd_site.sign_in("hub"), odd_site.sign_in("analyst")
    own, others = begun(lead), begun(analyst)
    odd = next(line for line in lead.get(f"{API}/works/{own}/lines").json() if line["area"] == "Elm")
    assert (odd["seen_by"], odd["gap_school_days"]) == (["police"], 33)
    assert "kid" not in str(odd), "under pseudonyms all the same"
    seen = str(analyst.get(f"{API}/works/{others}/lines").json())
    files = [
        client.get(f"/missing/works/{work}/lines.csv").text
        for client, work in ((lead, own), (analyst, others))
    ]
    for told in (seen, *files):
        assert "Elm" not in told
        assert "police" not in told
        assert "withheld" in told
    rows = [sorted(row.split(",", 1)[1] for row in each.splitlines()[1:]) for each in files]
    assert rows[0] == rows[1], "a lead takes out what an analyst does"
    assert odd_site.last()["action"] == "export"
    page = lead.get(f"/missing/works/{own}?area=Elm&cause=failed_match&new=Y").text
    assert page.count("/lines/") == 1
    assert lead.get(f"/missing/works/{own}?cause=because").status_code == 422
    assert lead.get(f"{API}/works/{own}/lines?area=Elm&cause=moved").json() == []
    named = lead.post(
        f"{API}/works/{own}/lines/{odd['explanations'][0]['candidates'][0]}/name", json={"reason": REASON}
    )
    assert named.json()["uid"] == "kid1", "a candidate who is on no list"
    chosen = {"csrf_token": lead.headers["x-csrf-token"], "reason": REASON, "who": "nobody"}
    assert lead.post(f"/missing/works/{own}/lines/{odd['child']}/name", data=chosen).status_code == 404


def test_a_child_who_was_not_found_is_the_leads_to_hand_on(odd_site: Site) -> None:
    lead, worker = odd_site.sign_in("hub"), odd_site.sign_in("worker")
    work = begun(lead)
    name = next(
        line["child"] for line in lead.get(f"{API}/works/{work}/lines").json() if line["area"] == "Elm"
    )
    given = {"agency": "social_care", "reason": REASON}
    assert lead.post(f"{API}/works/{work}/lines/{name}/hand-over", json=given).status_code == 204
    shown = BeautifulSoup(worker.get("/enquiries").text, "html.parser").select_one(
        "th a[href^='/enquiries/']"
    )
    assert shown is not None
    uid = str(shown["href"]).rpartition("/")[2]
    for client in (worker, lead):
        token = {"csrf_token": client.headers["x-csrf-token"], "purpose": "hub", "reason": REASON}
        assert client.post(f"/children/{uid}/reason?then=enquiry", data=token).status_code == 303
    assert 'href="/children/kid1"' in worker.get(f"/enquiries/{uid}").text, "who may be the same child"
    on = {"agency": "gp", "reason": REASON}
    assert worker.post(f"{API}/enquiries/{uid}/hand-on", json=on).status_code == 403
    long = {"csrf_token": worker.headers["x-csrf-token"], "tried": "Rang" * 600, "result": "No answer"}
    refused = worker.post(f"/enquiries/{uid}", data=long)
    assert (refused.status_code, "Write at most 2,000 characters. You wrote 2,400." in refused.text) == (
        422,
        True,
    )
    assert 'value="No answer"' in refused.text, "what was typed is not lost"
    lost = {"tried": "Called at the door", "outcome": "not_found"}
    assert worker.post(f"{API}/enquiries/{uid}", json=lost).status_code == 204
    assert "Hand on" in lead.get(f"/enquiries/{uid}").text
    assert lead.post(f"{API}/enquiries/{uid}/hand-on", json=on).status_code == 204
    assert worker.get(f"/enquiries/{uid}").status_code == 404, "the child is another agency's now"
    assert "goes on" in lead.get(f"/enquiries/{uid}").text
    found = {"tried": "Rang the practice", "outcome": "seen_and_well"}
    assert lead.post(f"{API}/enquiries/{uid}", json=found).status_code == 204
    assert lead.post(f"{API}/enquiries/{uid}/hand-on", json=on).status_code == 409


def test_a_child_handed_over_leaves_the_list_and_becomes_a_task_with_everything_known(
    site: Site, book: AbsenceBook
) -> None:
    analyst = site.sign_in("analyst")
    work = begun(analyst)
    name = analyst.get(f"{API}/works/{work}/lines").json()[0]["child"]
    given = {"agency": "social_care", "reason": REASON}
    assert analyst.post(f"{API}/works/{work}/lines/{name}/hand-over", json=given).status_code == 204
    after = analyst.get(f"{API}/works/{work}/lines").json()
    assert name not in {line["child"] for line in after}
    assert analyst.get("/enquiries").status_code == 403
    worker = site.sign_in("worker")
    page = worker.get("/enquiries")
    link = BeautifulSoup(page.text, "html.parser").select_one("th a[href^='/enquiries/']")
    assert link is not None
    uid = str(link["href"]).rpartition("/")[2]
    assert not re.search("|".join([*NAMES, "High Street"]), page.text), "no name before the record is opened"
    done = {"tried": "Rang the family", "result": "They moved", "outcome": "left_country"}
    assert worker.post(f"{API}/enquiries/{uid}", json=done).status_code == 403
    asked = worker.get(f"/enquiries/{uid}")
    assert (asked.status_code, asked.headers["location"]) == (303, f"/children/{uid}/reason?then=enquiry")
    assert site.last()["outcome"] == "reason_needed"
    token = {"csrf_token": worker.headers["x-csrf-token"], "purpose": "hub", "reason": REASON}
    opened = worker.post(asked.headers["location"], data=token)
    assert (opened.status_code, opened.headers["location"]) == (303, f"/enquiries/{uid}")
    shown = worker.get(f"/enquiries/{uid}").text
    assert "Named by revenues" in shown
    assert REASON in shown
    assert (site.last()["reason"], site.last()["subjects"]) == (REASON, [uid])
    assert any(name in worker.get("/enquiries").text for name in NAMES)
    assert site.sign_in("teacher").get(f"/enquiries/{uid}").status_code == 404
    assert worker.post(f"{API}/enquiries/{uid}", json=done).status_code == 204
    today = now().date()
    assert book.settled(today, 365)[uid].value == "left_area"
    found = Survey(site.app.state.parts.graph, packaged()).findings(today, settled=book.settled(today, 365))
    assert uid not in {line.child for line in found.lines}
    assert [ghost.child for ghost in found.ghosts if ghost.removed] == [uid]


def test_nights_remember_who_came_on_and_who_went_off(site: Site, book: AbsenceBook) -> None:
    today = now().date()
    night = book.last_night()
    assert night is not None
    assert {line.since for line in book.lines(today)} == {today - ONE_DAY}
    assert {point.children for each in book.nights() for point in each.causes} == {10}
    found = Survey(site.app.state.parts.graph, packaged()).findings(today + ONE_DAY)
    one = found.lines[0]
    gone = found.model_copy(
        update={
            "lines": found.lines[1:],
            "as_at": today + ONE_DAY,
            "gone": (Gone(child=one.child, why=None, services={"gp": Off.KNOWN}),),
        }
    )
    moved = book.enter(gone, night.model_copy(update={"day": today + ONE_DAY}), {})
    assert (sum(moved.on.values()), dict(moved.off)) == (0, {"known": 1})
    assert len(book.lines(today)) == LISTED, "a frozen cohort stays as it was"
    with pytest.raises(ValueError, match="entered already"):
        book.enter(gone, night, {})


def test_a_line_is_as_old_as_it_was_when_a_feed_that_was_late_tells_again(
    site: Site, book: AbsenceBook
) -> None:
    today, night = now().date(), book.last_night()
    assert night is not None
    found = Survey(site.app.state.parts.graph, packaged()).findings(today, since=book.since())
    late = [Gone(child=each.child, why=None, services={"gp": Off.FEED_LATE}) for each in found.lines]
    silent = found.model_copy(update={"lines": (), "gone": tuple(late), "as_at": today + ONE_DAY})
    moved = book.enter(silent, night.model_copy(update={"day": today + ONE_DAY}), {})
    assert dict(moved.off) == {"feed_late": LISTED}
    assert book.since() == {line.child: today - ONE_DAY for line in found.lines}
    later = today + 2 * ONE_DAY
    again = book.enter(found.model_copy(update={"as_at": later}), night.model_copy(update={"day": later}), {})
    assert (dict(again.on), dict(again.off)) == ({}, {})
    assert {line.since for line in book.lines(later)} == {today - ONE_DAY}
    told = site.sign_in("hub").get(f"{API}/nights").json()
    assert [(sum(each["on"].values()), each["off"]) for each in told] == [
        (0, {}),
        (0, {"not asked: a feed is late": LISTED}),
        (0, {}),
        (LISTED, {}),
    ]
    assert site.sign_in("analyst").get(f"{API}/nights").status_code == 403


def test_of_a_feed_that_fell_silent_since_nothing_is_said(site: Site, missing_graph: Graph) -> None:
    analyst = site.sign_in("analyst")
    work = begun(analyst)

    def lacking() -> set[str]:
        return {
            service
            for line in analyst.get(f"{API}/works/{work}/lines").json()
            for service in line["expected"]
        }

    before, off = lacking(), {"day": now().date()}
    assert "gp" in before
    missing_graph.write("MATCH (f:Feed {code: 'gp'}) SET f.off_since = $day", off)
    try:
        assert lacking() == before - {"gp"}
        assert (
            "A feed has fallen silent since: general practice" in analyst.get(f"/missing/works/{work}").text
        )
        missing_graph.write("MATCH (f:Feed {code: 'education'}) SET f.off_since = $day", off)
        assert lacking() == set(), "who lacks nothing else is not listed"
    finally:
        missing_graph.write("MATCH (f:Feed) SET f.off_since = null")


def test_the_pages_walk_from_numbers_to_a_line(site: Site) -> None:
    lead = site.sign_in("hub")
    token = lead.headers["x-csrf-token"]
    page = lead.get("/missing")
    assert page.status_code == 200
    assert "as CSV" in page.text
    refused = lead.post("/missing/works", data={"csrf_token": token, "title": "A", "reason": ""})
    assert refused.status_code == 422
    answer = lead.post(
        "/missing/works", data={"csrf_token": token, "title": "Autumn check", "reason": REASON}
    )
    work = answer.headers["location"]
    listing = BeautifulSoup(lead.get(work).text, "html.parser")
    lines = [str(link["href"]) for link in listing.select("th a[href*='/lines/']")]
    assert len(lines) == LISTED
    judged = listing.select_one("section[aria-labelledby=judged] tbody tr")
    assert judged is not None
    assert [cell.get_text(strip=True) for cell in judged.select("th, td")] == ["5 to 10", *["about 10"] * 2]
    assert lead.get(f"{work}?category={Category.UNBORN.value}").text.count("Nobody is listed") == 1
    child = lead.get(lines[0])
    assert "Hand over" in child.text
    assert "no explanation found" in child.text.lower()
    opened = lead.post(f"{lines[0]}/name", data={"csrf_token": token, "reason": REASON})
    assert (opened.status_code, opened.headers["location"].endswith("/reason")) == (303, True)
    assert (
        lead.post(
            f"{lines[0]}/hand-over", data={"csrf_token": token, "agency": "x", "reason": REASON}
        ).status_code
        == 422
    )
    assert lead.get(f"{work}/lines.csv").text.count("\n") == LISTED + 1
    for name in ("coverage", "agencies", "causes", "gaps"):
        drawn = lead.get(f"/missing/pictures/{name}.svg")
        assert (drawn.status_code, drawn.text.count("<svg")) == (200, 1)
    assert lead.get("/missing/pictures/wards.svg").status_code == 404, "no shapes of wards were given"
    for name in re.findall(r"/missing/tables/(\w+)\.csv", page.text):
        assert lead.get(f"/missing/tables/{name}.csv").text.count("\n") >= 1
    assert lead.get("/missing/tables/cause.csv").text.count("no explanation found") == 1


@pytest.mark.browser
def test_a_child_goes_from_the_numbers_to_an_outcome_in_a_real_browser(
    settings: ApiSettings, missing_graph: Graph, quick_store: Store, book: AbsenceBook, browser_page: Page
) -> None:
    listening = socket.create_server(("127.0.0.1", 0))  # what comes before the server is ready waits
    port = listening.getsockname()[1]
    site = Site(
        settings.model_copy(update={"origin": f"http://127.0.0.1:{port}"}), missing_graph, quick_store
    )
    server = uvicorn.Server(uvicorn.Config(site.app, log_config=None))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        seen = walked(Tab(browser_page, site.settings.origin, dict.fromkeys(("hub", "worker"), PASSWORD)))
    finally:
        server.should_exit = True
        thread.join()
    assert {name: found for name, found in seen.items() if found != (0, [])} == {}
    assert {cause.value for cause in book.settled(now().date(), 365).values()} == {"left_area"}


def walked(tab: Tab) -> dict[str, tuple[int, list[str]]]:
    """A lead and then a worker, at 320 points; what a browser has against each page, by what was done there."""
    page, looked = tab.page, set[str]()
    seen: dict[str, tuple[int, list[str]]] = {}
    page.set_viewport_size({"width": 320, "height": 900})

    def press(button: str, **fields: str) -> None:
        for label, words in fields.items():
            page.get_by_label(label.replace("_", " "), exact=True).fill(words)
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
        kind = re.sub(r"[0-9a-fA-F]{8,}", "…", tab.path)
        seen[f"{len(seen)} {button} {kind}"] = (too_wide(page), [] if kind in looked else violations(page))
        looked.add(kind)

    tab.sign_in("hub")
    tab.go("/missing")
    press("Begin")
    assert "Name the piece of work" in tab.text
    press("Begin", What_the_piece_of_work_is_called="Autumn check", Why_it_is_done=REASON)
    page.locator("th a[href*='/lines/']").first.click()
    page.wait_for_url("**/lines/*")
    press("Hand over", Why=REASON)
    assert "Choose an agency" in tab.text
    page.get_by_label("Agency").select_option("social_care")
    press("Hand over", Why=REASON)
    page.wait_for_url("**/missing/works/*")
    page.context.clear_cookies()
    tab.sign_in("worker")
    tab.go("/enquiries")
    assert not re.search("|".join(NAMES), tab.text), "no name before the record is opened"
    page.locator("th a[href^='/enquiries/']").click()
    page.wait_for_url("**/reason*")
    press("Open the record", Reason=REASON)
    page.wait_for_url("**/enquiries/*")
    press("Enter")
    assert "Say what was tried" in tab.text
    page.get_by_label("Outcome").select_option("left_country")
    press("Enter", What_you_tried="Rang the family", What_came_of_it="They moved to Spain")
    assert "Left the country" in tab.section("What was tried")
    return seen
