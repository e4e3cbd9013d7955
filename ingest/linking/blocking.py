"""What blocking proposes: how many pairs each rule does, and how many of one person's pairs any does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from ingest.matching.candidates import CROWD, WEAK_CROWD
from ingest.matching.prepare import RULES, WEAK, block_keys, columns
from ingest.matching.records import MatchRecord


@dataclass(frozen=True, slots=True)
class Blocking:
    """``by_rule``: pairs that each rule proposes, crowded keys left out; a pair may be proposed by several.
    ``recall``: the share of one person's pairs that some rule proposes; None where no person's pair is known."""

    by_rule: dict[str, int]
    recall: float | None


def blocking(records: Iterable[MatchRecord], person_of: Mapping[str, str]) -> Blocking:
    """Count what blocking proposes among records. ``person_of``: the truth, by record key, where it is known."""
    sizes: Counter[str] = Counter()
    known: defaultdict[str, list[set[str]]] = defaultdict(list)
    for record in records:
        keys = block_keys(record, columns(record))
        sizes.update(keys)
        if record.key in person_of:
            known[person_of[record.key]].append(set(keys))
    proposed: Counter[str] = Counter()
    crowded: set[str] = set()
    for key, size in sizes.items():
        if size > (WEAK_CROWD if key[0] in WEAK else CROWD):
            crowded.add(key)
        elif size > 1:
            proposed[RULES[key[0]]] += size * (size - 1) // 2
    found = [bool((one & other) - crowded) for keys in known.values() for one, other in combinations(keys, 2)]
    return Blocking(dict(proposed.most_common()), round(sum(found) / len(found), 6) if found else None)
