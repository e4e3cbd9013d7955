"""The borough with every feed that is known: the full build with its memory, and the night of all feeds after it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import Any

from bench.indexes import deliveries, generated_whole, index, load_whole, whole_folder
from bench.night import processor
from bench.tables import RESULTS, Result
from graph import lifecycle
from kith.composition import Kith
from kith.console import peak_memory_mb
from kith.loading import Outcome, load

BUILD_S, MEMORY_GB, NIGHT_S = 600.0, 8.0, 30.0
"""Bars for 70,000 children on two cores: the build in seconds and thousands of millions of bytes of both processes,
and a night in which 1% of the rows of every feed change, in seconds."""
KIB = 1024
LEDGER = "reading the ledger"


def run(children: int) -> None:
    """Measure a borough of ``children`` with every feed. A borough that is there from before is used again; its index
    is built anew, and kept as it was before the night for those that measure on it."""
    borough, folder = generated_whole(children), whole_folder(children)
    result = Result("every_feed", f"{children:,} children, {len(deliveries(borough))} feeds, embedded engine")
    shutil.rmtree(folder, ignore_errors=True)
    with index(folder) as kith:
        _measured(kith, "build", lambda progress: load_whole(kith, borough, progress), result)
    copy = RESULTS / "whole-night"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    with index(copy) as kith:
        night = deliveries(borough / "next_night")
        _measured(kith, "night", lambda progress: load(kith, night, progress, release=True), result)
    shutil.rmtree(copy)
    result.notes.append(
        f"at most {BUILD_S:.0f} s and {MEMORY_GB:.0f} GB for the build, {NIGHT_S:.0f} s for the night, at 70,000"
    )
    result.show()


def _measured(
    kith: Kith, what: str, loaded: Callable[[Callable[[str], None]], Outcome], result: Result
) -> None:
    """Load deliveries; each stage, then the whole with rows, records and memory."""
    stages: dict[str, list[float]] = {}
    last: list[Any] = ["", time.monotonic(), processor(kith)]

    def progress(stage: str) -> None:
        """Give the time since the last stage began to that one."""
        now, used = time.monotonic(), processor(kith)
        name, began, before = last
        spent = stages.setdefault(
            "reading deliveries" if name.startswith("reading ") and name != LEDGER else name, [0, 0]
        )
        spent[0] += now - began
        spent[1] += used - before
        last[:] = [stage, now, used]

    outcome = loaded(progress)
    progress("")
    stages.pop("", None)
    for name, (seconds, used) in stages.items():
        result.add(what=what, stage=name, seconds=seconds, processor=used)
    pid = lifecycle.status(kith.settings.graph).pid
    mib = peak_memory_mb() + (peak_memory_mb(pid) if pid else 0)
    result.add(
        what=what,
        stage="all",
        seconds=sum(seconds for seconds, _ in stages.values()),
        processor=sum(used for _, used in stages.values()),
        **_counts(outcome),
        gigabytes=mib * KIB * KIB / 1e9,
    )


def _counts(outcome: Outcome) -> dict[str, int]:
    written = outcome.loaded.written
    return {
        "rows": sum(report.rows for report in outcome.reports),
        "records": sum(report.records_new + report.records_changed for report in outcome.reports),
        "people": written.people,
        "edges": written.edges_added + written.edges_altered + written.edges_removed,
    }
