"""``kith synth OUT``: a synthetic borough and its truth."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from kith.console import err, print_json, print_table
from kith.refusals import RefusedError
from kith.synth import generate
from kith.synth.agencies import chosen
from kith.synth.columns import FEEDS
from kith.synth.plants import chosen as chosen_plants

Day = Annotated[
    datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day on which the agencies extract.")
]


def command(
    out: Annotated[Path, typer.Argument(help="An empty folder, or one that this command wrote.")],
    children: Annotated[int, typer.Option(min=50, help="Resident children under 19.")] = 70_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same borough.")] = 1,
    as_of: Day = datetime(2026, 9, 30),  # noqa: DTZ001
    next_night: Annotated[
        bool, typer.Option("--next-night", help="Also the deliveries of changes of the night after.")
    ] = False,
    error_scale: Annotated[
        float, typer.Option(min=0.0, help="How often records are wrong; 1 as published.")
    ] = 1.0,
    feeds: Annotated[
        str, typer.Option(help="The agencies that deliver, parted by commas, or all.")
    ] = ",".join(FEEDS),
    plant: Annotated[
        str,
        typer.Option(
            help="What to plant on purpose, parted by commas, such as absence: stated numbers, with truth."
        ),
    ] = "",
    processes: Annotated[int, typer.Option(min=1, help="Processes that write; the result is the same.")] = 1,
    progress: Annotated[bool, typer.Option(help="Show how far it is.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Write deliveries of several agencies about invented families, and the truth beside them."""
    day: date = as_of.date()
    with Progress(console=err, transient=True, disable=not progress) as bar:
        task = bar.add_task("families", total=None)
        try:
            summary = generate(
                out,
                children=children,
                seed=seed,
                as_of=day,
                next_night=next_night,
                error_scale=error_scale,
                processes=processes,
                feeds=chosen(feeds),
                planted=chosen_plants(plant),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        except ValueError as error:
            raise RefusedError(str(error)) from error
    if json:
        print_json(
            {
                "children": summary.children,
                "families": summary.families,
                "seconds": summary.seconds,
                "rows": summary.rows,
            }
        )
    else:
        print_table(
            f"{summary.children:,} children in {summary.seconds:.1f} s",
            ["table", "rows"],
            sorted(summary.rows.items()),
        )
