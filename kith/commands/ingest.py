"""``kith ingest FEED PATH``: one delivery into the index."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from ingest.delivery.opening import report_of
from ingest.feeds import all_feeds
from ingest.feeds import feed as feed_of
from ingest.reading.finding import Found, identify
from ingest.reading.problems import DeliveryRefused
from ingest.reading.quarantine import write_rejections_csv
from kith.checking import in_order, places_of
from kith.composition import opened
from kith.console import Stages, err, print_json, print_table, stages
from kith.loading import Given, Outcome, Refused, load, read_all, warned_in_words
from kith.refusals import RefusedError
from kith.rounds import in_rounds
from kith.settings import Settings
from model.scope import Role


def _date(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option}: write a day that exists, as 2026-09-30") from None


def command(
    feed: Annotated[
        str, typer.Argument(help="Which feed: kith feed list shows them. May be left out.", metavar="[FEED]")
    ],
    path: Annotated[
        Path | None, typer.Argument(help="The delivery's folder, or one file.", metavar="PATH")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="full or changes, where there is no manifest.")] = None,
    extracted: Annotated[str | None, typer.Option(help="The day of the extract, as 2026-09-30.")] = None,
    received: Annotated[
        str | None, typer.Option(help="The day it came; the day of the extract unless given.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check; load nothing.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Load although it is far from the usual.")
    ] = False,
    part: Annotated[
        str | None, typer.Option(help="Which of several deliveries of the feed that lie there, as 2017.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="A mapping file that teaches files of your own.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Load one delivery, or find out what a folder holds and load that. The same files again change nothing; a load
    that was cut short goes on."""
    if kind not in (None, "full", "changes"):
        raise typer.BadParameter("--kind: a delivery is 'full' or 'changes'")
    sort: Literal["full", "changes"] | None = "full" if kind == "full" else "changes" if kind else None
    days = _date(extracted, "--extracted"), _date(received, "--received")
    if path is None:
        rounds = _found_out(Path(feed), sort, days, part, mapping, json=json)
    else:
        feed_of(feed)  # an unknown feed is told before anything is started
        rounds = [[Given(feed, path, sort, *days, part, mapping)]]
    with stages(quiet=json) as progress:
        if dry_run:
            for given in (each for some in rounds for each in some):
                _dry_run(given, progress, json=json)
            return
        with opened(command="ingest", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith:
            refused: Refused = []
            outcomes = [
                load(kith, some, progress, release=release, refused=refused if path is None else None)
                for some in _while_taken(rounds, refused)
            ]
    progress.end()
    if json:
        print_json(as_json(outcomes, progress))
    else:
        for outcome in outcomes:
            show(outcome)
    for given, error in refused:
        err.print(f"{given.feed} was refused whole, and nothing of it was taken.", highlight=False)
        err.print(str(error), highlight=False, soft_wrap=True, markup=False)
    if refused:
        raise typer.Exit(1)
    if any(outcome.held for outcome in outcomes):
        raise typer.Exit(3)


def _while_taken(rounds: list[list[Given]], refused: Refused) -> Iterator[list[Given]]:
    """The rounds, without later deliveries of a feed of which one was refused: they rest on it."""
    for some in rounds:
        out = {given.feed for given, _ in refused}
        if taken := [each for each in some if each.feed not in out]:
            yield taken


def _found_out(
    path: Path,
    kind: Literal["full", "changes"] | None,
    days: tuple[dt.date | None, dt.date | None],
    part: str | None,
    mapping: Path | None,
    *,
    json: bool,
) -> list[list[Given]]:
    """What lies at a path, told, as rounds of loads with each feed once, oldest first."""
    if not path.exists() and path.name in all_feeds():
        raise RefusedError(f"Say where the delivery lies: kith ingest {path.name} PATH.")
    held: list[tuple[tuple[str, str], Found]] = []
    strangers: list[Path] = []
    lying: list[Path] = []
    for place in places_of(path):
        holding = identify(place, mapping)
        if holding.problems:
            raise DeliveryRefused(holding.problems)
        found_here = [(key, found) for key, found in in_order(holding) if part is None or key[1] == part]
        held += found_here
        lying += [place] * len(found_here)
        strangers += holding.strangers
    if not json or not held:
        show_holding(held, strangers)
    if not held:
        raise RefusedError(
            f"{path.name}: no file here is of a feed that this index knows. `kith feed list` names the feeds, "
            "`kith feed check` explains a file, and a mapping file teaches one of your own."
        )
    given = []
    for ((code, name), found), place in zip(held, lying, strict=True):
        said = (days[0] or (found.taken if found.manifest is None else None), days[1])
        given.append(Given(code, place, kind, *said, name, mapping))
    return in_rounds(given, lambda each: each.feed)


def show_holding(held: Sequence[tuple[tuple[str, str], Found]], strangers: Sequence[Path]) -> None:
    """Which file is what."""
    rows = [
        (source.file, code, table, part or "–", found.taken or "–")
        for (code, part), found in held
        for table, source in found.tables.items()
    ]
    rows += [(stranger.name, "not recognised", "–", "–", "–") for stranger in strangers]
    if rows:
        print_table("What lies there", ["file", "feed", "table", "delivery", "taken on"], rows)


def _dry_run(given: Given, progress: Stages, *, json: bool) -> None:
    read = read_all([given], progress)[0]
    report = report_of(read)
    report.status = "not loaded (dry run)"
    if read.rejections:
        folder = Settings().data / "quarantine"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"{report.feed}-{report.extracted}-dry-run.csv"
        write_rejections_csv(read.rejections, path)
        err.print(f"Rows that would go back to their owner: {path}")
    values = {**report.as_dict(), "records": len(read.records), "commonest_warnings": warned_in_words(read)}
    if json:
        print_json(values)
    else:
        print_table("What would be loaded", ["what", "value"], list(values.items()))


def as_json(outcomes: Sequence[Outcome], progress: Stages) -> dict[str, Any]:
    """Everything that came of one command, as one JSON object."""
    spent: defaultdict[str, float] = defaultdict(float)
    for name, seconds in progress.times:
        spent[name] += seconds
    return {
        "deliveries": [report.as_dict() for outcome in outcomes for report in outcome.reports],
        "held": {delivery: why for outcome in outcomes for delivery, why in outcome.held.items()},
        "quarantine": {
            delivery: str(path) for outcome in outcomes for delivery, path in outcome.quarantined.items()
        },
        "stages": spent,
    }


def show(outcome: Outcome) -> None:
    """The closing tables of one round of loading."""
    print_table(
        "Deliveries",
        ["feed", "delivery", "rows", "put aside", "records new", "changed", "same", "gone", "state"],
        [
            (
                each.feed, f"{each.kind}, {each.extracted}", f"{each.rows:,}", f"{each.rejected:,}",
                f"{each.records_new:,}", f"{each.records_changed:,}", f"{each.records_unchanged:,}",
                f"{each.records_absent:,}", each.status,
            )
            for each in outcome.reports
        ],
    )  # fmt: skip
    written = outcome.loaded.written
    print_table(
        "Written",
        ["people looked at", "nodes", "edges added", "edges changed", "edges removed", "claims waiting for a record"],
        [[f"{written.people:,}", f"{written.nodes:,}", f"{written.edges_added:,}", f"{written.edges_altered:,}",
          f"{written.edges_removed:,}",
          f"{written.awaited:,}"]],
    )  # fmt: skip
    for delivery, reasons in outcome.held.items():
        err.print(f"Held for a person to look at: {' '.join(reasons)}", highlight=False)
        err.print(f"Load it with: kith feed release {delivery}", highlight=False)
    for path in outcome.quarantined.values():
        err.print(f"Rows put aside, for their owner: {path}", highlight=False)
