"""``kith link A.csv B.csv … --out DIR``: the matcher alone, on plain person files. Needs no database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.linking import results
from ingest.linking.blocking import blocking_recall
from ingest.linking.files import People, PersonFileError, key_of, read_people, read_truth
from ingest.linking.link import link, match_records, sources_that_repeat
from ingest.linking.placeholders import find_placeholders
from ingest.linking.truth import quality
from ingest.matching.model import MatchModel, ModelError
from ingest.matching.training import train_on_files
from kith.console import Stages, peak_memory_mb, print_json, print_table, stages
from kith.refusals import RefusedError


def command(
    files: Annotated[list[Path], typer.Argument(help="Person files: CSV with source and record_id.")],
    out: Annotated[Path, typer.Option(help="Folder for clusters.csv, pairs.csv and report.json.")],
    truth: Annotated[
        Path | None,
        typer.Option(help="source, record_id, person and, if known, household: measured against it."),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            help="A model file; without it parameters are estimated from the files (500 records or more)."
        ),
    ] = None,
    sources_may_repeat: Annotated[
        str | None,
        typer.Option(
            help="Sources with several records of one person, S1,S2; found out from the data if left out."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say which records of plain person files are the same person."""
    try:
        with stages(quiet=json) as progress:
            report = _link(files, out, truth, model, sources_may_repeat, progress)
    except (PersonFileError, ModelError) as error:
        raise RefusedError(str(error)) from None
    if json:
        print_json(report)
        return
    shown = [(name, value) for name, value in report.items() if not isinstance(value, dict)]
    shown += [(f"pairs: {band}", count) for band, count in report["pairs"].items()]
    print_table("Linked", ["what", "value"], shown)
    if "truth" in report:
        print_table("Against the truth", ["what", "value"], list(report["truth"].items()))


def _link(
    files: list[Path], out: Path, truth: Path | None, model: Path | None, repeat: str | None, progress: Stages
) -> dict[str, Any]:
    progress("reading")
    people = read_people(files)
    known = read_truth(truth) if truth else {}
    if not people.rows:
        raise PersonFileError("There is not one record in these files. Nothing was written")
    repeating = _repeating(people, repeat)
    placeholders = find_placeholders(people.rows)
    records = match_records(people.rows, placeholders, repeating)
    progress("estimating parameters" if model is None else "reading the model")
    used = MatchModel.load(model) if model else train_on_files(records)
    progress("matching")
    linked = link(records, used)
    report: dict[str, Any] = {
        "records": len(people.rows),
        "sources": len({row.source for row in people.rows}),
        "people": len(linked.groups),
        "sources_that_may_repeat": ", ".join(sorted(repeating)) or "none",
        "dates_of_birth_not_read": people.dates_not_read,
        "columns_left_out": people.columns_left_out,
        "placeholder_values": placeholders.counts(),
        "pairs": results.bands(linked),
        "cluster_sizes": results.sizes(linked),
        "candidates_by_rule": linked.proposed,
        "model": used.version,
    }
    if known:
        progress("measuring")
        people_of = {key_of(source, record): person for (source, record), (person, _) in known.items()}
        homes = {person: home for person, home in known.values() if home}
        here = {row.key: people_of[row.key] for row in people.rows if row.key in people_of}
        found = blocking_recall(records, people_of)
        report["truth"] = {**quality(linked.groups, here, homes), "blocking_recall": found}
    progress("writing")
    report["peak_memory_mb"] = round(peak_memory_mb())
    results.write_results(out, people.rows, linked, report | {"seconds": dict(progress.times)})
    progress.end()
    return report | {"seconds": round(progress.seconds, 1)}


def _repeating(people: People, told: str | None) -> set[str]:
    if told is None:
        return sources_that_repeat(people.rows)
    asked = {source.strip() for source in told.split(",") if source.strip()}
    unknown = sorted(asked - {row.source for row in people.rows})
    if unknown:
        raise PersonFileError(f"No record is of the source {unknown[0]!r} named in --sources-may-repeat")
    return asked
