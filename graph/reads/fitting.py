"""How well a name, a date of birth or an age fits what somebody typed. Pure.

The figures put people who were found in an order; they say nothing about anybody and are never shown.
"""

from __future__ import annotations

import datetime as dt

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph.reads import refs
from model.search import PartialDate, Question, forms_of, sound_of

ADULT = 18
SLIP = 0.82
"""Likeness of words that one slip of the fingers makes of each other: a letter wrong, left out, doubled or swapped."""
SLIP_FROM = 4
SLIP_OF_FORM = 0.72
"""And of a word and another form of the other."""


class Wanted:
    """One typed word; what it is like is worked out once for each different name."""

    def __init__(self, word: str) -> None:
        self.word = word
        self._sound = sound_of(word)
        self._forms = forms_of(word) if len(word) > 1 else ()
        self._known: dict[str, tuple[float, str]] = {}

    def like(self, name: str) -> tuple[float, str]:
        """From 0 to 1, and how in words."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._compare(name)
        return found

    def _compare(self, name: str) -> tuple[float, str]:
        word = self.word
        if name == word:
            return 1.0, ""
        if len(word) == 1:
            return (0.7, ", by its initial") if name[0] == word else (0.0, "")
        written = spelt(word, name)
        if name.startswith(word):
            return max(0.9, written), ", by its beginning"
        if name in self._forms:
            return max(0.88, written), ", by another form of the name"
        if self._sound and sound_of(name) == self._sound:
            return max(0.8, written), ", by its sound"
        if written < SLIP_OF_FORM and any(one_slip(form, name) for form in self._forms):
            return SLIP_OF_FORM, ", by another form of the name, spelt otherwise"
        return written, ", spelt otherwise"


def spelt(word: str, name: str) -> float:
    """How alike two words are written that are not the same."""
    alike = 0.95 * fuzz.ratio(word, name) / 100
    return max(alike, SLIP) if one_slip(word, name) else alike


def one_slip(word: str, name: str) -> bool:
    """Whether one slip of the fingers makes one word of the other."""
    return len(word) >= SLIP_FROM <= len(name) and OSA.distance(word, name, score_cutoff=1) <= 1


def asks_for_a_child(asked: Question, day: dt.date) -> bool:
    """Whether what was typed can only be somebody under age."""
    if asked.born is not None:
        return asked.born.year > day.year - ADULT
    return asked.age is not None and asked.age < ADULT


def date_fits(asked: PartialDate, born: dt.date | None) -> tuple[float, str]:
    """How well a date of birth fits; one that is not known neither helps nor harms."""
    if born is None:
        return 0.0, ""
    if asked.year == born.year and asked.month == born.month and asked.day == born.day:
        return 1.0, "date of birth"
    if asked.year == born.year and asked.month == born.month and asked.day is None:
        return 0.9, "month of birth"
    if asked.year == born.year and asked.month is None:
        return 0.8, "year of birth"
    if asked.year == born.year and asked.month == born.day and asked.day == born.month:
        return 0.8, "date of birth, day and month changed over"
    if asked.month == born.month and asked.day == born.day and abs(asked.year - born.year) == 1:
        return 0.6, "day and month of birth"
    if asked.year == born.year:
        return 0.3, "year of birth"
    return -0.3, ""


def age_fits(asked: int | None, born: dt.date | None, day: dt.date) -> tuple[float, str]:
    """How well an age fits. Ages are often told a year out: a neighbouring one stands after the age itself."""
    age = refs.age_on(born, day)
    if asked is None or age is None:
        return 0.0, ""
    if age == asked:
        return 0.8, "age"
    return (0.4, "age, a year out") if abs(age - asked) == 1 else (-0.3, "")
