"""Dates, ages, silences and codes in words."""

import datetime as dt
import itertools
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import codes
from model.facts import Feed, FeedState, Source
from tests.web.people import CARE, ELIF, FEEDS, RON, SCHOOLS, TODAY, WELFARE, date
from web import drawing, filters, grouping, words

dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def test_a_date_is_british() -> None:
    assert filters.day(date("2024-03-03")) == "3 March 2024"
    assert filters.day(None) == "not known"
    assert filters.day(None, "not recorded") == "not recorded"


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        ("2024-01-03T00:05:00+00:00", "3 January 2024 at 12:05am"),
        ("2024-07-03T12:05:00+00:00", "3 July 2024 at 1:05pm"),
        ("2024-07-03T23:30:00+00:00", "4 July 2024 at 12:30am"),
        ("2024-01-03T12:00:00", "3 January 2024 at 12:00pm"),
    ],
)
def test_a_time_is_londons(utc: str, said: str) -> None:
    assert filters.moment(dt.datetime.fromisoformat(utc)) == said


@pytest.mark.parametrize(
    ("born", "on", "said"),
    [
        ("2020-03-03", "2024-03-02", "aged 3"),
        ("2020-03-03", "2024-03-03", "aged 4"),
        ("2020-02-29", "2022-02-28", "aged 23 months"),
        ("2020-02-29", "2022-03-01", "aged 2"),
        ("2024-03-03", "2024-04-02", "aged under 1 month"),
        ("2024-03-03", "2024-04-03", "aged 1 month"),
        ("2024-03-03", "2024-03-02", "not yet born"),
    ],
)
def test_an_age_is_the_age_on_that_day(born: str, on: str, said: str) -> None:
    assert filters.aged(date(born), date(on)) == said


def test_no_age_is_made_up() -> None:
    assert filters.aged(None, TODAY) == filters.aged(TODAY, None) == ""


@given(dates, dates)
def test_an_age_in_years_is_the_number_of_birthdays_passed(born: dt.date, on: dt.date) -> None:
    said = filters.aged(born, on)
    birthdays = sum(
        (year, born.month, born.day) <= (on.year, on.month, on.day)
        for year in range(born.year + 1, on.year + 1)
    )
    if birthdays >= 2:
        assert said == f"aged {birthdays}"


def test_a_period_says_which_end_is_not_known() -> None:
    start, end = date("2024-03-03"), date("2024-05-04")
    assert filters.period(start, end) == "3 March 2024 to 4 May 2024"
    assert filters.period(start, start) == "on 3 March 2024"
    assert filters.period(start, None) == "since 3 March 2024"
    assert filters.period(None, end) == "until 4 May 2024, start not known"
    assert filters.period(None, None) == "dates not known"


def test_a_fact_is_stale_only_when_every_source_is() -> None:
    assert filters.staleness([CARE], TODAY) == ""
    assert filters.staleness([WELFARE], TODAY) == "41 days old"
    assert filters.staleness([WELFARE, CARE], TODAY) == ""
    assert filters.staleness([], TODAY) == ""
    edge = TODAY - dt.timedelta(days=filters.STALE_AFTER_DAYS)
    assert filters.staleness([CARE.model_copy(update={"delivered": edge})], TODAY) == ""
    assert (
        filters.staleness([CARE.model_copy(update={"delivered": edge - dt.timedelta(days=1)})], TODAY)
        == "29 days old"
    )


def test_agencies_are_named_once() -> None:
    assert filters.agencies([CARE, SCHOOLS, CARE]) == "Children's social care and Education"
    assert (
        filters.agencies([CARE, SCHOOLS, WELFARE])
        == "Children's social care, Education and Education welfare"
    )
    assert filters.agencies([]) == "Source not recorded"


