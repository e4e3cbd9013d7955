"""The night after: the deliveries of changes of one night, at several sizes of borough.

Built indexes are kept below ``var/bench/night`` and copied before every run, so that a night can be measured again
without building. Each run begins with a database that has just been started, which is the slow case: one that has
served pages all day is warm.
"""

from __future__ import annotations

import os
import resource
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.indexes import FEEDS, built, generated, index
from bench.tables import RESULTS, Result
from graph import lifecycle
from kith.composition import Kith
from kith.console import stages
from kith.loading import Given, load

FOLDER = RESULTS / "night"
BUDGET_S = 10.0
"""Budget of the design for a night in which 1% of the rows change, in seconds of wall time."""
STAGES = {
    "comparing with what is stored": "comparing",
    "matching what changed": "matching",
    "writing what changed": "writing",
}


def run(children: int) -> None:
    """Measure a night at ``children`` and at twice as many: the cost follows the change and not the borough."""
    run_sizes((children, 2 * children))


def run_sizes(sizes: Sequence[int]) -> None:
    """Measure a night at each size, each feed's delivery after the other, then all of them at once."""
    result = Result("night", "The night after: about 1% of rows changed, seconds")
    for size in sizes:
        borough = generated(size)
        kept = FOLDER / f"index-{size}"
        if not (kept / "loaded.json").exists():
            shutil.rmtree(kept, ignore_errors=True)
            with index(kept) as kith:
                built(kith, borough)
        _one_by_one(kept, borough, size, result)
        _together(kept, borough, size, result)
    result.notes.append(
        f"at most {BUDGET_S:.0f} s for a night; processor: seconds of both processes together"
    )
    result.notes.append(
        f"the indexes in {FOLDER} are used again: take them away after a change of model or schema"
    )
    result.show()


def _one_by_one(kept: Path, borough: Path, size: int, result: Result) -> None:
    total: defaultdict[str, float] = defaultdict(float)
    with index(_copy(kept)) as kith:
        for feed in FEEDS:
            row = _delivered(kith, borough, (feed,))
            for name, value in row.items():
                total[name] += value
            result.add(children=size, delivery=feed, **row)
    result.add(children=size, delivery="the night", **total)


def _together(kept: Path, borough: Path, size: int, result: Result) -> None:
    with index(_copy(kept)) as kith:
        result.add(children=size, delivery="all at once", **_delivered(kith, borough, FEEDS))
    shutil.rmtree(FOLDER / "copy")


def _copy(kept: Path) -> Path:
    copy = FOLDER / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(kept, copy)
    return copy


def _delivered(kith: Kith, borough: Path, feeds: Sequence[str]) -> dict[str, Any]:
    """Load deliveries of changes; rows, records and seconds."""
    began, used = time.monotonic(), processor(kith)
    with stages(quiet=True) as progress:
        outcome = load(kith, [Given(feed, borough / "next_night" / feed) for feed in feeds], progress)
        progress.end()
    seconds: defaultdict[str, float] = defaultdict(float)
    for name, taken in progress.times:
        seconds["reading" if name.startswith("reading") else STAGES.get(name, name)] += taken
    return {
        "rows": sum(report.rows for report in outcome.reports),
        "records": sum(report.records_new + report.records_changed for report in outcome.reports),
        **{name: seconds[name] for name in ("reading", *STAGES.values())},
        "all": time.monotonic() - began,
        "processor": processor(kith) - used,
    }


def processor(kith: Kith) -> float:
    """Seconds of processor time that this process and the database have used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime
    pid = lifecycle.status(kith.settings.graph).pid
    if pid is not None:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds
