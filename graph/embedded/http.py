"""The few things the embedded engine does over its HTTP API and not over Bolt: accounts and full-text indexes."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

from graph.errors import GraphUnavailable, QueryFailed

TIMEOUT_S = 60.0


class Admin:
    """The API of one embedded server, as its administrator."""

    def __init__(self, port: int, user: str, password: str) -> None:
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
        self._base = f"http://127.0.0.1:{port}/api/v1"
        # An opener of its own: a proxy set for the outside world must not see loopback traffic.
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

    def _call(self, path: str, body: Mapping[str, Any] | None) -> Any:
        request = urllib.request.Request(
            f"{self._base}/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers=self._headers,
        )
        try:
            with self._open(request, timeout=TIMEOUT_S) as answer:
                return json.load(answer)["result"]
        except urllib.error.HTTPError as error:
            raise QueryFailed(f"HTTP {error.code}") from None
        except OSError:
            raise GraphUnavailable("the embedded database does not answer; see `kith db status`") from None

    def users(self) -> set[str]:
        """The names of the server's accounts."""
        return {str(user["name"]) for user in self._call("server/users", None)}

    def create_user(self, name: str, password: str, databases: Mapping[str, Sequence[str]]) -> None:
        """Make an account; ``databases`` maps a database to the groups the account is in there."""
        account = {"name": name, "password": password, "databases": databases}
        self._call("server", {"command": f"create user {json.dumps(account)}"})

    def sql(self, database: str, statement: str) -> Any:
        """Run one SQL statement of our own making."""
        return self._call(f"command/{database}", {"language": "sql", "command": statement})
