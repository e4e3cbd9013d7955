"""What is done after a night's deliveries, found by this folder: a module with a ``STEP`` is one of them.

A step stands by itself: one that fails is said in the night's summary and undoes neither the deliveries nor the other
steps. What each has done up to is kept, so that the next night does what a failed or a broken-off one left.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kith.composition import Kith, utc_now
from kith.failures import explain

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``do`` takes the open index, the day up to which the step is done (None: never) and progress, and
    gives lines for the summary: counts and words, no person. Records of that day itself may not have been seen yet."""

    order: int
    """Lower ones come first; those with the same number in alphabetical order."""
    title: str
    do: Callable[[Kith, dt.date | None, Progress], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a step: its lines, or why it failed."""

    name: str
    title: str
    lines: tuple[str, ...] = ()
    failed: str | None = None


@cache
def steps() -> dict[str, Step]:
    """The steps by the names of their modules, in the order in which they are done."""
    found: dict[str, Step] = {
        each.name: importlib.import_module(f"{__name__}.{each.name}").STEP
        for each in pkgutil.iter_modules(__path__)
        if not each.name.startswith("_")
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def after_night(kith: Kith, progress: Progress) -> Iterator[Done]:
    """Do every step. One that fails is done again with the next night, for everything since it last ended well."""
    file = kith.settings.data / "after_night.json"
    for name, step in steps().items():
        progress(step.title)
        done = _read(file)
        today = utc_now().date()
        try:
            lines = tuple(step.do(kith, done.get(name), progress))
        except Exception as error:  # whatever goes wrong in a step, the night and the other steps stand
            yield Done(name, step.title, failed=explain(error))
            continue
        _write(file, {**done, name: today})
        yield Done(name, step.title, lines)


def _read(file: Path) -> dict[str, dt.date]:
    """Up to when each step is done. A file that cannot be read means that nothing is: steps do too much, not too
    little."""
    try:
        return {name: dt.date.fromisoformat(day) for name, day in json.loads(file.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(file: Path, done: dict[str, dt.date]) -> None:
    part = file.with_suffix(".part")
    part.write_text(json.dumps({name: day.isoformat() for name, day in done.items()}), "utf-8")
    part.replace(file)
