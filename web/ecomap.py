"""The map of who is around a child: the household in the middle, services, schools and other households around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from model.facts import Fact
from model.views import ChildView, Household, Involvement, SchoolStay, Stay
from web.filters import period
from web.grouping import current_schools, open_on
from web.svg import Drawing, broken
from web.words import in_words

FILTERS = ("around", "ecomap")

WIDTH, HEIGHT = 1000, 560
MOST = 12
"""So many stand around the household and can be read on one page; the lists hold all."""


@dataclass(frozen=True)
class Around:
    """One service, school or household around a child."""

    kind: str
    name: str
    detail: str
    now: bool


def around(
    involvements: Sequence[Fact[Involvement]],
    schools: Iterable[Fact[SchoolStay]],
    elsewhere: Iterable[Fact[Stay]],
    as_at: dt.date,
) -> list[Around]:
    """Who is around a child on a day: open involvements, schools, carers' other households, then past involvements."""
    found = [
        Around(
            "service",
            fact.value.service.name,
            f"{in_words(fact.value.kind)}, {period(fact.from_, fact.to)}",
            open_on(fact, as_at),
        )
        for fact in involvements
    ]
    at_school = [
        Around("school", fact.value.school.name, f"attends, {period(fact.from_, fact.to)}", True)
        for fact in current_schools(schools, as_at)
    ]
    households = [
        Around(
            "household",
            fact.value.person.name,
            f"other household of a carer, {period(fact.from_, fact.to)}",
            True,
        )
        for fact in elsewhere
        if fact.value.left is None
    ]
    return [
        *(each for each in found if each.now),
        *at_school,
        *households,
        *(each for each in found if not each.now),
    ]


def ecomap(child: ChildView, households: Sequence[Household], others: Sequence[Around]) -> Markup:
    """The map. A whole line is so on the day, a broken one has ended."""
    drawing = Drawing(WIDTH, HEIGHT, f"Services and people around {child.name.value}", "ecomap")
    shown = others[:MOST]
    middle = WIDTH / 2, HEIGHT / 2
    spots = []
    for number, each in enumerate(shown):
        side, row = number % 2, number // 2
        rows = (len(shown) + 1 - side) // 2
        x, y = (900 if side else 100), HEIGHT * (row + 0.5) / rows
        look = "line" if each.now else "line kith-svg__line--other"
        drawing.add("line", look, x1=middle[0], y1=middle[1], x2=x, y2=y)
        spots.append((each, x, y))
    members = [stay.value.person.name for home in households for stay in home.members]
    names = [child.name.value, *(name for name in dict.fromkeys(members) if name != child.name.value)]
    lines = [line for name in names[:7] for line in broken(name, 26, 1)]
    if len(names) > 7:
        lines.append(f"and {len(names) - 7} more")
    drawing.add("ellipse", "symbol", cx=middle[0], cy=middle[1], rx=125, ry=max(46, 11 * len(lines) + 18))
    drawing.text(middle[0], middle[1] - (len(lines) - 1) * 8.5 + 5, lines)
    for each, x, y in spots:
        said = [*broken(each.name, 22, 2), *broken(each.detail, 24, 2)]
        half = 9 * len(said) + 6
        if each.kind == "school":
            drawing.add("rect", "symbol", x=x - 92, y=y - half, width=184, height=2 * half, rx=half)
        elif each.kind == "household":
            drawing.add("ellipse", "symbol", cx=x, cy=y, rx=96, ry=half + 6)
        else:
            drawing.add("rect", "symbol", x=x - 92, y=y - half, width=184, height=2 * half)
        drawing.text(x, y - (len(said) - 1) * 8.5 + 5, said)
    if len(others) > MOST:
        drawing.text(WIDTH - 10, HEIGHT - 8, [f"and {len(others) - MOST} more in the list"], anchor="end")
    return drawing.markup()
