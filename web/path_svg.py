"""The path of a finding as a drawing: the child at the top, what is linked below, one lane for each hop with its dates,
its sources and how fresh they are. It is as wide as its lanes: a simple path fits a telephone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from model.findings import FindingView, Step
from web.filters import day, period
from web.layers import Layers, Link, layered
from web.network_svg import symbol
from web.svg import LINE, Drawing, broken
from web.words import first_upper, in_words, role_in_words

FILTERS = ("finding_path", "freshness")

LANE, NARROW = 286, 36
"""Widths of a lane with its words, and of one that only passes by."""
MOST_LANES = 4
"""Lanes of one layer that can be read beside each other; the table holds all."""
MOST_SAID = 5
"""Lines of words of one hop, unless its first claim is longer."""
CHARACTERS = 34
"""Of a line of text in a lane."""
_BOX, _GAP = 62, 14
_KINDS = {"somebody": "person", "address": "home", "professional": "worker"}


@dataclass(frozen=True)
class Node:
    """One box. ``key`` tells boxes apart."""

    key: str
    name: str
    kind: str
    what: str = ""


def freshness(step: Step) -> str:
    """How fresh a hop is: when it was confirmed with the family, else when the index was told, or until when."""
    if step.no_longer:
        return f"no longer said since {day(step.no_longer)}"
    if step.confirmed:
        return f"confirmed {day(step.confirmed)}"
    return f"told {day(step.told)}" if step.told else "not known"


def finding_path(finding: FindingView) -> Markup:
    """The drawing: from the same hops as the sentences of the path."""
    nodes, links = _graph(finding)
    layers = layered(finding.child.uid, links, MOST_LANES)
    drawing = Drawing(
        _width(layers), _height(layers), f"How the finding about {finding.child.name} hangs together", "path",
        natural=True,
    )  # fmt: skip
    left, top = _columns(layers), 2.0
    for number in range(len(layers.rows)):
        if number:
            top = _lines(drawing, layers, number, left, top)
        for key in layers.rows[number]:
            if key in nodes:
                width = max(1, layers.lanes(key)) * LANE - _GAP
                _box(drawing, nodes[key], left[key], top, width, start=key == finding.child.uid)
        top += _BOX
    if layers.left_out:
        drawing.text(2, top + 22, [f"and {layers.left_out} more in the table"], anchor="start")
    return drawing.markup()


def _graph(finding: FindingView) -> tuple[dict[str, Node], list[Link]]:
    """Boxes by key, and what links them. Involvements of one kind are one box, and so are events of the same people."""
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for step in finding.path:
        if step.type == "PARTY_TO" and step.end:
            parties[step.end.uid].add(step.start.uid)
    nodes = {finding.child.uid: Node(finding.child.uid, finding.child.name, "child")}
    claims: defaultdict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in finding.path:
        start = Node(step.start.uid, step.start.name, step.start.kind)
        end = _end(step, parties)
        nodes |= {node.key: node for node in (start, end) if node.key not in nodes}
        claims[start.key, end.key].append(step)
    return nodes, [Link(*ends, tuple(_said(some)), all(map(_over, some))) for ends, some in claims.items()]


def _end(step: Step, parties: dict[str, set[str]]) -> Node:
    if step.end is None:
        name = "A record" if step.type == "DESCRIBES" else first_upper(in_words(step.kind))
        return Node(f"{step.type} {step.start.uid} {step.kind} {step.agency}", name, "service", _agency(step))
    if step.type == "PARTY_TO":
        return Node(
            f"event {step.kind} {sorted(parties[step.end.uid])}", first_upper(in_words(step.kind)), "event"
        )
    return Node(step.end.uid, step.end.name, step.end.kind)


def _over(step: Step) -> bool:
    ended = step.to is not None and step.type not in ("PARTY_TO", "DESCRIBES")
    return ended or step.no_longer is not None


def _said(claims: Sequence[Step]) -> list[str]:
    """What stands beside a line: what kind of link, since when, says who, how fresh."""
    same: dict[str, dict[str, list[str]]] = {}
    for step in claims:
        fresh = same.setdefault(f"{_how(step)}, {_when(step)}", {}).setdefault(freshness(step), [])
        if _agency(step) not in fresh:
            fresh.append(_agency(step))
    lines: list[str] = []
    for what, by in same.items():
        said = [what, *(f"{', '.join(who)}: {how}" for how, who in by.items())]
        more = [line for each in said for line in broken(each, CHARACTERS, 2)]
        if lines and len(lines) + len(more) > MOST_SAID:
            return [*lines, "and more in the table"]
        lines += more
    return lines


def _agency(step: Step) -> str:
    return first_upper(in_words(step.agency))


def _how(step: Step) -> str:
    if step.type == "PARTY_TO":
        return first_upper(role_in_words(step.status or "party"))
    if step.type == "INVOLVED_WITH":
        return first_upper(in_words(step.status, "status not recorded"))
    if step.type in ("DESCRIBES", "ATTENDS"):
        return {"DESCRIBES": "Extracted", "ATTENDS": "On roll"}[step.type]
    return first_upper(in_words(step.kind))


def _when(step: Step) -> str:
    if step.type in ("PARTY_TO", "DESCRIBES") and step.from_:
        return day(step.from_) if step.to in (None, step.from_) else period(step.from_, step.to)
    return period(step.from_, step.to)


def _columns(layers: Layers) -> dict[str, float]:
    """Where each box, and each lane that only passes by, begins."""
    left: dict[str, float] = {}
    for row in layers.rows:
        at = 2.0
        for key in row:
            left[key] = at
            at += NARROW if key in layers.passing else max(1, layers.lanes(key)) * LANE
    return left


def _width(layers: Layers) -> float:
    rows = (
        sum(NARROW if key in layers.passing else max(1, layers.lanes(key)) * LANE for key in row)
        for row in layers.rows
    )
    return max(rows, default=LANE) + 2


def _words(layers: Layers, number: int) -> float:
    """The height of the words between a layer and the one above."""
    return 12 + LINE * max((len(link.says) for link in layers.into(number)), default=0)


def _bus(layers: Layers, number: int) -> float:
    return 8 + 7 * len(layers.rows[number - 1])


def _height(layers: Layers) -> float:
    between = sum(_words(layers, number) + _bus(layers, number) for number in range(1, len(layers.rows)))
    return 4 + len(layers.rows) * _BOX + between + (30 if layers.left_out else 0)


def _lines(drawing: Drawing, layers: Layers, number: int, left: dict[str, float], top: float) -> float:
    """The lines into a layer, each in its lane with its words; where the layer's boxes begin."""
    bottom = top + _bus(layers, number) + _words(layers, number)
    hops = layers.hops(number)
    for upper, lower, place, link in hops:
        lane = left[lower] + 14 + place * LANE
        leaves = left[upper] + (14 if len(hops) == 1 or upper in layers.passing else 26)
        turn = top + 6 + 7 * layers.rows[number - 1].index(upper)
        # A lane that only passes by goes on through the layer.
        end = bottom + (_BOX if lower in layers.passing else 0)
        look = "line kith-svg__line--other" if link.over else "line"
        drawing.add("path", look, d=f"M{leaves:.0f} {top:.0f}V{turn:.0f}H{lane:.0f}V{end:.0f}", fill="none")
        if lower not in layers.passing:
            first = top + _bus(layers, number) + 14
            drawing.text(lane + 10, first, list(link.says), look="small", anchor="start")
    return bottom


def _box(drawing: Drawing, node: Node, x: float, y: float, width: float, *, start: bool) -> None:
    drawing.add("rect", "symbol", x=x, y=y, width=width, height=_BOX - 2)
    symbol(drawing, node.kind, x + 28, y + _BOX / 2 - 1, start=start)
    name = broken(node.name, int((width - 64) / 8.2), 2)
    what = "the child" if start else node.what or _KINDS.get(node.kind, node.kind)
    drawing.text(x + 56, y + (34 if len(name) == 1 else 25) - LINE / 2, name, look="heading", anchor="start")
    drawing.text(x + 56, y + _BOX - 10, [what], look="small", anchor="start")
