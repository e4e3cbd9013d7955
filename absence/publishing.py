"""Lines as analysts see them: pseudonyms that hold within one piece of work, ages in bands, areas, no small groups.

Analysts see a *cohort*: the list as it was released, which is renewed once in a while (:data:`RELEASED_AFTER`) and not
each night. Whoever joins a cohort joins it in a group of at least :data:`SMALL` newcomers of one band, one area and the
same agencies; where they are fewer they lose first the area, then the band, then the agencies and what they are listed
for, and at last everything.
A group leaves a cohort in the same numbers: a line stays until as many of its like have gone. So two cohorts give no
difference that is smaller than the rule, and neither does one of them. Where more than four in five of a group share
one explanation, who knows a child of the group would know it too: then no explanation is shown of the group (Wong and
others 2006: (α, k)-anonymity). That nothing explains a line is not such an explanation: it says that no record does.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from model.absence import SMALLEST_SHOWN, WITHHELD, Band, Cause, Explanation, Line, Standing

SMALL = SMALLEST_SHOWN
LARGEST_SHARE = 0.8
"""No explanation may be that of a larger share of a group. Assumed: one in five is of another."""
RELEASED_AFTER = dt.timedelta(days=7)
"""The least time between two cohorts. Assumed; leads, who may learn names, see the list of each night."""
PSEUDONYM_LENGTH = 8
GAPS = (10, 20, 60, 120, 190)
"""School days to which a gap is rounded down: the limits of pattern R6, a term, two, a year of 190 days."""
UNTOLD_SERVICES = 3
"""The level from which no service is shown of a line."""
NOTHING = 4
"""The level at which nothing of a line is shown but that it is there."""


def pseudonym(key: bytes, work: str, uid: str) -> str:
    """What a child is called in one piece of work: a keyed hash, that nobody without the key joins to another's."""
    return hmac.digest(key, f"{work}\x00{uid}".encode(), sha256).hex()[:PSEUDONYM_LENGTH].upper()


def _services(line: Line) -> tuple[Hashable, ...]:
    """Who holds the child, who should and who does: one tells of the other."""
    return line.seen_by, line.expected, line.known_to, line.categories


_SAME: tuple[Callable[[Line], tuple[Hashable, ...]], ...] = (
    lambda line: (line.band, line.area, *_services(line)),
    lambda line: (line.band, *_services(line)),
    _services,
    lambda _line: (),
)
"""What the lines of a group have in common, by how much they have lost."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a line stands in a cohort."""

    group: str
    """Names the group with which it came: never shown."""
    level: int
    """How much it has lost: nothing, area, band, agencies, all."""
    told: bool
    """Whether its explanations are shown."""


def diverse(causes: Collection[Cause]) -> bool:
    """Whether no explanation is that of nearly everybody."""
    counted = Counter(cause for cause in causes if cause is not Cause.NONE_FOUND)
    return not counted or max(counted.values()) <= LARGEST_SHARE * len(causes)


def joining(lines: Mapping[str, Line], batch: str, small: int = SMALL) -> dict[str, Placed]:
    """Where newcomers stand, who come into a cohort together. ``batch`` names the cohort."""
    placed: dict[str, Placed] = {}
    left = set(lines)
    for level, same in enumerate(_SAME):
        groups: defaultdict[tuple[Hashable, ...], list[str]] = defaultdict(list)
        for each in sorted(left):
            groups[same(lines[each])].append(each)
        for number, members in enumerate(groups.values()):
            if len(members) < small:
                continue
            told = diverse([lines[each].cause for each in members])
            placed |= dict.fromkeys(members, Placed(f"{batch}:{level}:{number}", level, told))
            left.difference_update(members)
    return placed | dict.fromkeys(left, Placed(f"{batch}:{NOTHING}", NOTHING, told=False))


