"""Every page in a real browser at three widths: accessible, within the screen, and quiet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.support.accessibility import too_wide, violations
from tests.web.examples import EXAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("web-browser")]

WIDTHS = (320, 768, 1280)

# The fullest state of each page; the others are variations of it.
MAIN_STATES = sorted({template: name for name, (template, _) in reversed(EXAMPLES.items())}.values())


class Tab:
    """A tab that remembers what went wrong in it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.said: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("response", lambda answer: self.said.append(answer.url) if answer.status >= 400 else None)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    def open(self, state: str) -> None:
        self.said.clear()
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        self.page.goto(f"{self.site}/{state}", wait_until="load")


@pytest.fixture(scope="module")
def tab(browser: Browser, site: str) -> Iterator[Tab]:
    context = browser.new_context(reduced_motion="reduce")
    yield Tab(context.new_page(), site)
    context.close()


@pytest.mark.parametrize("state", sorted(EXAMPLES))
def test_a_page_fits_at_every_width_is_quiet_and_is_accessible(tab: Tab, state: str) -> None:
    tab.open(state)
    for width in WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 800})
        assert too_wide(tab.page) == 0, width
        # Variations of a page are looked into where there is least room.
        if width == WIDTHS[0] or state in MAIN_STATES:
            assert violations(tab.page) == [], width
    assert tab.said == []


@pytest.mark.parametrize("state", ["child", "adult", "network", "path"])
def test_a_page_with_everything_opened_is_accessible_and_fits(tab: Tab, state: str) -> None:
    tab.open(state)
    tab.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert too_wide(tab.page) == 0
    assert violations(tab.page) == []


def test_text_at_twice_the_size_still_fits(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 800})
    page.goto(f"{site}/child")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert too_wide(page) == 0
    page.close()


def test_who_is_involved_and_who_is_at_home_is_on_the_first_screen(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}/child")
    for text in (
        "Shanice Bell",
        "020 7946 0111",
        "Carla Achterberg",
        "Half brother or sister",
        "What is not known",
    ):
        box = page.get_by_text(text).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800, text
    page.close()


@pytest.mark.parametrize("state", MAIN_STATES)
def test_a_page_is_complete_without_javascript(browser: Browser, site: str, state: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/{state}")
    headings = page.locator("h1")
    assert headings.count() == 1
    assert headings.first.is_visible()
    for button in page.locator("main form button[type=submit]").all():
        assert button.is_visible()
    # What only a script can fill is not there without one.
    assert not page.locator("#network-drawing").is_visible()
    context.close()


def test_everything_is_reached_by_keyboard_in_the_order_of_the_page(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}/child")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    reached: list[str] = []
    for _ in range(6):
        reached.append(page.evaluate("document.activeElement.textContent.trim().split('\\n')[0]"))
        page.keyboard.press("Tab")
    assert reached == ["Record", "Network", "Timeline", "Family tree", "Work with it", "Take out"]
    page.close()


def test_sources_open_by_keyboard(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}/child")
    summary = page.locator("section[aria-labelledby=identity] summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Education welfare says: Maia Achterburg").is_visible()
    page.close()
