"""Search as people type it: is the child who is meant among the first five, and how long does it take?

2,000 searches for children of the truth drawn at random: five ways of writing a name (`bench.questions.NAMES`) with
each of five things that are known beside it (`bench.questions.KNOWN`), as many of each. Where more than five children
bear a name, the name alone cannot tell them apart: what an order could get right at most is counted beside it. Children
whom the reader may not find (sealed, hidden) are not asked for.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bench.indexes import AS_OF, built, generated, index
from bench.questions import KNOWN, NAMES, Named, Typed, alone, asked, children
from bench.reads import READER, percentiles
from bench.relations import LIVES_AT, crosswalk
from bench.served import cpu_seconds
from bench.tables import RESULTS, Result
from bench.truth import HOMES, Truth
from graph import lifecycle, reads
from graph.gateway import Graph
from kith.composition import Kith
from model.names import normalise
from model.scope import system_scope

SEARCHES = 2_000
ALONE = 100
FIVE = 5
SEED = 4
CLOSED = "MATCH (p:Person) WHERE p.guard <> '' RETURN p.uid AS uid"
POSTCODES = "MATCH (a:Address) WHERE a.postcode IS NOT NULL RETURN a.uid AS uid, a.postcode AS postcode"
SHOWN_LOST = 12


@dataclass
class Row:
    """What one row of the table counts."""

    taken: list[float] = field(default_factory=list)
    right: int = 0
    best: float = 0.0
    """How many an order could get right that knows no more than what was typed."""


def run(count: int) -> None:
    """Measure a borough of ``count`` children."""
    borough = generated(count)
    with index(RESULTS / f"reads-{count}") as kith:
        built(kith, borough)
        result = Result("search", f"Search among {count:,} children, one reader at a time: milliseconds")
        truth = Truth(borough)
        _measure(kith, truth, children(borough), result)
    result.show()


def _measure(kith: Kith, truth: Truth, born: list[Named], result: Result) -> None:
    chance = random.Random(SEED)
    people = truth.people_by_uid(crosswalk(kith.graph, system_scope("bench")))
    closed = {people.get(row["uid"]) for row in kith.graph.read(CLOSED, {})}
    known = [child for child in born if child.person in truth.known - closed]
    searches = list(asked(known, postcodes_of(kith.graph, truth), AS_OF, SEARCHES, chance))
    for each in searches[: SEARCHES // 20]:
        searched(each, kith.graph)  # the engine warms up
    namesakes = Counter(_name(child) for child in known)
    names = {child.person: _name(child) for child in known}
    rows: defaultdict[tuple[str, str], Row] = defaultdict(Row)
    lost: Counter[str] = Counter()
    shown: list[str] = []
    used = _processor_time(kith)
    for each in searches:
        begun = time.perf_counter()
        hits = searched(each, kith.graph, FIVE)
        spent = (time.perf_counter() - begun) * 1000
        right = each.meant in [people.get(uid) for uid in hits]
        alike = namesakes[names[each.meant or ""]]
        for key in ((each.kind, each.known), ("all", each.known), (each.kind, "all"), ("all", "all")):
            row = rows[key]
            row.taken.append(spent)
            row.right += right
            row.best += min(1.0, FIVE / alike) if each.known == KNOWN[0] else 1.0
        if not right:
            lost[why(each, kith.graph, people, alike)] += 1
            shown.append(f"lost: {each.kind}, {each.known}: {each.q}")
    used = (_processor_time(kith) - used) / SEARCHES * 1000
    result.notes.append(f"processor time a search, this process and the database: {used:.0f} ms")
    for name in (*NAMES, "all"):
        for beside in (*KNOWN, "all"):
            row = rows[name, beside]
            asked_for = len(row.taken)
            result.add(
                name=name, known=beside, **percentiles(row.taken), right_in_first_five=row.right / asked_for,
                namesakes_allow=row.best / asked_for,
            )  # fmt: skip
    for kind in dict.fromkeys(each.kind for each in alone(known, chance, ALONE)):
        taken = []
        for each in alone(known, chance, ALONE):
            if each.kind == kind:
                begun = time.perf_counter()
                searched(each, kith.graph)
                taken.append((time.perf_counter() - begun) * 1000)
        result.add(name=kind, known="", **percentiles(taken), right_in_first_five=None, namesakes_allow=None)
    result.notes += [f"lost, {reason}: {times}" for reason, times in lost.most_common()]
    result.notes += random.Random(SEED).sample(shown, min(SHOWN_LOST, len(shown)))


def searched(each: Typed, graph: Graph, limit: int = 20) -> list[str]:
    """One page of hits, as uids."""
    page = reads.search(
        graph.for_one_request(), READER, each.q, each.date_of_birth, each.postcode or None, limit,
        as_at=AS_OF, known_at=AS_OF,
    )  # fmt: skip
    return [hit.person.uid for hit in page.items]


def postcodes_of(graph: Graph, truth: Truth) -> dict[str, str]:
    """Person -> the postcode of their true home on the day, where the index knows it."""
    written = {row["uid"]: row["postcode"] for row in graph.read(POSTCODES, {})}
    true = {
        address: written[uid]
        for uid, address in truth.addresses_by_uid(graph.read(LIVES_AT, {})).items()
        if uid in written
    }
    found = {}
    for person, stays in truth.stays.items():
        homes = [stay for stay in stays if stay.on(AS_OF) and stay.kind in HOMES and stay.address in true]
        if homes:
            found[person] = true[homes[-1].address]
    return found


def why(each: Typed, graph: Graph, people: dict[str, str], alike: int) -> str:
    """Why somebody is not among the first five."""
    hits = [people.get(uid) for uid in searched(each, graph, 50)]
    if each.meant in hits:
        at = hits.index(each.meant) + 1
        crowd = "more than five of the name" if alike > FIVE else "others fit as well or better"
        return f"{crowd}: {'6th to 10th' if at <= 10 else '11th to 50th'}"
    return "not among fifty" if len(hits) >= 50 else "not found"


def _processor_time(kith: Kith) -> float:
    database = lifecycle.status(kith.settings.graph).pid
    return time.process_time() + (cpu_seconds(database) if database else 0.0)


def _name(child: Named) -> str:
    return normalise(f"{child.forename} {child.surname}")
