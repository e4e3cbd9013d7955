"""The agencies that joined after the pilot, found by this folder: a module with an ``AGENCY`` writes one feed.

A module whose name begins with an underscore is a helper.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ingest.feeds import feed
from kith.synth.agencies._desk import Desk
from kith.synth.columns import EVENT_TRUTH, FEEDS, TABLES


@cache
def agencies() -> dict[str, type[Desk]]:
    """Who writes which feed, by the feed's code, in alphabetical order."""
    found: dict[str, type[Desk]] = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            desk: type[Desk] = importlib.import_module(f"{__name__}.{module.name}").AGENCY
            found[desk.code] = desk
    return dict(sorted(found.items()))


def all_codes() -> tuple[str, ...]:
    """Every feed that can be written, those of the pilot first."""
    return (*FEEDS, *agencies())


def chosen(feeds: str) -> tuple[str, ...]:
    """Feeds as somebody types them: codes parted by commas, or ``all``; each once, in the order of all feeds. A code
    that is unknown stays, for :func:`~kith.synth.generate` to refuse."""
    if feeds.strip() == "all":
        return all_codes()
    named = {each.strip() for each in feeds.split(",") if each.strip()}
    return (*(code for code in all_codes() if code in named), *sorted(named - set(all_codes())))


def declared_tables(feeds: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The files of these feeds and of the truth, with their columns: what the feeds declare."""
    pilot = {name: columns for name, columns in TABLES.items() if name.partition("/")[0] in (*feeds, "truth")}
    more = {
        f"{code}/{table.name}": table.names
        for code in feeds
        if code in agencies()
        for table in feed(code).tables
    }
    return {**pilot, **more, **(dict([EVENT_TRUTH]) if more else {})}
