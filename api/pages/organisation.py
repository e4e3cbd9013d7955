"""Sign-in by the organisation's provider."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.errors import NotFound, SignInFailed
from api.pages.common import see_other
from api.routing import Anybody, public_router
from api.security import cookies, csrf
from api.security.oidc import CALLBACK
from api.services import sign_in
from api.store.audit import Action

router = public_router(include_in_schema=False)
routers = [router]

Given = Annotated[str, Query(max_length=2_000)]


@router.get("/sign-in/oidc")
def leave(visit: Anybody) -> Response:
    """Off to the provider."""
    visit.intends(Action.SIGN_IN)
    client, settings = visit.parts.oidc, visit.parts.settings
    if client is None:
        raise NotFound
    browser = csrf.new_browser()
    response = RedirectResponse(client.begin(browser), 303)
    cookies.give(response, settings, cookies.BROWSER, browser)
    return response


@router.get(CALLBACK)
def come_back(
    visit: Anybody,
    request: Request,
    state: Given = "",
    code: Given = "",
    iss: Annotated[str | None, Query()] = None,
) -> Response:
    """Back from the provider. An identity that no account is linked to signs nobody in."""
    visit.intends(Action.SIGN_IN)
    client, settings = visit.parts.oidc, visit.parts.settings
    if client is None:
        raise NotFound
    subject = client.finish(cookies.read(request, settings, cookies.BROWSER), state, code, iss)
    account = visit.parts.accounts.by_identity(client.issuer, subject)
    if account is None or not account.enabled or account.demo:
        raise SignInFailed
    token = sign_in.begin(visit, account, "oidc")
    response = see_other(request, "/")
    cookies.give(response, settings, cookies.SESSION, token)
    cookies.take(response, settings, cookies.BROWSER)
    return response
