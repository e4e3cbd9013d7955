"""One stage of matching: weigh what is proposed, decide, and group. The same code does a night and a whole borough."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

from ingest.matching import candidates
from ingest.matching.decide import decide, floor
from ingest.matching.groups import Link, Members, agglomerate, components, leading_across
from ingest.matching.model import StageModel
from ingest.matching.records import ModelJudgement, SealKeeper, as_text
from ingest.matching.relations import compatible
from ingest.matching.relatives import bonds
from ingest.matching.scoring import DECIMALS, score
from ingest.matching.working import Working, fill, keys_table

Pair = tuple[str, str]
_PairRow = tuple[str, str, str, str, float, bool, int]
STATED = "both hold one identifier that the authority gives once"
STATED_WEIGHT = 60.0
"""Bits: more than any comparison gives, so that what an authority states is joined first."""


@dataclass(slots=True)
class StageChange:
    """What a stage altered: pairs judged anew, pairs that no longer stand, and the groups of all records it placed
    again, before and after."""

    judged: dict[Pair, ModelJudgement] = field(default_factory=dict)
    dropped: set[Pair] = field(default_factory=set)
    before: set[frozenset[str]] = field(default_factory=set)
    after: set[frozenset[str]] = field(default_factory=set)
    conflicts: list[Pair] = field(default_factory=list)

    @property
    def moved(self) -> set[str]:
        """Records whose group is another than it was."""
        return {key for group in self.before ^ self.after for key in group}


class Stage:
    """A stage over the cache's tables. ``starts_from``: the stage whose groups this one begins with."""

    def __init__(
        self,
        con: Working,
        name: str,
        model: StageModel,
        seals: SealKeeper,
        starts_from: str | None = None,
    ) -> None:
        self._con = con
        self._name = name
        self._model = model
        self._seals = seals
        self._starts_from = starts_from

    def run(self, affected: set[str]) -> StageChange:
        """Judge and group again whatever the affected records touch."""
        change = StageChange()
        near = self._judge(affected, change)
        self._place(affected | near, change)
        return change

    def _judge(self, affected: set[str], change: StageChange) -> set[str]:
        """Replace the judgements of pairs with an affected record. Returns the records at the far ends of joining
        pairs, old and new."""
        con = self._con
        propose = candidates.propose_children if self._name == "children" else candidates.propose_adults
        propose(con, affected, "candidate")
        stated = dict.fromkeys(self._stated(affected))
        old = self._take_pairs(affected)
        rows: list[_PairRow] = []
        ends: set[str] = set()

        def keep(judgement: ModelJudgement, contradicts: bool) -> None:
            pair = (judgement.left, judgement.right)
            row = (
                self._name,
                *pair,
                judgement.verdict,
                judgement.weight,
                contradicts,
                _said(judgement),
            )
            rows.append(row)
            ends.update(pair)
            if old.pop(pair, None) != row[3:]:
                change.judged[pair] = judgement

        for judgement, contradicts in decided(
            con, self._name, self._model, self._seals, "candidate", without=stated
        ):
            keep(judgement, contradicts)
        for left, right in stated:
            keep(ModelJudgement(left, right, "same", STATED_WEIGHT, STATED), False)
        con.put("pair", rows)
        change.dropped.update(old)
        ends.update(key for pair in old for key in pair)
        return ends

    def _stated(self, affected: set[str]) -> list[Pair]:
        """Pairs of records that one authority's identifier names: they are the same, whatever a comparison says."""
        pairs = candidates.stated_pairs(self._con, affected) if self._name == "children" else []
        return [pair for pair in pairs if not self._seals.sealed_apart(*pair)]

    def _take_pairs(self, affected: set[str]) -> dict[Pair, tuple[object, ...]]:
        con = self._con
        keys_table(con, "affected", affected)
        con.bring("pair", "l", "FROM affected")
        con.bring("pair", "r", "FROM affected")
        where = "stage = ? AND (l IN (FROM affected) OR r IN (FROM affected))"
        rows = con.execute(
            f"SELECT l, r, verdict, weight, contradicts, said FROM pair WHERE {where}",
            [self._name],
        ).fetchall()
        con.delete("pair", where, [self._name])
        return {(row[0], row[1]): row[2:] for row in rows}

    def _place(self, touched: set[str], change: StageChange) -> None:
        con = self._con
        keys_table(con, "touched", touched | self._judged_by_people(touched))
        con.bring("place", "rec", "FROM touched")
        con.bring("place", "comp", "SELECT comp FROM place WHERE rec IN (FROM touched)")
        # All that hung together with what was touched, and is still there.
        con.execute(
            "CREATE OR REPLACE TEMP TABLE placed AS SELECT comp, gid, rec FROM place WHERE stage = $1 AND comp IN"
            " (SELECT comp FROM place WHERE stage = $1 AND rec IN (FROM touched))",
            [self._name],
        )
        con.execute(
            "CREATE OR REPLACE TEMP TABLE node AS SELECT DISTINCT rec FROM"
            " (SELECT rec FROM placed UNION ALL FROM touched)"
        )
        for _, _, members in _grouped(con.execute("FROM placed").fetchall()):
            change.before.add(frozenset(members))
        con.delete("place", "stage = ? AND rec IN (FROM node)", [self._name])
        con.bring("record", "key", "FROM node")
        con.execute("DELETE FROM node WHERE rec NOT IN (SELECT key FROM record)")
        scene = _Scene(con, self._name, self._starts_from, self._seals)
        scene.see_missing(self._model)
        rows = []
        for comp in scene.components:
            groups, refused = scene.split(comp)
            change.conflicts += [(link.left, link.right) for link in refused]
            for group in groups:
                gid = min(group)
                rows += [(self._name, key, comp[0], gid) for key in group]
                change.after.add(frozenset(group))
        con.put("place", rows)

    def _judged_by_people(self, touched: set[str]) -> set[str]:
        keys_table(self._con, "touched", touched)
        return {
            key
            for pair in self._con.execute(
                "SELECT l, r FROM human WHERE verdict = 'same' AND (l IN (FROM touched) OR r IN (FROM touched))"
            ).fetchall()
            for key in pair
        }