def test_three_silences_are_three_wordings() -> None:
    assert filters.silence(FEEDS) == (
        "Nothing recorded by Children's social care and Education. Older than agreed: Education welfare (41 days old). "
        "Feed not connected: Health."
    )
    assert filters.silence([]) == "No feed is connected."
    old = [FEEDS[2].model_copy(update={"agency": f"Agency {number}"}) for number in range(5)]
    assert filters.gaps(old) == "All feeds are older than agreed."
    assert filters.gaps([*old, FEEDS[0]]) == "5 feeds are older than agreed."


@pytest.mark.parametrize(
    ("state", "days", "said"),
    [
        (FeedState.LIVE, 0, "delivered today"),
        (FeedState.LIVE, 1, "1 day old"),
        (FeedState.OLD, 41, "41 days old, older than agreed"),
        (FeedState.OLD, None, "nothing delivered yet, older than agreed"),
        (FeedState.ABSENT, None, "feed not connected"),
    ],
)
def test_the_age_of_a_feed(state: FeedState, days: int | None, said: str) -> None:
    assert (
        filters.feed_age(Feed(feed="f", agency="A", state=state, last_delivered=None, days_old=days)) == said
    )


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("020 7946 0101", "tel:02079460101"),
        ("+44 (0)20 7946 0101", "tel:+4402079460101"),
        ("020 7946 0101 ext 12", "tel:02079460101"),
        ("ask Mum", "tel:"),
    ],
)
def test_a_telephone_can_be_rung(number: str, address: str) -> None:
    assert filters.telephone_url(number) == address


def test_people_lead_to_their_pages() -> None:
    assert filters.person_url(ELIF) == "/children/c-elif"
    assert filters.person_url(RON) == "/adults/a-ron"


def test_the_query_keeps_only_dates_that_are_not_today() -> None:
    then = date("2022-01-15")
    assert filters.dates_query(TODAY, TODAY, TODAY) == ""
    assert filters.dates_query(TODAY, then, TODAY) == "?as_at=2022-01-15"
    assert (
        filters.dates_query(TODAY, then, then, depth=2) == "?depth=2&as_at=2022-01-15&as_known_at=2022-01-15"
    )


SHOWN = (
    codes.AddressClass,
    codes.ResidenceKind,
    codes.InvolvementKind,
    codes.InvolvementStatus,
    codes.Relationship,
    codes.ProtectionBasis,
    codes.ServiceKind,
)


@pytest.mark.parametrize("code_list", SHOWN, ids=lambda each: each.__name__)
def test_every_code_of_the_model_has_words(code_list: type[StrEnum]) -> None:
    assert [code.value for code in code_list if code.value not in words.WORDS] == []


def test_code_lists_do_not_take_each_others_words() -> None:
    for one, other in itertools.combinations(words.FAMILIES, 2):
        assert [code for code in one.keys() & other.keys() if one[code] != other[code]] == []


def test_full_is_one_thing_of_siblings_and_another_of_deliveries() -> None:
    assert words.sibling_in_words("full") == "full brother or sister"
    assert words.delivery_in_words("full") == "full"
    assert [basis.value for basis in codes.SiblingBasis if basis.value not in words.SIBLINGS] == []


def test_an_unknown_code_is_shown_and_none_is_not_recorded() -> None:
    assert words.in_words("ward_round") == "ward round"
    assert words.in_words(None) == "not recorded"
    assert words.sex_in_words(None) == "not recorded"
    assert words.first_upper("aBC") == "ABC"


def test_every_filter_that_is_named_is_there() -> None:
    for module in (drawing, filters, grouping, words):
        for name in module.FILTERS:
            assert callable(getattr(module, name))
        assert list(module.FILTERS) == list(dict.fromkeys(module.FILTERS))


def test_the_latest_delivery_of_several() -> None:
    silent = Source(agency="A", feed="f", record="1", delivered=None)
    assert filters.latest_delivery([silent, SCHOOLS, CARE]) == CARE.delivered
    assert filters.latest_delivery([silent]) is None
    assert filters.days_old(None, TODAY) == "age not known"
    assert filters.days_old(TODAY, TODAY) == "delivered today"
