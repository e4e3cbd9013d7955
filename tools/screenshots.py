"""The screenshots of the documentation: ``python -m tools.screenshots OUT``.

A small borough of invented people is built in a temporary folder, served on loopback and looked at in Chromium. The
pages of children whom services do not know need every agency: ``python -m tools.screenshots_missing OUT``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from graph import lifecycle
from kith import demo
from kith.composition import Kith, opened
from kith.settings import Settings
from tests.e2e.families import EDUCATION, SOCIAL_CARE
from tests.e2e.tab import Tab
from tests.support.boroughs import build
from tests.support.chromium import running_chromium
from tests.support.served import serving

CHILDREN = 120
LARGEST = 200_000
"""Bytes that a screenshot may have."""
HEIGHT = 900
WIDTHS = {320: "-narrow", 768: "-middle", 1280: ""}
A4: ViewportSize = {"width": 794, "height": 1123}
"""A sheet at 96 points an inch."""
PRINTED = ("child", "network", "family", "timeline")
TASK = {"audience": "Strategy meeting, chair J. Bell", "reason": "To plan who does what"}
"""For whom and why the network is taken out."""


def main(out: Path) -> None:
    """Write the screenshots into a folder. Raises RuntimeError for one that is too large."""
    walked(out, 512, _built, _walk)


def walked(out: Path, heap_mb: int, built: Callable[[Kith], None], walk: Callable[[Tab, Path], None]) -> None:
    """Fill an index of its own, serve it and walk through its pages in Chromium. ``heap_mb``: of the database."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), demo_accounts=True, graph_heap_mb=heap_mb)
        try:
            with opened(settings) as kith:
                built(kith)
                passwords = {each.account.username: each.password for each in demo.accounts(kith)}
            log = settings.data / "server.log"
            with (
                serving(settings.data, log, KITH_DEMO_ACCOUNTS="1") as address,
                running_chromium() as browser,
            ):
                context = browser.new_context(
                    locale="en-GB", reduced_motion="reduce", viewport={"width": 1280, "height": HEIGHT}
                )
                walk(Tab(context.new_page(), address, passwords), out)
        finally:
            lifecycle.stop(settings.graph)


def _built(kith: Kith) -> None:
    build(kith, CHILDREN, {"social_care": SOCIAL_CARE, "education": EDUCATION})


def _walk(tab: Tab, out: Path) -> None:
    tab.go("/sign-in")
    shoot(tab.page, out / "sign-in.png")
    tab.sign_in("social.worker")
    tab.search("Tempranse Frosted")
    shoot(tab.page, out / "search.png")
    tab.page.get_by_role("link", name="Temperance Frostad").first.click()
    tab.give_reason("My service is involved")
    child = tab.path
    address = tab.page.locator("main a[href^='/addresses/']").first.get_attribute("href") or ""
    tab.go(f"{child}/work")
    tab.page.get_by_role("button", name="Tell me", exact=True).click()
    pages = {
        "child": child,
        "network": f"{child}/network",
        "timeline": f"{child}/timeline",
        "family": f"{child}/family",
        "address": address,
        "work": f"{child}/work",
        "caseload": "/caseload",
    }
    for name, path in pages.items():
        at_each_width(tab, path, name, out)
    for name in PRINTED:
        printed(tab, pages[name], out / f"{name}-print.png")
    taken_out(tab, f"{child}/export", out / "export-print.png")
    tab.page.get_by_role("button", name="Sign out").click()
    tab.sign_in("steward")
    tab.go("/desk")
    tab.page.locator("main table a").first.click()
    shoot(tab.page, out / "desk.png")


def at_each_width(tab: Tab, path: str, name: str, out: Path) -> None:
    """The first screen of a page at each width."""
    for width, suffix in WIDTHS.items():
        tab.page.set_viewport_size({"width": width, "height": HEIGHT})
        tab.go(path)
        if name == "network":
            tab.page.wait_for_selector(".kith-drawing__canvas canvas")
            tab.page.locator("#network-drawing").evaluate("element => element.scrollIntoView()")
        shoot(tab.page, out / f"{name}{suffix}.png")
    tab.page.set_viewport_size({"width": 1280, "height": HEIGHT})


def printed(tab: Tab, path: str, file: Path) -> None:
    """The first sheet of A4 as it is printed."""
    tab.go(path)
    first_sheet(tab.page, file)


def first_sheet(page: Page, file: Path) -> None:
    """A page that is open, on a sheet of A4."""
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    shoot(page, file)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": HEIGHT})


def taken_out(tab: Tab, path: str, file: Path) -> None:
    """The file that a meeting gets, opened by itself and printed."""
    tab.go(path)
    for name, value in TASK.items():
        tab.page.locator(f"#{name}").fill(value)
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Take it out").click()
    opened = tab.page.context.new_page()
    opened.set_content(download.value.path().read_text(encoding="utf-8"))
    first_sheet(opened, file)
    opened.close()


def shoot(page: Page, path: Path) -> None:
    """What the window shows. Raises RuntimeError where the file is too large."""
    page.screenshot(path=path)
    if path.stat().st_size > LARGEST:
        raise RuntimeError(f"{path.name} is larger than {LARGEST:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.screenshots OUT")
    main(Path(sys.argv[1]))
