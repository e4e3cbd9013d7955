"""Dates, ages and sources in words, as the pages say them.

Three silences are three wordings: "not known" (an agency holds a record and the value is open), "not recorded" (no
connected agency says anything), "feed not connected" (whoever would know does not deliver to this index).
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import phonenumbers

from model.facts import Feed, FeedState, Source
from model.quality import Coverage
from model.views import PersonRef

FILTERS = (
    "agencies",
    "aged",
    "count_of",
    "thousands",
    "coverage_in_words",
    "dates_query",
    "day",
    "days_in_words",
    "days_old",
    "feed_age",
    "gaps",
    "latest_delivery",
    "moment",
    "period",
    "person_url",
    "silence",
    "staleness",
    "telephone_in_words",
    "telephone_url",
)

NOT_KNOWN = "not known"

STALE_AFTER_DAYS = 28
"""A fact whose agency has been silent for more than four weeks says so beside its value. Assumed: no published rule."""

MOST_NAMED = 4
"""Feeds that a line names one by one; more are counted, and listed under "What is not known"."""

_UNITED_KINGDOM = 44
"""Calling code."""

_LONDON = ZoneInfo("Europe/London")

_ISO_DAY = re.compile(r"\b[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")


def day(value: dt.date | None, missing: str = NOT_KNOWN) -> str:
    """``3 March 2024``."""
    return f"{value.day} {value:%B %Y}" if value else missing


def moment(value: dt.datetime | None, missing: str = NOT_KNOWN) -> str:
    """``3 March 2024 at 2:05pm``, in London's time; a time without a zone is taken as UTC."""
    if value is None:
        return missing
    there = (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).astimezone(_LONDON)
    half = "am" if there.hour < 12 else "pm"
    return f"{day(there)} at {there.hour % 12 or 12}:{there.minute:02}{half}"


def _months_between(born: dt.date, on: dt.date) -> int:
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def aged(born: dt.date | None, on: dt.date | None) -> str:
    """``aged 4`` on that day, in months below two years; empty where either date is not known."""
    if born is None or on is None:
        return ""
    months = _months_between(born, on)
    if months < 0:
        return "not yet born"
    if months < 24:
        return "aged under 1 month" if months == 0 else f"aged {count_of(months, 'month')}"
    return f"aged {months // 12}"


def days_in_words(text: str) -> str:
    """A text in which days are written as machines do, with them as people write them."""

    def said(found: re.Match[str]) -> str:
        try:
            return day(dt.date.fromisoformat(found.group()))
        except ValueError:  # 31 February is no day
            return found.group()

    return _ISO_DAY.sub(said, text)


def thousands(number: int) -> str:
    """A number with its thousands parted."""
    return f"{number:,}"


