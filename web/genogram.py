"""The family tree of a child: parents and carers above, brothers and sisters beside; the same as the lists say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from model.facts import Fact
from model.views import ChildView, Household, PersonRef, Responsible, Sibling
from web.filters import aged
from web.svg import LINE, Drawing, broken
from web.words import in_words, sibling_in_words

FILTERS = ("genogram", "told_family")

WIDTH = 1000
ROOM = 130
"""Width that one person needs."""
MOST_IN_ROW = 7
HALF = 22
"""Half the width of a symbol."""
_ELDERS = ("grandparent", "great_aunt_or_uncle")
_FEMALE = ("mother",)
_MALE = ("father",)


@dataclass(frozen=True)
class _Place:
    person: PersonRef
    sex: str | None
    x: float
    y: float
    note: str
    above: bool
    """Whether the name stands above the symbol, so that no line runs through it."""


def _adults(child: ChildView, as_at: dt.date) -> tuple[list[Fact[Responsible]], list[Fact[Responsible]]]:
    """Elders and the generation of the parents, those who are so on the day, parents first."""
    now = [fact for fact in child.adults if fact.to is None or fact.to >= as_at]
    elders = [fact for fact in now if fact.value.relationship in _ELDERS]
    others = [fact for fact in now if fact.value.relationship not in _ELDERS]
    return elders, sorted(others, key=lambda fact: (_rank(fact.value.relationship), fact.value.person.name))


def _rank(relationship: str) -> int:
    order = ("mother", "father", "parent", "adoptive_parent", "step_parent")
    return order.index(relationship) if relationship in order else len(order)


def _sex(relationship: str) -> str | None:
    return "F" if relationship in _FEMALE else "M" if relationship in _MALE else None


def _rows(
    entries: Sequence[tuple[PersonRef, str | None, str]], top: float, above: bool
) -> tuple[list[_Place], float]:
    """People in rows from ``top`` on; where the next row would begin."""
    places = []
    for start in range(0, len(entries), MOST_IN_ROW):
        row = entries[start : start + MOST_IN_ROW]
        first = WIDTH / 2 - (len(row) - 1) * ROOM / 2
        places += [
            _Place(person, sex, first + number * ROOM, top + (64 if above else 0), note, above)
            for number, (person, sex, note) in enumerate(row)
        ]
        top += 140
    return places, top


def genogram(
    child: ChildView, siblings: Sequence[Sibling], households: Iterable[Household], as_at: dt.date
) -> Markup:
    """The family tree as at a day. A square is a man, a circle a woman, a rhombus somebody whose sex is not recorded; a
    double edge is the child, a cross somebody who has died, a dotted edge somebody of the child's household."""
    elders, parents = _adults(child, as_at)
    own = PersonRef(
        uid=child.uid,
        kind="child",
        name=child.name.value,
        date_of_birth=child.date_of_birth.value if child.date_of_birth else None,
        age=child.age,
        died=child.died.value if child.died else None,
    )
    top = 36.0
    elder, top = _rows([_adult(fact) for fact in elders], top, True)
    middle, top = _rows([_adult(fact) for fact in parents], top, True)
    below, top = _rows(
        [
            (own, child.sex.value if child.sex else None, ""),
            *((each.person, None, sibling_in_words(each.described_as)) for each in siblings),
        ],
        top + 40,
        False,
    )
    drawing = Drawing(WIDTH, max(top - 30, 160), f"Family tree of {child.name.value}", "genogram")
    at = {place.person.uid: place for place in [*elder, *middle, *below]}
    home = {stay.value.person.uid for each in households for stay in each.members}
    _descent(drawing, elders, parents, siblings, at, child.uid)
    for place in at.values():
        _person(drawing, place, place.person.uid in home, place.person.uid == child.uid, as_at)
    return drawing.markup()


def _adult(fact: Fact[Responsible]) -> tuple[PersonRef, str | None, str]:
    return fact.value.person, _sex(fact.value.relationship), in_words(fact.value.relationship)


def _descent(
    drawing: Drawing,
    elders: Sequence[Fact[Responsible]],
    parents: Sequence[Fact[Responsible]],
    siblings: Sequence[Sibling],
    at: dict[str, _Place],
    child: str,
) -> None:
    """A line from each adult to the child, and to the brothers and sisters with whom the adult is shared."""
    for number, fact in enumerate([*parents, *elders]):
        adult = at[fact.value.person.uid]
        ends = [child] + [
            each.person.uid
            for each in siblings
            if any(getattr(basis.through, "uid", None) == adult.person.uid for basis in each.bases)
        ]
        look = "line" if _rank(fact.value.relationship) < 4 else "line kith-svg__line--other"
        for end in ends:
            low = at[end]
            bus = low.y - HALF - 30 + 4 * (number % 6)
            path = f"M{adult.x + 3 * (number % 4):.0f} {adult.y + HALF:.0f}V{bus:.0f}H{low.x:.0f}V{low.y - HALF:.0f}"
            drawing.add("path", look, d=path, fill="none")


def _person(drawing: Drawing, place: _Place, at_home: bool, start: bool, as_at: dt.date) -> None:
    look = "symbol kith-svg__symbol--home" if at_home else "symbol"
    for half in (HALF, HALF - 5) if start else (HALF,):
        _symbol(drawing, place, half, look)
    if place.person.died:
        cross = f"M{place.x - HALF:.0f} {place.y - HALF:.0f}l{2 * HALF} {2 * HALF}m{-2 * HALF} 0l{2 * HALF} {-2 * HALF}"
        drawing.add("path", "line", d=cross, fill="none")
    age = "died" if place.person.died else aged(place.person.date_of_birth, as_at)
    lines = [*broken(place.person.name, 17, 2), *([age] if age else []), *broken(place.note, 19, 2)]
    lines = [line for line in lines if line]
    at = place.y - HALF - 8 - (len(lines) - 1) * LINE if place.above else place.y + HALF + 17
    drawing.text(place.x, at, lines)


def _symbol(drawing: Drawing, place: _Place, half: float, look: str) -> None:
    if place.sex == "F":
        drawing.add("circle", look, cx=place.x, cy=place.y, r=half)
    elif place.sex == "M":
        drawing.add("rect", look, x=place.x - half, y=place.y - half, width=2 * half, height=2 * half)
    else:
        x, y = place.x, place.y
        points = f"{x},{y - half} {x + half},{y} {x},{y + half} {x - half},{y}"
        drawing.add("polygon", look, points=points)


def told_family(child: ChildView, siblings: Sequence[Sibling], as_at: dt.date) -> list[str]:
    """The tree in sentences."""
    elders, parents = _adults(child, as_at)
    told = [
        f"{fact.value.person.name} is {in_words(fact.value.relationship)} of {child.name.value}."
        for fact in [*elders, *parents]
    ]
    for each in siblings:
        grounds = " ".join(basis.sentence for basis in each.bases)
        told.append(f"{each.person.name}: {sibling_in_words(each.described_as)}. {grounds}".strip())
    return told
