"""``kith review next|decide|undo|decided``: pairs of records that wait for a person."""

from __future__ import annotations

from typing import Annotated

import typer

from api.stewardship import sampled
from graph.waiting_list import Narrowed
from kith.composition import opened
from kith.console import print_json, print_table
from kith.desk import STAKES, STEWARDS, DryRun, Json, Reason, carry_out, print_pair, reason_given, tell
from model.desk import Stake
from model.judging import VERDICTS, Decision, Verdict

app = typer.Typer(help="Pairs of records that wait for a person to look at them.", no_args_is_help=True)
Pair = Annotated[str, typer.Argument(help="The pair, as `kith review next` names it.")]


Stakes = Annotated[Stake | None, typer.Option(help="Only those with this at stake.")]
Feed = Annotated[str | None, typer.Option(help="Only those of which this feed holds a record.")]
Children = Annotated[bool | None, typer.Option("--children/--adults", help="Only children, or only adults.")]


@app.command("next")
def next_pair(
    skip: Annotated[int, typer.Option(min=0, help="So many further down the queue.")] = 0,
    stake: Stakes = None,
    feed: Feed = None,
    children: Children = None,
    json: Json = False,
) -> None:
    """The two people with the most at stake: both records side by side, and why nobody can tell without a person."""
    only = Narrowed(stake, feed, children)
    with opened(command="review next", roles=STEWARDS) as kith:
        desk = kith.stewardship
        waiting = sum(desk.counts(only).values())
        pair = next((desk.pair(each.left, each.right) for each in desk.waiting(1, None, only, skip)), None)
        records = [pair.left.record, pair.right.record] if pair else []
        kith.record("review next", waiting=waiting, records=records)
    if json:
        print_json({"waiting": waiting, "pair": pair.model_dump(mode="json") if pair else None})
    elif pair is None:
        typer.echo("Nothing waits for a person.")
    else:
        print_pair(pair)
        typer.echo(
            f"{waiting:,} pairs wait. Decide this one: kith review decide {pair.pair} same|different|unsure "
            f"--state {pair.state} --reason '…'"
        )


@app.command("list")
def list_pairs(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20,
    stake: Stakes = None,
    feed: Feed = None,
    children: Children = None,
    json: Json = False,
) -> None:
    """The queue: a child with an open plan first, then looked after, then open involvement, then the rest."""
    only = Narrowed(stake, feed, children)
    with opened(command="review list", roles=STEWARDS) as kith:
        desk = kith.stewardship
        waiting = sum(desk.counts(only).values())
        items = desk.items(desk.waiting(limit, None, only))
        kith.record("review list", waiting=waiting, shown=len(items))
    if json:
        print_json({"waiting": waiting, "pairs": [item.model_dump(mode="json") for item in items]})
        return
    rows = [
        (
            item.pair,
            STAKES[item.stake],
            item.left_record,
            item.right_record,
            item.reason,
            item.pairs,
            item.alike,
        )
        for item in items
    ]
    columns = ["pair", "at stake", "one", "other", "why", "pairs of records", "alike"]
    print_table(f"{waiting:,} pairs wait", columns, rows)


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
def undo(
    pair: Pair,
    reason: Reason,
    together: Annotated[
        bool, typer.Option("--together", help="With all that was decided in one act with it.")
    ] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Take back what was decided about a pair. The decision stays in the ledger, with this entry after it."""
    reason = reason_given(reason)
    with opened(command="review undo", roles=STEWARDS) as kith:
        desk = kith.stewardship
        decisions = desk.undoing(pair, reason, kith.account.username, together=together)
        entries, effect = carry_out(
            kith, desk, "review undo", decisions, dry_run=dry_run, pair=pair, reason=reason
        )
    tell(entries, effect, json=json)


@app.command()
def alike(
    pair: Pair,
    verdict: Annotated[
        Verdict | None, typer.Option(help="Decide this about all of them: same, different or unsure.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option(help="Why: kept with each decision for ever. No names.")
    ] = None,
    looked_at: Annotated[
        str | None, typer.Option(help="What this command said when it showed the sample.")
    ] = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Pairs that wait on the very same evidence as this one, with a sample to look at; then one decision on all."""
    if verdict is not None and (reason is None or looked_at is None):
        raise typer.BadParameter("--verdict goes with --reason and --looked-at: look at the sample first")
    with opened(command="review alike", roles=STEWARDS) as kith:
        desk = kith.stewardship
        if verdict is not None and reason is not None and looked_at is not None:
            text, by = reason_given(reason), kith.account.username
            decisions = desk.on_all(pair, verdict, text, by, looked_at)
            entries, effect = carry_out(
                kith,
                desk,
                "review alike",
                decisions,
                dry_run=dry_run,
                pair=pair,
                verdict=verdict,
                reason=text,
            )
            tell(entries, effect, json=json)
            return
        found = desk.alike(pair)
        sample = [desk.pair(each.left, each.right) for each in sampled(found)]
        state = desk.looked_at(found)
        kith.record("review alike", pair=pair, pairs=len(found))
    if json:
        shown = [each.model_dump(mode="json") for each in sample]
        print_json({"count": len(found), "looked_at": state, "sample": shown})
        return
    if not found:
        typer.echo("These are decided one by one, because so much is at stake for a child.")
        return
    for each in sample:
        print_pair(each)
    typer.echo(
        f"{len(found):,} pairs rest on this evidence. Decide all: kith review alike {pair} --looked-at {state} "
        "--verdict same|different|unsure --reason '…'"
    )


@app.command()
def decided(json: Json = False) -> None:
    """Everything that people have decided, newest first."""
    with opened(command="review decided", roles=STEWARDS) as kith:
        desk = kith.stewardship
        found = desk.decided(desk.decisions())
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
