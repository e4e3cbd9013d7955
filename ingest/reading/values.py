"""From the text of a cell to a typed value: one parser for each type of column.

A parser answers with a value as it is stored, with None where nothing is said, with a :class:`Doubtful` where the row
is taken with a warning, or with a :class:`Bad` where it goes back to its owner.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from ingest.feeds.declaration import Column, Type, Value
from ingest.reading.problems import FORMULA_STARTS
from ingest.reading.telephones import PLACEHOLDER, telephone
from model import identifiers

BRITISH = "written DD/MM/YYYY; taken as day, month, year"
NOT_ISO = "not a date written YYYY-MM-DD"
UNKNOWN_CODE = "a code that the list does not have; taken as not recorded"
LONGEST_TEXT = 1_000
LONGEST_IDENTIFIER = 64
EARLIEST, LATEST = 1900, 2100
"""Years between which every date of a living person's file lies; others are typing errors."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value taken with a warning; None is left out. ``wrong`` where it is not of the column's type at all."""

    value: Value | None
    reason: str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a row with this value goes back to its owner."""

    reason: str


Parsed = Value | Doubtful | Bad | None
Parser = Callable[[str], Parsed]

_SIMPLE = re.compile(r"[A-Za-z0-9]+(?:[ '.,/-][A-Za-z0-9]+)*")
"""Text that is clean as it stands: most of it."""
_SPACES = re.compile(r"\s+")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
_BRITISH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: [0-9:]+)?")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_NO_EMAIL = re.compile(r"(?:no-?e?mail|none|noreply|na|unknown|test)@.*", re.IGNORECASE)
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DIGITS = re.compile(r"[0-9]+")
_WHOLE = re.compile(r"[0-9]+\.0*")
_LETTERED = re.compile(r"^[A-Z][0-9]?\)\s*")
"""The letter that the lists of Annex A put before an entry."""
_BEFORE_WORDS = re.compile(r"\s*:\s+|\s+[-–]\s*|\s*[-–]\s+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = re.compile(
    r"(?:([0-9]{4})[ /.-]([A-Za-z]{3,9})[ /.-]([0-9]{1,2})|([0-9]{1,2})[ /.-]([A-Za-z]{3,9})[ /.-]([0-9]{4}))"
    r"(?:[ T][0-9:.]+)?"
)
_YES_NO = {
    "Y": True,
    "YES": True,
    "TRUE": True,
    "T": True,
    "1": True,
    "N": False,
    "NO": False,
    "FALSE": False,
    "F": False,
    "0": False,
}
_NOT_RECORDED = frozenset({"U", "UNKNOWN", "NK", "NOT KNOWN", "NOT RECORDED"})
_ADDRESS_PARTS = (
    "room",
    "floor",
    "flat",
    "building",
    "house",
    "street",
    "town",
    "uprn",
    "easting",
    "northing",
)
_MISREAD = ("Ã", "â€", "\ufffd")
"""Traces of text that was read in one encoding and written in another."""


def text(raw: str) -> Parsed:
    """White space made single, accents composed. A formula, a control character or an endless text is no text."""
    if _SIMPLE.fullmatch(raw) and len(raw) <= LONGEST_TEXT:
        return sys.intern(raw)
    found = _SPACES.sub(" ", unicodedata.normalize("NFC", raw)).strip()
    if len(found) > LONGEST_TEXT:
        return Bad(f"longer than {LONGEST_TEXT:,} characters")
    if len(found) > 1 and found.startswith(FORMULA_STARTS):
        return Bad("begins like a spreadsheet formula")
    if _NO_TEXT.search(found):
        return Bad("holds control characters")
    if not any(character.isalnum() for character in found):
        return Doubtful(None, "only punctuation; taken as empty", wrong=False)
    if any(trace in found for trace in _MISREAD):
        return Doubtful(found, "letters look as if read in the wrong encoding", wrong=False)
    return sys.intern(found)


def identifier(raw: str) -> Parsed:
    """An agency's own identifier: text of at most 64 characters, compared as it is."""
    found = text(raw)
    if isinstance(found, str) and len(found) > LONGEST_IDENTIFIER:
        return Bad(f"an identifier longer than {LONGEST_IDENTIFIER} characters")
    return (
        Bad("only punctuation, and no identifier")
        if isinstance(found, Doubtful) and found.value is None
        else found
    )


