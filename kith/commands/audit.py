"""``kith audit verify``: the hash chain of the audit, end to end."""

from __future__ import annotations

from typing import Annotated

import typer

from api.store import Store
from api.store.audit import AuditTrail
from api.store.keys import Keys
from kith.console import print_json
from kith.settings import Settings

app = typer.Typer(help="The audit.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """The audit."""


@app.command()
def verify(json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False) -> None:
    """Check every entry against the one before it; name the first that does not hold. Exit status 4 if one does not."""
    settings = Settings()
    with Store.open(settings.store_address, Keys.load(settings.key_file)) as store:
        trail = AuditTrail(store)
        broken, head = trail.verify(), trail.head()
    if json:
        print_json(
            {
                "entries": head.seq,
                "holds": broken is None,
                "broken": broken and {"entry": broken.seq, "why": broken.why},
            }
        )
    elif broken is None:
        typer.echo(f"The audit holds: {head.seq:,} entries.")
    else:
        typer.echo(f"The audit does not hold. First broken entry: {broken.seq}: {broken.why}", err=True)
    if broken is not None:
        raise typer.Exit(4)
