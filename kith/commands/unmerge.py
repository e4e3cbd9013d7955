"""``kith unmerge A B --reason``: two records are two people's."""

from __future__ import annotations

from typing import Annotated

import typer

from kith.composition import opened
from kith.console import print_json
from kith.desk import STEWARDS, DryRun, Json, Reason, print_effect, reason_given


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
        effect = desk.effect(decisions)
        entries = () if dry_run else desk.decide(decisions)
        pairs = [list(each.pair) for each in decisions]
        kith.record("unmerge", pairs=pairs, reason=reason, entries=list(entries), dry_run=dry_run)
    if json:
        print_json({"entries": list(entries), **effect.model_dump(mode="json")})
    else:
        print_effect(effect)
