"""``kith feed list|release|errors``: the feeds, held deliveries and the rows that go back to their owners."""

from __future__ import annotations

from typing import Annotated

import typer

from graph.system import run
from ingest.feeds import all_feeds
from kith.commands.ingest import show
from kith.composition import opened
from kith.console import print_json, print_table, stages
from kith.loading import Given, held_folder, load
from kith.refusals import RefusedError
from kith.settings import Settings
from model.scope import Role

app = typer.Typer(help="Feeds and their deliveries.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@app.command("list")
def list_feeds(json: Json = False) -> None:
    """The feeds that this index can take, and their tables."""
    rows = [
        (feed.code, feed.agency_name, ", ".join(table.name for table in feed.tables))
        for feed in all_feeds().values()
    ]
    if json:
        print_json(
            [{"feed": code, "agency": agency, "tables": tables.split(", ")} for code, agency, tables in rows]
        )
    else:
        print_table("Feeds", ["feed", "agency", "tables"], rows)


@app.command()
def deliveries(json: Json = False) -> None:
    """Every delivery so far: which were loaded, which are held for a person to look at."""
    with opened(command="feed deliveries", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith:
        rows = run(kith.graph, "ledger/deliveries")
        kith.record("feed deliveries", deliveries=len(rows))
    columns = ("uid", "feed", "kind", "extracted", "rows", "rejected", "status")
    if json:
        print_json([{name: row[name] for name in columns} for row in rows])
    elif rows:
        print_table("Deliveries", columns, [[row[name] for name in columns] for row in rows])
    else:
        typer.echo("Nothing has been delivered yet.")


@app.command()
def release(delivery: Annotated[str, typer.Argument(help="The held delivery.")], json: Json = False) -> None:
    """Load a delivery that was held, after a person has looked at it."""
    with (
        stages(quiet=json) as progress,
        opened(command="feed release", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith,
    ):
        held = [
            row
            for row in run(kith.graph, "ledger/deliveries")
            if row["uid"] == delivery and row["status"] == "held"
        ]
        folder = held_folder(kith, delivery)
        if not held or not folder.is_dir():
            raise RefusedError(
                f"There is no held delivery {delivery}. `kith feed deliveries` lists those there are."
            )
        given = Given(held[0]["feed"], folder, held[0]["kind"], held[0]["extracted"], held[0]["received"])
        outcome = load(kith, [given], progress, release=True)
        kith.record("release", delivery=delivery)
    show(outcome, progress, json=json)


@app.command()
def errors(json: Json = False) -> None:
    """The files of rows that were put aside, by feed: they go back to their owners."""
    folder = Settings().data / "quarantine"
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if json:
        print_json([str(path) for path in files])
    elif files:
        print_table("Rows put aside", ["file"], [[path] for path in files])
    else:
        typer.echo("No delivery so far had rows that were put aside.")
