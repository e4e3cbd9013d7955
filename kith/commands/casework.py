"""``kith casework worker|system``: which worker of a feed an account is, and which case systems may hand over."""

from __future__ import annotations

from typing import Annotated

import typer

from api.store.accounts import Accounts
from api.store.caseloads import Caseloads
from api.store.handovers import Handovers
from kith.composition import opened
from kith.refusals import RefusedError
from model.scope import Role

app = typer.Typer(help="Accounts and the case systems of their agencies.", no_args_is_help=True)


@app.command()
def worker(
    username: Annotated[str, typer.Argument(help="The account's user name.")],
    key: Annotated[
        str | None,
        typer.Argument(help="Feed and the agency's own identifier, as social_care:W12; none to unlink."),
    ] = None,
) -> None:
    """Say under which key a feed knows the holder of an account, so that their caseload stands in Kith."""
    with opened(command="casework worker", roles=(Role.ADMINISTRATOR,)) as kith:
        if Accounts(kith.store).get(username) is None:
            raise RefusedError(
                f"There is no account {username!r}. `kith account list` shows those there are."
            )
        Caseloads(kith.store).set_worker(username, key)
        kith.record("casework worker", username=username, linked=key is not None)
    typer.echo("Linked." if key else "Unlinked.")


@app.command()
def system(
    name: Annotated[str, typer.Argument(help="A name for the case system.")],
    feed: Annotated[str, typer.Option(help="The feed whose record identifiers are the case system's own.")],
) -> None:
    """Let a case system open children in Kith; prints its key, once. A second one of a name replaces the first."""
    with opened(command="casework system", roles=(Role.ADMINISTRATOR,)) as kith:
        key = Handovers(kith.store).add_system(name, feed)
        kith.record("casework system", system=name, feed=feed)
    typer.echo(f"The key, shown only now: {key}")
    typer.echo("Send it in the header X-Case-System-Key of POST /api/v1/handovers.")
