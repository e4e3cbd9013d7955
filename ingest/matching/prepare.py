"""From a record to the columns that are compared and the keys by which candidates are found. Pure.

A column is null where the record says nothing that is evidence: a placeholder forename, an identifier that cannot
be one. The keys are chosen so that two records of one person share at least one although names, date of birth or
identifiers differ, and so that few records share each.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

import phonenumbers
from nhs_number import is_valid  # type: ignore[attr-defined]

from ingest.matching.records import MatchRecord
from model.names import (
    COURTESY,
    ComparableName,
    compact,
    comparable,
    normalise,
    parts,
    slipped_groups,
    sounds,
    spelling,
    surname_groups,
    variant_groups,
)
from model.observations import Identity

# Column name -> DuckDB type, in the order of the tuples that columns() gives.
COLUMNS: dict[str, str] = {
    "key": "VARCHAR",
    "feed": "VARCHAR",
    "kind": "VARCHAR",
    "per_child": "BOOLEAN",
    "protected": "BOOLEAN",
    "fn": "VARCHAR",
    "fn_sound": "VARCHAR",
    "fn_spelling": "VARCHAR",
    "fn_repeats": "BOOLEAN",  # the forename is the middle name over again: the first forename is not known
    "calls": "VARCHAR[]",  # forename and known-as
    "fns": "VARCHAR[]",  # these, middle names and parts of compound forenames
    "fn_later": "VARCHAR[]",  # the parts of a compound forename but the first
    "fn_groups": "INTEGER[]",  # variant groups of the calls
    "fn_slips": "INTEGER[]",  # those, and of a name that no table holds the groups of the name it is a slip from
    "middle": "VARCHAR",
    "sn": "VARCHAR",
    "sn_sound": "VARCHAR",
    "sn_spelling": "VARCHAR",
    "sn_courtesy": "BOOLEAN",  # a religious or courtesy name stands in the surname's place
    "sns": "VARCHAR[]",  # surname, former surname and parts of compound ones, and the groups of their written forms
    "dob": "DATE",
    "dob_vague": "BOOLEAN",  # estimated, expected, or 1 January, the usual stand-in
    "unborn": "BOOLEAN",  # the date is the day on which the child is expected
    "sex": "VARCHAR",
    "died": "DATE",
    "nhs": "VARCHAR",
    "nhs_verified": "BOOLEAN",
    "upn": "VARCHAR",
    "upn_sound": "BOOLEAN",  # permanent, with a right check letter
    "upns": "VARCHAR[]",  # with former ones
    "homes": "VARCHAR[]",
    "postcodes": "VARCHAR[]",
    "place": "VARCHAR",  # an address as written, folded
    "place_parts": "VARCHAR[]",  # its parts: street, place
    "phones": "VARCHAR[]",
    "email": "VARCHAR",
    "email_name": "VARCHAR",  # what stands before the at sign
    "files": "VARCHAR[]",  # family files
}
Row = tuple[Any, ...]

FORM = "~"
"""Stands before the number of a group of written forms of a surname."""

# The usual case, without the cost of the numbering plan.
_NATIONAL = re.compile(r"(?:\+44|0044|0)([1-9][0-9]{8,9})")
_IN_ORDER = "01234567890123456789"
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# The last character of a temporary UPN is a letter (domain notes 4.1).
_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
_NUMBER_OF_HOUSE = re.compile(r"[0-9]+")
_PARTICLES = frozenset(
    (
        "al",
        "el",
        "abu",
        "bin",
        "bint",
        "ben",
        "ibn",
        "del",
        "della",
        "dos",
        "das",
        "van",
        "von",
        "der",
        "den",
        "mac",
    )
)


def columns(record: MatchRecord) -> Row:
    """The comparable columns of a record, in the order of :data:`COLUMNS`."""
    who = record.identity
    first, known = comparable(_forename(who)), comparable(who.known_as)
    called = [name for name in (first, known) if name is not None]
    calls = _distinct(name.written for name in called)
    surname = comparable(who.surname)
    surnames = [name for name in (surname, comparable(who.former_surname)) if name is not None]
    written = [name.written for name in surnames] + [part for name in surnames for part in _parts(name)]
    sns = _distinct(
        [*written, *(f"{FORM}{group}" for name in written for group in sorted(surname_groups(name)))]
    )
    fns = _distinct([*calls, *(part for name in called for part in _parts(name)), *_middle(who)])
    groups = sorted({group for name in calls for group in variant_groups(name)})
    slips = sorted({group for name in calls for group in slipped_groups(name)})
    nhs = _nhs(who.nhs_number)
    upn = _upn(who.upn)
    upns = _distinct(number for text in (who.upn, *who.former_upns) if (number := _upn(text)))
    main = first or known
    return (
        record.key,
        record.feed,
        record.kind,
        record.per_child,
        record.protected,
        main.written if main else None,
        main.sound if main else None,
        spelling(main.written) if main else None,
        main is not None and main.written == compact(who.middle_names),
        calls or None,
        fns or None,
        list(first.parts[1:]) or None if first else None,
        groups or None,
        slips or None,
        "".join(parts(who.middle_names)) or None,
        surname.written if surname else None,
        surname.sound if surname else None,
        spelling(surname.written) if surname else None,
        surname is not None and surname.written in COURTESY,
        sns or None,
        who.date_of_birth,
        _vague(who),
        who.dob_certainty == "expected" and who.date_of_birth is not None,
        who.sex if who.sex in ("F", "M") else None,
        who.date_of_death,
        nhs,
        nhs is not None and who.nhs_number_status == "verified",
        upn,
        upn is not None and _is_sound(upn),
        upns or None,
        sorted(record.homes) or None,
        sorted(record.postcodes) or None,
        *_place(record.address),
        _distinct(number for text in who.telephones if (number := _phone(text))) or None,
        *_email(who.email),
        list(record.files) or None,
    )


def names_compared(record: MatchRecord) -> tuple[str | None, str | None]:
    """The columns ``fn`` and ``sn`` alone."""
    who = record.identity
    main, surname = comparable(_forename(who)) or comparable(who.known_as), comparable(who.surname)
    return main.written if main else None, surname.written if surname else None


RULES = {
    "n": "NHS number", "u": "UPN", "s": "date of birth and the sound of a name", "g": "date of birth and a form of a "
    "forename", "w": "the sounds of both names",
    "y": "year of birth, the sound of the forename and the sound or a form of the surname",
    "p": "date of birth and postcode", "m": "month of birth, the sound of the surname and an initial",
    "d": "day and month of birth, the sound of the surname and three letters", "h": "home and the sound of a forename",
    "c": "postcode or street, and the sound of the forename or of the surname with an initial", "e": "e-mail address",
    "a": "house number with postcode or street, where few share them", "b": "date of birth, where few share it",
    "k": "postcode and the sound of either name, where few share them",
    "l": "the sound of the surname, where few share it",
}  # fmt: skip
"""The rules of :func:`block_keys` by their letters, in words."""


WEAK = ("a", "b", "k", "l")
"""Rules whose keys propose pairs only where very few records share them."""


def block_keys(record: MatchRecord, row: Row) -> set[str]:
    """The keys of a record in the search for candidates, each with the letter of its rule.

    Dates are written with day and month in order of size, so that swapping them changes no key. An adult's record
    has only those keys by which it can meet a child's record that is its own (a parent of seventeen).
    """
    col = dict(zip(COLUMNS, row, strict=True))
    found = set()
    if col["nhs"]:
        found.add(f"n|{col['nhs']}")
    found.update(f"u|{upn}" for upn in col["upns"] or ())
    born: dt.date | None = col["dob"]
    called = [*(col["calls"] or ()), *_first_parts(record.identity)]
    first_sounds = {sounds(name) for name in called}
    last_sounds = {sounds(name) for name in col["sns"] or () if not name.startswith(FORM)}
    last_forms = [name for name in col["sns"] or () if name.startswith(FORM)]
    if born is not None:
        day = _unordered(born)
        # One rule for both names, because agencies swap them.
        found.update(f"s|{day}|{sound}" for sound in first_sounds | last_sounds)
        found.update(f"g|{day}|{group}" for group in col["fn_slips"] or ())
    if record.kind == "adult":
        return found if born is not None or col["nhs"] or col["upns"] else set()
    whole = ["|".join(sorted((first, last))) for first in first_sounds for last in last_sounds]
    found.update(f"l|{sound}" for sound in last_sounds)
    if born is not None:
        found.add(f"b|{_unordered(born)}")
    if born is None:
        found.update(f"w|{names}" for names in whole)
    else:
        found.update(f"y|{born.year}|{names}" for names in whole)
        found.update(f"y|{born.year}|{first}|{form}" for first in first_sounds for form in last_forms)
        found.update(f"w|{names}" for names in whole)
        found.update(f"p|{_unordered(born)}|{code}" for code in col["postcodes"] or ())
        if col["fn"]:
            found.update(f"m|{born:%Y%m}|{sound}|{col['fn'][0]}" for sound in last_sounds)
            found.update(f"d|{born.month}|{born.day}|{sound}|{col['fn'][:3]}" for sound in last_sounds)
    every_sound = first_sounds | {sounds(name) for name in col["fns"] or ()}
    initial = (col["fn"] or "")[:1]
    for code in (col["postcodes"] or []) + (col["place_parts"] or [])[:1]:
        found.update(f"c|{code}|{sound}" for sound in first_sounds)
        found.update(f"c|{code}|{sound}|{initial}" for sound in last_sounds)
    if col["place"]:
        everywhere = first_sounds | last_sounds
        found.update(f"k|{code}|{sound}" for code in col["postcodes"] or () for sound in everywhere)
    number = _NUMBER_OF_HOUSE.search(col["place"] or "")
    if number is not None:
        # Only where no token recognises the home for what it is, or an address is all that agrees.
        found.update(f"a|{code}|{number[0]}" for code in col["postcodes"] or ())
        found.update(f"a|{part}|{number[0]}" for part in (col["place_parts"] or ())[:1])
    if col["email"]:
        found.add(f"e|{col['email']}")
    found.update(f"h|{home}|{sound}" for home in col["homes"] or () for sound in every_sound)
    return found


def _place(address: str | None) -> tuple[str | None, list[str] | None]:
    """An address as written, folded: whole, if it has a number and so may be a home; and its parts without numbers,
    each of four letters or more."""
    if address is None:
        return None, None
    lines = [normalise(line) for line in address.split(",")]
    written = [" ".join(word for word in line.split() if not word[0].isdigit()) for line in lines]
    whole = " ".join(line for line in lines if line)
    return whole if any(letter.isdigit() for letter in whole) else None, _distinct(
        part for part in written if len(part) > 3
    ) or None


def _email(text: str | None) -> tuple[str | None, str | None]:
    whole = (text or "").strip().lower()
    name = whole.partition("@")[0]
    return whole or None, name if len(name) > 3 else None


def _distinct(values: Any) -> list[str]:
    return list(dict.fromkeys(values))


def _parts(name: ComparableName) -> tuple[str, ...]:
    if len(name.parts) < 2:
        return ()
    return tuple(part for part in name.parts if len(part) > 2 and part not in _PARTICLES)


def _forename(who: Identity) -> str | None:
    """The forename without middle names that are written behind it once more: *Drita Sofia* whose middle name is
    *Sofia* is Drita."""
    called, middle = parts(who.forename), parts(who.middle_names)
    if middle and len(called) > len(middle) and called[-len(middle) :] == middle:
        return " ".join(called[: -len(middle)])
    return who.forename


def _first_parts(who: Identity) -> list[str]:
    """The parts of a compound forename: another agency may write only one."""
    name = comparable(_forename(who))
    return [] if name is None else list(_parts(name))


def _middle(who: Identity) -> tuple[str, ...]:
    return tuple(part for part in parts(who.middle_names) if len(part) > 2)


def _vague(who: Identity) -> bool:
    born = who.date_of_birth
    return born is not None and (
        who.dob_certainty in ("estimated", "expected") or (born.month, born.day) == (1, 1)
    )


def _unordered(born: dt.date) -> str:
    low, high = sorted((born.day, born.month))
    return f"{born.year}{low:02}{high:02}"


@lru_cache(maxsize=100_000)
def _nhs(text: str | None) -> str | None:
    """Ten digits with a right check digit, and no repeated digit, which passes the check (domain notes 4.1)."""
    digits = re.sub(r"\D", "", text or "")
    return digits if len(set(digits)) > 1 and is_valid(digits) else None


def _upn(text: str | None) -> str | None:
    """A UPN by its shape: most test systems fail the check letter, so that only warns, and elsewhere."""
    upper = (text or "").strip().upper()
    return upper if _UPN.fullmatch(upper) else None


def _is_sound(upn: str) -> bool:
    """Permanent, and the check letter is that of the twelve digits (domain notes 4.1). A wrong one tells a slip."""
    if not upn[12].isdigit():
        return False
    return _CHECK_LETTERS[sum(place * int(digit) for place, digit in enumerate(upn[1:], 2)) % 23] == upn[0]


@lru_cache(maxsize=100_000)
def _phone(text: str) -> str | None:
    plain = _NATIONAL.fullmatch(re.sub(r"[\s()\-.]", "", text))
    if plain is not None:
        return None if _is_stand_in(plain[1]) else f"44{plain[1]}"
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    national = str(number.national_number)
    if not phonenumbers.is_possible_number(number) or _is_stand_in(national):
        return None
    return f"{number.country_code}{national}"


def _is_stand_in(national: str) -> bool:
    """Few digits over and over, or digits in order: what people write where a number is asked for and none is known."""
    return len(set(national)) < 4 or national in _IN_ORDER or national in _IN_ORDER[::-1]
