"""Codes in words, where more than pages need them."""

from __future__ import annotations

from web.words import first_upper, in_words


def agency_words(code: str | None) -> str | None:
    """An agency's code as words: 'social_care' is 'Social care', 'gp' is 'GP'."""
    return first_upper(in_words(code)) if code else None
