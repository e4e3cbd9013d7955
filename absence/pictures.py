"""Pictures of what is published, drawn by matplotlib as SVG. The tables stand behind every one of them."""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from absence.explaining import feed_words
from absence.wards import Shapes
from model.absence import BANDS, CAUSE_WORDS
from model.absence_published import Night

INK, BLUE, GREY, WHITE = "#0b0c0c", "#1d70b8", "#b1b4b6", "#ffffff"
WIDTH = 7.2
DATES = 6
"""So many days are named below a picture."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What pictures are drawn of: what was published last, what was published before (oldest first, the last among
    them), and the shapes of wards if there are any."""

    night: Night
    nights: Sequence[Night]
    shapes: Shapes | None = None


def coverage(seen: Seen) -> bytes:
    """Of the children of each age who are expected, the share that each service knows."""
    night = seen.night
    services = list(dict.fromkeys(share.service for share in night.shares if share.known is not None))

    def draw(axes: Any) -> None:
        for place, service in enumerate(services):
            known = {share.band: share.known for share in night.shares if share.service == service}
            ages = [each for each in BANDS if known.get(each) is not None]
            axes.plot([each.value for each in ages], [known[each] for each in ages], label=service,
                      marker="osD^vPX"[place % 7], color=INK if place % 2 else BLUE,
                      linestyle=("-", "--", ":", "-.")[place // 2 % 4])  # fmt: skip
        axes.set_ylabel("known, per cent of those expected")
        axes.set_ylim(0, 102)
        _legend(axes, len(services))

    return _svg(draw, "Share of the children expected whom each service knows, by age", 4.6)


def agencies(seen: Seen) -> bytes:
    """Which agencies hold the same children: an UpSet plot (Lex and others 2014)."""
    night = seen.night
    feeds = sorted({feed for pattern in night.patterns for feed in pattern.feeds})

    def draw(axes: Any) -> None:
        figure = axes.figure
        axes.remove()
        upper, lower = figure.subplots(
            2, 1, sharex=True, gridspec_kw={"height_ratios": [2, max(1, len(feeds)) / 4]}
        )
        places = range(len(night.patterns))
        upper.bar(places, [pattern.children for pattern in night.patterns], color=BLUE)
        upper.set_ylabel("children")
        upper.set_title("Which agencies hold the same children", loc="left", fontsize=10)
        for row, feed in enumerate(feeds):
            lower.scatter(places, [row] * len(night.patterns), s=28, color=GREY)
            held = [place for place, pattern in enumerate(night.patterns) if feed in pattern.feeds]
            lower.scatter(held, [row] * len(held), s=28, color=INK)
        for place, pattern in enumerate(night.patterns):
            rows = [feeds.index(feed) for feed in pattern.feeds]
            lower.vlines(place, min(rows), max(rows), color=INK)
        lower.set_yticks(range(len(feeds)), [feed_words(feed) for feed in feeds], fontsize=8)
        lower.set_xticks([])
        for each in (upper, lower):
            each.spines[["top", "right"]].set_visible(False)

    return _svg(draw, "", 5.5)


def causes(seen: Seen) -> bytes:
    """Lines by first explanation, night by night."""
    points = [
        (CAUSE_WORDS[each.cause], each.night, each.children) for night in seen.nights for each in night.causes
    ]
    return _over_time(points, "Children on the list by first explanation")


def gaps(seen: Seen) -> bytes:
    """Lines that lack each service, night by night."""
    points = [
        (_service(each.service), each.night, each.children) for night in seen.nights for each in night.gaps
    ]
    return _over_time(points, "Children whom a service should know and does not, night by night")


def _service(code: str) -> str:
    return code.replace("_", " ")


def _over_time(points: Iterable[tuple[str, Any, int]], title: str) -> bytes:
    series: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for name, day, children in points:
        series[name].append((day, children))

    def draw(axes: Any) -> None:
        for place, (name, told) in enumerate(series.items()):
            axes.plot([day for day, _ in told], [children for _, children in told], label=name,
                      marker="osD^vPX"[place % 7], color=INK if place % 2 else BLUE,
                      linestyle=("-", "--", ":", "-.")[place // 2 % 4])  # fmt: skip
        axes.set_ylabel("children")
        axes.set_ylim(bottom=0)
        nights = sorted({day for told in series.values() for day, _ in told})
        days = nights[:: -(-len(nights) // DATES) or 1]
        axes.set_xticks(days)
        axes.set_xticklabels([f"{day.day} {day:%b %Y}" for day in days])
        _legend(axes, len(series))

    return _svg(draw, title, 4.4)


def _legend(axes: Any, lines: int) -> None:
    """Below the picture, where it hides no line."""
    if lines:
        axes.figure.legend(loc="outside lower center", ncols=2, fontsize=8, frameon=False)


def wards(seen: Seen) -> bytes:
    """A map: of the children of each ward, by the population estimate, the share that the index holds."""
    shares = {each.area: each.share for each in seen.night.held if each.band is None}

    def draw(axes: Any) -> None:
        from matplotlib.collections import PolyCollection

        axes.set_axis_off()
        known = [share for ward, share in shares.items() if share is not None and ward in (seen.shapes or {})]
        low, high = min(known, default=0), max(known, default=100)
        for ward, rings in sorted((seen.shapes or {}).items()):
            share = shares.get(ward)
            depth = (share - low) / max(1, high - low) if share is not None else 0.0
            face = _between(WHITE, BLUE, 0.15 + 0.6 * depth) if share is not None else WHITE
            axes.add_collection(
                PolyCollection(
                    rings, facecolors=face, edgecolors=INK, linestyles="-" if share is not None else ":"
                )
            )
            points = [point for ring in rings for point in ring]
            middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
            words = f"{ward}\n{f'{share}%' if share is not None else 'not said'}"
            axes.annotate(words, middle, ha="center", va="center", fontsize=7, color=INK)
        axes.autoscale_view()
        middle_y = sum(axes.get_ylim()) / 2
        degrees = all(abs(limit) <= 180 for limit in (*axes.get_xlim(), *axes.get_ylim()))
        axes.set_aspect(1 / math.cos(math.radians(middle_y)) if degrees and abs(middle_y) < 89 else 1)

    return _svg(draw, "Share of the estimated children of each ward whom the index holds", 5.5)


def _between(light: str, dark: str, share: float) -> str:
    """A colour between two; text in ink stays readable on it."""
    parts = [(int(light[at : at + 2], 16), int(dark[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in parts)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its title, how it is drawn, where its figures stand on the page, and what it takes."""

    title: str
    draw: Callable[[Seen], bytes]
    table: str
    able: Callable[[Seen], bool] = lambda _seen: True


PICTURES: dict[str, Picture] = {
    "coverage": Picture("Share of the children expected whom each service knows, by age", coverage, "shares"),
    "wards": Picture(
        "Map of the share of the estimated children of each ward whom the index holds",
        wards,
        "held",
        lambda seen: bool(seen.shapes and seen.night.held),
    ),
    "agencies": Picture("Which agencies hold the same children", agencies, "patterns"),
    "causes": Picture("Children on the list by first explanation, night by night", causes, "causes"),
    "gaps": Picture("Children whom a service should know and does not, night by night", gaps, "gaps"),
}


def _svg(draw: Callable[[Any], None], title: str, height: float) -> bytes:
    """An SVG of its own, the same for the same figures: no date, no random identifiers."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(
        {"svg.hashsalt": "kith", "font.family": "sans-serif", "svg.fonttype": "path", "font.size": 9}
    ):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots()
        axes.set_title(title, loc="left", fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()
