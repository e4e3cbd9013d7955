"""Telephone numbers in E.164. A number of the British plan is recognised by its shape, others by the library."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"[\s().\-/‐-–]+")
_EXTENSION = re.compile(r"(?:x|ext\.?|extension)\s*[0-9]{1,6}$", re.IGNORECASE)
_UK = re.compile(r"(?:\+44|0044)?0?(7[0-9]{9}|[1-3][0-9]{9}|1[0-9]{8}|8[0-9]{9}|800[0-9]{6,7})")
"""Significant numbers of the national plan by length and first digit (Ofcom, National Telephone Numbering Plan)."""
_ONE_DIGIT = re.compile(r"[0-9]{0,3}([0-9])\1{6,}")
_COUNTED = ("123456789", "234567890", "987654321", "12345678")

PLACEHOLDER = "placeholder"
UNREADABLE = "unreadable"


def telephone(text: str) -> tuple[str | None, str | None]:
    """The number in E.164 and None, or None and why there is none: `PLACEHOLDER` or `UNREADABLE`.

    A number without a leading 0, + or 00 is taken as British where its length allows, as spreadsheets drop the zero.
    """
    digits = _PUNCTUATION.sub("", _EXTENSION.sub("", text.strip()))
    significant = _UK.fullmatch(digits)
    if significant is not None:
        number = significant.group(1)
        return (None, PLACEHOLDER) if _is_placeholder(number) else (f"+44{number}", None)
    if _is_placeholder(digits.lstrip("+0")) or (digits and not digits.strip("+0")):
        return None, PLACEHOLDER
    return _by_library(text)


def _is_placeholder(number: str) -> bool:
    return _ONE_DIGIT.fullmatch(number) is not None or number.endswith(_COUNTED)


def _by_library(text: str) -> tuple[str | None, str | None]:
    import phonenumbers

    try:
        found = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None, UNREADABLE
    if not phonenumbers.is_valid_number(found):
        return None, UNREADABLE
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164), None
