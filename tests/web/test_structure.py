"""Every page in every state is sound HTML, escapes what it shows and keeps names out of addresses and titles."""

import dataclasses
import json

import pytest
from bs4 import BeautifulSoup

from tests.web.children import HOSTILE, LONG, named
from tests.web.examples import EXAMPLES, NETWORK
from tests.web.html import faults, soup
from web import render


@pytest.fixture(params=sorted(EXAMPLES))
def html(request: pytest.FixtureRequest) -> str:
    return render(*EXAMPLES[request.param])


def test_a_page_has_a_sound_structure(html: str) -> None:
    assert faults(html) == []


def test_the_check_sees_what_is_wrong() -> None:
    broken = """<!DOCTYPE html><html><head><title>x</title></head><body>
    <h2 id="a" style="color:red">x</h2><h4 id="a">y</h4>
    <form method="post"><input name="q"></form><script>1</script><a href="#nowhere">z</a><nav></nav></body></html>"""
    found = " ".join(faults(broken))
    for word in (
        "there 2 times",
        "#nowhere",
        "no label",
        "h1",
        "language",
        "script stands",
        "has style",
        "token",
        "no name",
    ):
        assert word in found


@pytest.mark.parametrize(
    "name", [HOSTILE, LONG, "Siân O'Neill-Østergård", "王小明", "{{ 7 * 7 }}", "</script><b>", "a" * 300]
)
def test_a_name_is_shown_as_it_is_and_does_nothing(name: str) -> None:
    page = soup(render("child", named(name)))
    assert page.h1 is not None
    assert " ".join(page.h1.get_text().split()) == " ".join(name.split())
    assert page.select("script:not([src])") == []
    assert page.find("b") is None


def test_the_data_of_the_drawing_cannot_end_its_script() -> None:
    node = NETWORK.network.nodes[0].model_copy(update={"label": HOSTILE + "</script><!--"})
    context = dataclasses.replace(
        NETWORK, network=NETWORK.network.model_copy(update={"nodes": [node], "edges": []})
    )
    data = soup(render("network", context)).find("script", id="network-data")
    assert data is not None
    assert "<" not in data.get_text()
    assert json.loads(data.get_text())["nodes"][0]["label"] == HOSTILE + "</script><!--"


def test_no_name_stands_in_an_address_or_a_title() -> None:
    for state, (template, context) in EXAMPLES.items():
        page = soup(render(template, context))
        assert page.title is not None
        assert "Achterberg" not in page.title.get_text(), state
        for element in page.find_all(href=True):
            assert "chterberg" not in str(element["href"]), state
        for form in page.find_all("form", method="get"):
            assert not form.find("input", attrs={"name": "q"}), state


def links(page: BeautifulSoup) -> set[str]:
    return {str(element["href"]).partition("?")[0] for element in page.select("main a[href^='/']")}


def test_a_child_page_leads_to_everybody_it_names() -> None:
    found = links(soup(render(*EXAMPLES["child"])))
    assert {
        "/children/c-toby",
        "/adults/a-carla",
        "/addresses/h-mill",
        "/children/c-maya/network",
        "/paths",
        *(
            f"/children/c-maya/{table}.csv"
            for table in ("siblings", "household", "addresses", "involvements", "schools", "events")
        ),
    } <= found


def test_tables_go_out_only_where_that_is_allowed() -> None:
    assert not any(link.endswith(".csv") for link in links(soup(render(*EXAMPLES["child-crowd"]))))


def test_links_keep_the_dates_that_were_asked_for() -> None:
    page = soup(render(*EXAMPLES["child-then"]))
    there = {str(element["href"]) for element in page.select(".moj-sub-navigation a")}
    assert "/children/c-maya/network?as_at=2022-01-15&as_known_at=2025-06-01" in there
