"""Who takes part and what share of the children is in the index: what stands on every page."""

from __future__ import annotations

import datetime as dt

from graph.ask import ask
from graph.gateway import Graph
from graph.reads.deliveries import feeds
from model.facts import FeedState
from model.quality import Coverage
from model.scope import Role, Scope

NOBODY = Scope("quality", Role.DATA_STEWARD)
"""The quality of the data is read as a reader without any clearance reads it, whoever asks: a count that took in
protected people would tell of them."""
GROWN = 19
"""Children of 0 to 18 are counted."""


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day some years before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def position(graph: Graph) -> tuple[int, int, int]:
    """Where the ledger stands. What is made of the whole index may be kept as long as this is the same."""
    row = ask(graph, "quality/position", None)[0]
    return row["closed"], row["last"] or 0, row["judged"]


def coverage(
    graph: Graph, today: dt.date, population: int | None = None, population_source: str | None = None
) -> Coverage:
    """Coverage on a day; ``population`` is the number of children of 0 to 18, by ``population_source``."""
    found = feeds(graph, today)
    named: dict[FeedState, list[str]] = {state: [] for state in FeedState}
    for feed in found:
        named[feed.state].append(feed.agency)
    children = ask(graph, "quality/children", NOBODY, born_after=years_before(today, GROWN), today=today)
    return Coverage(
        as_of=today,
        live=_once(named[FeedState.LIVE]),
        old=_once(named[FeedState.OLD]),
        off=_once(named[FeedState.OFF]),
        absent=_once(named[FeedState.ABSENT]),
        children=children[0]["children"],
        population=population,
        population_source=population_source,
        latest=max((feed.last_delivered for feed in found if feed.last_delivered), default=None),
    )


def _once(names: list[str]) -> list[str]:
    return sorted(set(names))
