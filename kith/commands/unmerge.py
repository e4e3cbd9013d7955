"""``kith unmerge A B --reason``: two records are two people's."""

from __future__ import annotations

from typing import Annotated

import typer

from kith.composition import opened
from kith.desk import STEWARDS, DryRun, Json, Reason, carry_out, reason_given, tell


def command(
    left: Annotated[
        str,
        typer.Argument(help="A record key, or a uid: the record it was born under, also if it leads on now."),
    ],
    right: Annotated[str, typer.Argument(help="The other.")],
    reason: Reason,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Judge two records to be different people's: nothing joins them again. Each side has its own uid back."""
    reason = reason_given(reason)
    with opened(command="unmerge", roles=STEWARDS) as kith:
        desk = kith.stewardship
        decisions = desk.parting(left, right, reason, kith.account.username)
        pairs = [list(each.pair) for each in decisions]
        entries, effect = carry_out(
            kith, desk, "unmerge", decisions, dry_run=dry_run, pairs=pairs, reason=reason
        )
    tell(entries, effect, json=json)
