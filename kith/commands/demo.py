"""``kith demo``: an invented borough from nothing to a page that answers."""

from __future__ import annotations

from typing import Annotated

import typer

from graph import lifecycle
from kith import demo
from kith.commands.ingest import show
from kith.commands.serve import serve
from kith.composition import opened
from kith.console import Stages, err, peak_memory_mb, print_table, stages
from kith.settings import Settings
from kith.synth.agencies import chosen
from kith.synth.columns import FEEDS


def command(
    children: Annotated[int, typer.Option(help="How many children under 19 the borough has.")] = 70_000,
    feeds: Annotated[
        str, typer.Option(help="The agencies that deliver, parted by commas, or all.")
    ] = ",".join(FEEDS),
    build_only: Annotated[bool, typer.Option("--build-only", help="Build and stop; do not serve.")] = False,
) -> None:
    """Generate a borough of invented people, load its agencies' deliveries and serve it. Run again, it serves
    what is there. Accounts are for this machine only."""
    settings = Settings(demo_accounts=True)
    with stages() as progress, opened(settings, command="demo") as kith:
        named = chosen(feeds)
        if demo.is_built(kith, named):
            err.print(
                "A borough is there already and is served as it is. To begin again, end this, run `kith db stop` "
                f"and delete the folder {settings.data}.",
                highlight=False,
            )
        else:
            outcome = demo.build(kith, children, progress, named)
            show(outcome)
            _times(settings, progress)
        found = demo.accounts(kith)
    print_table(
        "Accounts of the demonstration",
        ["account", "password", "who"],
        [(each.account.username, each.password, each.account.name) for each in found],
    )
    if not build_only:
        serve(settings)


def _times(settings: Settings, progress: Stages) -> None:
    progress.end()
    rows = [(name, f"{seconds:.1f}") for name, seconds in progress.times]
    print_table("Stages", ["stage", "seconds"], [*rows, ("all", f"{progress.seconds:.1f}")])
    own = peak_memory_mb()
    pid = lifecycle.status(settings.graph).pid
    database = peak_memory_mb(pid) if pid else 0.0
    print_table(
        "Peak memory",
        ["process", "MiB"],
        [("kith", f"{own:,.0f}"), ("database", f"{database:,.0f}"), ("both", f"{own + database:,.0f}")],
    )
