"""The index as it could have been on a day: a database of its own, from what had been received by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.gateway import Graph
from graph.system import run, run_rows
from ingest.delivery.ledger import all_histories, version_row, write_versions
from ingest.matching.model import MatchModel
from ingest.pipeline import Pipeline
from ingest.projection.projector import Written
from ingest.spoken import spoken_of
from kith.composition import Kith, utc_now
from kith.refusals import RefusedError


def rebuild_as_known_at(
    kith: Kith, past: Graph, folder: Path, day: dt.date, progress: Callable[[str], None]
) -> Written:
    """Copy what the ledger had received by ``day`` into the empty graph ``past`` and project it there.

    Judgements of people count as far as they were made by then; births keep the uids the same; protections and seals
    apply as of now, whatever the day (design decision 7). Raises RefusedError where ``past`` holds something.
    """
    if run(past, "ledger/deliveries"):
        raise RefusedError("The database for the past is not empty. Name a folder that is not there yet.")
    past.install_schema()
    progress("copying the ledger")
    for name in ("births", "protections"):
        run_rows(past, f"copy/put_{name}", run(kith.graph, f"copy/{name}"))
    for name in ("deliveries", "judgements", "home_judgements"):
        run_rows(past, f"copy/put_{name}", run(kith.graph, f"copy/{name}", day=day))
    for page in all_histories(kith.graph, day):
        rows: list[dict[str, Any]] = []
        for history in page.values():
            said = [
                (version, statement) for version, statement in spoken_of(history) if statement is not None
            ]
            rows.extend(version_row(version, statement) for version, statement in said)
        write_versions(past, rows, fresh=True)
    model = MatchModel.in_use(kith.settings.loading / "matching")
    return (
        Pipeline(past, folder / "loading", model, kith.seals, utc_now, kith.places)
        .rebuild(progress, day)
        .written
    )
