"""A data steward at the desk and a lead at the review, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Served
from tests.e2e.tab import Tab
from tests.support.accessibility import too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("e2e"), pytest.mark.timeout(300)]
Tabs = Callable[..., Tab]

CARE, SCHOOL = "social_care:person:F1", "education:person:FP1"


def sources_of_identity(tab: Tab) -> set[str]:
    """The records of the story that tell the name, birth and numbers on the page that is open."""
    assert tab.text, "which opens every detail"
    return set(re.findall(r"record (FP?1) ", tab.section("Names, dates and numbers")))


def test_a_pair_is_compared_decided_seen_and_taken_back(tab: Tabs, served: Served) -> None:
    steward = tab(width=320)
    page = steward.page
    seen = {}

    def look(name: str) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        seen[name] = (too_wide(page), violations(page))

    def compare(left: str, right: str) -> None:
        steward.go("/desk")
        page.get_by_label("First record").fill(left)
        page.get_by_label("Second record").fill(right)
        page.get_by_role("button", name="Compare").click()

    steward.sign_in("steward")
    steward.go("/desk")
    look("queue")
    compare(CARE, "education:person:nobody")
    assert "There are no two such current records" in steward.text
    look("no such record")
    compare(CARE, SCHOOL)
    assert "shown as one person" in steward.text
    look("pair")
    page.get_by_role("button", name="Different people").click()
    assert "Give a reason of 5 to 500 characters" in steward.text, "nothing is decided without a reason"
    look("no reason")
    page.get_by_label("Reason", exact=True).fill("Rang the school: two children of one name")
    page.get_by_role("button", name="Different people").click()
    then = page.get_by_role("region", name="Then").get_by_role("listitem")
    expect(then).to_have_count(2)
    look("whom it would change")
    page.get_by_role("button", name="Confirm").click()
    assert steward.path == "/desk/decisions"
    assert "Rang the school" in steward.text
    look("decided")

    worker = tab()
    worker.sign_in("social.worker")
    worker.open(served.uids["F1"])
    assert len(sources_of_identity(worker)) == 1, "two people from now on, of whom one keeps the uid"

    compare(CARE, SCHOOL)
    assert "shown as two people" in steward.text
    look("decided pair")
    page.get_by_label("Reason for taking it back").fill("The school looked again: one child")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("region", name="Then").get_by_role("listitem")).to_have_count(1)
    look("whom taking back would change")
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/desk/pairs/*")
    assert "shown as one person" in steward.text
    worker.open(served.uids["F1"])
    assert sources_of_identity(worker) == {"F1", "FP1"}, "as it was, under the same uid"
    assert {name: found for name, found in seen.items() if found != (0, [])} == {}


def test_a_lead_looks_at_a_refused_attempt_and_says_what_came_of_it(tab: Tabs, served: Served) -> None:
    parent = tab()
    parent.sign_in("staff.parent")
    assert parent.go(f"/adults/{served.uids['F3']}") == 404

    lead = tab(width=320)
    lead.sign_in("lead")
    lead.go("/lead")
    waiting = lead.page.get_by_role("table", name="Refused attempts").get_by_role("row")
    before = waiting.count()
    assert (too_wide(lead.page), violations(lead.page)) == (0, [])
    first = waiting.filter(has_text="Member of staff who is a parent").first
    first.get_by_role("button", name="Followed up").click()
    assert "Say in 5 to 500 characters what you did about it" in lead.text
    assert (too_wide(lead.page), violations(lead.page)) == (0, [])
    first.get_by_label("Note").fill("Spoke to the worker about their own file")
    first.get_by_role("button", name="Followed up").click()
    assert lead.page.get_by_role("table", name="Refused attempts").get_by_role("row").count() in (
        0,
        before - 1,
    )
    lead.page.get_by_role("link", name="See what was looked at").click()
    assert "Spoke to the worker about their own file" in lead.text
    assert (too_wide(lead.page), violations(lead.page)) == (0, [])
