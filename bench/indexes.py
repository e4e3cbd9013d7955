"""Boroughs to measure on, and their indexes: made once per size and seed, kept below ``var/bench``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench.tables import RESULTS
from graph import lifecycle
from kith.composition import Kith, opened
from kith.console import stages
from kith.loading import Given, Outcome, load
from kith.settings import Settings
from kith.synth import generate
from kith.synth.agencies import all_codes
from kith.synth.plants import plants

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


def generated_whole(children: int, seed: int = 3) -> Path:
    """The folder of a borough in which every agency delivers and everything is planted that can be, with the night
    after."""
    folder = RESULTS / "boroughs" / f"whole-{children}-{seed}"
    done = folder / "done.json"
    if not done.exists():
        generate(
            folder,
            children=children,
            seed=seed,
            as_of=AS_OF,
            next_night=True,
            feeds=all_codes(),
            planted=tuple(plants()),
        )
        done.write_text(json.dumps({"children": children, "seed": seed}))
    return folder


def deliveries(folder: Path) -> list[Given]:
    """Every agency's delivery of a folder that says anything at all: a small borough has feeds that know nobody."""
    return [Given(code, folder / code) for code in all_codes() if _holds_rows(folder / code)]


def _holds_rows(folder: Path) -> bool:
    return any(
        sum(1 for _ in zip(range(2), path.open(encoding="utf-8"), strict=False)) > 1
        for path in folder.glob("*.csv")
    )


def whole_folder(children: int, seed: int = 3) -> Path:
    """The data folder of the index of such a borough."""
    return RESULTS / f"whole-{children}-{seed}"


@contextmanager
def whole(children: int, seed: int = 3) -> Iterator[Kith]:
    """The index of such a borough, built unless it is there."""
    borough = generated_whole(children, seed)
    with index(whole_folder(children, seed), heap_mb=2048) as kith:
        done = kith.settings.data / "loaded.json"
        if not done.exists():
            with stages(quiet=True) as progress:
                load_whole(kith, borough, progress)
                progress.end()
        yield kith


def load_whole(kith: Kith, borough: Path, progress: Callable[[str], None]) -> Outcome:
    """Load everything that a borough's agencies deliver."""
    shutil.copy(borough / "places.csv", kith.settings.data / "places.csv")
    outcome = load(kith, deliveries(borough), progress, release=True)
    (kith.settings.data / "loaded.json").write_text(json.dumps({"borough": borough.name}))
    return outcome