def decided(
    con: Working,
    name: str,
    model: StageModel,
    seals: SealKeeper,
    pairs: str,
    without: Container[Pair] = (),
) -> Iterator[tuple[ModelJudgement, bool]]:
    """What a stage says of the pairs of a table, those left out that are merely unlike or sealed apart; and whether it
    is that the two may not stand together."""
    bands = model.thresholds
    for pair in score(con, name, model, pairs, floor=floor(bands)):
        if (pair.left, pair.right) in without:
            continue
        decision = decide(pair, bands)
        if not decision.told or seals.sealed_apart(pair.left, pair.right):
            continue
        weight = round(decision.weight, DECIMALS)
        told = ModelJudgement(
            pair.left, pair.right, decision.verdict, weight, decision.reason, pair.evidence()
        )
        yield told, decision.contradicts


def stand_together(con: Working, name: str, model: StageModel, seals: SealKeeper) -> list[Members]:
    """The groups of all records that a pair in whole tables joins; every other record stands alone."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE node AS SELECT l AS rec FROM pair WHERE verdict = 'same'"
        " UNION SELECT r FROM pair WHERE verdict = 'same'"
    )
    scene = _Scene(con, name, None, seals)
    scene.see_missing(model)
    return [group for comp in scene.components for group in scene.split(comp)[0]]


class _Scene:
    """What must be known of the records in the table ``node`` to group them."""

    def __init__(self, con: Working, name: str, starts_from: str | None, seals: SealKeeper) -> None:
        self._con, self._name, self._seals = con, name, seals
        for table, column in (("pair", "l"), ("place", "rec"), ("tie", "adult")):
            con.bring(table, column, "FROM node")
        records = con.execute("SELECT key, feed, per_child FROM record WHERE key IN (FROM node)").fetchall()
        self._feed = {row[0]: row[1] for row in records}
        self._per_child = {row[0] for row in records if row[2]}
        human = con.execute(
            "SELECT l, r, verdict FROM human WHERE l IN (FROM node) AND r IN (FROM node)"
        ).fetchall()
        self._human: dict[Pair, str] = {(row[0], row[1]): row[2] for row in human}
        self._walls = {pair for pair, verdict in self._human.items() if verdict == "different"}
        told = con.execute(
            "SELECT l, r, verdict, weight, contradicts FROM pair WHERE l IN (FROM node) AND r IN (FROM node)"
        ).fetchall()
        self._told = {(row[0], row[1]) for row in told}
        self._same = {(row[0], row[1]) for row in told if row[2] == "same"}
        self._same |= {pair for pair, verdict in self._human.items() if verdict == "same"}
        self._contradicted = {(row[0], row[1]) for row in told if row[4]}
        self._links = [
            Link(row[0], row[1], row[3])
            for row in con.execute(
                "SELECT l, r, verdict, weight FROM pair WHERE verdict = 'same' AND stage = ?"
                " AND l IN (FROM node) AND r IN (FROM node)",
                [name],
            ).fetchall()
            if (row[0], row[1]) not in self._human
        ]
        self._links += [
            Link(*pair, 0.0, human=True) for pair, verdict in self._human.items() if verdict == "same"
        ]
        self._starts = self._start_groups(starts_from)
        self._ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._wards: dict[str, set[str]] = defaultdict(set)
        self._learn_ties(starts_from is not None)
        edges = [(link.left, link.right) for link in self._links]
        edges += [(min(group), key) for group in self._starts for key in group]
        self.components = components(self._feed, edges)
        self._links_of: dict[str, list[Link]] = defaultdict(list)
        self._starts_of: dict[str, list[Members]] = defaultdict(list)
        head = {key: comp[0] for comp in self.components for key in comp}
        for link in self._links:
            self._links_of[head[link.left]].append(link)
        for group in self._starts:
            self._starts_of[head[min(group)]].append(group)

    def see_missing(self, model: StageModel) -> None:
        """Weigh the pairs that would come to stand together through a chain and were never proposed."""
        unseen = []
        for comp in self.components:
            if len(comp) < 3:
                continue
            together = {(one, other) for group in self._starts_of[comp[0]] for one, other in _pairs_of(group)}
            unseen += [
                pair
                for pair in combinations(comp, 2)
                if pair not in self._told and pair not in self._human and pair not in together
            ]
        if not unseen:
            return
        self._con.execute("CREATE OR REPLACE TEMP TABLE unseen (l VARCHAR, r VARCHAR)")
        fill(self._con, "unseen", {"l": "VARCHAR", "r": "VARCHAR"}, unseen)
        for pair in score(self._con, self._name, model, "unseen", floor=None):
            if decide(pair, model.thresholds).contradicts:
                self._contradicted.add((pair.left, pair.right))

    def split(self, comp: list[str]) -> tuple[list[Members], list[Link]]:
        """The groups of what hangs together."""
        if len(comp) == 1:
            return [set(comp)], []
        starts, links = self._starts_of[comp[0]], self._links_of[comp[0]]
        human = [link for link in links if link.human]
        if human and any(self._seals.sealed_apart(one, other) for one, other in combinations(comp, 2)):
            # A seal outweighs what was judged before it came: whom the model joins without that stands together. No
            # link of a person's is left that could meet the seal, so none is told as a conflict.
            stand, _ = agglomerate(starts, [link for link in links if not link.human], self._wall, self._bar)
            across = leading_across(stand, human, self._seals.sealed_apart)
            groups, refused = agglomerate(
                stand, [link for link in human if link not in across], self._wall, self._bar
            )
            return groups, refused
        return agglomerate(starts, links, self._wall, self._bar)

    def _wall(self, one: str, other: str) -> bool:
        return _ordered(one, other) in self._walls or self._seals.sealed_apart(one, other)

    def _bar(self, left: Members, right: Members) -> bool:
        return any(self._barred(one, other) for one, other in product(left, right))

    def _barred(self, one: str, other: str) -> bool:
        pair = _ordered(one, other)
        if self._human.get(pair) == "same":
            return False
        if pair in self._contradicted or one in self._wards[other] or other in self._wards[one]:
            return True
        shared = self._relations_clash(one, other)
        if shared is not None and shared:
            return True
        if self._feed[one] != self._feed[other] or pair in self._same:
            return False
        return not ({one, other} <= self._per_child and shared is None)

    def _relations_clash(self, one: str, other: str) -> bool | None:
        """Whether two records stand to one child as one person cannot; None where they share no child."""
        ours, theirs = self._ties.get(one, ()), self._ties.get(other, ())
        shared = [compatible(mine, yours) for child, mine in ours for same, yours in theirs if child == same]
        return None if not shared else not all(shared)

    def _start_groups(self, starts_from: str | None) -> list[Members]:
        if starts_from is None:
            return [{key} for key in self._feed]
        rows = self._con.execute(
            "SELECT comp, gid, rec FROM place WHERE stage = ? AND rec IN (FROM node)", [starts_from]
        ).fetchall()
        return [set(members) for _, _, members in _grouped(rows)]

    def _learn_ties(self, to_groups: bool) -> None:
        con = self._con
        for adult, child in con.execute(
            "SELECT adult, child FROM tie WHERE adult IN (FROM node) AND child IN (FROM node)"
        ).fetchall():
            self._wards[adult].add(child)
        if to_groups:
            bonds(con, "bond", "adult", "FROM node")
            for adult, gid, relationship in con.execute("FROM bond").fetchall():
                self._ties[adult].append((gid, relationship))


def _said(judgement: ModelJudgement) -> int:
    """A digest of what a verdict says beside itself, by which one that says something else is known."""
    text = judgement.reason + as_text(judgement.evidence)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _pairs_of(group: Iterable[str]) -> Iterable[Pair]:
    return combinations(sorted(group), 2)


def _grouped(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, list[str]]]:
    found: dict[Pair, list[str]] = defaultdict(list)
    for comp, gid, rec in rows:
        found[comp, gid].append(rec)
    return [(comp, gid, members) for (comp, gid), members in found.items()]
