"""Check characters of children's identifiers (domain note 4.1). A failed check is a typing error, not another child."""

from __future__ import annotations

import re
from typing import Literal

from nhs_number.validate import is_valid as nhs_number_is_valid

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 letters of a UPN, for the values 0 to 22 (no I, O or S)."""

UPN_UNKNOWN = frozenset({"UN1", "UN2", "UN3", "UN4", "UN5"})
"""Reasons for not having a UPN that some extracts put in its column. Never identifiers."""

_UPN = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_LA_CODES_FROM, _LA_CODES_TO = 201, 943
"""Authority numbers in use run from 201 (City of London) to 943. New ones appear, so a number outside is worth a
warning and no more."""


def compact(text: str) -> str:
    """An identifier as it is compared: upper case, without the spaces and hyphens of its display form."""
    return text.replace(" ", "").replace("-", "").upper()


def upn_has_form(upn: str) -> bool:
    """Whether this is shaped as a UPN: letter, eleven digits, digit (permanent) or letter (temporary)."""
    return _UPN.fullmatch(upn) is not None


def upn_check_letter(body: str) -> str:
    """The letter that belongs before the last 12 characters of a UPN.

    Each character is weighted by its position in the whole number, 2 to 13; a temporary number's final letter counts as
    its place in `LETTERS`; the remainder by 23 names the letter. Raises ValueError for anything but 11 digits and a
    digit or letter.
    """
    if not _UPN.fullmatch("A" + body):
        raise ValueError("a UPN has eleven digits and a digit or letter after its first letter")
    last = int(body[-1]) if body[-1].isdigit() else LETTERS.index(body[-1])
    values = [*map(int, body[:-1]), last]
    return LETTERS[sum(weight * value for weight, value in enumerate(values, start=2)) % 23]


def upn_is_valid(upn: str) -> bool:
    """Form and check letter both right."""
    return upn_has_form(upn) and upn_check_letter(upn[1:]) == upn[0]


def upn_is_temporary(upn: str) -> bool:
    """A temporary UPN ends in a letter; a permanent one replaces it."""
    return upn_has_form(upn) and upn[-1].isalpha()


def upn_authority_is_plausible(upn: str) -> bool:
    """Whether the authority number inside a UPN lies in the range of numbers that England uses."""
    return upn_has_form(upn) and _LA_CODES_FROM <= int(upn[1:4]) <= _LA_CODES_TO


def nhs_number_status(number: str) -> Literal["unverified", "failed_check", "placeholder", "malformed"]:
    """What a compacted NHS number is worth by itself; only the number's own register can verify it.

    Ten equal digits pass the modulus-11 check and are nobody's number: a placeholder.
    """
    if not _TEN_DIGITS.fullmatch(number):
        return "malformed"
    if len(set(number)) == 1:
        return "placeholder"
    return "unverified" if nhs_number_is_valid(number) else "failed_check"


def uln_is_valid(number: str) -> bool:
    """Ten digits, the first not zero, whose sum weighted 10 to 1 leaves 10 by modulus 11."""
    if not _TEN_DIGITS.fullmatch(number) or number[0] == "0":
        return False
    return sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), number, strict=True)) % 11 == 10
