"""What a duty worker has to do in a minute: from a misspelt surname and an age to whom to ring. Counted from the search
on, page loads and presses each task takes; the text of a reason counts as one press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.conftest import Served
from tests.e2e.tab import REASON, Tab

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("e2e"), pytest.mark.timeout(300)]

MOST_LOADS = 3
MOST_PRESSES = 6


class Counted:
    """Counts what a worker does to a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.loads = 0
        self.presses = 0
        page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.loads += 1

    def click(self, what: Locator) -> None:
        self.presses += 1
        what.click()

    def type(self, what: Locator, text: str) -> None:
        self.presses += 1
        what.fill(text)


def test_the_tasks_of_a_minute(tab: Callable[..., Tab], served: Served) -> None:
    worker = tab()
    worker.sign_in("welfare.officer")
    worker.search("Frosted", "aged 11")
    did = Counted(worker.page)
    did.click(worker.page.get_by_role("link", name="Temperance Frostad").first)
    did.click(worker.page.get_by_label("A purpose of the safeguarding hub"))
    did.type(worker.page.get_by_label("Reason"), REASON)
    did.click(worker.page.get_by_role("button", name="Open the record"))
    worker.page.wait_for_load_state()
    assert worker.path == f"/children/{served.uids['F1']}"

    involved = worker.section("Who is involved")
    assert "Carys Penhaligon" in involved
    assert "020 7946 0902" in involved
    siblings = worker.section("Brothers and sisters")
    assert "Adaeze Frostad" in siblings
    assert "Same mother recorded" in siblings or "brother or sister" in siblings.lower()
    assert "Ngozi Frostad, aged 40, the adult who joined last" in worker.section("Household now")
    homes = worker.section("Address history")
    assert homes.index("12 Marlin Court") < homes.index("7 Quarry Hill")
    changes = worker.section("Household changes in the year before")
    assert "12 Marlin Court" in changes
    assert did.loads <= MOST_LOADS
    assert did.presses <= MOST_PRESSES