def count_of(number: int, one: str, several: str | None = None) -> str:
    """``1 child``, ``2 children``."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def period(start: dt.date | None, end: dt.date | None) -> str:
    """When something was so, in words that say which end is not known."""
    if start and start == end:
        return f"on {day(start)}"
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"since {day(start)}"
    if end:
        return f"until {day(end)}, start not known"
    return "dates not known"


def days_old(told: dt.date | None, today: dt.date) -> str:
    """``5 days old``; ``today`` on the day itself."""
    if told is None:
        return "age not known"
    days = (today - told).days
    return "delivered today" if days <= 0 else f"{count_of(days, 'day')} old"


def latest_delivery(sources: Iterable[Source]) -> dt.date | None:
    """The last day on which any of the records was delivered."""
    return max((source.delivered for source in sources if source.delivered), default=None)


def staleness(sources: Iterable[Source], today: dt.date) -> str:
    """``41 days old`` where every source has been silent for longer than `STALE_AFTER_DAYS`; else empty."""
    told = latest_delivery(sources)
    return days_old(told, today) if told and (today - told).days > STALE_AFTER_DAYS else ""


def agencies(sources: Iterable[Source]) -> str:
    """The names of the agencies, each once: ``Education, Housing and Police``."""
    return _joined(dict.fromkeys(source.agency for source in sources)) or "Source not recorded"


def _joined(names: Iterable[str]) -> str:
    several = list(names)
    return " and ".join(filter(None, [", ".join(several[:-1]), *several[-1:]]))


def feed_age(feed: Feed) -> str:
    """How old a feed is, in words."""
    if feed.state is FeedState.ABSENT:
        return "feed not connected"
    if feed.state is FeedState.OFF:
        return f"switched off since {day(feed.off_since)}"
    age = _feed_days(feed)
    return f"{age}, older than agreed" if feed.state is FeedState.OLD else age


def _feed_days(feed: Feed) -> str:
    if feed.days_old is None:
        return "nothing delivered yet"
    return "delivered today" if feed.days_old == 0 else f"{count_of(feed.days_old, 'day')} old"


def gaps(feeds: Iterable[Feed]) -> str:
    """Which feeds are old or not connected, or how many where that would be a long line; empty where every feed is
    fresh. The page's own list of feeds, under "What is not known", says the rest."""
    known = list(feeds)
    old = [f"{feed.agency} ({_feed_days(feed)})" for feed in known if feed.state is FeedState.OLD]
    absent = [feed.agency for feed in known if feed.state is FeedState.ABSENT]
    several = "All" if len(old) == len(known) else str(len(old))
    sentences = []
    if len(old) > MOST_NAMED:
        sentences.append(f"{several} feeds are older than agreed.")
    elif old:
        sentences.append(f"Older than agreed: {_joined(old)}.")
    off = [feed.agency for feed in known if feed.state is FeedState.OFF]
    sentences += [f"Switched off: {_joined(off)}."] if off else []
    if len(absent) > MOST_NAMED:
        sentences.append(f"{len(absent)} feeds are not connected.")
    elif absent:
        sentences.append(f"Feed not connected: {_joined(absent)}.")
    return " ".join(sentences) if known else "No feed is connected."


def coverage_in_words(coverage: Coverage) -> str:
    """Who takes part and what share of the children is here, in one line."""
    agencies_ = f"{count_of(len(coverage.live), 'agency', 'agencies')} up to date"
    others = [
        f"{len(names)} {what}"
        for names, what in (
            (coverage.old, "older than agreed"),
            (coverage.off, "switched off"),
            (coverage.absent, "not connected"),
        )
        if names
    ]
    share = (
        f"about {coverage.share}% of the children of 0 to 18"
        if coverage.share is not None
        else f"{count_of(coverage.children, 'child', 'children')} of 0 to 18, of an unknown number"
    )
    return f"In this index on {day(coverage.as_of)}: {', '.join([agencies_, *others])}; {share}."


def silence(feeds: Iterable[Feed]) -> str:
    """What an empty list rests on: which feeds say nothing, which are old, which are not connected."""
    known = list(feeds)
    live = [feed.agency for feed in known if feed.state is FeedState.LIVE]
    said = f"Nothing recorded by {_joined(live)}." if live else ""
    return " ".join(filter(None, (said, gaps(known))))


def person_url(person: PersonRef) -> str:
    """The page of a person."""
    return f"/{'children' if person.kind == 'child' else 'adults'}/{person.uid}"


def telephone_in_words(number: str) -> str:
    """``020 7946 0101`` for ``+442079460101``; what is not written in that form stays as it was recorded."""
    if not re.fullmatch(r"\+\d{7,15}", number):
        return number
    parsed = phonenumbers.parse(number)
    home = parsed.country_code == _UNITED_KINGDOM
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def telephone_url(number: str) -> str:
    """A ``tel:`` address; an extension or a remark after the number is left out."""
    spoken = re.match(r"[\s()+\d.-]*", number)
    return "tel:" + re.sub(r"[^\d+]", "", spoken.group() if spoken else "")


def dates_query(today: dt.date, as_at: dt.date, known_at: dt.date, **more: Any) -> str:
    """The query string that keeps the dates asked for, empty for today's; with ``more`` parameters before them."""
    asked = dict(more)
    if as_at != today:
        asked["as_at"] = as_at.isoformat()
    if known_at != today:
        asked["as_known_at"] = known_at.isoformat()
    return "?" + urlencode(asked) if asked else ""
