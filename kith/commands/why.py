"""``kith why A B``: why two records are, or are not, one person's."""

from __future__ import annotations

from typing import Annotated

import typer

from kith.composition import opened
from kith.console import print_json
from kith.desk import STEWARDS, Json, print_why, values_of


def command(
    left: Annotated[str, typer.Argument(help="A record key such as education:person:P1, or a person's uid.")],
    right: Annotated[str, typer.Argument(help="The other.")],
    blank: Annotated[
        bool, typer.Option("--blank", help="Leave the values out and keep the weights.")
    ] = False,
    json: Json = False,
) -> None:
    """Why two records are taken for one person's or not: why same, why not, what is missing, what would change it."""
    with opened(command="why", roles=STEWARDS) as kith:
        desk = kith.stewardship
        one, other = desk.record_of(left), desk.record_of(right)
        if blank:
            why, values = desk.why(one, other), None
        else:
            pair = desk.pair(one, other)
            why, values = pair.why, values_of(pair)
        kith.record("why", records=[why.left, why.right], blank=blank)
    if json:
        print_json(why.model_dump(mode="json") | ({} if values is None else {"values": values}))
    else:
        print_why(why, values)
