"""Addresses made comparable: parts, a key that recognises one home, tokens. Pure.

The part names are those of BS 7666: SAON is the flat or room, PAON the house number or the building, then the
street.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from model.codes import AddressClass
from model.names import normalise
from model.observations import AddressForm

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_POSTCODE_AT_END = re.compile(r"\b([A-Za-z]{1,2}[0-9][A-Za-z0-9]?)\s*([0-9][A-Za-z]{2})\s*$")
_NUMBER = re.compile(r"[0-9]+[a-z]?|[0-9]+[a-z]?-[0-9]+[a-z]?")
_SPLIT_NUMBER = re.compile(r"([0-9]+)\s+([a-z])\b")
_RANGE = re.compile(r"([0-9]+[a-z]?)\s*(?:-|–|to)\s*([0-9]+[a-z]?)\b")
_NOWHERE = re.compile(
    r"no fixed (?:abode|address)|nfa|unknown|not known|address unknown|n a|none|tbc|homeless"
)

_ABBREVIATIONS = {
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "avn": "avenue",
    "cl": "close",
    "clo": "close",
    "ct": "court",
    "crt": "court",
    "cres": "crescent",
    "cresc": "crescent",
    "cr": "crescent",
    "dr": "drive",
    "drv": "drive",
    "gdn": "gardens",
    "gdns": "gardens",
    "gds": "gardens",
    "garden": "gardens",
    "gr": "grove",
    "grn": "green",
    "gro": "grove",
    "ln": "lane",
    "la": "lane",
    "pk": "park",
    "pl": "place",
    "plc": "place",
    "sq": "square",
    "ter": "terrace",
    "terr": "terrace",
    "tce": "terrace",
    "wk": "walk",
    "wlk": "walk",
    "wy": "way",
    "hse": "house",
    "ho": "house",
    "bldg": "building",
    "bldgs": "buildings",
    "mans": "mansions",
    "ldg": "lodge",
    "est": "estate",
    "ctg": "cottage",
    "cott": "cottage",
    "hts": "heights",
    "nth": "north",
    "sth": "south",
    "fm": "farm",
    "flt": "flat",
    "fl": "flat",
    "apt": "flat",
    "apartment": "flat",
    "appt": "flat",
    "appartment": "flat",
    "maisonette": "flat",
    "rm": "room",
    "bsmt": "basement",
    "gnd": "ground",
    "grd": "ground",
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "upr": "upper",
    "lwr": "lower",
    "tp": "top",
}
_INNER = ("flat", "room", "unit", "studio", "bedsit", "annexe", "annex", "plot")
_FLOORS = (
    "basement",
    "ground",
    "lower",
    "upper",
    "first",
    "second",
    "third",
    "fourth",
    "top",
    "garden",
    "gardens",
)
_BUILDINGS = (
    "court",
    "house",
    "mansions",
    "lodge",
    "tower",
    "towers",
    "point",
    "heights",
    "building",
    "buildings",
    "apartments",
    "cottage",
    "cottages",
    "farm",
    "hall",
    "villa",
    "villas",
    "hostel",
    "hotel",
)
_STREETS = (
    "road",
    "street",
    "avenue",
    "close",
    "crescent",
    "drive",
    "gardens",
    "grove",
    "green",
    "lane",
    "park",
    "place",
    "square",
    "terrace",
    "walk",
    "way",
    "hill",
    "mews",
    "rise",
    "row",
    "view",
    "vale",
    "path",
    "parade",
)


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """A home in parts, folded. ``key`` is ``POSTCODE|SAON|PAON``, equal for the usual ways to write one
    home."""

    saon: str
    paon: str
    street: str
    town: str
    postcode: str
    key: str


@lru_cache(maxsize=100_000)
def postcode(text: str | None) -> str | None:
    """A postcode as ``AB1 2CD``; None where it is not one, or is a pseudo code of the NHS (ZZ99: no fixed
    abode, unknown; domain notes 4.1)."""
    found = _POSTCODE.fullmatch(re.sub(r"[\s.\-]", "", text or "").upper())
    if found is None or found[1].startswith("ZZ"):
        return None
    return f"{found[1]} {found[2]}"


def uprn(text: str | None) -> str | None:
    """A UPRN as twelve digits with leading zeros; None where it is not one."""
    digits = re.sub(r"\s|\.0$", "", text or "")
    if not digits.isascii() or not digits.isdigit() or not 0 < int(digits) < 10**12:
        return None
    return digits.lstrip("0").zfill(12)


def parse(form: AddressForm) -> ParsedAddress | None:
    """The parts of an address; None where too little is said to recognise a home: no valid postcode, no house
    number or building, or a refuge, no fixed abode or an unknown place."""
    if form.address_class in (AddressClass.REFUGE, AddressClass.NO_FIXED_ABODE):
        return None
    segments, code = _segments(form)
    if code is None or not segments or any(_NOWHERE.fullmatch(" ".join(words)) for words in segments):
        return None
    saon, paon, street = _inner_and_house(segments)
    if not paon:
        return None
    town = " ".join(_words(form.town))
    return ParsedAddress(saon, paon, street, town, code, f"{code.replace(' ', '')}|{saon}|{paon}".upper())


def tokens(form: AddressForm) -> frozenset[str]:
    """What a home may be recognised by: ``uprn:000012345678``, ``key:AB12CD|2|14``. Empty for a refuge or
    none."""
    if form.address_class in (AddressClass.REFUGE, AddressClass.NO_FIXED_ABODE):
        return frozenset()
    found = set()
    number = uprn(form.uprn)
    if number is not None:
        found.add(f"uprn:{number}")
    parsed = parse(form)
    if parsed is not None:
        found.add(f"key:{parsed.key}")
    return frozenset(found)


@lru_cache(maxsize=100_000)
def _words(text: str | None) -> tuple[str, ...]:
    """Folded words: a split house letter joined (``14 A``), ranges one word, abbreviations written out."""
    folded = normalise(re.sub(r"(?<=[0-9])\s*[–-]\s*(?=[0-9])", " to ", text or ""))
    folded = re.sub(r"\b(gff|gf flat)\b", "ground floor flat", folded)
    folded = _RANGE.sub(r"\1-\2", _SPLIT_NUMBER.sub(r"\1\2", folded))
    words = folded.split()
    written = [_ABBREVIATIONS.get(word, word) for word in words]
    # St is a saint before a name and a street at the end of one.
    for place, word in enumerate(words):
        if word in ("st", "str"):
            last = place + 1 == len(words) or words[place + 1] in ("north", "south", "east", "west")
            written[place] = "street" if place > 0 and last else "saint"
    return tuple(written)


def _segments(form: AddressForm) -> tuple[list[tuple[str, ...]], str | None]:
    code = postcode(form.postcode)
    if form.paon or form.street:
        inner = [_words(piece) for piece in (form.saon or "").split(",")]
        if len(inner[0]) == 1 and _NUMBER.fullmatch(inner[0][0]):
            inner[0] = ("flat", *inner[0])
        outer = [_words(piece) for piece in (form.paon or "").split(",")]
        street = _words((form.street or "").partition(",")[0])
        if outer[-1] and street and _NUMBER.fullmatch(outer[-1][-1]):
            outer[-1], street = outer[-1] + street, ()
        return [words for words in (*inner, *outer, street) if words], code
    lines = [piece for line in form.lines for piece in re.split(r"[,\n;]", line)]
    if form.saon:
        lines.insert(0, form.saon)
    if lines and code is None:
        found = _POSTCODE_AT_END.search(lines[-1])
        if found is not None:
            code = postcode(found[1] + found[2])
    if code is not None:
        lines = [_POSTCODE_AT_END.sub("", line) for line in lines]
    raw = [_slashed(line) for line in lines]
    return [words for words in raw if words], code


def _slashed(line: str) -> tuple[str, ...]:
    """``14/2 Elm Road`` is house 14, flat 2: the Scottish way."""
    found = re.match(r"^\s*([0-9]+[A-Za-z]?)\s*/\s*([0-9]+[A-Za-z]?)\b(.*)$", line)
    if found is None:
        return _words(line)
    return ("flat", found[2].lower(), *_words(f"{found[1]}{found[3]}"))


def _inner_and_house(segments: list[tuple[str, ...]]) -> tuple[str, str, str]:
    words = segments[0]
    rest = segments[1:]
    saon, words = _take_inner(words)
    if not saon and len(words) == 1 and _NUMBER.fullmatch(words[0]) and rest and rest[0][-1] in _BUILDINGS:
        saon, words = words[0], ()
    if not words and rest:
        words, rest = rest[0], rest[1:]
    if saon and words and words[-1] in _BUILDINGS and not _NUMBER.fullmatch(words[0]):
        # In a block of flats more agencies give its name than its number in the street.
        return saon, " ".join(words), " ".join(_street(rest))
    numbers = 0
    while numbers < len(words) and _NUMBER.fullmatch(words[numbers]):
        numbers += 1
    if numbers >= 2 and not saon:
        saon, words, numbers = words[0], words[1:], numbers - 1
    if numbers:
        house, street = words[0], words[1:]
        if not street and rest:
            street, rest = rest[0], rest[1:]
        if not saon and street and street[-1] in _BUILDINGS:
            # "2 Elm Court" and "Flat 2, Elm Court" are one home.
            return house, " ".join(street), " ".join(_street(rest))
        return saon, house, " ".join(street)
    return saon, *_building(words, rest)


def _take_inner(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The flat at the head of a line, without its word: ``flat 2``, ``ground floor flat``, ``room b``."""
    if len(words) >= 2 and words[0] in _INNER:
        at = 2
        if words[1] in ("number", "no") and len(words) > 2:
            at = 3
        inner = words[at - 1]
        return (f"room {inner}" if words[0] == "room" else inner), words[at:]
    if len(words) >= 2 and words[0] in _FLOORS and any(word in ("floor", "flat") for word in words[1:4]):
        last = max(place for place, word in enumerate(words[:4]) if word in ("floor", "flat"))
        return words[0], words[last + 1 :]
    return "", words


def _building(words: tuple[str, ...], rest: list[tuple[str, ...]]) -> tuple[str, str]:
    """House and street where no number stands first: a number further on wins over a building's name, because
    one agency writes ``Elm Court, 14 High Street`` and another leaves the name out."""
    for place, line in enumerate(rest):
        if len(line) >= 2 and _NUMBER.fullmatch(line[0]):
            return line[0], " ".join(line[1:])
        if len(line) == 1 and _NUMBER.fullmatch(line[0]) and place + 1 < len(rest):
            return line[0], " ".join(rest[place + 1])
    if not words or words[-1] in _STREETS:
        return "", " ".join(words)
    return " ".join(words), " ".join(_street(rest))


def _street(lines: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next((line for line in lines if line and line[-1] in _STREETS), ())
