"""The outermost layer: request id, host, size of body, headers, one log line, and the constant 500."""

from __future__ import annotations

import re
import secrets
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.context import Parts, Visit
from api.errors import ApiError, TooLarge, WrongHost
from api.logs import request_log, where
from api.problems import respond
from api.security.headers import security_headers

UID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Envelope:
    """Wraps the application. Everything that reaches a reader or the log passes here."""

    def __init__(self, app: ASGIApp, parts: Parts) -> None:
        self._app = app
        self._parts = parts
        oidc = parts.settings.oidc
        self._form_targets = (origin_of(oidc.issuer),) if oidc else ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        client = scope["client"][0] if scope.get("client") else None
        visit = Visit(self._parts, secrets.token_hex(8), client)
        scope.setdefault("state", {})["visit"] = visit
        request = Request(scope)
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], *self._headers(scope, visit)]}
            await send(message)

        try:
            self._check_host(request)
            await self._app(scope, await self._whole_body(request, receive), sending)
        except ApiError as error:
            response = await run_in_threadpool(respond, request, error)
            await response(scope, receive, sending)
        except Exception as error:
            request_log.error(
                "fault", request=visit.request_id, error=type(error).__name__, frames=where(error)
            )
            if status:
                raise
            response = await run_in_threadpool(respond, request, ApiError())
            await response(scope, receive, sending)
        finally:
            request_log.info(
                "request",
                request=visit.request_id,
                method=scope["method"],
                route=_template(scope),
                uids=[value for value in scope.get("path_params", {}).values() if UID.fullmatch(str(value))],
                status=status,
                account=visit.session.account.username if visit.session else None,
                ms=round((time.perf_counter() - begun) * 1000, 1),
            )

    def _headers(self, scope: Scope, visit: Visit) -> list[tuple[bytes, bytes]]:
        headers = security_headers(
            scope["path"], https=self._parts.settings.https, form_targets=self._form_targets
        )
        return [*headers, (b"x-request-id", visit.request_id.encode())]

    def _check_host(self, request: Request) -> None:
        name = re.sub(r":\d+$", "", request.headers.get("host", ""))
        if name not in self._parts.settings.hosts:
            raise WrongHost

    async def _whole_body(self, request: Request, receive: Receive) -> Receive:
        """Read the body, up to the limit, before anything else sees it. Raises TooLarge."""
        longest = self._parts.settings.longest_body
        declared = request.headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > longest:
            raise TooLarge
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                break
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > longest:
                raise TooLarge
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        return replay


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    return "/".join(url.split("/", 3)[:3])


def _template(scope: Scope) -> str:
    """The path with its parameters unfilled: what was typed into an address never reaches the log."""
    visit: Visit = scope["state"]["visit"]
    return visit.template or "unknown"
