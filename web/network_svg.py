"""A network drawn by the server, for a file that needs no script: rings by distance, each kind by its shape."""

from __future__ import annotations

import math
from collections import defaultdict

from markupsafe import Markup

from model.views import Network, NetworkNode
from web.svg import Drawing, broken

FILTERS = ("network_svg",)

RING = 190
APART = 150


def network_svg(network: Network) -> Markup:
    """The network as a drawing; who is nearer stands nearer, branch beside branch."""
    places, size = _places(network)
    drawing = Drawing(size, size, "Network", "network")
    for edge in network.edges:
        (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
        look = "line" if edge.current else "line kith-svg__line--other"
        drawing.add("line", look, x1=x1, y1=y1, x2=x2, y2=y2)
    for node in network.nodes:
        x, y = places[node.uid]
        symbol(drawing, node.kind, x, y, start=node.uid == network.start)
        lines = [*broken(node.label, 18, 2), *([node.detail] if node.detail else [])]
        drawing.text(x, y + 34, lines)
    return drawing.markup()


def _places(network: Network) -> tuple[dict[str, tuple[float, float]], float]:
    near: defaultdict[str, list[str]] = defaultdict(list)
    for edge in network.edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    rings: defaultdict[int, list[NetworkNode]] = defaultdict(list)
    angle: dict[str, float] = {network.start: 0.0}
    for node in network.nodes:
        rings[node.hops].append(node)
    radius = {0: 0.0}
    for hops in sorted(rings):
        if hops == 0:
            continue
        # Each stands near the one that it hangs on: in the order of the angles of the ring inside.
        ring = sorted(
            rings[hops],
            key=lambda node: (
                min((angle[uid] for uid in near[node.uid] if uid in angle), default=0.0),
                node.label,
            ),
        )
        radius[hops] = max(radius[hops - 1] + RING, len(ring) * APART / (2 * math.pi))
        for number, node in enumerate(ring):
            angle[node.uid] = 2 * math.pi * number / len(ring)
    half = max(radius.values()) + 110
    return {
        node.uid: (
            half + radius[node.hops] * math.sin(angle[node.uid]),
            half - radius[node.hops] * math.cos(angle[node.uid]),
        )
        for node in network.nodes
    }, 2 * half


def symbol(drawing: Drawing, kind: str, x: float, y: float, *, start: bool = False) -> None:
    """The shape that each kind of node has in every drawing, about 36 wide and high."""
    look = "symbol kith-svg__symbol--start" if start else "symbol"
    corners = {
        "address": "0,-18 17,-5 11,16 -11,16 -17,-5",
        "school": "-9,-17 9,-17 18,0 9,17 -9,17 -18,0",
        "professional": "0,-18 18,0 0,18 -18,0",
        "event": "0,-17 18,16 -18,16",
    }
    if kind == "child":
        drawing.add("circle", look, cx=x, cy=y, r=17)
    elif kind in corners:
        points = " ".join(
            f"{x + float(pair.split(',')[0]):.1f},{y + float(pair.split(',')[1]):.1f}"
            for pair in corners[kind].split()
        )
        drawing.add("polygon", look, points=points)
    else:
        drawing.add("rect", look, x=x - 16, y=y - 16, width=32, height=32, rx=8 if kind == "adult" else 0)
