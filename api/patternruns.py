"""One run of a pattern: what it is asked with, what the graph answers to Kith itself, and what came of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.gateway import Graph
from graph.patterns import run, run_for
from graph.reads.moment import Moment
from model.guards import Clearance
from model.patterns import Asking, Found, Pattern
from model.scope import Role, Scope

OPEN = Scope("patterns", Role.SAFEGUARDING_LEAD)
_CLEARED = Scope("patterns", Role.SAFEGUARDING_LEAD, clearances=frozenset(Clearance))


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of running one pattern."""

    pattern: str
    state: str
    lacking: tuple[str, ...]
    found: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Running:
    """A pattern that is being run: what it is asked with, and then what was found."""

    made: Pattern
    state: str
    asking: Asking
    lacking: tuple[str, ...]
    near: frozenset[str] = frozenset()
    """Children near something protected, who are asked about with every clearance too."""
    touched: frozenset[str] | None = None
    """Whom it is asked about; None: everybody."""
    found: Sequence[Found] = ()
    closed: Sequence[Found] = ()
    """What is found with clearances only."""
    homes: Mapping[str, str] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether it is on and the feeds that it needs are live."""
        return self.state == "on" and not self.lacking


def read(graph: Graph, today: dt.date, running: Running) -> Running:
    """What is found, and in whose homes: reads the graph only, beside other patterns."""
    if not running.asks:
        return running
    made, asking = running.made, running.asking
    if running.touched is None:
        found = run(graph, OPEN, made, asking)
    else:
        found = run_for(graph, OPEN, made, asking, running.touched)
    seen = {each.identity for each in found}
    closed = [
        each for each in run_for(graph, _CLEARED, made, asking, running.near) if each.identity not in seen
    ]
    homes = households(graph, _CLEARED, today, {each.child for each in (*found, *closed)})
    return replace(running, found=found, closed=closed, homes=homes)


def households(graph: Graph, scope: Scope, today: dt.date, children: Iterable[str]) -> dict[str, str]:
    """A name for each child's home that tells nothing of it: the child's own where no home is known."""
    homes = {uid: uid for uid in children}
    moment = Moment(graph, scope, today, today)
    latest: dict[str, dt.date] = {}
    for row in moment.asked("present_homes", uids=sorted(homes)):
        since = row["since"] or row["confirmed"] or dt.date.min
        if since >= latest.get(row["child"], dt.date.min):
            latest[row["child"]] = since
            homes[row["child"]] = row["address"]
    return {uid: hashlib.blake2b(home.encode(), digest_size=8).hexdigest() for uid, home in homes.items()}
