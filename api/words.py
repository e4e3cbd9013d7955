"""Codes in words, where more than pages need them."""

from __future__ import annotations


def agency_words(code: str | None) -> str | None:
    """An agency's code as words: 'social_care' is 'Social care'."""
    return code.replace("_", " ").capitalize() if code else None
