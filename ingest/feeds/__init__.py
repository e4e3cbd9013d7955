"""The feeds, found by this folder: a module with a ``FEED`` is one. Adding a feed edits nothing else.

A module whose name begins with an underscore is a feed's helper, not a feed.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ingest.feeds.declaration import DeclarationError, Feed


class UnknownFeedError(LookupError):
    """No feed has that code; the message lists those there are."""


@cache
def all_feeds() -> dict[str, Feed]:
    """Every feed by its code, in alphabetical order. Raises DeclarationError where one is declared wrongly."""
    found: dict[str, Feed] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        declared = getattr(importlib.import_module(f"{__name__}.{module.name}"), "FEED", None)
        if declared is None:
            continue
        if not isinstance(declared, Feed):
            raise DeclarationError(f"{module.name}: FEED is a {type(declared).__name__}, not a Feed")
        if declared.code in found:
            raise DeclarationError(f"{module.name}: another feed already has the code {declared.code}")
        found[declared.code] = declared
    return dict(sorted(found.items()))


def feed(code: str) -> Feed:
    """The feed with that code. Raises UnknownFeedError listing those there are."""
    feeds = all_feeds()
    if code not in feeds:
        raise UnknownFeedError(f"There is no feed {code!r}. The feeds are: {', '.join(feeds)}.")
    return feeds[code]
