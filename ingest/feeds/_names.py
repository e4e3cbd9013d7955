"""A person's name in one cell, parted into forename and surname."""

from __future__ import annotations

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "lady", "master"})


def parted(name: str | None) -> tuple[str | None, str | None]:
    """Forename and surname of "Mrs Jane Smith", "SMITH, Jane" or "Mrs Smith"; either may be None.

    The last word is taken for the surname; a single word is one only after a title, else a forename.
    """
    if name is None:
        return None, None
    if "," in name:
        surname, _, rest = name.partition(",")
        return _words(rest)[0] or None, surname.strip() or None
    words, titled = _words(name)
    first, _, last = words.rpartition(" ")
    if first:
        return first, last
    return (None, last or None) if titled else (last or None, None)


def _words(name: str) -> tuple[str, bool]:
    words = name.split()
    kept = [word for word in words if word.rstrip(".").casefold() not in TITLES]
    return " ".join(kept), len(kept) < len(words)
