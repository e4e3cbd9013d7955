"""Personal names made comparable: one folding, sounds, variants, placeholders. Pure.

Folding removes what agencies write differently for one name: case, accents, apostrophes, hyphens and the
letters of Latin alphabets that no decomposition reaches (Turkish dotless i, Polish barred l). It never
guesses a script.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import jellyfish

# Letters that canonical decomposition leaves whole, each with the usual spelling in plain letters.
_WHOLE_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "ng",
        "ə": "e",
    }
)
_APOSTROPHES = re.compile(r"['`´’‘ʻʼ′]")
_APART = re.compile(r"[^\w]+|_+")

_PLACEHOLDER = re.compile(
    r"(?:(?:(?:new ?born |unborn )?(?:baby|babe|infant|newborn|unborn|child|twin|triplet)"
    r"(?: (?:boy|girl|child|male|female|baby|twin|triplet|one|two|three|[a-d]|[1-9]))*(?: of\b.*)?)"
    r"|(?:male|female|boy|girl)(?: infant| child| baby)?(?: (?:one|two|[1-9]))?"
    r"|(?:first|second|third|1st|2nd|3rd) (?:twin|triplet|baby)"
    r"|unknown|not ?known|unnamed|no ?name|not (?:given|stated|recorded|applicable|yet named)|n a|n ?k|nil|none|null"
    r"|t ?b ?[acd]|anon(?:ymous)?|withheld|forename|first ?name|surname|test(?:ing)?|do not use|x+)"
)


def in_a_row(names: Sequence[str]) -> str:
    """``Carla, Maya and Ron``."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


@lru_cache(maxsize=200_000)
def normalise(name: str | None) -> str:
    """Lower case plain letters, parts parted by one space; empty text for nothing. ``O'Brien-Łukasz``
    gives ``obrien lukasz``. Letters of other scripts are kept as they are."""
    if not name:
        return ""
    plain_cased = unicodedata.normalize("NFKD", name).casefold().translate(_WHOLE_LETTERS)
    decomposed = unicodedata.normalize("NFKD", plain_cased)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_APART.sub(" ", _APOSTROPHES.sub("", plain)).split())


def parts(name: str | None) -> tuple[str, ...]:
    """The parts of a compound or hyphenated name, folded, in the order written."""
    return tuple(normalise(name).split())


def compact(name: str | None) -> str:
    """Folded and without spaces: ``Mc Donald`` and ``McDonald`` are one text."""
    return normalise(name).replace(" ", "")


@lru_cache(maxsize=200_000)
def sounds(name: str | None) -> str:
    """How a name sounds (Metaphone), or the folded name itself where it holds no Latin letter. Empty for
    nothing."""
    text = compact(name)
    code: str = jellyfish.metaphone(text) if text else ""
    return code.replace(" ", "").replace("0", "T") or text


