"""``kith export crosswalk``: which record belongs to which person."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.store.audit import Outcome
from graph import reads
from kith.composition import opened
from kith.console import print_json
from model.scope import Role

app = typer.Typer(help="Take something out, audited.", no_args_is_help=True)
COLUMNS: tuple[str, ...] = ("record", "feed", "identifier", "person")
RETIRED: tuple[str, ...] = ("retired", "person")


@app.callback()
def export() -> None:
    """Take something out, audited."""


@app.command()
def crosswalk(
    out: Annotated[Path | None, typer.Option(help="File to write; standard output unless given.")] = None,
    retired: Annotated[
        bool,
        typer.Option(
            "--retired", help="Identifiers of people that are no longer in use, and where they lead."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON instead of CSV.")] = False,
) -> None:
    """Every record that the acting account may see, with the person it is judged to describe. Holds no names."""
    with opened(command="export crosswalk", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith:
        if retired:
            columns, rows = RETIRED, reads.retired(kith.graph, kith.scope)
        else:
            columns, rows = COLUMNS, list(reads.crosswalk(kith.graph, kith.scope))
        kith.record("export crosswalk", Outcome.DONE, records=len(rows), retired=retired)
    if json:
        print_json([{name: row[name] for name in columns} for row in rows])
        return
    target = out.open("w", newline="", encoding="utf-8") if out else sys.stdout
    try:
        writer = csv.writer(target)
        writer.writerow(columns)
        writer.writerows([row[name] for name in columns] for row in rows)
    finally:
        if out:
            target.close()
