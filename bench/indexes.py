"""Boroughs to measure on: generated once per size and seed, kept below ``var/bench``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench.tables import RESULTS
from graph import lifecycle
from kith.composition import Kith, opened
from kith.console import stages
from kith.loading import Given, load
from kith.settings import Settings
from kith.synth import generate

AS_OF = date(2026, 9, 30)
FEEDS = ("social_care", "education", "education_welfare")


def generated(children: int, seed: int = 1) -> Path:
    """The folder of a borough's deliveries, with the night after."""
    folder = RESULTS / "boroughs" / f"{children}-{seed}"
    done = folder / "done.json"
    if not done.exists():
        generate(folder, children=children, seed=seed, as_of=AS_OF, next_night=True)
        done.write_text(json.dumps({"children": children, "seed": seed}))
    return folder


@contextmanager
def index(folder: Path, *, heap_mb: int = 1536) -> Iterator[Kith]:
    """An index in a data folder, on an embedded engine of its own that is stopped at the end."""
    settings = Settings(data=folder, graph_url="embedded", graph_heap_mb=heap_mb)
    try:
        with opened(settings) as kith:
            yield kith
    finally:
        lifecycle.stop(settings.graph)


def built(kith: Kith, borough: Path) -> None:
    """Load the deliveries of a borough unless that was done."""
    done = kith.settings.data / "loaded.json"
    if done.exists():
        return
    with stages(quiet=True) as progress:
        load(kith, [Given(feed, borough / feed) for feed in FEEDS], progress, release=True)
        progress.end()
    done.write_text(json.dumps({"borough": borough.name}))
