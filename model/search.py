"""What a search asks for, and the tokens it is looked up by. Pure; the graph's full-text index holds the tokens.

Tokens are words, and codes that begin with a digit so that no typed word meets them:

====== ===========================================================================
amina  a word of any name, folded; a compound name also as one word
1amn   how it sounds
2aimn  its letters in order, each once: finds two letters swapped or one doubled
3a     its initial
4aamn  the sound of a forename or surname with the initial of the other: finds one name beside the initial of a slip
       without reading everybody of that initial
d20150314, ym201503, y2015   the date of birth, its month and its year
====== ===========================================================================

A query is written in the part of Lucene's language that both engines answer alike: words, prefixes, AND, OR, brackets.
Everything typed is folded to letters and digits first, so no operator can be typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from model.names import compact, normalise, sounds, surname_variants, variants

SHORTEST = 2
"""Characters of a word that are enough to search by; a single letter is an initial beside another word."""
MOST_WORDS = 6
LONGEST = 200
_PREFIX = 3
_CENTURY = 40
"""Two-digit years below are of this century."""

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?:\s*(\d)([A-Z]{2})?)?\b", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b(?:\d{3}[ -]?\d{3}[ -]?\d{4}|[A-Z]\d{11}[A-Z\d])\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\b")
_DAY = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})\b")
_MONTH = re.compile(r"\b(\d{1,2})[/.-](\d{4})\b")
_APART = re.compile(r"\b(ma?c)\s+(?=\w{3})")
_PARTICLES = ("o", "mc", "mac")
"""Beginnings of surnames that are left out, or written apart: ``O'Sullivan``, ``McDonald``."""
_UNNAMED = ("baby", "infant", "newborn", "unborn", "twin")
"""Words that stand for the forename of a child who has none yet."""
_BREATHED = re.compile(r"([bdk])h")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_AGE = re.compile(
    r"\b(?:aged?\s+(\d{1,2})|(\d{1,2})\s*(?:years?\s*old|yrs?\s*old|years?|yrs?|y\.?o\.?))\b", re.IGNORECASE
)
_AGE_ALONE = re.compile(r"\s*(\d{1,2})\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({'|'.join(_MONTHS)})[a-z]*\s+(\d{{4}})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, or the day and the month, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def alternatives(self) -> Iterator[str]:
        """Tokens of dates that this may stand for: itself, and with day and month changed over."""
        if self.month is None:
            yield f"y{self.year}"
        elif self.day is None:
            yield f"ym{self.year}{self.month:02}"
        else:
            yield f"ym{self.year}{self.month:02}"
            yield f"d{self.year}{self.month:02}{self.day:02}"
            if self.day <= 12:
                yield f"d{self.year}{self.day:02}{self.month:02}"


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, taken apart."""

    words: tuple[str, ...] = ()
    born: PartialDate | None = None
    age: int | None = None
    """Whole years, on the day of the question."""
    postcode: str | None = None
    """Without space, lower case; the outward code alone, with the sector's digit, or whole."""
    identifier: str | None = None

    @property
    def whole_postcode(self) -> str | None:
        """``N9 7AB`` where a whole postcode was asked for."""
        if self.postcode and len(self.postcode) > 4 and self.postcode[-2:].isalpha():
            return f"{self.postcode[:-3]} {self.postcode[-3:]}".upper()
        return None


def _shape(word: str) -> str:
    return "".join(sorted(set(word)))


def sound_of(word: str) -> str:
    """How a word sounds, y taken for i and a breathed consonant for a plain one: ``Mya`` is ``Mia``, ``Khalid``
    ``Kalid``, ``Dhillon`` ``Dillon``."""
    plain = _BREATHED.sub(r"\1", word.replace("y", "i"))
    return "".join(filter(str.isalnum, sounds(plain))).lower()


@lru_cache(maxsize=100_000)
def _coded(word: str) -> tuple[str, ...]:
    """The codes of one word, without the word itself."""
    sound = sound_of(word)
    return (
        *((f"1{sound}",) if sound else ()),
        *((f"2{_shape(word)}",) if len(word) > _PREFIX else ()),
    )


def _name_words(name: str | None) -> set[str]:
    words = set(normalise(name).split())
    return words | {compact(name)} if len(words) > 1 else words


def _words_of(*names: str | None) -> set[str]:
    return {word for name in names for word in _name_words(name)}


def _beside_initials(words: Iterable[str], others: Iterable[str]) -> set[str]:
    """The sound of each word with the initial of each other."""
    found = {sound for word in words if (sound := sound_of(word))}
    return {f"4{initial}{sound}" for initial in {other[0] for other in others} for sound in found}


def search_text(shown: Mapping[str, Any], postcodes: Iterable[str] = ()) -> tuple[str, str]:
    """The tokens of one person, from the properties of a :class:`model.nodes.Person`, and those of where they live.

    The first of the two is open; the second is for those who may know the places. ``postcodes`` are of open addresses.
    """
    given = _words_of(shown.get("forename"), shown.get("middle_names"), *(shown.get("known_as") or ()))
    family = _words_of(shown.get("surname"), *(shown.get("former_surnames") or ()))
    words = given | family
    tokens = words | _beside_initials(given, family) | _beside_initials(family, given)
    for word in words:
        tokens.update(_coded(word))
        tokens.add(f"3{word[0]}")
    if (day := shown.get("date_of_birth")) is not None:
        tokens |= {f"d{day:%Y%m%d}", f"ym{day:%Y%m}", f"y{day:%Y}"}
    return " ".join(sorted(tokens)), place_search_text(postcodes)


def postcode_tokens(postcode: str) -> tuple[str, ...]:
    """``N9 7AB`` as ``n97ab``, ``n97`` and ``n9``; nothing for what is no postcode."""
    folded = "".join(postcode.split()).lower()
    if len(folded) < 5 or not folded[-3].isdigit():
        return ()
    return (folded, folded[:-2], folded[:-3])


def place_search_text(postcodes: Iterable[str]) -> str:
    """The postcode tokens of one person's open addresses."""
    return " ".join(sorted({token for postcode in postcodes for token in postcode_tokens(postcode)}))


def question(q: str, date_of_birth: str | dt.date | None = None, postcode: str | None = None) -> Question:
    """Take apart what was typed: names, and a date or an age, a postcode or an identifier among them or given apart."""
    text = q[:LONGEST]
    identifier, text = _take(_IDENTIFIER, text)
    born, text = _date(text)
    aged, text = _take(_AGE, text)
    age = _years(aged)
    if isinstance(date_of_birth, dt.date):
        born = PartialDate(date_of_birth.year, date_of_birth.month, date_of_birth.day)
    elif date_of_birth:
        given = date_of_birth[:LONGEST]
        born = _date(given)[0] or born
        age = age if born else _years(given if _AGE_ALONE.fullmatch(given) else _take(_AGE, given)[0], age)
    typed, text = _take(_POSTCODE, text)
    if postcode:
        typed = _take(_POSTCODE, postcode[:LONGEST])[0] or typed
    text = _APART.sub(r"\1", normalise(re.sub(r"\d+", " ", text)))
    words = tuple(dict.fromkeys(text.split()))[:MOST_WORDS]
    return Question(
        words=words,
        born=born,
        age=None if born else age,
        postcode="".join(typed.split()).lower() if typed else None,
        identifier=re.sub(r"[ -]", "", identifier).upper() if identifier else None,
    )


def _years(text: str | None, otherwise: int | None = None) -> int | None:
    found = re.search(r"\d+", text) if text else None
    return int(found.group()) if found else otherwise


def _take(pattern: re.Pattern[str], text: str) -> tuple[str | None, str]:
    found = pattern.search(text)
    return (found.group(), text[: found.start()] + " " + text[found.end() :]) if found else (None, text)


def _date(text: str) -> tuple[PartialDate | None, str]:
    readings = (
        (_ISO, lambda g: (g[0], g[1], g[2])),
        (_DAY, lambda g: (g[2], g[1], g[0])),
        (_WORDED, lambda g: (g[2], str(_MONTHS.index(g[1][:3].lower()) + 1), g[0])),
        (_MONTH, lambda g: (g[1], g[0], None)),
        (_YEAR, lambda g: (g[0], None, None)),
    )
    for pattern, order in readings:
        if found := pattern.search(text):
            year, month, day = (int(part) if part else None for part in order(found.groups()))
            rest = text[: found.start()] + " " + text[found.end() :]
            return _sensible(year or 0, month, day), rest
    return None, text


def _sensible(year: int, month: int | None, day: int | None) -> PartialDate | None:
    if year < 100:
        year += 2000 if year < _CENTURY else 1900
    if month and month > 12 and day and day <= 12:
        month, day = day, month
    if month and not 1 <= month <= 12:
        month = day = None
    if day and not 1 <= day <= 31:
        day = None
    return PartialDate(year, month, day)


def _alternatives(word: str, wide: bool) -> str:
    if len(word) < SHORTEST:
        return f"3{word}"
    found = [word, *_coded(word), *forms_of(word)]
    if len(word) > _PREFIX:
        found += [f"{particle}{word}" for particle in _PARTICLES]
        found += [bare for particle in _PARTICLES if len(bare := word.removeprefix(particle)) > _PREFIX]
    if len(word) >= _PREFIX:
        found.append(f"{word}*")
    if wide and len(word) > _PREFIX:
        found.append(f"{word[: max(_PREFIX, min(len(word) - 2, (len(word) + 1) // 2))]}*")
        found += [code for each in forms_of(word) for code in _coded(each)]
    return f"({' OR '.join(dict.fromkeys(found))})"


def born_in(asked: Question, on: dt.date) -> tuple[int, ...]:
    """The years in which somebody of the age that was typed was born."""
    return () if asked.age is None else (on.year - asked.age - 1, on.year - asked.age)


def fulltext_query(asked: Question, wide: bool = False, years: Iterable[int] = ()) -> str | None:
    """The query for the full-text index, or None where too little was typed to be bounded.

    Every word must be met, as it is, by its beginning, its sound, its letters or a variant; a date narrows. ``wide``
    asks for shorter beginnings and lets one word of several be met by its initial alone, or where three or more are
    typed not at all; it leaves the date to the ranking, but where one is given a single word and the date are enough.
    ``years`` are those of birth that an age leaves (:func:`born_in`).
    """
    whole = [word for word in asked.words if len(word) >= SHORTEST]
    dates = list(asked.born.alternatives()) if asked.born else [f"y{year}" for year in years]
    if not whole:
        if asked.born is None or asked.born.month is None:
            return None
        return " OR ".join(dates[1:] or dates)
    words = [_alternatives(word, wide) for word in asked.words]
    if wide:
        return " OR ".join(f"({way})" for way in _wide_ways(asked, words, dates))
    if asked.born is not None:
        words.append(f"(y{asked.born.year} OR {' OR '.join(dates)})")
    elif dates:
        words.append(f"({' OR '.join(dates)})")
    return " AND ".join(words)


def _wide_ways(asked: Question, words: list[str], dates: list[str]) -> Iterator[str]:
    """Each way in which somebody may fit roughly. Nearly every slip of the fingers leaves the first letter as it is."""
    yield " AND ".join(words)
    for each, word in enumerate(asked.words):
        others = asked.words[:each] + asked.words[each + 1 :]
        if len(word) < SHORTEST:
            continue
        sure = _alternatives(word, wide=False)
        if len(others) == 1 and len(others[0]) > 1:
            yield f"{sure} AND ({' OR '.join(_UNNAMED)})"
        if len(others) == 1 and (beside := _beside_initials({word, *forms_of(word)}, others)):
            yield " OR ".join(sorted(beside))
        elif others:
            yield " AND ".join([sure, *dict.fromkeys(f"3{other[0]}" for other in others)])
        if dates:
            yield f"{sure} AND ({' OR '.join(dates)})"
    if len(words) > 2:
        for each in range(len(words)):
            yield " AND ".join(words[:each] + words[each + 1 :])


def exact_date_query(asked: Question) -> str | None:
    """The query for those who fit the words and a whole date of birth, as typed or with day and month changed over.
    None where no whole date or no word was typed."""
    whole = [word for word in asked.words if len(word) >= SHORTEST]
    if not whole or asked.born is None or asked.born.month is None or asked.born.day is None:
        return None
    days = [token for token in asked.born.alternatives() if token.startswith("d")]
    words = [_alternatives(word, wide=False) for word in asked.words]
    return " AND ".join([*words, f"({' OR '.join(days)})"])


def likely_query(asked: Question) -> str | None:
    """The query for those who fit one of several words and a whole date of birth: people of whom every agency has
    another forename or another surname. None where no whole date or only one word was typed."""
    days = [token for token in asked.born.alternatives() if token.startswith("d")] if asked.born else []
    words = [_alternatives(word, wide=False) for word in asked.words if len(word) >= SHORTEST]
    if not days or len(asked.words) < 2 or not words:
        return None
    return f"({' OR '.join(words)}) AND ({' OR '.join(days)})"


@lru_cache(maxsize=50_000)
def forms_of(word: str) -> tuple[str, ...]:
    """Other written forms of a word that may be a forename or a surname, each as one word."""
    return tuple(sorted({compact(each) for each in variants(word) | surname_variants(word)}))


def family_queries(asked: Question) -> Iterator[tuple[str, list[str]]]:
    """Where two words were typed: the query for one of the family who bears the one, and the codes of a child who may
    bear the other, in both orders, the surname last first. The name of the family is met as it is typed or by a
    variant, and not by its sound: at 70,000 children that took a third of the time of all searches and found nobody
    more. The child's own is met by its initial already, which few children of so few families share."""
    if len(asked.words) != 2:
        return
    for own, family in (asked.words, asked.words[::-1]):
        if len(family) < _PREFIX:
            continue
        codes = [f" {own} ", *(f" {code} " for code in _coded(own)), f" 3{own[0]} "]
        codes += [f" {each} " for each in forms_of(own)]
        codes += [f" {own}"] if len(own) >= _PREFIX else []
        yield f"({' OR '.join(dict.fromkeys([family, *forms_of(family)]))})", codes
