"""The full build of a borough beside plain Splink and plain bulk writes of the same rows; then the night after."""

from __future__ import annotations

import shutil
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

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
    """Measure a borough of ``children``, and the night after at that size and at twice it."""
    built = Result("build", f"Full build of {children:,} children, three feeds, embedded engine")
    nights = Result("night", "The night after: about 1% of rows changed, three deliveries")
    for size in (children, 2 * children):
        borough = generated(size)
        folder = RESULTS / f"index-{size}"
        shutil.rmtree(folder, ignore_errors=True)
        with index(folder) as kith:
            seconds = _build(kith, borough, built if size == children else None)
            if size == children:
                _baselines(kith, borough, seconds, built)
            _night(kith, borough, size, nights)
    built.show()
    nights.show()


def _build(kith: Kith, borough: Path, result: Result | None) -> float:
    with stages(quiet=True) as progress:
        outcome = load(kith, [Given(feed, borough / feed) for feed in FEEDS], progress)
        progress.end()
    if result is not None:
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
    splink, records = plain_splink(borough)
    result.add(stage=f"plain Splink on {records:,} person records", seconds=splink)
    ratio = seconds / (writes + splink)
    result.add(stage=f"ratio (at most {LIMIT})", seconds=ratio)


def _night(kith: Kith, borough: Path, size: int, result: Result) -> None:
    totals: defaultdict[str, float] = defaultdict(float)
    changed = rows = 0
    for feed in FEEDS:
        began = time.monotonic()
        with stages(quiet=True) as progress:
            outcome = load(kith, [Given(feed, borough / "next_night" / feed)], progress)
            progress.end()
        for name, seconds in progress.times:
            totals["reading" if name.startswith("reading") else name] += seconds
        totals["all"] += time.monotonic() - began
        changed += sum(report.records_new + report.records_changed for report in outcome.reports)
        rows += sum(report.rows for report in outcome.reports)
    row: dict[str, Any] = {"children": size, "rows": rows, "records": changed, **totals}
    result.add(**row)
