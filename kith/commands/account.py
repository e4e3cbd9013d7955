"""``kith account list|add|link|disable``: who may sign in, as what."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.store.accounts import Account, Accounts
from api.store.errors import AccountExists
from kith.composition import opened
from kith.console import print_json, print_table
from kith.refusals import RefusedError
from model.guards import Clearance
from model.scope import Role

app = typer.Typer(help="Accounts: who may sign in through the organisation, as what.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Username = Annotated[str, typer.Argument(help="The account's user name.")]
GRANTED = (Clearance.LOCATION, Clearance.HIDDEN, Clearance.HELD)
"""Clearances that an account may be given; nobody is cleared for what is sealed."""


@app.command("list")
def list_accounts(json: Json = False) -> None:
    """Every account."""
    with opened(command="account list", roles=(Role.ADMINISTRATOR,)) as kith:
        found = Accounts(kith.store).all()
        kith.record("account list", accounts=len(found))
    rows: list[dict[str, Any]] = [
        {
            "username": each.username,
            "name": each.name,
            "role": each.role.value,
            "agency": each.agency,
            "services": list(each.services),
            "clearances": sorted(each.clearances),
            "enabled": each.enabled,
        }
        for each in found
    ]
    if json:
        print_json(rows)
        return
    columns = ["username", "role", "agency", "services", "clearances", "enabled"]
    shown = [
        [", ".join(row[name]) or None if isinstance(row[name], list) else row[name] for name in columns]
        for row in rows
    ]
    print_table("Accounts", columns, shown)


@app.command()
def add(
    username: Username,
    name: Annotated[str, typer.Option(help="The name that pages and reviews show.")],
    role: Annotated[Role, typer.Option(help="What the account is for.")],
    agency: Annotated[str | None, typer.Option(help="Code of the agency; none for the hub's own.")] = None,
    service: Annotated[
        list[str] | None, typer.Option(help="Key of a service of theirs, as social_care:T01; several times.")
    ] = None,
    clearance: Annotated[
        list[Clearance] | None, typer.Option(help="What they are cleared to see; several times.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="Their own uid in the index, where they have one.")
    ] = None,
    address: Annotated[str | None, typer.Option(help="The uid of their own address, likewise.")] = None,
) -> None:
    """Make an account. It signs in once it is linked to an identity of the OpenID provider."""
    clearances = frozenset(clearance or ())
    if not clearances <= frozenset(GRANTED):
        raise RefusedError(
            "Nobody is cleared for what is sealed. An account may have: location, hidden, held."
        )
    made = Account(
        username,
        name,
        role,
        agency,
        tuple(service or ()),
        clearances,
        person_uid=person,
        address_uid=address,
    )
    with opened(command="account add", roles=(Role.ADMINISTRATOR,)) as kith:
        try:
            Accounts(kith.store).add(made)
        except AccountExists:
            raise RefusedError(
                f"There is an account {username!r} already. Choose another user name."
            ) from None
        kith.record("account add", username=username, role=role.value, clearances=sorted(clearances))
    typer.echo(f"Made. Link it to an identity: kith account link {username} --issuer URL --subject SUBJECT")


@app.command()
def link(
    username: Username,
    issuer: Annotated[str, typer.Option(help="The provider's issuer, as in KITH_OIDC_ISSUER.")],
    subject: Annotated[str, typer.Option(help="Who they are there: the claim sub.")],
) -> None:
    """Let an identity of the OpenID provider sign in as this account."""
    with opened(command="account link", roles=(Role.ADMINISTRATOR,)) as kith:
        accounts = Accounts(kith.store)
        _known(accounts, username)
        if accounts.by_identity(issuer, subject) is not None:
            raise RefusedError("This identity is linked to an account already.")
        accounts.link_identity(issuer, subject, username)
        kith.record("account link", username=username, issuer=issuer)
    typer.echo("Linked.")


@app.command()
def disable(username: Username) -> None:
    """Let nobody sign in by this account any more; its sessions end now."""
    with opened(command="account disable", roles=(Role.ADMINISTRATOR,)) as kith:
        accounts = Accounts(kith.store)
        _known(accounts, username)
        accounts.disable(username)
        kith.record("account disable", username=username)
    typer.echo("Disabled.")


def _known(accounts: Accounts, username: str) -> None:
    if accounts.get(username) is None:
        raise RefusedError(f"There is no account {username!r}. `kith account list` shows those there are.")
