"""Somebody with every table and every list that analysts were ever shown, who knows all about one child but why it is
listed, and when it came on the list, tries to learn that from them together."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from random import Random
from typing import Any

import pytest

from absence.numbers import tables
from absence.publishing import SMALL, diverse, published
from absence.steady import Steady
from api.store import Store
from api.store.absence import AbsenceBook
from model.absence import Band, Category, Cause, Explanation, Findings, Line, Standing, Tally
from model.absence_published import Night
from tests.api.conftest import KEYS

pytestmark = pytest.mark.xdist_group("api-reidentification")

FIRST = dt.date(2026, 9, 7)
NIGHTS = 22
BANDS_, AREAS = (Band.UNDER_ONE, Band.FIVE_TO_TEN), ("north", "south")
HELD = (("gp",), ("revenues",), ("gp", "police"))
CAUSES = (Cause.NONE_FOUND, Cause.NONE_FOUND, Cause.MOVED, Cause.FAILED_MATCH)


def somebody(rng: Random, number: int, day: dt.date) -> Line:
    """A child on the list. In one area everybody has moved: there, knowing the area would be knowing it."""
    area = rng.choice(AREAS)
    cause = Cause.MOVED if area == "south" else rng.choice(CAUSES)
    return Line(
        child=f"c{number}", categories=(Category.NONE_EXPECTED,), band=rng.choice(BANDS_), area=area,
        seen_by=rng.choice(HELD), expected=("gp",), known_to=(), since=day,
        explanations=(Explanation(cause=cause, standing=Standing.PROBABLE, evidence="Said."),),
    )  # fmt: skip


def nights(book: AbsenceBook, seed: int) -> list[dict[str, Any]]:
    """Nights on which a few children come, go and are explained otherwise; what is published of each."""
    rng, number, said = Random(seed), 0, []
    listed: dict[str, Line] = {}
    before: dict[str, dict[str, int]] = {}
    for night in range(NIGHTS):
        day = FIRST + dt.timedelta(days=night)
        for uid in rng.sample(sorted(listed), min(len(listed), rng.randrange(4))):
            del listed[uid]
        for _ in range(90 if night == 0 else rng.randrange(5)):
            number += 1
            listed[f"c{number}"] = somebody(rng, number, day)
        if night and rng.random() < 0.5:
            uid = rng.choice(sorted(listed))
            other = somebody(rng, 0, day).explanations
            listed[uid] = listed[uid].model_copy(update={"explanations": other})
        tally = Tally(
            children=0, judged=0, withheld=0, outside=0, over_age=0, ghosts_removed=0, ghosts_flagged=0
        )
        found = Findings(
            as_at=day, expectations="1", tally=tally, lines=tuple(listed.values()), ghosts=(), suspended=()
        )
        steady = Steady(before)
        shown = tuple(tables(found, (), steady)) if night % 3 == 0 else ()
        before = {**before, **steady.kept}
        empty: Any = ()
        book.enter(found, Night(day=day, expectations="1", tables=shown, shares=empty, patterns=empty, guesses=empty,
                                notes=empty, feeds_asked=empty), {})  # fmt: skip
        said.append({"day": day, "tables": shown})
    return said


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AbsenceBook, list[dict[str, Any]]]]:
    """Three weeks, and what was shown in them."""
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('book') / 'book.sqlite'}", KEYS) as store:
        book = AbsenceBook(store)
        yield book, nights(book, 4)


Watched = tuple[AbsenceBook, list[dict[str, Any]]]


def test_nobody_learns_why_a_child_is_listed_from_all_that_was_ever_shown(watched: Watched) -> None:
    book, said = watched
    released = []
    for night in said:
        lines, places = book.cohort(night["day"])
        released.append(published(lines, lambda uid: uid, places))
    pictures = [
        Counter(((line.band, line.area, line.seen_by), line.cause, line.since) for line in each)
        for each in released
    ]
    different = {str(sorted(map(str, each.elements()))) for each in pictures}
    assert len(different) == 4, "a week has one list, whenever asked"
    for picture in pictures:
        _tells_nobody(picture)
    for one, other in combinations(pictures, 2):
        came, went = other - one, one - other
        for look in {key[0] for key in (*came, *went)}:
            mine = Counter({key: number for key, number in came.items() if key[0] == look})
            yours = Counter({key: number for key, number in went.items() if key[0] == look})
            for alone, beside in ((mine, yours), (yours, mine)):
                if alone and not beside:  # a difference of both signs can be of more people than it shows
                    _tells_nobody(alone)
    everybody = {line.child for each in released for line in each}
    assert everybody >= {line.child for line in book.lines(FIRST)}


def _tells_nobody(picture: Counter[Any]) -> None:
    """Of a child of whom one knows the look, several explanations remain, or nothing is said."""
    for look in {key[0] for key in picture}:
        causes = [key[1] for key in picture.elements() if key[0] == look and key[1] is not Cause.WITHHELD]
        assert not causes or (len(causes) >= SMALL and diverse(causes)), (look, causes)


def test_no_table_differs_from_an_earlier_one_by_a_few_children(watched: Watched) -> None:
    said = [night["tables"] for night in watched[1] if night["tables"]]
    cells = [
        {
            (counts.name, row, column): number
            for counts in each
            for row, shown in zip(counts.rows, counts.cells, strict=True)
            for column, number in zip(counts.columns, shown, strict=True)
            if number is not None and "all" not in (row, column)
        }
        for each in said
    ]
    compared = 0
    for one, other in pairwise(cells):
        for cell in one.keys() & other.keys():
            compared += 1
            assert not 0 < abs(one[cell] - other[cell]) < SMALL, cell
    assert compared > 20
    assert all(number == 0 or number >= SMALL for each in cells for number in each.values())
