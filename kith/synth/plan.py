"""Which unit is what: a borough is numbered units, and what each is follows from its number alone.

A unit is a family (``resident``), one unaccompanied child (``uasc``), a family from over the border whose children
come to school here (``incoming``) or one that left (``left``). Only the first two count towards the children asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from zlib import crc32

from kith.synth.chance import Permutation, Weighted, mix, prime_from, unit
from kith.synth.identifiers import mobile
from kith.synth.schools import Schools, make_schools
from kith.synth.settings import Settings

IDS = 999_999_937
"""A prime: identifiers are a shuffle of the numbers below it."""


class Plan:
    """What all families of one borough have in common; cheap to make, the same in every process."""

    def __init__(self, settings: Settings, seed: int, children: int, as_of: int, error_scale: float) -> None:
        self.settings, self.seed, self.children, self.as_of, self.error_scale = (
            settings,
            seed,
            children,
            as_of,
            error_scale,
        )
        sizes = (settings.one_child, settings.two_children, settings.three_children, settings.four_children)
        self._sizes = Weighted(zip((1, 2, 3, 4, 5), (*sizes, 1 - sum(sizes)), strict=True))
        mean = sum(n * s for n, s in zip((1, 2, 3, 4, 5), (*sizes, 1 - sum(sizes)), strict=True))
        uasc = mean * settings.looked_after_per_child * settings.unaccompanied
        self._kinds = Weighted(
            (
                ("resident", 1.0),
                ("uasc", uasc),
                ("incoming", settings.cross_border * 0.47),
                ("left", settings.left_area),
            )
        )
        self.family_size = mean
        self.units = 0
        counted = 0
        while counted < children:
            kind, size = self.unit(self.units)
            counted += size if kind in ("resident", "uasc") else 0
            self.units += 1
        self.counted = counted
        self._rank = Permutation(prime_from(self.units), seed, 21)
        self._nhs = Permutation(prime_from(self.units * 16), seed, 22)
        self._pupils = Permutation(8_999_993, seed, 23)
        self.schools: Schools = make_schools(settings, seed, children, as_of)
        self.refuge_units = max(3, round(children * settings.refuge_units_per_child))
        self.foster_homes = max(2, round(children * settings.looked_after_per_child * 0.5))
        self.ids = {
            name: Permutation(IDS, seed, 31, place)
            for place, name in enumerate(("care", "pupil", "contact", "welfare"))
        }
        self._rows: dict[str, Permutation] = {}

    def unit(self, index: int) -> tuple[str, int]:
        """The kind of a unit and its number of children."""
        kind = self._kinds.pick(unit(self.seed, index, 1))
        return kind, (1 if kind == "uasc" else self._sizes.pick(unit(self.seed, index, 2)))

    def rank(self, index: int) -> int:
        """A shuffled place among the units, so that scarce places go to one family each."""
        return self._rank(index)

    def nhs_serial(self, number: int) -> int:
        """A place among the NHS numbers for a person's number, shuffled so that relatives are not neighbours."""
        return self._nhs(number)

    def pupil_serial(self, number: int) -> int:
        """A number below nine million for a child's number: establishment and serial of a UPN."""
        return self._pupils(number % self._pupils.prime)

    def person_id(self, agency: str, number: int) -> str:
        """The identifier of a person in an agency's system; every agency has a shuffle of its own."""
        shuffle = self.ids.get(agency)
        if shuffle is None:
            shuffle = self.ids[agency] = Permutation(IDS, self.seed, 33, crc32(agency.encode()))
        return str(shuffle(number))

    def row_id(self, table: str, number: int) -> str:
        """The identifier of a row of a table; every table has a shuffle of its own, so that no two feeds' agree."""
        shuffle = self._rows.get(table)
        if shuffle is None:
            shuffle = self._rows[table] = Permutation(IDS, self.seed, 32, crc32(table.encode()))
        return str(shuffle(number))

    def phone(self, number: int) -> str:
        """A mobile number for a person's number."""
        return mobile(self._nhs(number))

    @property
    def ranks(self) -> int:
        """How many ranks there are."""
        return self._rank.prime

    def last_move(self, index: int) -> int:
        """The day on which a unit moved into its present home: pure, so that others can know when theirs fell free."""
        days = -365.25 / self.settings.move_rate * log(1.0 - unit(self.seed, index, 3))
        return self.as_of - 3 - int(min(days, 365.25 * 18))

    def namesake(self, index: int) -> int | None:
        """The number that a family shares with the one whose eldest child is a namesake of its own."""
        pair = min(index, index ^ 0x155)
        return pair if unit(self.seed, pair, 4) < self.settings.namesakes else None

    def shards(self, size: int) -> Iterator[tuple[int, int]]:
        """Ranges of units, of a fixed size so that results do not depend on the number of processes."""
        for start in range(0, self.units, size):
            yield start, min(self.units, start + size)

    def hash(self, index: int, salt: int) -> int:
        """A number of a unit's own."""
        return mix(self.seed, index, 100 + salt)
