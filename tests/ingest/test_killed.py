"""A load or a database killed at any point, or out of room: run again, it ends in the graph of one clean run."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph import lifecycle
from graph.embedded.files import EmbeddedFolder
from graph.gateway import Graph
from graph.settings import GraphSettings
from kith.synth import generate
from tests.cli.conftest import Shell
from tests.support.index import ORDER, RANDOM

# On one worker, so that they share one database and one clean run.
pytestmark = pytest.mark.xdist_group("killed")
FEEDS = ("social_care", "education")
CHILDREN = 120


def environment(data: Path) -> dict[str, str]:
    """The environment of a command on a data folder of its own."""
    return {**os.environ, "KITH_DATA": str(data), "KITH_GRAPH_HEAP_MB": "512"}


def ingest(data: Path, feed: str, path: Path) -> subprocess.Popen[bytes]:
    """Start loading a delivery as a process of its own."""
    program = [sys.executable, "-m", "kith", "ingest", feed, str(path), "--json"]
    return subprocess.Popen(program, env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(data: Path, borough: Path) -> str:
    """Load whatever is not in yet, and the digest of the whole graph then."""
    for feed in FEEDS:
        answer = Shell(data).kith("ingest", feed, borough / feed)
        assert answer.code == 0, answer.said
    settings = GraphSettings(data_dir=data, embedded_heap_mb=512)
    with Graph.open(settings) as graph:
        return graph.digest(exclude_labels=ORDER, exclude_properties=RANDOM)


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("borough")
    generate(folder, children=CHILDREN, seed=3, as_of=date(2026, 9, 30))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of one database, which all the tests use in turn: a server takes seconds to start."""
    made = tmp_path_factory.mktemp("data")
    yield made
    lifecycle.stop(GraphSettings(data_dir=made, embedded_heap_mb=512))


def emptied(folder: Path) -> Path:
    """The folder with nothing but an empty database that runs."""
    settings = GraphSettings(data_dir=folder, embedded_heap_mb=512)
    lifecycle.start(settings)
    with Graph.open(settings) as graph:
        graph.mark_as_test()
        graph.wipe()
    for each in folder.iterdir():
        if each.is_file():
            each.unlink()
        elif each != EmbeddedFolder.under(folder).root:
            shutil.rmtree(each)
    return folder


@pytest.fixture(scope="module")
def clean(borough: Path, folder: Path) -> tuple[str, float]:
    """Digest of one clean run, and how long its first load took, in seconds."""
    data = emptied(folder)
    began = time.monotonic()
    first = ingest(data, FEEDS[0], borough / FEEDS[0])
    _, errors = first.communicate(timeout=120)
    assert first.returncode == 0, errors.decode()
    seconds = time.monotonic() - began
    return finish(data, borough), seconds


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Path]:
    """A database of its own, whose files are as small as they ever are."""
    settings = GraphSettings(data_dir=tmp_path, embedded_heap_mb=512)
    lifecycle.start(settings)
    yield tmp_path
    lifecycle.stop(settings)


@pytest.fixture
def data(folder: Path, clean: tuple[str, float]) -> Path:
    assert clean, "which uses the same folder, is made first"
    return emptied(folder)


POINTS = [round(random.Random(20260930 + place).random(), 2) for place in range(10)]


@pytest.mark.parametrize("point", POINTS[:5])
def test_a_load_that_is_killed_ends_as_if_it_had_not_been(
    point: float, data: Path, borough: Path, clean: tuple[str, float]
) -> None:
    digest, seconds = clean
    process = ingest(data, FEEDS[0], borough / FEEDS[0])
    time.sleep(point * seconds / 2)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert finish(data, borough) == digest


@pytest.mark.parametrize("point", POINTS[5:])
def test_a_database_that_is_killed_during_a_load_loses_nothing(
    point: float, data: Path, borough: Path, clean: tuple[str, float]
) -> None:
    digest, seconds = clean
    pid = lifecycle.status(GraphSettings(data_dir=data, embedded_heap_mb=512)).pid
    assert pid is not None
    process = ingest(data, FEEDS[0], borough / FEEDS[0])
    time.sleep(point * seconds / 2)
    os.kill(pid, signal.SIGKILL)
    _, errors = process.communicate(timeout=120)
    assert b"Traceback" not in errors
    assert finish(data, borough) == digest


def room(pid: int, size: int) -> None:
    """Let no file of a process grow beyond ``size`` in bytes, as on a disk that is full; -1: as large as it likes."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.mark.parametrize("place", range(len(FEEDS)))
def test_a_database_whose_disk_is_full_says_so_and_goes_on_when_there_is_room(
    place: int, new: Path, borough: Path, clean: tuple[str, float]
) -> None:
    settings = GraphSettings(data_dir=new, embedded_heap_mb=512)
    shell = Shell(new)
    for feed in FEEDS[:place]:
        assert shell.kith("ingest", feed, borough / feed).code == 0
    pid = lifecycle.status(settings).pid
    assert pid is not None
    with Graph.open(settings) as graph:
        graph.install_schema()
        before = graph.digest(exclude_labels=ORDER, exclude_properties=RANDOM)
        largest = max(path.stat().st_size for path in new.rglob("*") if path.is_file())
        room(pid, largest + 20_000)
        try:
            answer = shell.kith("ingest", FEEDS[place], borough / FEEDS[place])
        finally:
            room(pid, resource.RLIM_INFINITY)
        assert answer.code == 1
        assert "room" in answer.said
        assert "Traceback" not in answer.said
        if place > 0:  # the first delivery goes in piece by piece, and its ledger says how far it came
            assert graph.digest(exclude_labels=ORDER, exclude_properties=RANDOM) == before
    assert finish(new, borough) == clean[0]


def test_a_load_without_room_for_its_caches_says_so_and_changes_nothing(
    data: Path, borough: Path, clean: tuple[str, float]
) -> None:
    settings = GraphSettings(data_dir=data, embedded_heap_mb=512)
    assert Shell(data).kith("ingest", FEEDS[0], borough / FEEDS[0]).code == 0
    with Graph.open(settings) as graph:
        before = graph.digest(exclude_labels=ORDER, exclude_properties=RANDOM)
    process = subprocess.Popen(
        [sys.executable, "-m", "kith", "ingest", FEEDS[1], str(borough / FEEDS[1]), "--json"],
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: room(0, 60_000),
    )
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1, errors.decode()
    assert b"room" in errors
    assert b"Traceback" not in errors
    with Graph.open(settings) as graph:
        assert graph.digest(exclude_labels=ORDER, exclude_properties=RANDOM) == before
    assert finish(data, borough) == clean[0]
