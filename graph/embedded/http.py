"""What the embedded engine does over its HTTP API and not over Bolt: accounts and full-text indexes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from graph.errors import GraphUnavailable, QueryFailed

TIMEOUT_S = 60.0


class Admin:
    """The API of one embedded server, as its administrator."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._base = f"http://127.0.0.1:{port}/api/v1"
        self._auth = (user, password)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        try:
            answer = httpx.request(
                method,
                f"{self._base}/{path}",
                json=body,
                auth=self._auth,
                timeout=TIMEOUT_S,
                trust_env=False,  # a proxy set for the outside world must not see loopback traffic
            )
        except httpx.TransportError:
            raise GraphUnavailable("the embedded database does not answer; see `kith db status`") from None
        if answer.is_error:
            raise QueryFailed(f"HTTP {answer.status_code}")
        return answer.json()["result"]

    def users(self) -> set[str]:
        """The names of the server's accounts."""
        return {str(user["name"]) for user in self._call("GET", "server/users")}

    def create_user(self, name: str, password: str, databases: Mapping[str, Sequence[str]]) -> None:
        """Make an account; ``databases`` maps a database to the groups the account is in there."""
        account = {"name": name, "password": password, "databases": databases}
        self._call("POST", "server", {"command": f"create user {json.dumps(account)}"})

    def sql(self, database: str, statement: str) -> Any:
        """Run one SQL statement of our own making."""
        return self._call("POST", f"command/{database}", {"language": "sql", "command": statement})
