"""An index of its own for each test, on either engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.gateway import Graph
from tests.support.index import Index


@pytest.fixture
def index(graph: Graph, tmp_path: Path) -> Index:
    return Index(graph, tmp_path)


@pytest.fixture
def embedded_index(embedded_graph: Graph, tmp_path: Path) -> Index:
    return Index(embedded_graph, tmp_path)
