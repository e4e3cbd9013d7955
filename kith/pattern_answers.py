"""How the commands about patterns answer: tables for people, CSV and JSON for programs."""

from __future__ import annotations

from typing import Any

import typer

from kith.console import print_csv, print_json, print_table
from model.findings import FindingView, Preview, Step, Worklist


def print_preview(found: Preview, *, json: bool, as_csv: bool = False) -> None:
    """A pattern or a question in numbers."""
    if json:
        print_json(found.model_dump(mode="json"))
        return
    few = "fewer than 5"
    rows: list[tuple[str, str, Any]] = [
        ("children", "", few if found.children is None else found.children),
        ("households", "", few if found.households is None else found.households),
        ("new a week", "", found.a_week),
        ("new a week for each", f"{found.workers} look at findings", found.each_a_week),
    ]
    parts = (
        ("age", found.by_age),
        ("sex", found.by_sex),
        ("ward", found.by_ward),
        ("ethnicity", found.by_ethnicity),
        ("also found by", found.overlap),
    )
    rows += [
        (name, share.group, few if share.children is None else share.children)
        for name, part in parts
        for share in part
    ]
    if as_csv:
        print_csv(["what", "group", "children"], rows)
        return
    print_table(f"{found.pattern}: what it would find", ["", "", "children"], rows)
    if found.lacking:
        typer.echo(f"It gives no findings, because these feeds are not live: {', '.join(found.lacking)}.")


def print_worklist(found: Worklist, *, json: bool, as_csv: bool) -> None:
    """One page of the worklist."""
    columns = ["finding", "home", "pattern", "child", "what", "evidence of", "given to"]
    rows = [
        (view.id, item.household, view.pattern, view.child.name, view.sentence, view.evidence_on, view.assigned_to)
        for item in found.items
        for view in item.findings
    ]  # fmt: skip
    if json:
        print_json(found.model_dump(mode="json"))
    elif as_csv:
        print_csv(columns, rows)
    else:
        short = [(row[0], row[2], row[4], row[5], row[6]) for row in rows]
        title = "Findings by home, the most recent evidence first"
        print_table(
            title, ["finding", "pattern", "what", "evidence of", "given to"], short, whole=["finding"]
        )
        typer.echo(
            f"{found.homes:,} homes with {found.findings:,} findings; page {found.page} of {found.pages}."
        )
        if found.resting:
            typer.echo(f"{', '.join(found.resting)}: changed or paused since approved; `kith patterns list`.")
        for id_, lacking in found.silent.items():
            typer.echo(f"Findings of {id_} are left out: {', '.join(lacking)} not live.")


def _hop(step: Step) -> tuple[Any, ...]:
    return step.sentence, step.from_, step.to, step.agency, step.confirmed, step.no_longer


def print_finding(view: FindingView, *, json: bool, as_csv: bool = False) -> None:
    """One finding: its path, and what is said of it. As CSV, the path alone."""
    if json:
        print_json(view.model_dump(mode="json"))
        return
    columns = ["what", "from", "to", "says who", "confirmed", "said until"]
    if as_csv:
        print_csv(columns, [_hop(step) for step in view.path])
        return
    typer.echo(f"{view.pattern} {view.pattern_name}\n{view.sentence}")
    print_table("Path", columns, [_hop(step) for step in view.path])
    lines = [
        ("Thresholds", "; ".join(f"{name} {value}" for name, value in view.thresholds.items())),
        ("Feeds it needs, all live", ", ".join(view.feeds)),
        ("Every feed that was live", ", ".join(view.live)),
        ("Against it", "; ".join(view.against) or "nothing recorded"),
        ("Protective", "; ".join(view.protective) or "nothing recorded"),
        ("What would make it wrong", "; ".join(view.wrong)),
        (
            "Decided",
            "; ".join(f"{each.kind} by {each.by}: {each.reason}" for each in view.decided) or "not yet",
        ),
    ]
    print_table("In words", ["", ""], lines)
