"""``kith link`` as a process of its own on so many records: time, processor time and memory, whole and by stage."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.borough import generate
from bench.boroughs_together import people_of_many
from bench.link_files import people_of, write_person_file

RECORDS_A_CHILD = 1.2
"""Records of children that the three feeds hold, for each child of the borough."""
ONE_BOROUGH = 90_000
"""Records up to which one borough is made; more are those of several."""


def scaled(records: int, folder: Path) -> dict[str, Any]:
    """One size. The file stays in the folder, where it is found the next time."""
    path = _person_file(records, folder)
    with tempfile.TemporaryDirectory() as out:
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "kith", "link", str(path), "--out", out, "--json"]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = time.perf_counter() - begun
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = json.loads(answer.stdout)
    return {
        "records": told["records"],
        "wall_s": round(taken, 1),
        "cpu_s": round(cpu, 1),
        "cpu_ms_a_record": round(cpu * 1000 / max(1, told["records"]), 3),
        "peak_mb": told["peak_memory_mb"],
        "candidates": told["candidates"],
        **{f"{stage['stage']}_cpu_s": stage["processor_seconds"] for stage in told["stages"]},
    }


def _person_file(records: int, folder: Path) -> Path:
    path = folder / f"link-{records}.csv"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        if records > ONE_BOROUGH:
            write_person_file(unfinished, (row for some in people_of_many(records, folder) for row in some))
        else:
            people, _ = people_of(generate(round(records / RECORDS_A_CHILD * 1.05), 13, folder))
            write_person_file(unfinished, people[:records])
        unfinished.replace(path)
    return path
