"""A new model beside the one in use: on the truth, on what people decided, and on the people it would change."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.system import Door
from ingest import protection
from ingest.delivery.ledger import all_histories
from ingest.linking.truth import quality
from ingest.matching.model import MatchModel
from ingest.matching.records import HumanJudgement, MatchRecord, SealKeeper
from ingest.matching.resolver import Resolver
from ingest.people import person_record
from ingest.spoken import spoken_of

Groups = list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a model, left to itself, answers what people have decided: pairs judged same that it joins, and pairs judged
    different that it keeps apart."""

    same: int
    joined: int
    different: int
    kept_apart: int


@dataclass(frozen=True, slots=True)
class Altered:
    """A person of today, as record keys, and the people of the new model among whom these records would be."""

    now: tuple[str, ...]
    then: tuple[tuple[str, ...], ...]

    @property
    def keys(self) -> set[str]:
        """All records that are told of."""
        return {*self.now, *(key for group in self.then for key in group)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One model against another on the same records. ``truth`` is empty where none was given."""

    in_use: str
    new: str
    records: int
    people_in_use: int
    people_new: int
    people_changed: int
    """People of today whose records would be grouped otherwise."""
    records_changed: int
    """Records that would stand with others than today."""
    pairs_joined: int
    pairs_parted: int
    changed: list[Altered] = field(default_factory=list)
    decisions: dict[str, dict[str, int]] = field(default_factory=dict)
    truth: dict[str, dict[str, float | int]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON types: the counts alone, which name nobody."""
        told = asdict(self)
        del told["changed"]
        return told


def records_of_index(door: Door) -> list[MatchRecord]:
    """What matching sees of every record now."""
    withheld = {each.record for each in protection.in_force(door)}
    found: list[MatchRecord] = []
    for page in all_histories(door):
        for key, history in page.items():
            if key.split(":", 2)[1] == "person":
                record = person_record(spoken_of(history), protected=key in withheld)
                found.extend([record] if record is not None else [])
    return found


def compare(
    records: Sequence[MatchRecord],
    human: Sequence[HumanJudgement],
    in_use: MatchModel,
    new: MatchModel,
    seals: SealKeeper,
    truth: Mapping[str, str] | None = None,
) -> Comparison:
    """Match everything with both models. ``truth``: record key -> person, of some records or all."""
    before, after = (grouped(records, human, model, seals) for model in (in_use, new))
    alone = {
        name: grouped(records, (), model, seals) if human else groups
        for name, model, groups in (("in_use", in_use, before), ("new", new, after))
    }
    was, now = set(before), set(after)
    changed = sorted((group for group in was - now), key=min)
    pairs_before, pairs_after = _pairs(was - now), _pairs(now - was)
    return Comparison(
        in_use=in_use.version,
        new=new.version,
        records=len(records),
        people_in_use=len(before),
        people_new=len(after),
        people_changed=len(changed),
        records_changed=len({key for group in changed for key in group}),
        pairs_joined=len(pairs_after - pairs_before),
        pairs_parted=len(pairs_before - pairs_after),
        changed=_altered(changed, after),
        decisions={name: asdict(agreement(groups, human)) for name, groups in alone.items()} if human else {},
        truth={name: quality(groups, truth, {}) for name, groups in alone.items()} if truth else {},
    )


def _altered(changed: Iterable[frozenset[str]], after: Groups) -> list[Altered]:
    place = {key: group for group in after for key in group}
    return [
        Altered(
            tuple(sorted(group)), tuple(sorted({tuple(sorted(place[key])) for key in group if key in place}))
        )
        for group in changed
    ]


def grouped(
    records: Iterable[MatchRecord], human: Iterable[HumanJudgement], model: MatchModel, seals: SealKeeper
) -> Groups:
    """The groups that a model makes of records, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        resolver = Resolver(Path(folder), model, seals)
        try:
            return [group.keys for group in resolver.rebuild(records, human, "compared", keep=False).groups]
        finally:
            resolver.close()


def agreement(groups: Iterable[frozenset[str]], human: Iterable[HumanJudgement]) -> Agreement:
    """What a model's groups say about pairs that people have decided."""
    place = {key: number for number, group in enumerate(groups) for key in group}
    known = [each for each in human if each.left in place and each.right in place]
    same = [place[each.left] == place[each.right] for each in known if each.verdict == "same"]
    apart = [place[each.left] != place[each.right] for each in known if each.verdict == "different"]
    return Agreement(len(same), sum(same), len(apart), sum(apart))


def _pairs(groups: Iterable[frozenset[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
