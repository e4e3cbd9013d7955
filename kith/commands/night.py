"""``kith night FOLDER``: for a scheduler."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kith.composition import opened
from kith.console import print_json, stages
from kith.night import SETTLED_S, night
from model.scope import Role

LOOK = 3
"""Exit status where somebody has to look at a delivery."""


def command(
    folder: Annotated[
        Path, typer.Argument(help="Where agencies put their deliveries: one folder or file for each.")
    ],
    settled: Annotated[
        float, typer.Option(min=0, help="Seconds without a change after which a delivery is complete.")
    ] = SETTLED_S,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Load every delivery that lies complete in a folder, and those that a person has released, and say what came of
    it. Files go to FOLDER/done or, with the reason beside them, to FOLDER/refused. A night that was cut short goes on
    where it was; two never run at once. Ends with 3 where a person has to look at something."""
    with (
        stages(quiet=json) as progress,
        opened(command="night", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith,
    ):
        summary = night(kith, folder, progress, settled_s=settled)
    if json:
        print_json({**summary.as_dict(), "good": summary.good})
    else:
        typer.echo(summary.in_words(), nl=False)
    if not summary.good:
        raise typer.Exit(LOOK)
