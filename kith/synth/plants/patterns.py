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
from kith.synth.plants._case import Written
from kith.synth.plants._saying import says
from kith.synth.sheet import Sheet
from queries.cases import AS_AT, Case, cases
from queries.patterns import all_patterns

SALT = 9_211


@cache
def plantable() -> tuple[Case, ...]:
    """The cases that deliveries can say, in order."""
    return tuple(case for made in all_patterns() for case in cases(made.id) if says(case))


def kind_of(case: Case) -> str:
    """What a case shows."""
    return "positive" if case.finds else "near miss" if case.near else "known false positive"


class PatternCases:
    """Plants the cases in turn, one round after another, each as often as a borough of this size would have it."""

    code = "patterns"
    truth: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "truth/patterns": ("unit", "pattern", "case", "kind", "child", "found"),
        "truth/pattern_records": ("record_key", "person"),
    }
    rates = (
        Rate(
            "positive", 0.0003, "families of each case that is found, as a share of children; at least three"
        ),
        Rate("near miss", 0.0001, "families of each near miss; at least one"),
        Rate("known false positive", 0.0001, "families of each known false positive; at least two"),
    )
    least: ClassVar[Mapping[str, int]] = {"positive": 3, "near miss": 1, "known false positive": 2}

    def times(self, case: Case, children: int) -> int:
        """How many families are planted of a case."""
        kind = kind_of(case)
        share = next(rate.value for rate in self.rates if rate.name == kind)
        return max(self.least[kind], round(share * children))

    def before(self, plan: Plan, family: Family) -> None:
        """Nothing: the planted family stands beside."""

    def after(self, plan: Plan, sheet: Sheet, family: Family) -> None:
        """Write about one further family, beside a chosen one."""
        case = _chosen(plan, self).get(family.index)
        if case is None:
            return
        shift = dt.date.fromordinal(plan.as_of) - AS_AT
        written = Written(plan, sheet, case, shift, generator(plan.seed, family.index, SALT, 3))
        written.write()
        for child in written.children:
            row = (
                str(sheet.index),
                case.pattern,
                case.name,
                kind_of(case),
                written.person(child),
                "Y" if child in case.finds else "N",
            )
            sheet.add("truth/patterns", *row)


@cache
def _chosen(plan: Plan, cases_: PatternCases) -> dict[int, Case]:
    """Beside which unit which case stands: resident families in their shuffled order. Where a borough is so small that
    there are too few families, the last rounds are left out."""
    often = {case: cases_.times(case, plan.children) for case in plantable()}
    rounds = [case for number in range(max(often.values())) for case in plantable() if number < often[case]]
    begin = plan.ranks // 2
    order = sorted(range(plan.units), key=lambda index: (plan.rank(index) - begin) % plan.ranks)
    resident = (index for index in order if plan.unit(index)[0] == "resident")
    return dict(zip(resident, rounds, strict=False))


PLANT = PatternCases()
