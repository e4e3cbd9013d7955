"""Judgements of people on pairs of records: their words, what a decision says, and the state that it was looking at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

Verdict = Literal["same", "different", "unsure"]
"""*same* joins two records whatever the weights say; *different* is a wall that no chain of matches crosses; *unsure*
keeps the two from being joined directly until somebody is sure."""
Entered = Literal["same", "different", "unsure", "undone"]
"""What an entry of the ledger says: a verdict, or that the one before it is taken back."""

HomeVerdict = Literal["same", "different"]
"""What a person may decide about two homes: nobody has to keep two homes apart while they are unsure."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
UNDONE: Literal["undone"] = "undone"
NO_PAIR = "There are no two such current records, or they are not for you to judge."
NO_HOMES = "There are no two such addresses, or they are not for you to judge."


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides about two records.

    ``state`` is that of the pair when they looked at it (:func:`state_of`); None only where the decision is made in the
    same step as the look.
    """

    left: str
    right: str
    verdict: Entered
    reason: str
    by: str
    state: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The two record keys in the order of the ledger."""
        return ordered(self.left, self.right)


@dataclass(frozen=True, slots=True)
class JudgedHomes:
    """What stands about two address tokens, the smaller first: *same* home, or *different* ones."""

    left: str
    right: str
    verdict: HomeVerdict


def ordered(one: str, other: str) -> tuple[str, str]:
    """Two record keys, or two address tokens, the smaller first."""
    return (one, other) if one < other else (other, one)


def pair_id(one: str, other: str) -> str:
    """What names a pair in addresses and lists: 16 hexadecimal digits, and nothing of either record."""
    left, right = ordered(one, other)
    return hashlib.blake2b(f"pair|{left}|{right}".encode(), digest_size=8).hexdigest()


def state_of(left_version: str, right_version: str, people: tuple[str, str], judgement: str | None) -> str:
    """The state of a pair: the versions of both records, whom they describe, and the last word of a person on them.

    Two stewards who look at one pair see one state; whoever decides second is told that it has changed.
    """
    said = "|".join((left_version, right_version, *people, judgement or ""))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def state_of_homes(homes: tuple[str, str], judgement: str | None) -> str:
    """The state of two homes: where both tokens of the pair lead, in the pair's order, and the last word on them."""
    return hashlib.blake2b("|".join((*homes, judgement or "")).encode(), digest_size=8).hexdigest()


class DecisionError(Exception):
    """A decision that is not entered. The message says why and what to do; it holds no personal data."""


class NoSuchPairError(DecisionError):
    """A record of the pair is not there, or the two may not be judged."""


class StaleDecisionError(DecisionError):
    """The pair is not as it was when the steward looked at it."""


class NothingToUndoError(DecisionError):
    """Nobody has decided about the pair, or the decision is undone already."""


class SameHomeError(DecisionError):
    """Both are one home already, or are two already."""


class BusyError(DecisionError):
    """A delivery is being loaded, and goes on for longer than a decision waits."""


class NotMatchedError(DecisionError):
    """What a decision would change cannot be told: the index is not matched with the model in use."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The records of one person: ``uid`` is None for somebody who would be new."""

    uid: str | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision changes: the people whose records are grouped otherwise, before and after. ``conflicts`` are
    pairs that were judged same and stay apart because somebody judged two of their records different."""

    before: tuple[Grouped, ...] = ()
    after: tuple[Grouped, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HomeEffect:
    """What a decision on two homes makes of them: ``groups`` are the tokens of each home that comes out of it, and
    ``conflicts`` pairs judged same that stay apart because two tokens of theirs were judged different."""

    groups: tuple[tuple[str, ...], ...]
    conflicts: tuple[tuple[str, str], ...] = ()
