"""The full build of a borough beside plain Splink and plain bulk writes of the same rows."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.baselines import plain_splink, plain_writes
from bench.indexes import FEEDS, generated, index
from bench.tables import RESULTS, Result
from graph import lifecycle
from kith.composition import Kith
from kith.console import peak_memory_mb, stages
from kith.loading import Given, load

LIMIT = 1.5
"""Budget of the design: full build against the sum of the plain tools."""


def run(children: int) -> None:
    """Measure a borough of ``children``."""
    result = Result("build", f"Full build of {children:,} children, three feeds, embedded engine")
    borough = generated(children)
    folder = RESULTS / f"index-{children}"
    shutil.rmtree(folder, ignore_errors=True)
    with index(folder) as kith:
        seconds = _build(kith, borough, result)
        _baselines(kith, borough, seconds, result)
    result.show()


def _build(kith: Kith, borough: Path, result: Result) -> float:
    with stages(quiet=True) as progress:
        outcome = load(kith, [Given(feed, borough / feed) for feed in FEEDS], progress)
        progress.end()
    for name, seconds in progress.times:
        result.add(stage=name, seconds=seconds)
    result.add(stage="full build", seconds=progress.seconds)
    pid = lifecycle.status(kith.settings.graph).pid
    result.notes.append(
        f"peak memory: {peak_memory_mb():,.0f} MiB here, {peak_memory_mb(pid) if pid else 0:,.0f} MiB in the "
        f"database; {outcome.loaded.written.people:,} people"
    )
    return progress.seconds


def _baselines(kith: Kith, borough: Path, seconds: float, result: Result) -> None:
    writes, nodes, edges = plain_writes(kith.graph, RESULTS / "plain")
    result.add(stage=f"plain bulk writes of {nodes:,} nodes and {edges:,} edges", seconds=writes)
    plain = writes
    for name, taken, records in plain_splink(borough):
        result.add(stage=f"plain Splink on {records:,} records of {name}", seconds=taken)
        plain += taken
    ratio = seconds / plain
    result.add(stage=f"ratio (at most {LIMIT})", seconds=ratio)
