"""What blocking finds: how many of one person's pairs some rule proposes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from ingest.matching.candidates import CROWD, WEAK_CROWD
from ingest.matching.prepare import WEAK, block_keys, columns
from ingest.matching.records import MatchRecord


def blocking_recall(records: Iterable[MatchRecord], person_of: Mapping[str, str]) -> float | None:
    """The share of one person's pairs of which some key is shared and not crowded; None where there is no such pair.
    ``person_of``: the truth, by record key, where it is known."""
    sizes: Counter[int] = Counter()
    known: defaultdict[str, list[set[int]]] = defaultdict(list)
    weak: set[int] = set()
    for record in records:
        keys = block_keys(record, columns(record))
        hashed = {hash(key) for key in keys}
        weak |= {hash(key) for key in keys if key[0] in WEAK}
        sizes.update(hashed)
        if record.key in person_of:
            known[person_of[record.key]].append(hashed)
    crowded = {key for key, size in sizes.items() if size > (WEAK_CROWD if key in weak else CROWD)}
    found = [bool((one & other) - crowded) for keys in known.values() for one, other in combinations(keys, 2)]
    return round(sum(found) / len(found), 6) if found else None
