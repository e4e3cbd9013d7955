"""Mutated files of every published format, loaded one after the other into one index: each is refused with words and
changes nothing, or is loaded whole, and in the end the index is as a build of all at once makes it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from bench.indexes import index
from bench.tables import RESULTS, Result
from ingest.reading import DeliveryRefused
from ingest.reading.problems import Problem
from kith.composition import Kith
from kith.loading import Given, load
from tests.support.mutated import GOOD, feed_code, mutated
from tests.support.published import lay

FILES = int(os.environ.get("KITH_BENCH_MUTATIONS", "200"))
"""Mutated files of each format."""
FIRST = dt.date(2026, 9, 1)
LOOKED_AT_EACH = 50
"""After so many files the whole index is projected again, which must find nothing to write."""


def run(children: int) -> None:  # noqa: ARG001 - the size of a borough plays no part
    """The table of all formats."""
    result = Result("mutations", f"{FILES} mutated files of each format, loaded")
    folder = RESULTS / "mutations"
    shutil.rmtree(folder, ignore_errors=True)
    with index(folder / "index") as kith:
        for form in GOOD:
            result.add(**measured(kith, form, FILES, folder / form))
            print(f"{form}: done", flush=True)
    result.notes.append(
        "refused: with words for every problem, and the digest of the graph as before; loaded: no row half taken"
    )
    result.show()


def measured(kith: Kith, form: str, files: int, folder: Path) -> dict[str, object]:
    """Load mutated files of one format into an index. Raises AssertionError where a refusal has no words or has
    changed the graph, or where the index is not what the ledger makes of it; whatever else is raised is a fault."""
    chance, code = Random(form), feed_code(form)
    counted: Counter[str] = Counter()
    began = time.process_time()
    digest = kith.graph.digest()
    for number in range(files):
        delivery = folder / f"{number:04d}"
        lay(delivery, mutated(form, chance))
        given = Given(code, delivery, "changes" if code == "ssd" else None, FIRST + dt.timedelta(number))
        try:
            outcome = load(kith, [given], lambda _: None, release=True)
        except DeliveryRefused as refused:
            counted["refused"] += 1
            _is_refused_with_words(refused.problems, delivery)
            _is_unchanged(kith, digest, delivery)
            continue
        report = outcome.reports[0]
        assert report.accepted + report.rejected <= report.rows, delivery
        counted["loaded"] += 1
        counted["rows"] += report.rows
        counted["put_aside"] += report.rejected
        counted["edges"] += outcome.loaded.written.edges_added
        digest = kith.graph.digest()
        if counted["loaded"] % LOOKED_AT_EACH == 0:
            _is_as_built_at_once(kith, delivery)
    _is_as_built_at_once(kith, folder)
    names = ("refused", "loaded", "rows", "put_aside", "edges")
    return {
        "format": form, "files": files, **{name: counted[name] for name in names},
        "seconds": time.process_time() - began,
    }  # fmt: skip


def _is_refused_with_words(problems: Sequence[Problem], where: Path) -> None:
    assert problems, where
    assert all(problem.what and problem.do for problem in problems), where


def _is_unchanged(kith: Kith, digest: str, where: Path) -> None:
    assert kith.graph.digest() == digest, f"a refused file has changed something: {where}"


def _is_as_built_at_once(kith: Kith, where: Path) -> None:
    written = kith.pipeline().rebuild(lambda _: None, FIRST).written
    found = (written.nodes, written.edges_added, written.edges_altered, written.edges_removed)
    assert found == (0, 0, 0, 0), f"a build at once differs by {found}: {where}"
