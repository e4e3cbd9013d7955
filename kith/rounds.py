"""Deliveries in rounds: different feeds are loaded together, the deliveries of one feed one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def in_rounds(deliveries: Iterable[T], feed_of: Callable[[T], str]) -> list[list[T]]:
    """Rounds with each feed at most once; a feed's deliveries stay in the order in which they are given."""
    rounds: list[list[T]] = []
    before: Counter[str] = Counter()
    for each in deliveries:
        place = before[feed_of(each)]
        if place == len(rounds):
            rounds.append([])
        rounds[place].append(each)
        before[feed_of(each)] += 1
    return rounds
