"""What a duty worker has to do in a minute: from a misspelt surname and an age to whom to ring.

Done once with the mouse and once with the keys alone, and counted from the search on: page loads and presses. A text
that is typed counts as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.conftest import Served
from tests.e2e.tab import REASON, Tab

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("e2e"), pytest.mark.timeout(300)]

MOST_LOADS = 3
MOST_PRESSES = 6
FAR = 40
"""Nothing that is wanted is further away than so many presses of Tab."""
FOCUSED = """() => {
  const on = document.activeElement;
  return [(on.labels?.[0] ?? on).innerText.trim(), on.matches(":focus-visible")];
}"""


class Counted:
    """Counts what a worker does to a page, with the mouse or with the keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.loads = 0
        self.presses = 0
        page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.loads += 1

    def from_here(self) -> None:
        """Begin to count."""
        self.loads = self.presses = 0

    def click(self, what: Locator) -> None:
        self.presses += 1
        what.click()

    def type(self, text: str) -> None:
        self.presses += 1
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)

    def go_on(self, key: str = "Enter") -> None:
        """A press that leads to another page."""
        with self.page.expect_navigation():
            self.press(key)

    def tab_to(self, label: str) -> None:
        """Press Tab until what is labelled so has the focus, and see that one sees it."""
        for _ in range(FAR):
            name, seen = self.page.evaluate(FOCUSED)
            if name.startswith(label):
                assert seen
                return
            self.press("Tab")
        raise AssertionError(f"{label} is not reached")


def with_the_mouse(did: Counted, worker: Tab) -> None:
    """From the search to the record."""
    worker.sign_in("welfare.officer")
    worker.search("Frosted", "aged 11")
    did.from_here()
    did.click(worker.page.get_by_role("link", name="Temperance Frostad").first)
    did.click(worker.page.get_by_label("Reason"))
    did.type(REASON)
    did.click(worker.page.get_by_role("button", name="Open the record"))
    worker.page.wait_for_load_state()


def with_keys_alone(did: Counted, worker: Tab) -> None:
    """From the sign-in to the record. Nothing here touches the mouse or puts the focus anywhere but by a key."""
    worker.go("/sign-in")
    did.tab_to("User name")
    did.type("education.officer")
    did.tab_to("Password")
    did.type(worker.password("education.officer"))
    did.go_on()
    did.tab_to("Name")
    did.type("Frosted")
    did.tab_to("Date of birth or age")
    did.type("aged 11")
    did.go_on()
    worker.page.wait_for_url("**/search/results#results")
    did.from_here()
    did.tab_to("Temperance Frostad")
    did.go_on()
    did.tab_to("Reason")
    did.type(REASON)
    did.go_on()
    worker.page.wait_for_load_state()


@pytest.mark.parametrize("how", [with_the_mouse, with_keys_alone])
def test_the_tasks_of_a_minute(
    tab: Callable[..., Tab], served: Served, how: Callable[[Counted, Tab], None]
) -> None:
    worker = tab()
    did = Counted(worker.page)
    how(did, worker)
    assert worker.path == f"/children/{served.uids['F1']}"
    assert did.loads <= MOST_LOADS
    assert did.presses <= MOST_PRESSES

    involved = worker.section("Who is involved")
    assert "Carys Penhaligon" in involved
    assert "020 7946 0902" in involved
    siblings = worker.section("Brothers and sisters")
    assert "Adaeze Frostad" in siblings
    assert "Same mother recorded" in siblings or "brother or sister" in siblings.lower()
    home = worker.section("Household now")
    assert "Ngozi Frostad, aged 40, the adult who joined last" in home
    earlier = worker.section("Address before this one")
    assert "7 Quarry Hill" in earlier
    assert "1 February 2019 to 31 January 2024" in earlier
    assert "12 Marlin Court" in worker.section("Household changes in the year before")
