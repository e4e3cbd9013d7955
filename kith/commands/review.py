"""``kith review next|decide|undo|decided``: pairs of records that wait for a person."""

from __future__ import annotations

from typing import Annotated

import typer

from kith.composition import opened
from kith.console import print_json, print_table
from kith.desk import STAKES, STEWARDS, DryRun, Json, Reason, carry_out, print_pair, reason_given, tell
from model.judging import VERDICTS, Decision

app = typer.Typer(help="Pairs of records that wait for a person to look at them.", no_args_is_help=True)
Pair = Annotated[str, typer.Argument(help="The pair, as `kith review next` names it.")]


@app.command("next")
def next_pair(
    skip: Annotated[int, typer.Option(min=0, help="So many pairs further down the queue.")] = 0,
    json: Json = False,
) -> None:
    """The pair with the most at stake: both records side by side, and why nobody can tell without a person."""
    with opened(command="review next", roles=STEWARDS) as kith:
        desk = kith.stewardship
        waiting = desk.waiting()
        pair = desk.pair(waiting[skip].left, waiting[skip].right) if skip < len(waiting) else None
        records = [pair.left.record, pair.right.record] if pair else []
        kith.record("review next", waiting=len(waiting), records=records)
    if json:
        print_json({"waiting": len(waiting), "pair": pair.model_dump(mode="json") if pair else None})
    elif pair is None:
        typer.echo("Nothing waits for a person.")
    else:
        print_pair(pair)
        typer.echo(
            f"{len(waiting):,} pairs wait. Decide this one: kith review decide {pair.pair} same|different|unsure "
            f"--state {pair.state} --reason '…'"
        )


@app.command("list")
def list_pairs(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20, json: Json = False
) -> None:
    """The queue: a child with an open plan first, then looked after, then open involvement, then the rest."""
    with opened(command="review list", roles=STEWARDS) as kith:
        desk = kith.stewardship
        waiting = desk.waiting()
        items = desk.items(waiting[:limit], waiting)
        kith.record("review list", waiting=len(waiting), shown=len(items))
    if json:
        print_json({"waiting": len(waiting), "pairs": [item.model_dump(mode="json") for item in items]})
        return
    rows = [
        (item.pair, STAKES[item.stake], item.left_record, item.right_record, item.reason, item.alike)
        for item in items
    ]
    print_table(f"{len(waiting):,} pairs wait", ["pair", "at stake", "one", "other", "why", "alike"], rows)


@app.command()
def decide(
    pair: Pair,
    verdict: Annotated[str, typer.Argument(help="same, different or unsure.")],
    reason: Reason,
    state: Annotated[
        str | None, typer.Option(help="The state you looked at: refused if somebody was faster.")
    ] = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Decide about a pair. The people whom it changes are matched and shown anew at once."""
    if verdict not in VERDICTS:
        raise typer.BadParameter(f"VERDICT: one of {', '.join(VERDICTS)}")
    reason = reason_given(reason)
    with opened(command="review decide", roles=STEWARDS) as kith:
        desk = kith.stewardship
        by = kith.account.username
        decision = Decision(*desk.keys_of(pair), verdict, reason, by, state)
        entries, effect = carry_out(
            kith, desk, "review decide", [decision], dry_run=dry_run,
            pair=pair, records=list(decision.pair), verdict=verdict, reason=reason,
        )  # fmt: skip
    tell(entries, effect, json=json)


@app.command()
def undo(pair: Pair, reason: Reason, dry_run: DryRun = False, json: Json = False) -> None:
    """Take back what was decided about a pair. The decision stays in the ledger, with this entry after it."""
    reason = reason_given(reason)
    with opened(command="review undo", roles=STEWARDS) as kith:
        desk = kith.stewardship
        decision = desk.undoing(pair, reason, kith.account.username)
        entries, effect = carry_out(
            kith, desk, "review undo", [decision], dry_run=dry_run, pair=pair, reason=reason
        )
    tell(entries, effect, json=json)


@app.command()
def decided(json: Json = False) -> None:
    """Everything that people have decided, newest first."""
    with opened(command="review decided", roles=STEWARDS) as kith:
        found = kith.stewardship.decisions()
        kith.record("review decided", decisions=len(found))
    if json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    rows = [
        (each.pair, each.verdict, "stands" if each.standing else "", each.left_record, each.right_record,
         each.by, each.at, each.reason)
        for each in found
    ]  # fmt: skip
    columns = ["pair", "verdict", "", "one", "other", "who", "when", "reason"]
    print_table("Decided", columns, rows)
