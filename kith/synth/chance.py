"""Repeatable chance: hashing of integers, generators per family, weighted choices and number permutations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


def mix(*parts: int) -> int:
    """A 64-bit hash of integers (the splitmix64 finaliser of Steele, Lea and Flood 2014, applied part by part)."""
    state = 0x9E3779B97F4A7C15
    for part in parts:
        state = (state + part * 0xD1342543DE82EF95 + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        state ^= state >> 31
    return state


def unit(*parts: int) -> float:
    """A hash of integers as a number in [0, 1)."""
    return mix(*parts) / 18446744073709551616.0


def generator(*parts: int) -> Random:
    """A generator that belongs to these integers and to nothing else."""
    return Random(mix(*parts))


class Weighted(Generic[T]):
    """A choice among items in proportion to weights."""

    __slots__ = ("_cumulative", "items")

    def __init__(self, pairs: Iterable[tuple[T, float]]) -> None:
        kept = [(item, weight) for item, weight in pairs if weight > 0]
        self.items: Sequence[T] = [item for item, _ in kept]
        total = sum(weight for _, weight in kept)
        self._cumulative = [value / total for value in accumulate(weight for _, weight in kept)]
        self._cumulative[-1] = 1.0

    def pick(self, chance: float) -> T:
        """The item that a number in [0, 1) falls on."""
        return self.items[bisect_right(self._cumulative, chance)]


class Permutation:
    """A fixed shuffle of the integers below a prime: identifiers that are unique and say nothing about order."""

    __slots__ = ("_add", "_times", "prime")

    def __init__(self, prime: int, *parts: int) -> None:
        self.prime = prime
        self._times = 1 + mix(*parts, 1) % (prime - 1)
        self._add = mix(*parts, 2) % prime

    def __call__(self, number: int) -> int:
        return (number * self._times + self._add) % self.prime


def prime_from(start: int) -> int:
    """The smallest prime that is not below ``start``."""
    number = max(2, start)
    while any(number % divisor == 0 for divisor in range(2, int(number**0.5) + 1)):
        number += 1
    return number
