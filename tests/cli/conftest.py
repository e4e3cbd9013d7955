"""The command line as somebody types it, over data folders of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from graph import lifecycle
from kith.cli import application
from kith.failures import explain
from kith.settings import Settings

HEAP_MB = "512"


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was written to standard output, as JSON."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """Everything, in one line."""
        return " ".join((self.out + " " + self.err).split())


class Shell:
    """A shell with a data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def kith(self, *arguments: str | Path, **environment: str) -> Answer:
        """Run a command. A failure is told as ``kith.cli.main`` tells it."""
        given = {"KITH_DATA": str(self.data), "KITH_GRAPH_HEAP_MB": HEAP_MB, "COLUMNS": "120", **environment}
        result = CliRunner().invoke(application(), [str(each) for each in arguments], env=given)
        if isinstance(result.exception, Exception):
            return Answer(1, result.stdout, f"{result.stderr}{explain(result.exception)}")
        return Answer(result.exit_code, result.stdout, result.stderr)

    def close(self) -> None:
        """Stop the folder's database."""
        lifecycle.stop(Settings(data=self.data).graph)


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Shell]]:
    """Makes shells with empty data folders; their databases are stopped at the end."""
    made: list[Shell] = []

    def another() -> Shell:
        made.append(Shell(tmp_path_factory.mktemp("data")))
        return made[-1]

    yield another
    for each in made:
        each.close()
