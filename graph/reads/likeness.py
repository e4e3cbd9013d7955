"""Whether two recorded adults are surely two people, or may be one whose records were not joined."""

from __future__ import annotations

from rapidfuzz.distance import JaroWinkler

from model.names import are_variants, compact, sounds
from model.views import PersonRef

ALIKE = 0.85
"""Jaro-Winkler similarity from which two forenames may be one, misspelt. Assumed."""


def told_apart(one: PersonRef, one_sex: str | None, other: PersonRef, other_sex: str | None) -> bool:
    """True only where what is recorded cannot well be one person: the sexes differ, or both have a whole name and the
    forenames are unlike."""
    if {one_sex, other_sex} == {"F", "M"}:
        return True
    names = one.name.split(), other.name.split()
    if any(len(words) < 2 for words in names):
        return False
    first, second = (words[0] for words in names)
    return not (
        sounds(first) == sounds(second)
        or are_variants(first, second)
        or JaroWinkler.similarity(compact(first), compact(second)) >= ALIKE
    )
