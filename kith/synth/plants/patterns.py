"""The cases of every pattern as families of the borough: positives, near misses and known false positives.

A chosen unit gains one further family that agencies write about: a case of ``queries/cypher/patterns/*.yaml`` with
invented names, its days counted from the day of the extract. ``truth/patterns.csv`` names the case, whether it must be
found, and the record of each child; ``truth/pattern_records.csv`` who every record of it is of. Cases that a delivery
cannot say (an enquiry under section 47 in this dataset, an extract of long ago) are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from kith.synth.agencies._desk import Rate
from kith.synth.chance import generator
from kith.synth.people import Family
from kith.synth.plan import Plan
from kith.synth.plants._case import Written, says
from kith.synth.sheet import Sheet
from queries.cases import AS_AT, Case, cases
from queries.patterns import all_patterns

SALT = 9_211


@cache
def plantable() -> tuple[Case, ...]:
    """The cases that deliveries can say, in order."""
    return tuple(case for made in all_patterns() for case in cases(made.id) if says(case))


class PatternCases:
    """Plants the cases in turn."""

    code = "patterns"
    truth: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "truth/patterns": ("unit", "pattern", "case", "kind", "child", "found"),
        "truth/pattern_records": ("record_key", "person"),
    }
    rates = (
        Rate(
            "case",
            0.05,
            "families beside whom a family of a pattern's case is planted: each case alike, and at least once",
        ),
    )

    def before(self, plan: Plan, family: Family) -> None:
        """Nothing: the planted family stands beside."""

    def after(self, plan: Plan, sheet: Sheet, family: Family) -> None:
        """Write about one further family."""
        every = plantable()
        times = max(1, round(self.rates[0].value * plan.units / len(every)))
        place = (plan.rank(family.index) + plan.ranks // 2) % plan.ranks
        if family.kind != "resident" or place >= times * len(every):
            return
        case = every[place % len(every)]
        shift = dt.date.fromordinal(plan.as_of) - AS_AT
        written = Written(plan, sheet, case, shift, generator(plan.seed, family.index, SALT, 3))
        written.write()
        kind = "positive" if case.finds else "near miss" if case.near else "known false positive"
        for child in written.children:
            row = (
                str(sheet.index),
                case.pattern,
                case.name,
                kind,
                written.person(child),
                "Y" if child in case.finds else "N",
            )
            sheet.add("truth/patterns", *row)


PLANT = PatternCases()
