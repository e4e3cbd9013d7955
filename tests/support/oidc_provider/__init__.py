"""A real OpenID provider for the tests: the npm package oidc-provider, on loopback."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.frontend import PACKAGES, tool_commands

SCRIPT = Path(__file__).with_name("provider.mjs")

# Where the application may ask the provider to come back to, at any port of 127.0.0.1.
CALLBACK_PATHS = ("/sign-in/oidc/callback", "/oidc/callback", "/auth/callback")


@dataclass(frozen=True)
class OidcAccount:
    """Somebody who can sign in at the provider; `claims` is what it says of them besides `sub`."""

    password: str
    claims: Mapping[str, object]


ACCOUNTS: Mapping[str, OidcAccount] = {
    "oidc-practitioner": OidcAccount(
        "practise-listening",
        {
            "name": "Ines Okonjo",
            "preferred_username": "oidc-practitioner",
            "email": "ines.okonjo@social-care.example",
            "email_verified": True,
        },
    ),
    "oidc-stranger": OidcAccount(
        "known-to-nobody",
        {
            "name": "Piet Haverkamp",
            "preferred_username": "oidc-stranger",
            "email": "piet.haverkamp@elsewhere.example",
            "email_verified": True,
        },
    ),
}


@dataclass(frozen=True)
class OidcProvider:
    """A running provider; discovery is at `issuer` + ``/.well-known/openid-configuration``."""

    issuer: str
    client_id: str = "kith-tests"
    client_secret: str = "a secret of the tests, long enough for HS256"
    accounts: Mapping[str, OidcAccount] = field(default_factory=lambda: ACCOUNTS)


@contextmanager
def running_oidc_provider(callback_paths: Sequence[str] = CALLBACK_PATHS) -> Iterator[OidcProvider]:
    """A provider that lives as long as the context; it also ends when this process does.

    Raises RuntimeError where the package is not installed or the provider does not start.
    """
    if not (PACKAGES / "oidc-provider").is_dir():
        raise RuntimeError("the npm package oidc-provider is not installed: make setup")
    template = OidcProvider(issuer="")
    wishes = {
        "client": {"id": template.client_id, "secret": template.client_secret},
        "callbackPaths": list(callback_paths),
        "accounts": {
            name: {"password": account.password, "claims": dict(account.claims)}
            for name, account in template.accounts.items()
        },
    }
    node, _ = tool_commands()
    process = subprocess.Popen(
        [*node, str(SCRIPT), json.dumps(wishes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NODE_ENV": "test"},
        text=True,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError("the OpenID provider of the tests did not start")
            yield OidcProvider(issuer=json.loads(line)["issuer"])
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
