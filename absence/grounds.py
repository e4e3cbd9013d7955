"""What a line rests on, as one number: while it is the same, a line of the night before stands as it was explained.

Everything that :mod:`absence.explaining` and the line itself read of a child goes in, whatever made it change: a
delivery, another child's record, or the day alone. What changes of itself each day (the gap in school days, the day on
which the child was last seen) does not: it is set anew on a line that stands.
"""

from __future__ import annotations

import hashlib
import json
from binascii import crc32
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from absence.explaining import shared
from absence.facts import Facts
from absence.judging import Rolls, Verdicts, band_places
from model.absence import Cause

Marks = NDArray[np.uint64]


def told_by(rolls: Rolls) -> str:
    """What every line rests on: the table of expectations and the states of the feeds."""
    states = json.dumps(sorted((feed, state.value) for feed, state in rolls.states.items()))
    said = f"{rolls.expectations.model_dump_json()}\n{states}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def grounds(facts: Facts, verdicts: Verdicts, listed: NDArray[np.intp]) -> Marks:
    """A number for each of these children. Two that differ in anything have one number by a chance of 1 in 2**64."""
    mark = np.zeros(len(listed), np.uint64)
    for column in _read(facts, verdicts):
        mark = _mixed(mark ^ column[listed].astype(np.uint64))
    return _mixed(mark ^ _candidates(facts, verdicts)[listed])


def _read(facts: Facts, verdicts: Verdicts) -> Iterator[NDArray[Any]]:
    yield from facts.bits.values()
    flags = facts.flags
    read = [each for name, each in flags.items() if name not in ("looked", "fresh")]
    yield _bits(read + [shared(facts, flags[name]) for name in ("at_outside", "at_independent")])
    yield _bits([*verdicts.categories.values(), facts.home >= 0, verdicts.flagged[Cause.LIST_INFLATION]])
    for columns in (verdicts.expected, verdicts.met, verdicts.applies, verdicts.in_grace):
        yield _bits(list(columns.T))
    yield facts.days["left_on"]
    yield band_places(facts, verdicts.rolls.today)
    yield facts.texts["area"].told(lambda text: crc32(text.encode()), np.uint64)


def _candidates(facts: Facts, verdicts: Verdicts) -> Marks:
    """Of each child: who may be the same, whose records they are, and who knows them."""
    found = np.zeros(len(facts), np.uint64)
    one, other = facts.alike.places, facts.alike.numbers
    if len(one):
        them, where = np.unique(other, return_inverse=True)
        who = np.fromiter(
            (
                int.from_bytes(hashlib.blake2b(facts.uids[each].encode(), digest_size=8).digest())
                for each in them
            ),
            np.uint64,
            len(them),
        )
        mark = _mixed(
            _mixed(who ^ facts.bits["held"][them])
            ^ _bits([*verdicts.met[them].T, facts.flags["placed"][them]])
        )
        np.bitwise_xor.at(found, one, mark[where])
    return found


def _bits(columns: list[NDArray[Any]]) -> Marks:
    """Flags as the bits of one number."""
    found = np.zeros(len(columns[0]), np.uint64)
    for place, column in enumerate(columns):
        found |= column.astype(np.uint64) << np.uint64(place)
    return found


def _mixed(marks: Marks) -> Marks:
    """Spread over all bits (the finaliser of SplitMix64: Steele, Lea and Flood 2014)."""
    marks = marks + np.uint64(0x9E3779B97F4A7C15)
    marks = (marks ^ (marks >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    marks = (marks ^ (marks >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return marks ^ (marks >> np.uint64(31))
