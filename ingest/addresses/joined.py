"""Which homes people judged to be one, over the homes that the forms give. Pure.

Tokens (``uprn:…``, ``key:…``) that are judged *same* are one home, and so is whatever each leads to; two that are
judged *different* are in one home by no chain. Where the two contradict each other, *different* stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from model.judging import JudgedHomes


@dataclass(frozen=True, slots=True)
class Joined:
    """``groups``: token -> all tokens of its home, for tokens that somebody's judgement joins to another.
    ``conflicts``: pairs judged same that stay apart all the same."""

    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str], ...] = ()

    def anchor(self, base: str) -> str:
        """The token that names the home to which a form's own token belongs: a UPRN before a key, the smallest of
        its kind."""
        return min(self.groups.get(base, (base,)), key=lambda token: (not token.startswith("uprn:"), token))


def walls(judged: Iterable[JudgedHomes]) -> frozenset[tuple[str, str]]:
    """Pairs of tokens that are two homes."""
    return frozenset((each.left, each.right) for each in judged if each.verdict == "different")


def joined(judged: Iterable[JudgedHomes], leads_to: Callable[[str], str]) -> Joined:
    """The homes that judgements make, the pairs in order. ``leads_to`` gives the token that stands for a token's forms:
    the UPRN of a key that was given with that one alone, else itself."""
    standing = sorted(judged, key=lambda each: (each.left, each.right))
    apart = walls(standing)
    apart |= {(leads_to(left), leads_to(right)) for left, right in apart}
    groups: dict[str, set[str]] = {}

    def group(token: str) -> set[str]:
        found = groups.setdefault(token, {token})
        base = leads_to(token)
        if base not in found:
            found |= groups.get(base, {base})
            for each in found:
                groups[each] = found
        return found

    conflicts = []
    for each in standing:
        if each.verdict != "same":
            continue
        one, other = group(each.left), group(each.right)
        if one is other:
            continue
        if any((left in one and right in other) or (left in other and right in one) for left, right in apart):
            conflicts.append((each.left, each.right))
            continue
        one |= other
        for token in one:
            groups[token] = one
    found = {token: frozenset(members) for token, members in groups.items() if len(members) > 1}
    return Joined(found, tuple(conflicts))