def leaving(group: Mapping[str, Cause], gone: Collection[str], level: int, small: int = SMALL) -> set[str]:
    """Who of a group leaves the cohort, when ``gone`` are no longer on the list: enough at once, enough of whom stay,
    and neither of one explanation; else nobody yet. Of whom nothing is shown leaves at once."""
    going = set(gone) & group.keys()
    staying = group.keys() - going
    if level == NOTHING or not staying:
        return going
    enough = min(len(going), len(staying)) >= small
    return (
        going
        if enough and all(diverse([group[each] for each in some]) for some in (going, staying))
        else set()
    )


def published(
    lines: Iterable[Line],
    name: Callable[[str], str],
    places: Mapping[str, Placed] | None = None,
    small: int = SMALL,
) -> list[Line]:
    """Lines under pseudonyms, in the order of these: what would single somebody out is withheld. ``places`` says where
    each child stands in the cohort; without it the lines are a cohort of their own."""
    chosen = {line.child: line for line in lines}
    placed = joining(chosen, "", small) if places is None else places
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for child, line in chosen.items():
        groups[placed[child].group].append(line)
    shown = [
        _shown(line, placed[line.child], alike, name)
        for members in groups.values()
        for alike in [_alike(members, small)]
        for line in members
    ]
    return sorted(shown, key=lambda line: line.child)


def in_full(lines: Iterable[Line], name: Callable[[str], str]) -> list[Line]:
    """Lines under pseudonyms with nothing withheld, for those who may learn names: in the order of these."""
    shown = [
        line.model_copy(
            update={
                "child": name(line.child),
                "explanations": tuple(
                    each.model_copy(update={"candidates": tuple(sorted(map(name, each.candidates)))})
                    for each in line.explanations
                ),
            }
        )
        for line in lines
    ]
    return sorted(shown, key=lambda line: line.child)


@dataclass(frozen=True, slots=True)
class _Alike:
    """What enough lines of a group have in common besides that by which they are grouped."""

    evidence: frozenset[str]
    gaps: frozenset[int | None]


def _alike(members: Sequence[Line], small: int) -> _Alike:
    evidence = Counter(each.evidence for line in members for each in line.explanations)
    gaps: defaultdict[int | None, list[Cause]] = defaultdict(list)
    for line in members:
        gaps[_gap(line.gap_school_days)].append(line.cause)
    return _Alike(
        frozenset(text for text, number in evidence.items() if number >= small),
        frozenset(gap for gap, causes in gaps.items() if len(causes) >= small and diverse(causes)),
    )


def _gap(days: int | None) -> int | None:
    """A gap as analysts see it: at least so many school days."""
    return max((limit for limit in GAPS if limit <= days), default=0) if days is not None else None


def _shown(line: Line, placed: Placed, alike: _Alike, name: Callable[[str], str]) -> Line:
    gap = _gap(line.gap_school_days)
    changed: dict[str, object] = {
        "child": name(line.child),
        "explanations": tuple(_under(each, alike, name) for each in line.explanations)
        if placed.told
        else (UNTOLD,),
        "last_seen": None,
        "gap_school_days": gap if gap in alike.gaps else None,
        "gap_is_long": False,
    }
    if placed.level >= 1:
        changed["area"] = WITHHELD
    if placed.level >= 2:
        changed["band"] = Band.UNKNOWN
    if placed.level >= UNTOLD_SERVICES:
        changed |= dict.fromkeys(("seen_by", "expected", "known_to"), (WITHHELD,))
        changed |= {"categories": (), "gap_school_days": None}
    return line.model_copy(update=changed)


UNTOLD = Explanation(
    cause=Cause.WITHHELD,
    standing=Standing.ABSENCE,
    evidence="Withheld: too few are like this, or nearly all of them have one explanation.",
)


def _under(each: Explanation, alike: _Alike, name: Callable[[str], str]) -> Explanation:
    evidence = (
        each.evidence if each.evidence in alike.evidence else "Details are withheld: too few share them."
    )
    return each.model_copy(
        update={"evidence": evidence, "candidates": tuple(sorted(map(name, each.candidates)))}
    )
