"""Which two people wait for a steward: everything that the model left open between the records of two people is one
question, and one answer settles it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.ask import ask
from graph.gateway import Graph, Row
from model.desk import STAKES, Stake
from model.judging import ordered
from model.scope import Scope
from queries.files import text

_STAKE_OF = {"child_protection": Stake.CHILD_PROTECTION, "looked_after": Stake.LOOKED_AFTER}
_AT_ONCE = 5_000
_PATIENCE_S = 120.0
"""Seconds that one question about the whole index may take: nobody waits for it but whoever comes first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Two people who wait, by the pair of their records that comes nearest to one person."""

    pair: str
    left: str
    right: str
    people: tuple[str, str]
    """Whom the two records describe."""
    weight: float
    reason: str | None
    since: dt.date
    """When the first of their pairs was left open."""
    stake: Stake
    evidence: str
    """Equal for pairs of the same sources with the same result at each comparison. Weights may differ by rarity."""
    pairs: int
    """Pairs of their records that are open."""
    child: bool

    @property
    def couple(self) -> tuple[str, str]:
        """Both people, the smaller uid first."""
        return ordered(*self.people)

    @property
    def feeds(self) -> list[str]:
        """The feeds of the two records."""
        return sorted({key.partition(":")[0] for key in (self.left, self.right)})


def waiting(graph: Graph, scope: Scope, as_at: dt.date, among: Iterable[str] | None = None) -> list[Waiting]:
    """Everybody who waits and whom the reader may judge, or those of them with one of the people ``among``, in order of
    what is at stake and then of how long they have waited."""
    rows = _open(graph, scope, among)
    whom = _described(graph, scope, {key for row in rows for key in (row["left"], row["right"])})
    couples: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["left"] in whom and row["right"] in whom:
            couple = ordered(whom[row["left"]]["person"], whom[row["right"]]["person"])
            couples[couple].append(row)
    settled = _settled(graph, whom)
    left = {
        couple: found
        for couple, found in couples.items()
        if couple[0] != couple[1] and not settled.rests(couple, found, whom)
    }
    nearest = {
        couple: max(found, key=lambda row: (row["weight"], row["pair"])) for couple, found in left.items()
    }
    evidence = _evidence(graph, nearest.values())
    at_stake = stakes(graph, scope, {uid for couple in left for uid in couple}, as_at)
    found = [
        Waiting(
            row["pair"], row["left"], row["right"],
            (whom[row["left"]]["person"], whom[row["right"]]["person"]),
            row["weight"],
            reason=evidence[row["pair"]][0],
            since=min(each["since"] for each in left[couple]),
            stake=min((at_stake[uid] for uid in couple), key=STAKES.index),
            evidence=evidence[row["pair"]][1],
            pairs=len(left[couple]),
            child=whom[row["left"]]["child"] or whom[row["right"]]["child"],
        )
        for couple, row in nearest.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (STAKES.index(each.stake), each.since, each.pair))


def stakes(graph: Graph, scope: Scope, uids: Iterable[str], as_at: dt.date) -> dict[str, Stake]:
    """What is at stake for each of these people, or for a child of theirs."""
    wanted = sorted(set(uids))
    found = dict.fromkeys(wanted, Stake.OTHER)
    for some in _parts(wanted):
        for row in ask(graph, "matching/stakes", scope, uids=some, as_at=as_at):
            stake = _STAKE_OF.get(row["kind"], Stake.INVOLVED)
            found[row["uid"]] = min(stake, found[row["uid"]], key=STAKES.index)
    return found


def at_stake_through(graph: Graph, scope: Scope, uids: Iterable[str]) -> set[str]:
    """Those for whom something may be at stake because of these people: their parents and carers."""
    return {
        row["uid"]
        for some in _parts(sorted(set(uids)))
        for row in ask(graph, "matching/carers_of", scope, uids=some)
    }


def _open(graph: Graph, scope: Scope, among: Iterable[str] | None) -> list[Row]:
    """The pairs that the model left open: all of them, or those of these people's records. They are for nobody's eyes
    before :func:`_described` has said which of their records the reader may judge."""
    if among is None:
        return graph.read(text("ledger/unsure_pairs"), patience_s=_PATIENCE_S)
    keys = {
        row["key"]
        for some in _parts(sorted(set(among)))
        for row in ask(graph, "matching/records_of", scope, uids=some)
    }
    rows = {
        row["pair"]: row
        for some in _parts(sorted(keys))
        for row in graph.read(text("ledger/unsure_pairs_of"), {"keys": some})
    }
    return list(rows.values())


def _described(graph: Graph, scope: Scope, keys: Iterable[str]) -> dict[str, Row]:
    """The records that the reader may judge, and whom they describe."""
    return {
        row["key"]: row
        for some in _parts(sorted(set(keys)))
        for row in ask(graph, "matching/described", scope, keys=some)
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """What people have said about pairs, by the two people whom the records describe now."""

    said: Mapping[tuple[str, str], Sequence[tuple[str, dt.date]]]

    def rests(self, couple: tuple[str, str], rows: Iterable[Row], whom: Mapping[str, Row]) -> bool:
        """Whether nobody has to look: somebody has decided, or was unsure and no record says more since then."""
        said = self.said.get(couple)
        if not said:
            return False
        if any(verdict != "unsure" for verdict, _ in said):
            return True
        last = max(on for _, on in said)
        told = (whom[key]["told"] for row in rows for key in (row["left"], row["right"]))
        return all(day is None or day <= last for day in told)


def _settled(graph: Graph, whom: Mapping[str, Row]) -> _Words:
    said: defaultdict[tuple[str, str], list[tuple[str, dt.date]]] = defaultdict(list)
    for row in graph.read(text("ledger/last_words")):
        if row["left"] in whom and row["right"] in whom:
            couple = ordered(whom[row["left"]]["person"], whom[row["right"]]["person"])
            said[couple].append((row["verdict"], row["on"]))
    return _Words(said)


def _evidence(graph: Graph, rows: Iterable[Row]) -> dict[str, tuple[str | None, str]]:
    """Why each pair was left open, and what was found at each comparison, as a digest."""
    feeds = {row["pair"]: [key.partition(":")[0] for key in (row["left"], row["right"])] for row in rows}
    found: dict[str, tuple[str | None, str]] = dict.fromkeys(feeds, (None, ""))
    for some in _parts(sorted(feeds)):
        for row in graph.read(text("ledger/evidence_of_pairs"), {"pairs": some}):
            levels = [(each["comparison"], each["level"]) for each in json.loads(row["evidence"] or "[]")]
            said = json.dumps([row["reason"], feeds[row["pair"]], levels])
            found[row["pair"]] = (row["reason"], hashlib.blake2b(said.encode(), digest_size=8).hexdigest())
    return found


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
