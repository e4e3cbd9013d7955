"""Pictures of what is published, drawn by matplotlib as SVG. The tables stand behind every one of them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from absence.explaining import feed_words
from model.absence import BANDS, CAUSE_WORDS, Night, Point

INK, BLUE, GREY = "#0b0c0c", "#1d70b8", "#b1b4b6"
WIDTH = 7.2


def coverage(night: Night, _points: Sequence[Point]) -> bytes:
    """Of the children of each age who are expected, the share that each service knows."""
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
        if services:
            axes.legend(fontsize=8, frameon=False)

    return _svg(draw, "Share of the children expected whom each service knows, by age", 4.0)


def agencies(night: Night, _points: Sequence[Point]) -> bytes:
    """Which agencies hold the same children: an UpSet plot (Lex and others 2014)."""
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


def causes(_night: Night, points: Sequence[Point]) -> bytes:
    """Lines by first explanation, night by night."""
    by_cause: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_cause[CAUSE_WORDS[point.cause]].append(point)

    def draw(axes: Any) -> None:
        for place, (cause, series) in enumerate(by_cause.items()):
            axes.plot([point.night for point in series], [point.children for point in series], label=cause,
                      marker="osD^vPX"[place % 7], color=INK if place % 2 else BLUE,
                      linestyle=("-", "--", ":", "-.")[place // 2 % 4])  # fmt: skip
        axes.set_ylabel("children")
        axes.set_ylim(bottom=0)
        axes.figure.autofmt_xdate()
        if by_cause:
            axes.legend(fontsize=8, frameon=False)

    return _svg(draw, "Children on the list by first explanation", 4.0)


PICTURES: dict[str, tuple[str, Callable[[Night, Sequence[Point]], bytes]]] = {
    "coverage": ("Share of the children expected whom each service knows, by age", coverage),
    "agencies": ("Which agencies hold the same children", agencies),
    "causes": ("Children on the list by first explanation, night by night", causes),
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
