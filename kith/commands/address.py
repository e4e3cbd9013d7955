"""``kith address merge|unmerge|undo|alike|decided``: two addresses that are one home, or are not."""

from __future__ import annotations

from typing import Annotated

import typer

from kith.composition import opened
from kith.console import print_json, print_table
from kith.desk import STEWARDS, DryRun, Json, Reason, reason_given
from model.desk_homes import HomeEffectView, JudgedHome
from model.judging import Entered

app = typer.Typer(help="Two addresses that are one home, or are not.", no_args_is_help=True)
One = Annotated[
    str, typer.Argument(help="The uid of an address, or a token: uprn:000012345678, 'key:AB12CD|2|14'.")
]
Other = Annotated[str, typer.Argument(help="The other.")]


@app.command("merge")
def merge(left: One, right: Other, reason: Reason, dry_run: DryRun = False, json: Json = False) -> None:
    """Judge two addresses to be one home. The younger uid leads to the elder from then on."""
    _decide("address merge", left, right, "same", reason, dry_run=dry_run, json=json)


@app.command("unmerge")
def unmerge(left: One, right: Other, reason: Reason, dry_run: DryRun = False, json: Json = False) -> None:
    """Judge two addresses to be two homes: no chain and no rule joins them again. Each has its own uid back."""
    _decide("address unmerge", left, right, "different", reason, dry_run=dry_run, json=json)


@app.command("undo")
def undo(left: One, right: Other, reason: Reason, dry_run: DryRun = False, json: Json = False) -> None:
    """Take back what stands about two addresses."""
    _decide("address undo", left, right, "undone", reason, dry_run=dry_run, json=json)


@app.command("alike")
def alike(json: Json = False) -> None:
    """Addresses that agencies write alike and give different UPRNs."""
    with opened(command="address alike", roles=STEWARDS) as kith:
        found = kith.home_stewardship.alike()
        kith.record("address alike", count=len(found))
    if json:
        print_json([[home.model_dump(mode="json") for home in group] for group in found])
        return
    rows = [
        (number + 1, home.uid, home.token, _line(home), home.people)
        for number, group in enumerate(found)
        for home in group
    ]
    print_table("Written alike, numbered differently", ["group", "uid", "token", "address", "people"], rows)


@app.command("decided")
def decided(json: Json = False) -> None:
    """What people have decided about addresses, newest first."""
    with opened(command="address decided", roles=STEWARDS) as kith:
        found = kith.home_stewardship.decisions()
        kith.record("address decided", count=len(found))
    if json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    rows = [
        (
            each.on,
            each.by,
            each.verdict,
            "stands" if each.standing else "",
            each.left_token,
            each.right_token,
            each.reason,
        )
        for each in found
    ]
    print_table("Decisions on addresses", ["on", "by", "decision", "", "one", "other", "reason"], rows)


def _decide(
    command: str, left: str, right: str, verdict: Entered, reason: str, *, dry_run: bool, json: bool
) -> None:
    reason = reason_given(reason)
    with opened(command=command, roles=STEWARDS) as kith:
        desk = kith.home_stewardship
        by = kith.account.username
        decision = (
            desk.undoing(left, right, reason, by)
            if verdict == "undone"
            else desk.decision(left, right, verdict, reason, by, None)
        )
        effect = desk.effect(decision)
        entries = () if dry_run else desk.decide(decision)
        if entries and verdict == "undone":
            effect = desk.come_of(decision, effect)
        kith.record(command, pair=list(decision.pair), reason=reason, entries=list(entries), dry_run=dry_run)
    if json:
        print_json({"entries": list(entries), **effect.model_dump(mode="json")})
    else:
        _print(effect)


def _print(effect: HomeEffectView) -> None:
    rows = [
        (number + 1, _line(home), home.token, home.people)
        for number, group in enumerate(effect.homes)
        for home in group
    ]
    print_table("Homes", ["home", "address", "token", "people"], rows)
    typer.echo(f"{effect.people:,} people are linked to them, now or before.")
    for left, right in effect.conflicts:
        typer.echo(
            f"{left} and {right} stay apart all the same: somebody has judged addresses of theirs different."
        )


def _line(home: JudgedHome) -> str:
    return ", ".join(part for part in (home.line, home.postcode) if part)
