"""Tables and progress for people, JSON for programs: the two ways in which a command answers."""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

out = Console()
err = Console(stderr=True)


def print_json(value: Any) -> None:
    """Write a value as JSON to standard output."""
    sys.stdout.write(json.dumps(value, default=str, indent=2, ensure_ascii=False) + "\n")


def print_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, whole: Collection[str] = ()
) -> None:
    """Write a table; what is absent is shown as a dash. Nothing is cut off where the window is narrow; the columns
    ``whole`` are not broken either: what stands there is typed again."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in whole)
    for row in rows:
        table.add_row(*("–" if cell is None else str(cell) for cell in row))
    out.print(table)


def print_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write a table as CSV to standard output; no cell is run by a spreadsheet."""
    writer = csv.writer(sys.stdout)
    writer.writerows([columns, *([_inert(cell) for cell in row] for row in rows)])


def _inert(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage of long work took: seconds by the clock and of the processor (all threads), and the most memory that
    the process had taken when it ended, in MiB."""

    name: str
    seconds: float
    processor_seconds: float
    peak_memory_mb: float


@dataclass(slots=True)
class Stages:
    """Named stages of long work: each is announced, timed and, at the end, listed."""

    quiet: bool = False
    taken: list[Stage] = field(default_factory=list)
    _name: str | None = None
    _since: tuple[float, float] = (0.0, 0.0)

    def __call__(self, name: str) -> None:
        """Begin a stage; the one before it ends."""
        self.end()
        self._name, self._since = name, (time.monotonic(), time.process_time())
        if not self.quiet:
            err.print(f"  {name} …", highlight=False)

    def end(self) -> None:
        """End the stage that is going on."""
        if self._name is not None:
            now, spent = time.monotonic() - self._since[0], time.process_time() - self._since[1]
            self.taken.append(Stage(self._name, now, spent, peak_memory_mb()))
            self._name = None

    @property
    def times(self) -> list[tuple[str, float]]:
        """The stages that ended, with their seconds."""
        return [(stage.name, stage.seconds) for stage in self.taken]

    @property
    def seconds(self) -> float:
        """All stages together."""
        return sum(stage.seconds for stage in self.taken)


@contextmanager
def stages(*, quiet: bool = False) -> Iterator[Stages]:
    """Stages for the length of a block."""
    running = Stages(quiet)
    try:
        yield running
    finally:
        running.end()


def peak_memory_mb(pid: int | None = None) -> float:
    """Peak resident memory of this process, or of the process ``pid`` where it can be read, in MiB."""
    if pid is None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:  # noqa: PTH123
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
        return float(psutil.Process(pid).memory_info().rss) / 1024**2
    except (OSError, psutil.Error):
        return 0.0
