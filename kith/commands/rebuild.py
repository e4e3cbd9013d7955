"""``kith rebuild``: the whole graph again from the ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from graph import lifecycle
from graph.gateway import Graph
from kith.composition import opened
from kith.console import err, print_json, print_table, stages
from kith.past import rebuild_as_known_at
from kith.refusals import RefusedError
from kith.settings import Settings
from model.scope import Role


def command(
    as_known_at: Annotated[
        str | None, typer.Option(help="A day, as 2026-03-31: the index as it could have been then.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="Data folder of the database of its own for --as-known-at.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Project everything again from the ledger: the same people, under the same uids. An index that was right stays
    as it was. With --as-known-at a database of its own is made, from what had been received by that day."""
    with stages(quiet=json) as progress, opened(command="rebuild", roles=(Role.ADMINISTRATOR,)) as kith:
        if as_known_at is None:
            written = kith.pipeline().rebuild(progress, dt.date.today()).written
            kith.record("rebuild")
        else:
            try:
                day = dt.date.fromisoformat(as_known_at)
            except ValueError:
                raise typer.BadParameter("--as-known-at: write a day that exists, as 2026-03-31") from None
            if into is None or into.resolve() == kith.settings.data.resolve():
                raise RefusedError(
                    "Say where with --into FOLDER: the past gets a database of its own, never this one."
                )
            settings = Settings(data=into, graph_url="embedded")
            into.mkdir(parents=True, exist_ok=True)
            try:
                with Graph.open(settings.graph) as past:
                    written = rebuild_as_known_at(kith, past, into, day, progress)
            finally:
                lifecycle.stop(settings.graph)
            kith.record("rebuild", as_known_at=day.isoformat())
            err.print(
                f"To look at it, with the same accounts and audit: KITH_DATA={into} KITH_PORT=8001 "
                f"KITH_STORE_URL=... KITH_KEY=... kith serve",
                highlight=False,
                soft_wrap=True,
            )
    if json:
        print_json(written.counts)
    else:
        print_table("Written", list(written.counts), [list(written.counts.values())])
