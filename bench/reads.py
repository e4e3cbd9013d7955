"""Reads under load: fifty practitioners at the real server, beside the raw driver asking the same statements.

Times are the server's own, from its request log: from the arrival of a request to the end of its answer, with the wait
for a thread, the access rules, the audit entry on disk and the page as HTML in them.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice

from bench import practitioners as at
from bench.indexes import built, generated, index
from bench.practitioners import Signed, Work
from bench.questions import Named, Typed, children
from bench.raw import Asked, Raw, raw_driver, recorded
from bench.served import Server, cpu_seconds, served
from bench.tables import RESULTS, Result
from graph import lifecycle, reads
from graph.gateway import Graph
from kith.composition import Kith
from model.scope import Role, Scope

PEOPLE = 50
WORKERS = 2
THINK = (1.0, 5.0)
"""Seconds between two requests of one practitioner, drawn evenly. Assumed: somebody who reads quickly."""
REQUESTS, SECONDS = 1_500, 240.0
HURRIED, HURRIED_SECONDS = 600, 90.0
SAMPLE = 100
BUDGETS = {at.PAGE: 150, at.NETWORK_2: 150, at.SEARCH: 100}
"""Milliseconds, 95th percentile (issue: what it must show)."""
READER = Scope("benchmark", Role.PRACTITIONER, "social_care")


def run(count: int) -> None:
    """Measure a borough of ``count`` children."""
    borough = generated(count)
    found = children(borough)
    with index(RESULTS / f"reads-{count}") as kith:
        built(kith, borough)
        practitioners(kith, found, count, "reads", "three feeds")


def practitioners(kith: Kith, found: list[Named], count: int, name: str, feeds: str) -> None:
    """Measure the index of ``count`` children, of whom ``found`` are asked for, and print the table ``name``."""
    result = Result(
        name,
        f"{PEOPLE} practitioners, {count:,} children, {feeds}: milliseconds at the server, and of the raw driver",
    )
    with served(kith.settings.data, WORKERS) as server:
        signed = at.sign_in(kith.store, PEOPLE)
        at.at_work(server, signed[:8], found, requests=200, seconds=60, think=(0, 0))  # the engine warms up
        work = _load(kith, server, signed, found, result, think=THINK, requests=REQUESTS, seconds=SECONDS)
        raw = _raw(kith, work, result)
        _load(kith, server, signed, found, result, think=(0, 0), requests=HURRIED, seconds=HURRIED_SECONDS)
    result.notes += [
        f"with pauses: {THINK[0]:g} to {THINK[1]:g} s before each request; without: everybody asks again at once, "
        "which measures how much can be done, not how long a practitioner waits",
        f"raw driver: the same statements with the same parameters, {raw} requests of each kind",
        f"{WORKERS} server processes; sessions are made in the store, as the sign-in makes them",
    ]
    result.show()


def _load(
    kith: Kith, server: Server, signed: list[Signed], found: list[Named], result: Result, *,
    think: tuple[float, float], requests: int, seconds: float,
) -> Work:  # fmt: skip
    database = lifecycle.status(kith.settings.graph).pid
    before = server.cpu_seconds(), cpu_seconds(database) if database else 0.0
    begun = time.monotonic()
    work = at.at_work(server, signed, found, requests=requests, seconds=seconds, think=think)
    spent = time.monotonic() - begun
    taken = server.milliseconds()
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    for request, kind in work.kinds.items():
        kinds[kind].append(taken[request])
    how = "pauses" if think[1] else "no pauses"
    for kind in sorted(kinds):
        result.add(
            load=how, what=kind, **percentiles(kinds[kind]), budget=BUDGETS.get(kind) if think[1] else None
        )
    cpu = server.cpu_seconds() - before[0], (cpu_seconds(database) if database else 0.0) - before[1]
    asked = len(work.kinds)
    result.notes.append(
        f"{how}: {asked / spent:.1f} requests a second; processor time a request: server "
        f"{cpu[0] / asked * 1000:.0f} ms, database {cpu[1] / asked * 1000:.0f} ms; "
        f"{work.refused} answered with an error"
    )
    return work


def _raw(kith: Kith, work: Work, result: Result) -> int:
    uids = list(dict.fromkeys(work.opened))[:SAMPLE]
    asked = {
        at.PAGE: [recorded(kith.graph, partial(whole, uid)) for uid in uids],
        at.NETWORK_2: [recorded(kith.graph, partial(around, uid)) for uid in uids],
        at.SEARCH: [
            recorded(kith.graph, partial(searched, each))
            for each in islice(work.searched, SAMPLE)
        ],
    }  # fmt: skip
    with raw_driver(kith.settings.graph) as raw:
        for threads in (1, PEOPLE):
            for kind, samples in asked.items():
                _add_raw(raw, kind, samples, threads, result)
    return len(uids)


def _add_raw(raw: Raw, kind: str, samples: Sequence[Asked], threads: int, result: Result) -> None:
    repeated = list(samples) * (1 if threads == 1 else 3)
    taken = raw.milliseconds(repeated, threads)
    statements = sum(map(len, samples)) / len(samples)
    what = f"{kind}, {statements:.1f} statements"
    result.add(
        load=f"raw driver, {threads} thread{'s' if threads > 1 else ''}", what=what, **percentiles(taken)
    )


def whole(uid: str, graph: Graph) -> None:
    """Everything the child page reads."""
    day = today()
    for read in (
        reads.child, reads.involvements, reads.siblings, reads.households, reads.addresses,
        reads.transient_addresses, reads.other_households, reads.schools,
    ):  # fmt: skip
        read(graph, READER, uid, as_at=day, known_at=day)


def today() -> dt.date:
    """The day that the server reads as at."""
    return dt.datetime.now(dt.UTC).date()


def around(uid: str, graph: Graph) -> None:
    """The network, two steps."""
    day = today()
    reads.network(graph, READER, uid, 2, as_at=day, known_at=day)


def searched(asked: Typed, graph: Graph) -> list[str]:
    """One page of hits, as uids."""
    day = today()
    page = reads.search(graph, READER, asked.q, asked.date_of_birth, as_at=day, known_at=day)
    return [hit.person.uid for hit in page.items]


def percentiles(taken: Iterable[float]) -> dict[str, float | int]:
    """How many, the middle, the 95th and the 99th of a hundred; milliseconds."""
    found = sorted(taken)
    if not found:
        return {"requests": 0}

    def at_share(share: float) -> float:
        return round(found[min(len(found) - 1, int(share * len(found)))], 1)

    return {"requests": len(found), "p50": at_share(0.5), "p95": at_share(0.95), "p99": at_share(0.99)}
