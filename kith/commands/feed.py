"""``kith feed list|on|off|check|release|errors``: feeds, files before they are loaded, deliveries, rows put aside."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from graph.system import run
from ingest.delivery.declaring import declare_feeds
from ingest.feeds import all_feeds
from ingest.feeds.declaration import Kind
from ingest.reading.quarantine import write_rejections_csv
from kith.checking import Check, check
from kith.commands.ingest import as_json, show
from kith.composition import opened, utc_now
from kith.console import err, print_json, print_table, stages
from kith.loading import held_folder
from kith.night import Summary
from kith.night import release as load_released
from kith.refusals import RefusedError
from kith.settings import Settings
from model.scope import Role

app = typer.Typer(help="Feeds and their deliveries.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@app.command("list")
def list_feeds(json: Json = False) -> None:
    """The feeds that this index can take, and their tables."""
    rows = [
        (feed.code, feed.agency_name, ", ".join(table.name for table in feed.tables))
        for feed in all_feeds().values()
    ]
    if json:
        print_json(
            [{"feed": code, "agency": agency, "tables": tables.split(", ")} for code, agency, tables in rows]
        )
    else:
        print_table("Feeds", ["feed", "agency", "tables"], rows)


@app.command("check")
def check_files(
    path: Annotated[Path, typer.Argument(help="A file or a folder.")],
    feed: Annotated[str | None, typer.Option(help="Which feed; found out unless given.")] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="A mapping file that teaches files of your own.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="full or changes, where there is no manifest.")] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write the rows that would go back to their owner here, as CSV.")
    ] = None,
    json: Json = False,
) -> None:
    """Explain, before anything is loaded, what files hold: what would be accepted, put aside and left out, and why."""
    if kind not in (None, "full", "changes"):
        raise typer.BadParameter("--kind: a delivery is 'full' or 'changes'")
    sort: Kind | None = "full" if kind == "full" else "changes" if kind else None
    checked = check(path, feed, mapping, kind=sort)
    if rejects is not None:
        write_rejections_csv(checked.rejections, rejects)
    if json:
        print_json(checked.as_dict())
    else:
        show_check(checked)
    if not checked.good:
        raise typer.Exit(1)


def show_check(checked: Check) -> None:
    """The answer as tables for people; a table without rows is left out."""
    for problem in checked.problems:
        err.print(problem, highlight=False)
    for each in checked.deliveries:
        day = f"{each.extracted}" + (" (assumed)" if "extracted" in each.assumed else "")
        kind = each.kind + (" (assumed)" if "kind" in each.assumed else "")
        typer.echo(f"{each.feed} {each.part}".rstrip() + f": a delivery of {kind}, taken on {day}.")
        for problem in each.problems:
            err.print(f"Refused: {problem}", highlight=False)
        if each.read is not None:
            counts = each.read.rows_of
            rows = [
                (each.files[name], name, f"{rows:,}", f"{taken:,}", f"{rows - taken:,}")
                for name, (rows, taken) in counts.items()
            ]
            records = ", ".join(f"{number:,} {kind}" for kind, number in sorted(each.records().items()))
            print_table("Would be accepted", ["file", "table", "rows", "accepted", "not"], rows)
            typer.echo(f"Records: {records or 'none'}.")
        aside = [(*key, f"{number:,}") for key, number in each.put_aside().most_common()]
        tables: list[tuple[str, list[str], list[tuple[object, ...]]]] = [
            ("Rows put aside, for their owner", ["table", "column", "reason", "rows"], list(aside)),
            (
                "Taken with a warning, or left out",
                ["table", "column", "reason", "values"],
                list(each.doubts()),
            ),
            ("Codes that the lists lack", ["table", "column", "code", "times"], list(each.new_codes())),
            ("Columns that nobody reads", ["table", "column"], list(each.left_out())),
            ("Columns that the files leave out", ["table", "column"], list(each.absent())),
        ]
        for title, columns, found in tables:
            if found:
                print_table(title, columns, found)
    if checked.strangers:
        print_table("Not recognised", ["file"], [[name] for name in checked.strangers])
    if not checked.deliveries and not checked.problems:
        typer.echo("No file here is of a feed that this index knows. A mapping file teaches one of your own.")


@app.command("off")
def switch_off(
    feed: Annotated[str, typer.Argument(help="The feed's code.")],
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Since when; today if not given.")
    ] = None,
) -> None:
    """Say that an agency sends no more: deliveries are refused, and every page says since when. Nothing is deleted."""
    _switch(feed, since.date() if since else utc_now().date())


@app.command("on")
def switch_on(feed: Annotated[str, typer.Argument(help="The feed's code.")]) -> None:
    """Take deliveries of a feed again."""
    _switch(feed, None)


def _switch(feed: str, since: date | None) -> None:
    if feed not in all_feeds():
        raise RefusedError(f"There is no feed {feed}. `kith feed list` lists those there are.")
    with opened(command="feed switch", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith:
        declare_feeds(kith.graph)
        run(kith.graph, "ledger/switch_feed", feed=feed, since=since)
        kith.record("feed switch", feed=feed, since=since.isoformat() if since else None)
    typer.echo(f"{feed} is switched off since {since}." if since else f"{feed} is on.")


@app.command()
def deliveries(json: Json = False) -> None:
    """Every delivery so far: which were loaded, which are held for a person to look at."""
    with opened(command="feed deliveries", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith:
        rows = run(kith.graph, "ledger/deliveries")
        kith.record("feed deliveries", deliveries=len(rows))
    columns = ("uid", "feed", "kind", "extracted", "rows", "rejected", "status")
    if json:
        print_json([{name: row[name] for name in columns} for row in rows])
    elif rows:
        print_table("Deliveries", columns, [[row[name] for name in columns] for row in rows])
    else:
        typer.echo("Nothing has been delivered yet.")


@app.command()
def release(delivery: Annotated[str, typer.Argument(help="The held delivery.")], json: Json = False) -> None:
    """Load a delivery that was held, after a person has looked at it."""
    with (
        stages(quiet=json) as progress,
        opened(command="feed release", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith,
    ):
        waiting = [
            row["uid"]
            for row in run(kith.graph, "ledger/deliveries")
            if row["uid"] == delivery and row["status"] in ("held", "released")
        ]
        if not waiting or not held_folder(kith, delivery).is_dir():
            raise RefusedError(
                f"There is no held delivery {delivery}. `kith feed deliveries` lists those there are."
            )
        decision = {"by": kith.account.username, "at": utc_now(), "because": "released at the command line"}
        run(kith.graph, "ledger/decide_delivery", uid=delivery, status="released", **decision)
        outcome = load_released(kith, delivery, Summary(utc_now()), progress)
        kith.record("release", delivery=delivery)
    if json:
        print_json(as_json([outcome], progress))
    else:
        show(outcome)


@app.command()
def refuse(
    delivery: Annotated[str, typer.Argument(help="The held delivery.")],
    because: Annotated[str, typer.Option(help="Why: kept with the delivery. No names.")],
) -> None:
    """Refuse a delivery that was held. Nothing of it was loaded; its files are taken away with the next night."""
    with opened(command="feed refuse", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith:
        decided = run(
            kith.graph, "ledger/decide_delivery",
            uid=delivery, status="refused", by=kith.account.username, at=utc_now(), because=because,
        )  # fmt: skip
        if not decided:
            raise RefusedError(
                f"There is no held delivery {delivery}. `kith feed deliveries` lists those there are."
            )
        kith.record("refuse", delivery=delivery, because=because)
    typer.echo("Refused.")


@app.command()
def errors(json: Json = False) -> None:
    """The files of rows that were put aside, by feed: they go back to their owners."""
    folder = Settings().data / "quarantine"
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if json:
        print_json([str(path) for path in files])
    elif files:
        print_table("Rows put aside", ["file"], [[path] for path in files])
    else:
        typer.echo("No delivery so far had rows that were put aside.")
