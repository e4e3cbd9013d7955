"""Lines as analysts see them: pseudonyms that hold within one piece of work, ages in bands, areas, no small groups.

Whoever is of a band, in an area and held by the same agencies as fewer than :data:`SMALL` listed children could be
picked out by somebody who knows one child. Such lines lose first the area, then the band, then who holds the child,
until each stands among enough others; what is lost reads :data:`WITHHELD`.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from hashlib import sha256

from model.absence import SMALLEST_SHOWN, Band, Explanation, Line

SMALL = SMALLEST_SHOWN
WITHHELD = "withheld"
PSEUDONYM_LENGTH = 8
Key = tuple[Hashable, ...]


def pseudonym(key: bytes, work: str, uid: str) -> str:
    """What a child is called in one piece of work: a keyed hash, that nobody without the key joins to another's."""
    return hmac.digest(key, f"{work}\x00{uid}".encode(), sha256).hex()[:PSEUDONYM_LENGTH].upper()


def published(lines: Iterable[Line], name: Callable[[str], str], small: int = SMALL) -> list[Line]:
    """Lines under pseudonyms, in the order of these: what would single somebody out is withheld."""
    chosen = sorted(lines, key=lambda line: name(line.child))
    levels = _levels(chosen, small)
    return [_shown(line, level, name) for line, level in zip(chosen, levels, strict=True)]


_SAME: tuple[Callable[[Line], Key], ...] = (
    lambda line: (line.band, line.area, line.seen_by),
    lambda line: (line.band, line.seen_by),
    lambda line: (line.seen_by,),
    lambda _line: (),
)
"""What lines that look alike have in common, the most telling first."""


def _levels(lines: Sequence[Line], small: int) -> list[int]:
    """How much each line must lose. The last group takes in others until it is large enough itself."""
    levels = [0] * len(lines)
    left = set(range(len(lines)))
    for level, same in enumerate(_SAME[:-1]):
        sizes = Counter(same(lines[place]) for place in left)
        for place in left:
            levels[place] = level
        left = {place for place in left if sizes[same(lines[place])] < small}
    for place in left:
        levels[place] = len(_SAME) - 1
    if left and len(left) < small:
        for level in range(len(_SAME) - 2, -1, -1):
            groups = Counter(
                _SAME[level](line) for line, own in zip(lines, levels, strict=True) if own == level
            )
            if groups:
                least = min(groups, key=lambda group: (groups[group], str(group)))
                for place, line in enumerate(lines):
                    if levels[place] == level and _SAME[level](line) == least:
                        levels[place] = len(_SAME) - 1
                break
    return levels


def _shown(line: Line, level: int, name: Callable[[str], str]) -> Line:
    changed: dict[str, object] = {
        "child": name(line.child),
        "explanations": tuple(_under(each, name) for each in line.explanations),
        "last_seen": None,
    }
    if level >= 1:
        changed["area"] = WITHHELD
    if level >= 2:
        changed["band"] = Band.UNKNOWN
    if level >= 3:
        changed["seen_by"] = (WITHHELD,)
        changed["expected"] = changed["known_to"] = (WITHHELD,)
        changed["explanations"] = tuple(
            each.model_copy(update={"evidence": "Withheld: too few are like this."})
            for each in changed["explanations"]  # type: ignore[attr-defined]
        )
    return line.model_copy(update=changed)


def _under(each: Explanation, name: Callable[[str], str]) -> Explanation:
    return each.model_copy(update={"candidates": tuple(sorted(map(name, each.candidates)))})
