"""``kith quality feeds|conflicts|outbox|unplaced|corrections``: the quality of the data, for people and programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.services.tables import text_of
from graph import reads
from graph.reads.corrections import ALL
from kith.composition import opened, utc_now
from kith.console import print_json, print_table
from kith.refusals import RefusedError
from model.quality import OutboxItem
from model.scope import Role

app = typer.Typer(
    help="The quality of the data: feeds, disagreements, what goes back to agencies.", no_args_is_help=True
)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
KEEPERS = (Role.DATA_STEWARD, Role.ADMINISTRATOR)
OUTBOX = ("kind", "feed", "record", "part", "value", "since", "what", "reference")


@app.command()
def feeds(
    feed: Annotated[str | None, typer.Argument(help="One feed, with its reasons and groups.")] = None,
    json: Json = False,
) -> None:
    """Each feed's scorecard: its age against what was agreed, rows put aside, completeness, who is unmatched."""
    with opened(command="quality feeds", roles=KEEPERS) as kith:
        today = utc_now().date()
        cards = [each for each in reads.scorecards(kith.graph, today) if feed in (None, each.feed.feed)]
        covered = reads.coverage(kith.graph, today, kith.settings.population, kith.settings.population_source)
        kith.record("quality feeds", feeds=len(cards))
    if feed is not None and not cards:
        raise RefusedError(f"The feed {feed} has never been delivered. `kith feed list` names the feeds.")
    if json:
        print_json(
            {
                "coverage": covered.model_dump(mode="json"),
                "feeds": [each.model_dump(mode="json") for each in cards],
            }
        )
        return
    share = "an unknown share" if covered.share is None else f"about {covered.share}%"
    typer.echo(
        f"{covered.children:,} children of 0 to 18 on {covered.as_of}: {share} of those who live here."
    )
    rows = [
        (
            card.feed.feed,
            card.feed.state.value,
            card.feed.days_old,
            card.cadence_days,
            card.volumes[0].rejected if card.volumes else None,
            card.volumes[0].rows if card.volumes else None,
            card.children,
            card.unmatched,
        )
        for card in cards
    ]
    columns = [
        "feed",
        "state",
        "days old",
        "agreed",
        "put aside",
        "rows",
        "children",
        "known to no other agency",
    ]
    print_table("Feeds", columns, rows)
    if feed is not None:
        card = cards[0]
        print_table(
            "Complete", ["what", "given", "of"], [(one.name, one.number, one.of) for one in card.complete]
        )
        for title, found in (("Put aside", card.rejected_for), ("Warned of", card.warned_for)):
            print_table(
                title,
                ["table", "column", "why", "rows"],
                [(o.table, o.column, o.reason, o.rows) for o in found],
            )
        groups = [(one.by, one.group, one.unmatched, one.records) for one in card.groups]
        print_table("Known to no other agency, by group", ["by", "group", "unmatched", "of"], groups)


@app.command()
def conflicts(json: Json = False) -> None:
    """Where agencies disagree about a child, the oldest first."""
    with opened(command="quality conflicts", roles=KEEPERS) as kith:
        found = reads.conflicts(kith.graph, utc_now().date())
        kith.record("quality conflicts", conflicts=len(found))
    if json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    rows = [
        (each.kind, each.person.uid, each.since, party.agency, party.record, party.value)
        for each in found
        for party in each.parties
    ]
    print_table(
        f"{len(found):,} disagreements", ["about", "person", "since", "agency", "record", "value"], rows
    )


@app.command()
def outbox(
    agency: Annotated[str, typer.Argument(help="Code of the agency, as social_care.")],
    out: Annotated[Path | None, typer.Option(help="Write it here, as CSV.")] = None,
    json: Json = False,
) -> None:
    """What goes back to an agency: nothing that another said, nothing about people whose location is withheld."""
    with opened(command="quality outbox", roles=KEEPERS) as kith:
        today = utc_now().date()
        known = reads.agency_codes(kith.graph, today)
        if agency not in known:
            raise RefusedError(f"No agency {agency} has delivered. There are: {', '.join(known) or 'none'}.")
        items = reads.outbox(kith.graph, agency, today)
        kith.record("quality outbox", agency=agency, items=len(items))
    if out is not None:
        columns = sorted({name for each in items for name in each.row or {}})
        rows = [[*_line(each), *((each.row or {}).get(name) for name in columns)] for each in items]
        out.touch(mode=0o600)
        out.write_text(text_of((*OUTBOX, *columns), rows), encoding="utf-8")
        typer.echo(f"{len(items):,} lines in {out.name}")
    elif json:
        print_json([each.model_dump(mode="json") for each in items])
    else:
        print_table(f"Back to {agency}", OUTBOX, [_line(each) for each in items])


@app.command()
def unplaced(json: Json = False) -> None:
    """Children without a home that could be placed, the youngest first."""
    with opened(command="quality unplaced", roles=KEEPERS) as kith:
        found = reads.unplaced(kith.graph, reads.NOBODY, utc_now().date())
        kith.record("quality unplaced", children=len(found))
    if json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    rows = [
        (each.person.uid, each.person.date_of_birth, each.reason, ", ".join(each.agencies)) for each in found
    ]
    print_table(f"{len(found):,} children", ["person", "born", "why", "known to"], rows)


@app.command()
def corrections(json: Json = False) -> None:
    """Values that were marked wrong, and what their owners answered."""
    with opened(command="quality corrections", roles=KEEPERS) as kith:
        found = reads.corrections(kith.graph, utc_now().date(), ALL)
        kith.record("quality corrections", corrections=len(found))
    if json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    rows = [
        (each.uid, each.status, each.agency, each.record, each.part, each.value, each.outcome)
        for each in found
    ]
    print_table("Marked wrong", ["entry", "state", "agency", "record", "part", "value", "answer"], rows)


def _line(item: OutboxItem) -> list[Any]:
    return [getattr(item, name) for name in OUTBOX]
