"""What can be planted in a borough on purpose, found by this folder: a module with a ``PLANT`` plants one subject.

A plant changes what agencies wrote about chosen families, in stated numbers, and says in the truth whom and how.
Nothing is planted unless it is asked for, so that a borough without plants stays as it was.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Protocol

from kith.synth.agencies._desk import Rate
from kith.synth.people import Family
from kith.synth.plan import Plan
from kith.synth.sheet import Sheet


class Plant(Protocol):
    """What a module offers as ``PLANT``."""

    code: str
    rates: tuple[Rate, ...]
    truth: Mapping[str, tuple[str, ...]]
    """Tables of the truth that it writes, with their columns."""

    def before(self, plan: Plan, family: Family) -> None:
        """Change a family before anybody writes about it."""

    def after(self, plan: Plan, sheet: Sheet, family: Family) -> None:
        """Change what was written about it."""


@cache
def plants() -> dict[str, Plant]:
    """Every plant by its code, in alphabetical order."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            plant: Plant = importlib.import_module(f"{__name__}.{module.name}").PLANT
            found[plant.code] = plant
    return dict(sorted(found.items()))


def chosen(names: str) -> tuple[str, ...]:
    """Plants as somebody types them, parted by commas. A name that is unknown stays, for the generator to refuse."""
    return tuple(dict.fromkeys(each.strip() for each in names.split(",") if each.strip()))
