"""``kith db start|status|stop``: the embedded database, or a look at the server that is named by URL."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from graph import lifecycle
from kith.console import print_json, print_table
from kith.settings import Settings

app = typer.Typer(help="The database: start, look at, stop.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def _show(status: lifecycle.DatabaseStatus, *, json: bool) -> None:
    if json:
        print_json(asdict(status))
    else:
        print_table("Database", ["what", "value"], [(name, value) for name, value in asdict(status).items()])


@app.command()
def start(json: Json = False) -> None:
    """Start the embedded database, or see that the server answers."""
    _show(lifecycle.start(Settings().graph), json=json)


@app.command()
def status(json: Json = False) -> None:
    """Say how the database is, without starting anything."""
    _show(lifecycle.status(Settings().graph), json=json)


@app.command()
def stop(json: Json = False) -> None:
    """Stop the embedded database. Nothing that was acknowledged is lost."""
    result = lifecycle.stop(Settings().graph)
    if json:
        print_json(asdict(result))
    else:
        typer.echo(result.message)