_ONE_SOUND = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|[cq](?=h?[aoulr]|h?$)"), "k"),
    (re.compile(r"(?<=[bcdgkrstz])h|(?<=a)h$"), ""),
    (re.compile(r"ee|(?:ie|e?y)$|y"), "i"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Spellings that stand for one sound, each with one letter; in order."""


@lru_cache(maxsize=200_000)
def spelling(name: str | None) -> str:
    """A name without the choices of spelling that change no sound, or that two alphabets make differently: ``Cody`` and
    ``Kody``, ``Rhys`` and ``Rys``, ``Sarah`` and ``Sara``, ``Şahin`` and ``Shahin``, ``Kowalski`` and ``Kovalski`` are
    one text. Vowels stay: ``Lily`` and ``Lola`` are two."""
    text = compact(name)
    for written, meant in _ONE_SOUND:
        text = written.sub(meant, text)
    return text


def surname_groups(name: str | None) -> frozenset[int]:
    """Numbers of the groups of written forms that a surname belongs to; two surnames that share one may be one name.

    The table is our own. It follows how names come to be written in several ways: Chinese surnames by pinyin, by the
    romanisation of the Hong Kong government and by those of Taiwan and Malaysia (one character is *Zhang*, *Cheung* or
    *Chang*); Arabic, Somali, Urdu and Bengali names by ear; Greek, Bulgarian and Polish ones by the endings of men and
    women; Irish and Scottish ones with and without prefix. The Home Office's *Guide to Names and Naming Practices*
    (2006) describes these customs."""
    return _groups("surname_variants.csv").get(compact(name), frozenset())


COURTESY = frozenset(
    {
        "akhtar", "akter", "akther", "bano", "banu", "begam", "begum", "bibi", "devi", "kaur",
        "khanam", "khanom", "khatoon", "khatun", "kumari", "nahar", "parveen", "singh", "sultana",
    }
)  # fmt: skip
"""Names that stand where a surname is asked for and are none that a family shares: Sikh religious names, and titles and
second names of women of South Asia (*Guide to Names and Naming Practices*, 2006). One agency writes them, another the
surname of the husband or father."""


LONG_ENOUGH = 5
"""Letters from which a name that no table holds may be a slip from one that is there. Shorter ones are too near to too
many. Assumed."""


@cache
def _groups(file: str = "forename_variants.csv") -> dict[str, frozenset[int]]:
    table = resources.files("model.tables").joinpath(file).read_text(encoding="utf-8")
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(csv.DictReader(table.splitlines())):
        for name in row["names"].split():
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def _members(file: str = "forename_variants.csv") -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for name, numbers in _groups(file).items():
        for number in numbers:
            found[number].add(name)
    return {number: frozenset(names) for number, names in found.items()}


def variant_groups(name: str | None) -> frozenset[int]:
    """Numbers of the variant groups a forename belongs to; two names that share one are forms of one name.

    Groups are not chained: *Alex* is in the group of Alexander and in that of Alexandra, which share none. The table is
    our own, written from general knowledge of the languages, as that of surnames is (decision 0023); no row has a
    source of its own.
    """
    return _groups().get(compact(name), frozenset())


def slipped_groups(name: str | None) -> frozenset[int]:
    """The variant groups of a forename or, where the table lacks it and it has :data:`LONG_ENOUGH` letters or more, of
    the only name in it that is a slip of the pen away: *Fredrick* stands for Frederick."""
    text = compact(name)
    known = _groups().get(text)
    return _groups_of_a_slip(text) if known is None and len(text) >= LONG_ENOUGH else known or frozenset()


@lru_cache(maxsize=100_000)
def _groups_of_a_slip(name: str) -> frozenset[int]:
    near = {known for left in _without_a_letter(name) for known in _by_what_is_left().get(left, ())}
    found = {known for known in near if jellyfish.damerau_levenshtein_distance(known, name) == 1}
    return _groups()[found.pop()] if len(found) == 1 else frozenset()


@cache
def _by_what_is_left() -> dict[str, list[str]]:
    """The names of the table by what is left of each without a letter: whatever is one slip away shares something."""
    found = defaultdict(list)
    for name in _groups():
        for left in _without_a_letter(name):
            found[left].append(name)
    return dict(found)


def _without_a_letter(name: str) -> set[str]:
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


def variants(name: str | None) -> frozenset[str]:
    """Other written forms of a forename: short forms and transliterations, folded."""
    found = {other for group in variant_groups(name) for other in _members()[group]}
    return frozenset(found - {compact(name)})


def surname_variants(name: str | None) -> frozenset[str]:
    """Other written forms of a surname, folded."""
    members = _members("surname_variants.csv")
    return frozenset({other for group in surname_groups(name) for other in members[group]} - {compact(name)})


def are_variants(left: str | None, right: str | None) -> bool:
    """Whether two different forenames are known forms of one name."""
    return bool(variant_groups(left) & variant_groups(right))


@lru_cache(maxsize=100_000)
def is_placeholder_forename(name: str | None) -> bool:
    """Whether a forename says nothing about who a child is: ``Baby``, ``Twin 2``, ``Infant of Jane``,
    ``Unknown``."""
    text = normalise(name)
    if not text:
        return bool(name and name.strip())
    return _PLACEHOLDER.fullmatch(text) is not None or not any(letter.isalpha() for letter in text)


@dataclass(frozen=True, slots=True)
class ComparableName:
    """A name in the forms that are compared."""

    written: str
    """Folded, no spaces."""
    parts: tuple[str, ...]
    sound: str
    groups: tuple[int, ...]
    """Variant groups, in order."""


@lru_cache(maxsize=200_000)
def comparable(name: str | None) -> ComparableName | None:
    """A name made comparable; None where there is none or only a placeholder."""
    if not normalise(name) or is_placeholder_forename(name):
        return None
    return ComparableName(compact(name), parts(name), sounds(name), tuple(sorted(variant_groups(name))))
