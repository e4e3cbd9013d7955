"""The drawn network in Chromium: how long its layout takes, and how many frames a second there are while dragging."""

from __future__ import annotations

import datetime as dt
import random
import statistics
from typing import Any, Literal

from playwright.sync_api import Page, Route

import web
from bench.tables import Result
from model.views import Network, NetworkEdge, NetworkNode
from tests.support.chromium import running_chromium
from tests.web.preview import preview
from web.contexts.base import User
from web.contexts.network import NetworkPage

NodeKind = Literal["child", "adult", "address", "school", "service", "professional", "event"]
SIZES = (40, 100, 300)
DAY = dt.date(2026, 9, 1)
SEED = 5
TIMES = 5
LAYOUT = """async () => {
  const { place } = await import("/static/js/network-places.js");
  const data = JSON.parse(document.getElementById("network-data").textContent);
  const begun = performance.now();
  place(data.start, data.nodes, data.edges);
  return performance.now() - begun;
}"""
DRAWN = """() => {
  const at = (name) => performance.getEntriesByName(name)[0].startTime;
  return at("network-drawn") - at("network-begun");
}"""
WATCH = """() => {
  window.frames_ = [];
  const next = (at) => { window.frames_.push(at); window.watching_ = requestAnimationFrame(next); };
  window.watching_ = requestAnimationFrame(next);
}"""
UNWATCH = "() => { cancelAnimationFrame(window.watching_); return window.frames_; }"
NODE = """() => {
  const cy = document.querySelector(".kith-drawing__canvas")._cyreg.cy;
  const node = cy.nodes(":childless").sort((a, b) => b.degree() - a.degree())[0];
  const box = cy.container().getBoundingClientRect();
  const at = node.renderedPosition();
  return { x: box.x + at.x, y: box.y + at.y };
}"""

CLOSER = """() => {
  const cy = document.querySelector(".kith-drawing__canvas")._cyreg.cy;
  const node = cy.nodes(":childless").sort((a, b) => b.degree() - a.degree())[0];
  cy.zoom(1);
  cy.center(node);
}"""
"""The size at which every label is drawn; the view opens on the whole network, where those of a large one are not."""


def run(_children: int) -> None:
    """The sizes of the table; the size of a borough says nothing here."""
    result = Result("drawing", "The network view in Chromium")
    with preview() as site, running_chromium() as browser:
        for size in SIZES:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            result.add(**measured(page, site, size))
            page.close()
    result.notes.append(
        "headless, without a graphics processor; the median of five loads, frames while dragging 2 s"
    )
    result.show()


def measured(page: Page, site: str, size: int) -> dict[str, Any]:
    """One size."""
    html = web.render("network", _page(size))

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html)

    page.route(f"{site}/drawn", answer)
    layouts, drawn = [], []
    for _ in range(TIMES):
        page.goto(f"{site}/drawn")
        page.wait_for_selector("#network-drawing[data-drawn=yes]")
        drawn.append(page.evaluate(DRAWN))
        layouts.append(page.evaluate(LAYOUT))
    page.locator("#network-drawing").evaluate("element => element.scrollIntoView()")
    whole = _dragged(page)
    page.evaluate(CLOSER)
    return {
        "nodes": size,
        "layout_ms": round(statistics.median(layouts), 1),
        "layout_and_drawing_ms": round(statistics.median(drawn), 1),
        "frames_a_second": round(whole, 1),
        "with_labels": round(_dragged(page), 1),
    }


def _dragged(page: Page) -> float:
    at = page.evaluate(NODE)
    page.mouse.move(at["x"], at["y"])
    page.mouse.down()
    page.evaluate(WATCH)
    for step in range(120):
        page.mouse.move(at["x"] + 60 * (step % 10) / 10, at["y"] + 40 * (step % 7) / 7)
    frames: list[float] = page.evaluate(UNWATCH)
    page.mouse.up()
    return 1_000 * (len(frames) - 1) / (frames[-1] - frames[0])


def _page(size: int) -> NetworkPage:
    """People in households of four, linked at random, with schools, services and events."""
    chance = random.Random(SEED)
    nodes = [NetworkNode(uid="n0", kind="child", label="Maya Achterberg", hops=0, household="h0")]
    edges: list[NetworkEdge] = []
    kinds: tuple[NodeKind, ...] = (
        "child",
        "adult",
        "adult",
        "school",
        "service",
        "professional",
        "event",
        "child",
    )
    while len(nodes) < size:
        number = len(nodes)
        if number % 10 == 1:
            nodes.append(
                NetworkNode(uid=f"h{number // 10}", kind="address", label=f"{number} Elm Court", hops=1)
            )
            continue
        kind = kinds[number % len(kinds)]
        home = f"h{number // 10}" if kind in ("child", "adult") else None
        hops = 1 + (number > size // 3)
        uid = f"n{number}"
        nodes.append(
            NetworkNode(uid=uid, kind=kind, label=f"Name {number} Achterberg", hops=hops, household=home)
        )
        for end in {
            home or "n0",
            chance.choice([node.uid for node in nodes[:-1] if node.kind in ("child", "adult")]),
        }:
            edges.append(
                NetworkEdge(
                    uid=f"e{len(edges)}", source=uid, target=end, kind="RELATED_TO", label="linked with"
                )
            )
    known = {node.uid for node in nodes}
    edges = [edge for edge in edges if edge.target in known]
    network = Network(start="n0", as_at=DAY, as_known_at=DAY, depth=2, nodes=nodes, edges=edges)
    return NetworkPage(
        today=DAY,
        user=User("Ines Okafor", "Practitioner"),
        csrf_token="bench",  # noqa: S106 - no secret: nothing is sent
        as_at=DAY,
        known_at=DAY,
        uid="n0",
        name="Maya Achterberg",
        network=network,
    )
