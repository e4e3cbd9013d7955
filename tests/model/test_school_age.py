"""School age and school days, by the law's own examples and for every date of birth."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.school_age import (
    SchoolCalendar,
    Term,
    age,
    births_of_school_age,
    compulsory_from,
    compulsory_until,
    easter,
    of_compulsory_school_age,
    working_days_before,
    year_group,
)

D = dt.date
DAYS = st.dates(D(2000, 1, 1), D(2035, 12, 31))


@pytest.mark.parametrize(
    ("born", "begins", "ends"),
    [
        (D(2015, 8, 31), D(2020, 8, 31), D(2031, 6, 27)),
        (D(2015, 9, 1), D(2020, 12, 31), D(2032, 6, 25)),
        (D(2015, 12, 31), D(2020, 12, 31), D(2032, 6, 25)),
        (D(2016, 1, 1), D(2021, 3, 31), D(2032, 6, 25)),
        (D(2016, 4, 1), D(2021, 8, 31), D(2032, 6, 25)),
        (D(2016, 2, 29), D(2021, 3, 31), D(2032, 6, 25)),
    ],
)
def test_compulsory_school_age_by_the_prescribed_days(born: dt.date, begins: dt.date, ends: dt.date) -> None:
    assert compulsory_from(born) == begins
    assert compulsory_until(born) == ends


@given(born=DAYS, on=DAYS)
def test_the_range_of_births_is_the_rule_for_every_child(born: dt.date, on: dt.date) -> None:
    """On the prescribed day itself the term has not begun; otherwise both say the same."""
    first, last = births_of_school_age(on)
    expected = of_compulsory_school_age(born, on) and compulsory_from(born) < on
    assert (first <= born <= last) is expected


@given(born=DAYS)
def test_year_eleven_is_the_last_of_compulsory_school_age(born: dt.date) -> None:
    assert year_group(born, compulsory_until(born)) == 11
    assert age(born, compulsory_from(born)) == 5


def test_easter() -> None:
    days = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25)}
    assert {year: easter(year) for year in days} == {year: D(year, *day) for year, day in days.items()}


def test_a_school_year_has_about_190_days_and_none_in_the_holidays() -> None:
    calendar = SchoolCalendar.usual()
    for year in range(2018, 2036):
        assert 186 <= calendar.days_after(D(year, 8, 31), D(year + 1, 8, 31)) <= 196, year
        closed = [
            D(year, 12, 25),
            D(year + 1, 1, 1),
            easter(year + 1) + dt.timedelta(days=1),
            D(year + 1, 8, 3),
        ]
        assert not any(map(calendar.is_school_day, closed)), year


def test_ten_school_days_before_do_not_count_the_summer() -> None:
    calendar = SchoolCalendar.usual()
    assert calendar.before(D(2026, 9, 4), 10) == D(2026, 7, 12)
    assert calendar.days_after(D(2026, 7, 10), D(2026, 9, 4)) == 10


@given(day=DAYS, count=st.integers(0, 40))
def test_so_many_school_days_lie_between(day: dt.date, count: int) -> None:
    calendar = SchoolCalendar.usual()
    assert calendar.days_after(calendar.before(day, count), day) == count


def test_a_borough_gives_its_own_terms() -> None:
    calendar = SchoolCalendar((Term(D(2026, 9, 7), D(2026, 10, 16)),), frozenset({D(2026, 9, 9)}))
    assert calendar.days_after(D(2026, 9, 1), D(2026, 9, 11)) == 4
    assert not calendar.is_school_day(D(2027, 1, 12)), "the year is the authority's own"
    assert calendar.is_school_day(D(2026, 1, 13)), "of another year it said nothing"
    with pytest.raises(ValueError, match="does not reach back"):
        calendar.before(D(2026, 9, 11), 5_000)


def test_nobody_is_in_school_on_a_bank_holiday_whatever_the_terms() -> None:
    always = SchoolCalendar((Term(D(2026, 9, 1), D(2027, 8, 31)),))
    days = {(12, 25), (12, 28), (1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30)}
    closed = {D(2026 if month > 8 else 2027, month, day) for month, day in days} | {D(2027, 8, 30)}
    every = [D(2026, 9, 1) + dt.timedelta(days=number) for number in range(365)]
    assert {day for day in every if day.weekday() < 5 and not always.is_school_day(day)} == closed


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert working_days_before(D(2026, 9, 30), 10) == D(2026, 9, 16)
    assert working_days_before(D(2026, 9, 1), 1, [D(2026, 8, 31)]) == D(2026, 8, 31)
    assert working_days_before(D(2026, 9, 1), 2, [D(2026, 8, 31)]) == D(2026, 8, 27)
