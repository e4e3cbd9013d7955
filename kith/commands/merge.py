"""``kith merge A B --reason``: two records, or two people, are one."""

from __future__ import annotations

from typing import Annotated

import typer

from kith.composition import opened
from kith.desk import STEWARDS, DryRun, Json, Reason, carry_out, reason_given, tell


def command(
    left: Annotated[str, typer.Argument(help="A record key, or a person's uid for all records of theirs.")],
    right: Annotated[str, typer.Argument(help="The other.")],
    reason: Reason,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Judge two records, or two people, to be the same. The younger uid leads to the elder from then on."""
    reason = reason_given(reason)
    with opened(command="merge", roles=STEWARDS) as kith:
        desk = kith.stewardship
        decisions = desk.merging(left, right, reason, kith.account.username)
        pairs = [list(each.pair) for each in decisions]
        entries, effect = carry_out(
            kith, desk, "merge", decisions, dry_run=dry_run, pairs=pairs, reason=reason
        )
    tell(entries, effect, json=json)
