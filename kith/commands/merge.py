"""``kith merge A B --reason``: two records, or two people, are one."""

from __future__ import annotations

from typing import Annotated

import typer

from kith.composition import opened
from kith.console import print_json
from kith.desk import STEWARDS, DryRun, Json, Reason, print_effect, reason_given


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
        effect = desk.effect(decisions)
        entries = () if dry_run else desk.decide(decisions)
        pairs = [list(each.pair) for each in decisions]
        kith.record("merge", pairs=pairs, reason=reason, entries=list(entries), dry_run=dry_run)
    if json:
        print_json({"entries": list(entries), **effect.model_dump(mode="json")})
    else:
        print_effect(effect)
