"""The life of a child as lanes of time: homes, who lived there, schools, services, events; as rows and as a drawing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from model.facts import Fact, Source
from model.views import Event, Involvement, SchoolStay, Stay
from model.working import OwnInvolvement
from web.svg import Drawing
from web.words import first_upper, in_words, role_in_words

FILTERS = ("lanes", "lifelines", "moments")

WIDTH = 1000
LABEL = 118
ROW = 24
_SAID = {
    "Homes": ("Home from this day", "Home until this day"),
    "Lived there": ("Joined the household", "Left the household"),
    "Schools": ("Started at school", "Left school"),
    "Services": ("Involvement began", "Involvement ended"),
}

Across = Callable[[dt.date], float]
"""A day to its place from left to right."""

_LEAST = 7.2
"""Width of one character of a label."""


@dataclass(frozen=True)
class Bar:
    """One thing that was so for a time. Without a beginning it is drawn as long as is known."""

    what: str
    start: dt.date | None
    end: dt.date | None
    sources: list[Source]
    point: bool = False


@dataclass(frozen=True)
class Lane:
    """One kind of thing, the earliest first."""

    name: str
    bars: list[Bar]


@dataclass(frozen=True)
class Moment:
    """One day of a timeline: something began, ended or happened."""

    on: dt.date
    what: str
    sources: list[Source]


def lanes(
    addresses: Iterable[Fact[Stay]],
    residents: Iterable[Fact[Stay]],
    schools: Iterable[Fact[SchoolStay]],
    involvements: Iterable[Fact[Involvement]],
    events: Iterable[Fact[Event]],
    registered: Iterable[OwnInvolvement] = (),
) -> list[Lane]:
    """The lanes that hold anything."""
    found = {
        "Homes": [
            Bar(
                f"{_line(fact)} ({in_words(fact.value.kind)})",
                fact.value.joined or fact.from_,
                fact.value.left or fact.to,
                fact.sources,
            )
            for fact in addresses
        ],
        "Lived there": [
            Bar(
                f"{fact.value.person.name} at {_line(fact)}",
                fact.value.joined or fact.from_,
                fact.value.left or fact.to,
                fact.sources,
            )
            for fact in residents
        ],
        "Schools": [Bar(fact.value.school.name, fact.from_, fact.to, fact.sources) for fact in schools],
        "Services": [
            Bar(
                f"{fact.value.service.name}: {in_words(fact.value.kind)}",
                fact.from_,
                fact.to,
                fact.sources,
            )
            for fact in involvements
        ]
        + [_registered(one) for one in registered],
        "Events": [
            Bar(
                f"{first_upper(in_words(fact.value.kind))} ({role_in_words(fact.value.role)})",
                fact.from_,
                fact.to,
                fact.sources,
                point=True,
            )
            for fact in events
        ],
    }
    return [
        Lane(name, sorted(bars, key=lambda bar: (bar.start or dt.date.min, bar.what)))
        for name, bars in found.items()
        if bars
    ]


def _registered(one: OwnInvolvement) -> Bar:
    """An involvement that a worker registered in Kith, who is then the source."""
    place = one.place or "agency not recorded"
    named = f"{place}: {one.name}, {one.role} (registered in Kith by the worker)" if one.name else place
    return Bar(named, one.since, one.until, [one.source])


def _line(fact: Fact[Stay]) -> str:
    return fact.value.address.line if fact.value.address else "address not shown"


def moments(found: Iterable[Lane]) -> list[Moment]:
    """Every day on which something began, ended or happened, the latest first. Of homes that follow one on another the
    day of the move is one of both."""
    told = []
    for lane in found:
        for bar in lane.bars:
            if bar.point:
                if bar.start:
                    told.append(Moment(bar.start, f"Event: {bar.what}", bar.sources))
                continue
            began, ended = _SAID[lane.name]
            if bar.start:
                told.append(Moment(bar.start, f"{began}: {bar.what}", bar.sources))
            if bar.end:
                told.append(Moment(bar.end, f"{ended}: {bar.what}", bar.sources))
    return sorted(told, key=lambda one: (-one.on.toordinal(), one.what))


def lifelines(found: Sequence[Lane], born: dt.date | None, as_at: dt.date) -> Markup:
    """The lanes drawn from birth, or the earliest day that is known, to a day."""
    days = [
        day for lane in found for bar in lane.bars for day in (bar.start, bar.end) if day and day <= as_at
    ]
    first = min([*days, *([born] if born and born <= as_at else [])], default=as_at)
    span = max((as_at - first).days, 1)
    rows = sum(len(lane.bars) for lane in found)
    height = 46 + rows * ROW + 14 * len(found)
    drawing = Drawing(WIDTH, height, "Timeline of homes, schools, services and events", "lifelines")

    def across(day: dt.date) -> float:
        return LABEL + (WIDTH - LABEL - 12) * max(0, min((day - first).days, span)) / span

    _years(drawing, first, as_at, born, across, height)
    y = 46.0
    for lane in found:
        drawing.text(6, y + 15, [lane.name], "heading", "start")
        for bar in lane.bars:
            _bar(drawing, bar, across, first, as_at, y)
            y += ROW
        y += 14
    return drawing.markup()


def _years(
    drawing: Drawing, first: dt.date, last: dt.date, born: dt.date | None, across: Across, height: float
) -> None:
    if born:
        drawing.text(6, 31, ["Age"], "small", "start")
    step = 1 + (last.year - first.year) // 12
    for year in range(first.year + 1, last.year + 1, step):
        day = dt.date(year, 1, 1)
        x = across(day)
        drawing.add("line", "grid", x1=x, y1=36, x2=x, y2=height)
        drawing.text(x, 16, [str(year)], "small")
        if born and born <= day:
            drawing.text(x, 31, [str(day.year - born.year - ((born.month, born.day) > (1, 1)))], "small")


def _bar(drawing: Drawing, bar: Bar, across: Across, first: dt.date, as_at: dt.date, y: float) -> None:
    start = across(bar.start or first)
    if bar.point:
        drawing.add("polygon", "bar", points=f"{start},{y + 3} {start + 7},{y + 17} {start - 7},{y + 17}")
        end = start + 8
    else:
        end = max(across(min(bar.end or as_at, as_at)), start + 3)
        look = "bar" if bar.start else "bar kith-svg__bar--unknown"
        drawing.add("rect", look, x=start, y=y + 3, width=end - start, height=14)
    room = WIDTH - end
    beside = max(room, start - LABEL)
    if not bar.point and end - start > beside and len(bar.what) * _LEAST > beside:
        within = "within" if bar.start else "small"
        drawing.text(start + 5, y + 15, [_cut(bar.what, end - start - 8)], within, "start")
    elif room > len(bar.what) * _LEAST or room > start - LABEL:
        drawing.text(end + 5, y + 15, [_cut(bar.what, room - 8)], "small", "start")
    else:
        drawing.text(start - 5, y + 15, [_cut(bar.what, start - LABEL - 8)], "small", "end")


def _cut(text: str, room: float) -> str:
    most = max(int(room / _LEAST), 4)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
