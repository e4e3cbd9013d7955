"""The screenshots of children whom expected services do not know: ``python -m tools.screenshots_missing OUT``.

A borough in which every agency delivers and every cause is planted, with three nights behind it.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from bench.indexes import load_whole
from kith.absences import enter_night
from kith.composition import Kith, utc_now
from kith.synth import generate
from kith.synth.agencies import all_codes
from tests.e2e.tab import Tab
from tools.screenshots import at_each_width, printed, shoot, walked

CHILDREN = 3_000
NIGHTS = 3


def main(out: Path) -> None:
    """Write the screenshots into a folder. Raises RuntimeError for one that is too large."""
    walked(out, 1024, _built, _walk)


def _built(kith: Kith) -> None:
    borough = kith.settings.data / "borough"
    today = utc_now().date()
    before = today - dt.timedelta(days=NIGHTS)
    generate(borough, children=CHILDREN, seed=3, as_of=before, feeds=all_codes(), planted=("absence",))
    for name in ("population.csv", "wards.geojson"):
        (borough / name).rename(kith.settings.data / name)
    load_whole(kith, borough, lambda _stage: None)
    for night in range(1, NIGHTS + 1):
        enter_night(kith, before + dt.timedelta(days=night), lambda _stage: None)


def _walk(tab: Tab, out: Path) -> None:
    page = tab.page
    tab.sign_in("lead")
    at_each_width(tab, "/missing", "missing", out)
    printed(tab, "/missing", out / "missing-print.png")
    for place in ("pictures", "held"):
        page.locator(f"#{place}").evaluate("element => element.scrollIntoView()")
        shoot(page, out / f"missing-{place}.png")
    tab.go("/missing")
    page.get_by_label("What the piece of work is called").fill("Autumn check")
    page.get_by_label("Why it is done").fill("The partnership asked for it")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/works/*")
    at_each_width(tab, tab.path, "missing-work", out)
    page.locator("tr", has_text="Records that were not recognised").locator("th a").first.click()
    page.wait_for_url("**/lines/*")
    at_each_width(tab, tab.path, "missing-child", out)
    page.get_by_label("Agency").select_option("education_welfare")
    page.get_by_label("Why", exact=True).fill("On no roll, and the family does not answer")
    page.get_by_role("button", name="Hand over").click()
    page.wait_for_url("**/works/*")
    page.context.clear_cookies()
    tab.sign_in("welfare.officer")
    tab.go("/enquiries")
    page.locator("th a[href^='/enquiries/']").click()
    page.wait_for_url("**/reason*")
    tab.give_reason()
    page.wait_for_url("**/enquiries/*")
    page.get_by_label("What you tried").fill("Rang the school in the next borough")
    page.get_by_label("What comes next").fill("Their admissions call back on Friday")
    page.get_by_role("button", name="Enter").click()
    page.wait_for_load_state()
    at_each_width(tab, tab.path, "enquiry", out)
    printed(tab, tab.path, out / "enquiry-print.png")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.screenshots_missing OUT")
    main(Path(sys.argv[1]))
