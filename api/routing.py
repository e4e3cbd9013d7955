"""Routes that audit themselves, and what a handler may ask for.

A router made by :func:`signed_in_router` answers nobody without a session. A handler that wrote no audit entry gets one
written for it before its answer leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit, visit_of
from api.errors import Flooded, SignInNeeded
from api.security import cookies, csrf

Uid = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="Random identifier of a node.")]


class AuditedRoute(APIRoute):
    """A route whose every answer has an audit entry."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with the entry before the response."""
        handle = super().get_route_handler()

        async def audited(request: Request) -> Response:
            visit = visit_of(request)
            visit.template = self.path_format
            response = await handle(request)
            if not visit.entries:
                await run_in_threadpool(visit.record)
            return response

        return audited


def signed_in(request: Request) -> Visit:
    """The visit of somebody with a live session; on what changes something, with the token of that session.

    Raises :class:`SignInNeeded`, :class:`Flooded` and :class:`~api.errors.CsrfFailed`.
    """
    visit = visit_of(request)
    settings = visit.parts.settings
    token = cookies.read(request, settings, cookies.SESSION)
    visit.session = visit.parts.sessions.find(token) if token else None
    if visit.session is None:
        wait = visit.parts.rates.count(settings.strangers, visit.client or "unknown")
        raise SignInNeeded if wait is None else Flooded(retry_after=wait)
    if request.method not in csrf.SAFE_METHODS:
        csrf.check_origin(request, settings)
        if request.url.path.startswith("/api/"):
            csrf.check_token(request.headers.get(csrf.HEADER), visit.session.csrf_token)
    return visit


def anybody(request: Request) -> Visit:
    """The visit of somebody who need not be signed in; the session, where there is one."""
    visit = visit_of(request)
    token = cookies.read(request, visit.parts.settings, cookies.SESSION)
    visit.session = visit.parts.sessions.find(token) if token else None
    return visit


async def checked_form(
    visit: Annotated[Visit, Depends(signed_in)], csrf_token: Annotated[str, Form(max_length=100)] = ""
) -> None:
    """A form's token. Raises :class:`~api.errors.CsrfFailed`."""
    csrf.check_token(csrf_token, visit.session.csrf_token if visit.session else "")


SignedIn = Annotated[Visit, Depends(signed_in)]
Anybody = Annotated[Visit, Depends(anybody)]


def signed_in_router(**options: Any) -> APIRouter:
    """A router of which every route needs a session."""
    return APIRouter(route_class=AuditedRoute, dependencies=[Depends(signed_in)], **options)


def public_router(**options: Any) -> APIRouter:
    """A router that answers anybody: the way in, and the state of the server."""
    return APIRouter(route_class=AuditedRoute, **options)


def form_router(**options: Any) -> APIRouter:
    """A router for the forms of the pages: a session, and that session's token in the form."""
    return APIRouter(
        route_class=AuditedRoute,
        dependencies=[Depends(signed_in), Depends(checked_form)],
        include_in_schema=False,
        **options,
    )


def page_router(**options: Any) -> APIRouter:
    """A router for pages that are only looked at."""
    return signed_in_router(include_in_schema=False, **options)


def unaudited_router(**options: Any) -> APIRouter:
    """A router for what shows nothing and is asked every few seconds: the state of the server."""
    return APIRouter(**options)
