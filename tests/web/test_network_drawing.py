"""The drawn network: reached by keyboard, told in words, and steady when it grows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.accessibility import too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("web-browser")]


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(f"{site}/network")
    expect(opened.locator("#network-drawing[data-drawn=yes]")).to_be_visible()
    yield opened
    context.close()


def ink(page: Page) -> int:
    """How many points of the drawing are not blank."""
    count: int = page.evaluate(
        """() => [...document.querySelectorAll('.kith-drawing__canvas canvas')].reduce((sum, canvas) => {
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            for (let at = 3; at < data.length; at += 4) sum += data[at] > 0 ? 1 : 0;
            return sum;
        }, 0)"""
    )
    return count


def places(page: Page) -> dict[str, tuple[float, float]]:
    found: dict[str, dict[str, float]] = page.evaluate(
        "() => Object.fromEntries(document.querySelector('.kith-drawing__canvas')._cyreg.cy.nodes()"
        ".map(node => [node.id(), { ...node.position() }]))"
    )
    return {name: (round(place["x"], 3), round(place["y"], 3)) for name, place in found.items()}


def choose(page: Page, name: str) -> None:
    page.locator(".kith-drawing__list").get_by_role("button", name=name).click()


def test_the_network_is_drawn_and_listed(page: Page) -> None:
    page.wait_for_function("document.querySelectorAll('.kith-drawing__canvas canvas').length > 0")
    page.wait_for_timeout(200)
    assert ink(page) > 2000
    assert page.locator(".kith-drawing__list button").count() == 10


def test_what_is_said_of_the_same_two_is_one_line_with_all_its_words(page: Page) -> None:
    said = page.evaluate(
        "async () => (await import('/static/js/network-words.js'))"
        ".together(['mother of', 'parent of', 'parental responsibility for', 'mother of'])"
    )
    assert said == "mother of\nparental responsibility for"


def test_the_drawing_stays_within_a_window_that_becomes_narrower(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    assert too_wide(page) == 0


def test_two_drawings_of_one_network_stand_alike(page: Page) -> None:
    before = places(page)
    page.reload()
    expect(page.locator("#network-drawing[data-drawn=yes]")).to_be_visible()
    assert places(page) == before
    assert len(set(before.values())) == len(before)


def test_somebody_is_chosen_by_keyboard_and_told_in_words(page: Page) -> None:
    page.locator(".kith-drawing__list button").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chosen = page.locator(".kith-drawing__chosen")
    expect(chosen).to_contain_text("Toby Achterberg-Lee")
    expect(chosen).to_contain_text("Carla Achterberg mother of Toby Achterberg-Lee. Since 1 March 2022")
    expect(chosen.get_by_role("link", name="Open the page")).to_have_attribute("href", "/children/c-toby")
    assert page.locator(".kith-drawing__list button[aria-pressed=true]").count() == 1
    assert violations(page) == []


def test_a_hub_is_counted_and_cannot_be_walked_through(page: Page) -> None:
    choose(page, "Alder Primary School, school")
    chosen = page.locator(".kith-drawing__chosen")
    expect(chosen).to_contain_text("Many people meet here: 412 people. Not followed further.")
    assert chosen.get_by_role("button", name="Add the links").count() == 0


def test_adding_links_by_choice_moves_nobody_and_grows_the_tables(page: Page) -> None:
    before = places(page)
    rows = page.locator("#network-links tbody tr").count()
    choose(page, "Toby Achterberg-Lee, child")
    page.get_by_role("button", name="Add the links of Toby Achterberg-Lee").click()
    expect(page.locator(".kith-drawing__chosen")).to_contain_text("1 added to the drawing and to the tables")
    after = places(page)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"a-new"}
    assert page.locator("#network-links tbody tr").count() == rows + 1
    last = page.locator("#network-links tbody tr").last
    expect(last).to_contain_text("grandparent of")
    expect(last).to_contain_text("Since 1 January 2020")
    expect(last).to_contain_text("Education")
    expect(page.locator("#network-nodes tbody tr").last).to_contain_text("Nadia <b>Lee</b>")
    assert page.locator("b").count() == 0
    assert violations(page) == []


def test_adding_the_same_links_again_adds_nothing(page: Page) -> None:
    choose(page, "Toby Achterberg-Lee, child")
    add = page.get_by_role("button", name="Add the links of Toby Achterberg-Lee")
    add.click()
    expect(page.locator(".kith-drawing__chosen")).to_contain_text("1 added")
    add.click()
    expect(page.locator(".kith-drawing__chosen")).to_contain_text("Nobody new is linked.")
    assert page.locator(".kith-drawing__list button").count() == 11


def test_a_child_that_needs_a_reason_leads_to_the_form_for_it(page: Page) -> None:
    choose(page, "Elif Demir, child")
    page.get_by_role("button", name="Add the links of Elif Demir").click()
    link = page.locator(".kith-drawing__chosen").get_by_role("link", name="Give a reason")
    expect(link).to_have_attribute("href", "/children/c-elif/reason")


def test_a_server_that_is_gone_is_said(page: Page) -> None:
    page.route("**/api/v1/**", lambda route: route.abort())
    choose(page, "Toby Achterberg-Lee, child")
    page.get_by_role("button", name="Add the links of Toby Achterberg-Lee").click()
    expect(page.locator(".kith-drawing__chosen")).to_contain_text(
        "The index could not be reached. Try again."
    )


def test_the_drawing_is_made_larger_and_shown_whole_again(page: Page) -> None:
    zoom = "document.querySelector('.kith-drawing__canvas')._cyreg.cy.zoom()"
    whole = page.evaluate(zoom)
    page.get_by_role("button", name="Larger").click()
    assert page.evaluate(zoom) > whole
    page.get_by_role("button", name="Smaller").click()
    page.get_by_role("button", name="Show all").click()
    assert page.evaluate(zoom) == pytest.approx(whole)


def shown(page: Page) -> set[str]:
    found: list[str] = page.evaluate(
        "() => document.querySelector('.kith-drawing__canvas')._cyreg.cy.nodes()"
        ".filter(node => node.style('display') !== 'none').map(node => node.id())"
    )
    return set(found)


def test_who_lives_together_stands_in_one_frame(page: Page) -> None:
    frames = page.evaluate(
        "() => Object.fromEntries(document.querySelector('.kith-drawing__canvas')._cyreg.cy.nodes(':child')"
        ".map(node => [node.id(), node.parent().id()]))"
    )
    assert frames == {"c-maya": "h-mill", "a-carla": "h-mill"}


def test_what_is_done_to_the_drawing_is_undone_in_turn(page: Page) -> None:
    everybody, before = shown(page), places(page)
    undo = page.locator("[data-undo]")
    expect(undo).to_be_disabled()
    choose(page, "Toby Achterberg-Lee, child")
    page.get_by_role("button", name="Add the links of Toby Achterberg-Lee").click()
    expect(undo).to_have_text("Undo: links of Toby Achterberg-Lee")
    page.get_by_role("button", name="Show only Toby Achterberg-Lee and what is linked").click()
    expect(undo).to_have_text("Undo: only Toby Achterberg-Lee")
    assert shown(page) == {"c-toby", "a-carla", "h-mill", "a-new"}
    page.get_by_role("button", name="Pin in place").click()
    expect(undo).to_have_text("Undo: pin Toby Achterberg-Lee")
    undo.click()
    undo.click()
    assert shown(page) == everybody | {"a-new"}
    undo.click()
    assert places(page) == before
    expect(page.locator("#network-nodes tbody tr")).to_have_count(len(everybody))
    expect(undo).to_be_disabled()


def test_an_earlier_day_is_asked_for_and_told_in_words(page: Page) -> None:
    before = places(page)
    page.locator("#drawing-day").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#drawing-day-said")).to_have_text("1 August 2026")
    told = page.locator(".kith-drawing__then")
    expect(told).to_contain_text("Joined since then: Elif Demir")
    expect(told).to_contain_text("Left since then: Nadia <b>Lee</b>.")
    expect(told.get_by_role("link")).to_have_attribute("href", "/network?as_at=2026-08-01&depth=2")
    assert shown(page) >= {"c-maya", "a-new"}
    assert "c-elif" not in shown(page)
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    expect(told).to_be_empty()
    assert {name: place for name, place in places(page).items() if name in before} == before
    assert "c-elif" in shown(page)