def date(raw: str) -> Parsed:
    """A day, ISO; the British order is taken with a warning, and a time of day is dropped."""
    found = raw.strip()
    iso = _ISO.fullmatch(found)
    british = None if iso else _BRITISH.fullmatch(found)
    named = None if iso or british else _NAMED_MONTH.fullmatch(found)
    if named and (in_words := _with_month(named)) is not None:
        year, month, day = in_words
    elif iso:
        year, month, day = map(int, iso.groups())
    elif british:
        day, month, year = map(int, british.groups())
    elif _DIGITS.fullmatch(found) and len(found) == 5:
        return Bad("looks like a spreadsheet's day number; a date is written YYYY-MM-DD")
    else:
        return Bad(NOT_ISO)
    if not EARLIEST <= year <= LATEST:
        return Bad(f"a year outside {EARLIEST} to {LATEST}")
    try:
        value = sys.intern(dt.date(year, month, day).isoformat())
    except ValueError:
        return Bad("a day that is not in the calendar")
    return Doubtful(value, BRITISH, wrong=False) if british else value


def _with_month(named: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month and day of 2012-Jan-21 or 21 January 2012; None where the word is no month."""
    first, after, day_after, day_before, before, last = named.groups()
    month = (after or before)[:3].lower()
    if month not in _MONTHS:
        return None
    return int(first or last), _MONTHS.index(month) + 1, int(day_after or day_before)


def yes_no(raw: str) -> Parsed:
    """Y or N."""
    found = _LETTERED.sub("", raw.strip().upper()).removesuffix(".0")
    if found in _NOT_RECORDED:
        return None
    return _YES_NO.get(found, Doubtful(None, "neither Y nor N; taken as not recorded"))


def code(column: Column) -> Parser:
    """A parser for one code list: the code, "code - meaning", "b) code: meaning" as workbooks with lettered lists write
    it, the meaning or, of "aunt or uncle", either word; an unknown code is not recorded."""
    by_word = {word: each for each, meaning in column.codes.items() for word in meaning.upper().split(" OR ")}
    by_word |= {meaning.upper(): each for each, meaning in column.codes.items()}
    unknown = Doubtful(None, UNKNOWN_CODE)

    def parse(raw: str) -> Parsed:
        found = raw.strip().upper()
        if found in column.codes:
            return sys.intern(found)
        found = _LETTERED.sub("", found)
        for part in (found, _BEFORE_WORDS.split(found, maxsplit=1)[0]):
            if part in column.codes:
                return sys.intern(part)
            if part in by_word:
                return by_word[part]
        return unknown

    return parse


def upn(raw: str) -> Parsed:
    """A unique pupil number. One whose check letter is wrong is kept: it is evidence of a typing error."""
    found = identifiers.compact(raw)
    if found in identifiers.UPN_UNKNOWN:
        return Doubtful(None, "a reason for having no UPN, not a UPN; left out", wrong=False)
    if not identifiers.upn_has_form(found):
        return Doubtful(None, "not formed as a UPN; left out")
    if not identifiers.upn_is_valid(found):
        return Doubtful(found, "the check letter is wrong; kept as a likely typing error", wrong=False)
    if not identifiers.upn_authority_is_plausible(found):
        return Doubtful(found, "the authority number is not one in use", wrong=False)
    return found


def upns(raw: str) -> Parsed:
    """Several UPNs parted by semicolons, stored the same way in alphabetical order."""
    parsed = [upn(part) for part in raw.replace(",", ";").split(";") if part.strip()]
    values = [part.value if isinstance(part, Doubtful) else part for part in parsed]
    joined = ";".join(sorted({str(value) for value in values if value is not None})) or None
    doubts = [part for part in parsed if isinstance(part, Doubtful)]
    return Doubtful(joined, doubts[0].reason, wrong=joined is None) if doubts else joined


def nhs_number(raw: str) -> Parsed:
    """Ten digits. One whose check digit is wrong is kept, and its status says so."""
    found = identifiers.compact(raw)
    status = identifiers.nhs_number_status(found)
    if status == "malformed":
        return Doubtful(None, "not ten digits; left out")
    if status == "placeholder":
        return Doubtful(None, "one digit ten times; left out", wrong=False)
    if status == "failed_check":
        return Doubtful(found, "the check digit is wrong; kept as a likely typing error", wrong=False)
    return found


def uln(raw: str) -> Parsed:
    """Ten digits whose check digit is right; another number would only mislead."""
    found = identifiers.compact(raw)
    if identifiers.uln_is_valid(found):
        return found
    return Doubtful(
        None,
        "the check digit is wrong; left out" if _ten(found) else "not ten digits; left out",
        wrong=not _ten(found),
    )


def _ten(found: str) -> bool:
    return len(found) == 10 and _DIGITS.fullmatch(found) is not None


def postcode(raw: str) -> Parsed:
    """Outward and inward part with one space between. Part of a postcode is kept: it still says where about."""
    found = re.sub(r"[\s.-]+", "", raw).upper()
    if _formula(raw):
        return Bad("begins like a spreadsheet formula")
    whole = _POSTCODE.fullmatch(found)
    if whole:
        return sys.intern(f"{whole.group(1)} {whole.group(2)}")
    if found == "GIR0AA":
        return "GIR 0AA"
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?", found):
        return Doubtful(found, "only part of a postcode", wrong=False)
    if re.fullmatch(r"(?=.*[0-9])[A-Z][A-Z0-9]{4,6}", found):
        return Doubtful(
            f"{found[:-3]} {found[-3:]}", "not formed as a postcode; kept as a likely typing error"
        )
    return Doubtful(None, "not formed as a postcode; left out")


def _formula(raw: str) -> bool:
    stripped = raw.strip()
    return len(stripped) > 1 and stripped.startswith(FORMULA_STARTS)


def _whole_number(raw: str) -> str | None:
    found = raw.strip().replace(",", "")
    if _WHOLE.fullmatch(found):
        found = found.partition(".")[0]
    return found if _DIGITS.fullmatch(found) else None


def uprn(raw: str) -> Parsed:
    """Up to twelve digits, stored as twelve (domain note 4.1)."""
    found = _whole_number(raw)
    if found is None or len(found) > 12:
        return Doubtful(None, "not a UPRN of up to twelve digits; left out")
    if not found.strip("0"):
        return Doubtful(None, "a UPRN of zeros; left out", wrong=False)
    return found.zfill(12)


def urn(raw: str) -> Parsed:
    """A school's number of six digits. It names a record, so a row without a readable one goes back."""
    found = _whole_number(raw)
    return (
        sys.intern(found)
        if found is not None and len(found) == 6
        else Bad("not a school's URN of six digits")
    )


def phone(raw: str) -> Parsed:
    """A telephone number in E.164."""
    number, trouble = telephone(raw)
    if number is not None:
        return number
    if trouble == PLACEHOLDER:
        return Doubtful(None, "a placeholder, not a telephone number; left out", wrong=False)
    return Doubtful(None, "not a telephone number; left out")


def email(raw: str) -> Parsed:
    """An e-mail address in lower case."""
    found = raw.strip().lower()
    if _formula(found):
        return Bad("begins like a spreadsheet formula")
    if len(found) > 254 or not _EMAIL.fullmatch(found):
        return Doubtful(None, "not an e-mail address; left out")
    return (
        Doubtful(None, "a placeholder, not an e-mail address; left out", wrong=False)
        if _NO_EMAIL.fullmatch(found)
        else found
    )


def json_address(raw: str) -> Parsed:
    """The address object of the Standard Safeguarding Dataset, stored as JSON with the parts that say something."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return Bad("not a JSON object")
    if not isinstance(found, dict):
        return Bad("not a JSON object")
    parts: dict[str, str] = {}
    for name in _ADDRESS_PARTS:
        value = found.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return Bad(f"the part {name} is neither text nor a number")
        parsed = uprn(str(value)) if name == "uprn" else text(str(value))
        if isinstance(parsed, Bad):
            return Bad(f"the part {name} {parsed.reason}")
        kept = parsed.value if isinstance(parsed, Doubtful) else parsed
        if kept is not None:
            parts[name] = str(kept)
    return json.dumps(parts, ensure_ascii=False, sort_keys=True) if parts else None


def integer(raw: str) -> Parsed:
    """A whole number from 0."""
    found = _whole_number(raw)
    return (
        int(found)
        if found is not None and len(found) < 10
        else Doubtful(None, "not a whole number; left out")
    )


_PARSERS: dict[Type, Parser] = {
    Type.TEXT: text,
    Type.IDENTIFIER: identifier,
    Type.DATE: date,
    Type.YES_NO: yes_no,
    Type.UPN: upn,
    Type.UPNS: upns,
    Type.NHS_NUMBER: nhs_number,
    Type.ULN: uln,
    Type.POSTCODE: postcode,
    Type.UPRN: uprn,
    Type.URN: urn,
    Type.PHONE: phone,
    Type.EMAIL: email,
    Type.JSON_ADDRESS: json_address,
    Type.INTEGER: integer,
}


def parser(column: Column) -> Parser:
    """The parser of a column, for cells that hold something but white space."""
    return code(column) if column.type is Type.CODE else _PARSERS[column.type]


class Reader(dict[str, Parsed]):
    """A column's parser with a memory: one text is parsed once, and its value is one object however often it comes.

    The memory is emptied when it is full, so that a column of unique values costs no more than a bounded amount.
    """

    FULL = 100_000

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._parse = parser(column)

    def __missing__(self, raw: str) -> Parsed:
        stripped = raw.strip()
        if not stripped:
            found: Parsed = None
        elif stripped == "NULL":
            found = Doubtful(None, "the word NULL; taken as empty", wrong=False)
        else:
            found = self._parse(raw)
        if len(self) >= self.FULL:
            self.clear()
        self[raw] = found
        return found
