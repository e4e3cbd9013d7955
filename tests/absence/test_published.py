"""An attacker with the published tables and lists, repeated questions and one known child learns of no small group."""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from absence.publishing import LARGEST_SHARE, SMALL, pseudonym, published
from absence.steady import Steady
from absence.suppression import TOTAL, Cell, Table, counted, protected
from model.absence import WITHHELD, Band, Category, Cause, Explanation, Line, Standing
from tests.absence.children import TODAY

ROWS, COLUMNS = ("north", "south", "east"), ("0", "1", "5")
KEY = b"k" * 32


def reckoned(table: Table, cell: Cell) -> tuple[float, float]:
    """What an attacker can reckon of a cell, written anew: every sum that the table implies, no count below nothing."""
    names = sorted(table.cells)
    place = {name: number for number, name in enumerate(names)}
    equations, values = [], []
    for row in table.rows:
        parts = [(row, column) for column in table.columns if column != TOTAL]
        equations.append([1.0 if name in parts else -1.0 if name == (row, TOTAL) else 0.0 for name in names])
        values.append(0.0)
    for column in table.columns:
        parts = [(row, column) for row in table.rows if row != TOTAL]
        equations.append(
            [1.0 if name in parts else -1.0 if name == (TOTAL, column) else 0.0 for name in names]
        )
        values.append(0.0)
    for name, number in table.cells.items():
        if number is not None:
            equations.append([float(each == name) for each in names])
            values.append(float(number))
    aim = np.array([float(place[name] == place[cell]) for name in names])
    low = linprog(aim, A_eq=np.array(equations), b_eq=np.array(values), method="highs")
    high = linprog(-aim, A_eq=np.array(equations), b_eq=np.array(values), method="highs")
    return float(low.fun), float("inf") if high.status == 3 else -float(high.fun)


cells = st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7, 12, 40]), min_size=9, max_size=9)


def table_of(numbers: list[int]) -> dict[Cell, int]:
    pairs = [(row, column) for row in ROWS for column in COLUMNS]
    return counted(
        [pair for pair, number in zip(pairs, numbers, strict=True) for _ in range(number)], ROWS, COLUMNS
    )


@settings(max_examples=12, deadline=None)
@given(cells)
def test_no_small_cell_can_be_reckoned_from_the_totals(numbers: list[int]) -> None:
    true = table_of(numbers)
    table = protected(true, ROWS, COLUMNS)
    for cell, number in true.items():
        assert table.cells[cell] in (None, number)
        if 0 < number < SMALL:
            low, high = reckoned(table, cell)
            assert low <= 1e-6
            assert high >= SMALL - 1e-6


@settings(max_examples=6, deadline=None)
@given(cells)
def test_nobody_of_a_column_is_known_for_what_nearly_all_of_it_share(numbers: list[int]) -> None:
    true = table_of(numbers)
    table = protected(true, ROWS, COLUMNS, telling=["north"])
    for column in COLUMNS:
        number, everybody = true["north", column], true[TOTAL, column]
        if number > LARGEST_SHARE * everybody:
            assert table.cells["north", column] is None
            assert reckoned(table, ("north", column))[0] <= LARGEST_SHARE * everybody + 1e-6


def test_a_number_stays_until_five_have_come_or_gone() -> None:
    published_, before = [], None
    for number in (20, 21, 24, 25, 29, 26, 20):
        steady = Steady(before)
        published_.append(steady("lines", "north", number))
        before = steady.kept
    assert published_ == [20, 20, 20, 25, 25, 25, 20]
    assert Steady(before)("lines", "new heading", 3) == 0, "what is new in a table stood at nothing"


def lines(groups: list[tuple[Band, str, str, int]]) -> list[Line]:
    cause = Explanation(
        cause=Cause.NONE_FOUND, standing=Standing.ABSENCE, evidence="Nothing.", candidates=("c1",)
    )
    return [
        Line(
            child=f"{band.value}-{area}-{feed}-{number}",
            categories=(Category.NONE_EXPECTED,),
            band=band,
            area=area,
            seen_by=(feed,),
            expected=("gp",),
            known_to=(),
            explanations=(cause,),
            since=TODAY,
        )
        for band, area, feed, count in groups
        for number in range(count)
    ]


groups = st.lists(
    st.tuples(st.sampled_from(list(Band)[1:4]), st.sampled_from(["north", "south"]), st.sampled_from(["gp", "police"]),
              st.integers(1, 8)),
    min_size=1, max_size=8, unique_by=lambda group: group[:3],
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(groups)
def test_a_known_child_stands_among_as_many_others_as_the_rule_asks(
    known: list[tuple[Band, str, str, int]],
) -> None:
    shown = published(lines(known), lambda uid: pseudonym(KEY, "work", uid))
    alike = Counter(
        (line.band, line.area, line.seen_by) for line in shown if line.cause is not Cause.WITHHELD
    )
    assert len(shown) == sum(group[3] for group in known)
    assert min(alike.values(), default=SMALL) >= SMALL
    for line in shown:
        if line.cause is Cause.WITHHELD:
            assert (line.area, line.band, line.seen_by) == (WITHHELD, Band.UNKNOWN, (WITHHELD,))


def test_what_nearly_all_of_a_group_share_is_not_said_of_the_group() -> None:
    left = Explanation(cause=Cause.MOVED, standing=Standing.PROBABLE, evidence="A practice says so.")
    everybody = lines([(Band.UNDER_ONE, "north", "gp", 10)])
    for number, told in ((10, False), (9, False), (8, True), (0, True)):
        some = [line.model_copy(update={"explanations": (left,)}) for line in everybody[:number]] + everybody[
            number:
        ]
        shown = published(some, lambda uid: uid)
        assert {line.cause is not Cause.WITHHELD for line in shown} == {told}, number
        assert {line.area for line in shown} == {"north"}


def test_a_gap_or_a_month_that_few_share_is_not_shown() -> None:
    everybody = lines([(Band.UNDER_ONE, "north", "gp", 12)])
    gaps = [13, 14, 15, 19, 11, 10, 18, 23, 25, None, None, None]
    some = [
        line.model_copy(update={"gap_school_days": gap}) for line, gap in zip(everybody, gaps, strict=True)
    ]
    rare = some[0].explanations[0].model_copy(update={"evidence": "The roll was left in June 2026."})
    some[0] = some[0].model_copy(update={"explanations": (rare,)})
    shown = published(some, lambda uid: uid)
    assert Counter(line.gap_school_days for line in shown) == {10: 7, None: 5}
    assert "June" not in str(shown)


def test_pseudonyms_hold_within_a_piece_of_work_and_differ_between_them() -> None:
    first, again, other = (
        [line.child for line in published(lines([(Band.UNDER_ONE, "north", "gp", 6)]), names)]
        for names in (partial(pseudonym, KEY, work) for work in ("a", "a", "b"))
    )
    assert first == again
    assert not set(first) & set(other)
    assert first == sorted(first), "an order of names, that tells nothing of the children"
    line = published(lines([(Band.UNDER_ONE, "north", "gp", 6)]), lambda uid: pseudonym(KEY, "a", uid))[0]
    assert line.explanations[0].candidates == (pseudonym(KEY, "a", "c1"),)
