"""How good a linkage is where the truth is known: pairs, B-cubed, and clusters that mix people.

B-cubed: Bagga and Baldwin 1998, "Algorithms for scoring coreference chains": per record, the share of its cluster that
is its person, and the share of its person that is in its cluster; then the mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping


def quality(
    groups: Iterable[frozenset[str]], person_of: Mapping[str, str], household_of: Mapping[str, str]
) -> dict[str, float | int]:
    """Figures over the records whose person is known. ``household_of``: person -> household, where known."""
    right = together = mixed = mixed_at_home = 0
    precision = recall = 0.0
    sizes = Counter(person_of.values())
    placed = 0
    for group in groups:
        counts = Counter(person_of[key] for key in group if key in person_of)
        size = sum(counts.values())
        placed += size
        together += size * (size - 1) // 2
        right += sum(times * (times - 1) // 2 for times in counts.values())
        precision += sum(times * times / size for times in counts.values())
        recall += sum(times * times / sizes[person] for person, times in counts.items())
        if len(counts) > 1:
            mixed += 1
            homes = {household_of.get(person) for person in counts}
            mixed_at_home += len(homes) == 1 and None not in homes
    true_pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    p, r = _share(right, together), _share(right, true_pairs)
    b_p, b_r = _share(precision, placed), _share(recall, placed)
    return {
        "records": placed,
        "right_pairs": right,
        "wrong_pairs": together - right,
        "missed_pairs": true_pairs - right,
        "precision": p,
        "recall": r,
        "f1": _harmonic(p, r),
        "b_cubed_precision": b_p,
        "b_cubed_recall": b_r,
        "b_cubed_f1": _harmonic(b_p, b_r),
        "clusters_mixing_people": mixed,
        "of_these_in_one_household": mixed_at_home,
    }


def _share(part: float, whole: float) -> float:
    return round(part / whole, 6) if whole else 1.0


def _harmonic(one: float, other: float) -> float:
    return round(2 * one * other / (one + other), 6) if one + other else 0.0
