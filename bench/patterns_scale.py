"""All patterns over many times a borough, which stands beside itself in one graph (:mod:`bench.tiled`).

``--children`` says how many children there are to be at least. The borough that is copied has a fourteenth of them,
70,000 at most. What is found must be what is found in the one borough, as many times as it is there; but
for R13, which joins children by place and day alone, so that copies meet each other there.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from bench.indexes import index, whole, whole_folder
from bench.patterns import CLEARED, asking_today, timed
from bench.raw import raw_driver, recorded
from bench.tables import RESULTS, Result
from bench.tiled import tile
from graph.errors import QueryFailed, WriteConflict
from graph.gateway import Graph
from graph.patterns import TOGETHER, all_patterns, children, together
from graph.patterns import run as run_pattern
from kith.composition import Kith
from kith.console import stages
from model.patterns import Asking, Found, Pattern

BASE, SEED, BAR_S, HEAP_MB = 70_000, 3, 300.0, 6_144


def run(count: int) -> None:
    """Measure at one size."""
    base = max(1_000, min(BASE, count // 14))
    times = -(-count // base)
    asking = asking_today()
    with whole(base, SEED) as kith:
        once = {made.id: len(run_pattern(kith.graph, CLEARED, made, asking)) for made in all_patterns()}
    folder = _tiled(base, times)
    result = Result("patterns-scale", f"Patterns over {times} times a borough of {base:,} children")
    with index(folder, heap_mb=HEAP_MB) as kith:
        here = len(children(kith.graph))
        found, cold, processor = timed(kith, lambda: _all(kith.graph, asking))
        for made in all_patterns():
            _one(kith, made, asking, times * once[made.id], result)
    rows: list[Any] = list(result.rows)
    result.notes += [
        f"{here:,} children; all of them, {TOGETHER} at a time as Kith runs them, of a database just started: "
        f"{cold:.0f} s ({processor:.0f} s of the engine's processor), {sum(found):,} findings; "
        f"bar {BAR_S:.0f} s at 1,000,000",
        f"then one after the other {sum(row.get('seconds', 0) for row in rows):.0f} s, on the raw driver "
        f"{sum(row.get('raw_seconds', 0) for row in rows):.0f} s",
        "wrong: findings more or less than as many times those of the one borough; –: the database refused it",
    ]
    result.show()


def _all(graph: Graph, asking: Asking) -> list[int]:
    """How many findings each pattern has, asked as Kith asks them; none where the database refuses it."""

    def asks(made: Pattern) -> int:
        try:
            return len(run_pattern(graph, CLEARED, made, asking))
        except (QueryFailed, WriteConflict):
            return 0

    return list(together(asks, all_patterns()))


def _tiled(base: int, times: int) -> Path:
    """The data folder of the copies, made unless it is there."""
    folder = RESULTS / f"tiled-{base}-{times}"
    if not (folder / "tiled.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole_folder(base, SEED), folder)
        with index(folder, heap_mb=HEAP_MB // 2) as kith, stages(quiet=True) as progress:
            tile(kith.graph, times, progress)
            progress.end()
        (folder / "tiled.json").write_text(f'{{"times": {times}}}')
    return folder


def _one(kith: Kith, made: Pattern, asking: Asking, wanted: int, result: Result) -> None:
    found: list[Found] = []

    def asks(graph: Graph) -> None:
        found.extend(run_pattern(graph, CLEARED, made, asking))

    try:
        asked, seconds, processor = timed(kith, lambda: recorded(kith.graph, asks))
    except (QueryFailed, WriteConflict):
        result.add(pattern=made.id)
        return
    with raw_driver(kith.settings.graph) as raw:
        bare = sum(raw.milliseconds([asked], 1)) / 1000
    result.add(
        pattern=made.id, seconds=seconds, processor=processor, raw_seconds=round(bare, 2), found=len(found),
        wrong=len(found) - wanted,
    )  # fmt: skip
