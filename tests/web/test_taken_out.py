"""A network as a file of its own: nothing is fetched, nothing is in it that was not asked for, each page says whose."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from model.taking_out import Wanted, kin, reduced
from tests.support.accessibility import too_wide, violations
from tests.web.example_networks import network
from tests.web.html import soup
from tests.web.people import CARE, SCHOOLS, TODAY
from tests.web.working_examples import FILE, WANTED
from web.render import render_file

WHOLE = network(TODAY, CARE, SCHOOLS)
SHUT = Wanted(audience="Strategy meeting", reason="A strategy meeting today")


def left(wanted: Wanted) -> set[str]:
    return {node.uid for node in reduced(WHOLE, kin(WHOLE) | {"c-toby"}, wanted).nodes}


CASES = [
    (SHUT, {"c-maya", "c-toby", "a-carla", "s-1", "social_care:north", "w-1", "e-1"}),
    (SHUT.model_copy(update={"addresses": True}), left(SHUT) | {"h-mill"}),
    (
        SHUT.model_copy(update={"addresses": True, "other_families": True}),
        {node.uid for node in WHOLE.nodes},
    ),
]


@pytest.mark.parametrize(("wanted", "expected"), CASES)
def test_only_what_was_asked_for_is_taken_out(wanted: Wanted, expected: set[str]) -> None:
    found = reduced(WHOLE, kin(WHOLE) | {"c-toby"}, wanted)
    assert {node.uid for node in found.nodes} == expected
    assert all({edge.source, edge.target} <= expected for edge in found.edges)
    assert {node.household for node in found.nodes} <= expected | {None}


def test_a_file_without_addresses_and_numbers_holds_none() -> None:
    shut = dataclasses.replace(FILE, wanted=SHUT, network=reduced(WHOLE, kin(WHOLE), SHUT))
    text = soup(render_file("network", shut)).get_text(" ")
    for absent in ("Mill Lane", "020 7946", "Ron Lee", "Elif"):
        assert absent not in text
    assert "Left out: addresses, telephone numbers, people of other families" in " ".join(text.split())
    assert text.count("Confidential. For Strategy meeting. Taken out by Ines Okafor") == 2


def test_every_line_has_its_source_and_its_age() -> None:
    page = soup(render_file("network", FILE))
    rows = page.select("tbody tr")
    assert len(rows) == len(WHOLE.edges)
    assert all("days old" in row.get_text() or "1 day old" in row.get_text() for row in rows)


@pytest.mark.browser
@pytest.mark.xdist_group("web-browser")
def test_the_file_is_complete_without_a_network(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    file.write_text(render_file("network", dataclasses.replace(FILE, wanted=WANTED)), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert said == []
    box = page.locator("svg").bounding_box()
    assert box is not None
    assert box["height"] > 300
    assert page.locator("tbody tr").count() == len(WHOLE.edges)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert too_wide(page) == 0
    context.close()
