"""Numbers that are published night after night, and tell of no single child by how they change.

A number that changed by fewer than :data:`~absence.publishing.SMALL` since it was last taken over stays as it was,
until so many have come or gone. Rounding alone would not do: a number that stands just below a boundary shows one child
who comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from absence.publishing import SMALL

Remembered = Mapping[str, Mapping[str, int]]


class Steady:
    """Takes numbers over. ``before`` is what the night before kept (:attr:`kept`), by subject and key."""

    def __init__(self, before: Remembered | None = None, small: int = SMALL) -> None:
        self._before, self._small = before or {}, small
        self.kept: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def __call__(self, subject: str, key: str, number: int) -> int:
        """The number to publish. A key that is new in a subject that was published before stood at nothing there."""
        known = self._before.get(subject)
        last = number if known is None else known.get(key, 0)
        value = last if abs(number - last) < self._small else number
        self.kept[subject][key] = value
        return value

    def keys(self, subject: str) -> list[str]:
        """The keys that were published of a subject the night before."""
        return list(self._before.get(subject, {}))
