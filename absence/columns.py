"""Columns of texts, and of numbers of which a child has several, as arrays: so that rules run over all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
Numbers = NDArray[np.int64]


class Vocabulary:
    """Different texts, each with a number for as long as the vocabulary lasts."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = list(words)
        self._known = {word: number for number, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def code(self, word: str) -> int:
        """The number of a text, a new one where it was never met."""
        number = self._known.get(word)
        if number is None:
            number = self._known[word] = len(self.words)
            self.words.append(word)
        return number

    def codes(self, words: Sequence[str]) -> Numbers:
        """The numbers of several texts."""
        return np.fromiter(map(self.code, words), np.int64, len(words))

    def find(self, word: str) -> int | None:
        """The number of a text, if it was met."""
        return self._known.get(word)


class Words:
    """One text for each child, the empty one where nothing is known. Each different text is kept once."""

    def __init__(
        self, size: int = 0, words: Iterable[str] = ("",), codes: NDArray[np.int32] | None = None
    ) -> None:
        self.vocabulary = Vocabulary(words)
        self.codes = np.zeros(size, np.int32) if codes is None else codes

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, place: int) -> str:
        return self.vocabulary.words[int(self.codes[place])]

    def put(self, places: Places, texts: Sequence[str]) -> None:
        """Enter texts."""
        self.codes[places] = self.vocabulary.codes(texts)

    def extend(self, more: int) -> None:
        """Room for more children, of whom nothing is known."""
        self.codes = np.concatenate([self.codes, np.zeros(more, np.int32)])

    def kept(self, keep: NDArray[np.bool_]) -> Words:
        """Those of some children."""
        return Words(0, self.vocabulary.words, self.codes[keep])

    def compacted(self) -> Words:
        """The same without texts that nobody bears any more."""
        words = self.vocabulary.words
        used = np.bincount(self.codes, minlength=len(words)) > 0
        used[0] = True
        if used.all():
            return self
        codes = (np.cumsum(used) - 1).astype(np.int32)[self.codes]
        return Words(0, [words[number] for number in np.flatnonzero(used).tolist()], codes)

    def told(self, tell: Callable[[str], Any], kind: type = bool) -> NDArray[Any]:
        """What is told of each child's text. Each different one is asked once."""
        words = self.vocabulary.words
        return np.fromiter(map(tell, words), kind, len(words))[self.codes]


class Pairs:
    """Several numbers for a child: homes, names of parents, other children. Each stands once, in order."""

    def __init__(self, places: NDArray[Any] | None = None, numbers: NDArray[Any] | None = None) -> None:
        self._places = np.zeros(0, np.int64) if places is None else places.astype(np.int64)
        self._numbers = np.zeros(0, np.int64) if numbers is None else numbers.astype(np.int64)
        self._more: list[tuple[Numbers, Numbers]] = []
        self._starts: list[int] | None = None
        """Where the numbers of each child begin; made when first asked."""

    @property
    def places(self) -> Numbers:
        """The child of each pair, in order."""
        self._settle()
        return self._places

    @property
    def numbers(self) -> Numbers:
        """The number of each pair."""
        self._settle()
        return self._numbers

    def add(self, places: NDArray[Any], numbers: NDArray[Any]) -> None:
        """More pairs; those that are there already change nothing."""
        self._more.append((places.astype(np.int64), numbers.astype(np.int64)))

    def of(self, place: int) -> list[int]:
        """The numbers of one child."""
        if self._more or self._starts is None:
            last = int(self.places[-1]) if len(self.places) else -1
            self._starts = np.searchsorted(self._places, np.arange(last + 2)).tolist()
        if place + 1 >= len(self._starts):
            return []
        found: list[int] = self._numbers[self._starts[place] : self._starts[place + 1]].tolist()
        return found

    def without(self, gone: NDArray[np.bool_]) -> None:
        """Forget the numbers of some children."""
        self.only(~gone[self.places])

    def only(self, stays: NDArray[np.bool_]) -> None:
        """Leave some of the pairs."""
        self._places, self._numbers = self.places[stays], self.numbers[stays]
        self._starts = None

    def kept(self, keep: NDArray[np.bool_]) -> Pairs:
        """Those of some children, who move together."""
        stays = keep[self.places]
        return Pairs((np.cumsum(keep) - 1)[self.places[stays]], self.numbers[stays])

    def _settle(self) -> None:
        if not self._more:
            return
        own = paired(self._places, self._numbers)
        new = np.unique(np.concatenate([paired(places, numbers) for places, numbers in self._more]))
        at = np.searchsorted(own, new)
        known = np.append(own, -1)[at] == new
        own = np.insert(own, at[~known], new[~known])  # to sort all of them would cost the borough
        self._places, self._numbers, self._more = own >> BITS, own & ((1 << BITS) - 1), []
        self._starts = None


BITS = 32
"""More than any number of a pair has."""


def paired(places: Numbers, numbers: Numbers) -> Numbers:
    """A child and a number as one number each, in the same order."""
    return (places << BITS) + numbers
