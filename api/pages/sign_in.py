"""Sign-in and sign-out."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import ApiError, SignInFailed, TooMany
from api.pages.common import ROLE_WORDS, basics, page, see_other
from api.problems import audit_failure
from api.routing import Anybody, SignedIn, form_router, public_router
from api.security import cookies, csrf
from api.services import sign_in
from api.words import agency_words
from web.contexts.base import FormError
from web.contexts.sign_in import DemoAccount, SignInPage

router = public_router(include_in_schema=False)
forms = form_router()
routers = [router, forms]

SIGNED_OUT = "You are signed out."


@router.get("/sign-in")
def show_sign_in(visit: Anybody, request: Request) -> Response:
    """The form, and where to sign in by the organisation."""
    if visit.session is not None:
        return see_other(request, "/")
    return _form(visit, request, message=SIGNED_OUT if "signed-out" in request.query_params else None)


@router.post("/sign-in")
def take_sign_in(
    visit: Anybody,
    request: Request,
    username: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=1_024)] = "",
    csrf_token: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Sign in, then look at the search page."""
    settings = visit.parts.settings
    browser = cookies.read(request, settings, cookies.BROWSER)
    csrf.check_origin(request, settings)
    csrf.check_token(csrf_token, csrf.browser_token(visit.parts.store.keys, browser or csrf.new_browser()))
    try:
        token = sign_in.by_password(visit, request, username, password)
    except (SignInFailed, TooMany) as error:
        audit_failure(visit, error)
        return _form(visit, request, error=error, username=username)
    response = see_other(request, "/")
    cookies.give(response, settings, cookies.SESSION, token)
    cookies.take(response, settings, cookies.BROWSER)
    return response


@forms.post("/sign-out")
def sign_out(visit: SignedIn, request: Request) -> Response:
    """End the session."""
    sign_in.end(visit)
    response = see_other(request, "/sign-in?signed-out")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    cookies.take(response, visit.parts.settings, cookies.SESSION)
    return response


def _form(
    visit: Visit,
    request: Request,
    *,
    error: ApiError | None = None,
    username: str = "",
    message: str | None = None,
) -> Response:
    settings = visit.parts.settings
    browser = cookies.read(request, settings, cookies.BROWSER) or csrf.new_browser()
    allowed = sign_in.passwords_allowed(visit, request)
    demo = [
        DemoAccount(
            account.username,
            ", ".join(filter(None, (ROLE_WORDS[account.role], agency_words(account.agency)))),
        )
        for account in (visit.parts.accounts.all() if allowed else [])
        if account.demo and account.enabled
    ]
    fields = basics(visit)
    fields["csrf_token"] = csrf.browser_token(visit.parts.store.keys, browser)
    context = SignInPage(
        **fields,
        username=username,
        errors=[FormError("username", error.detail)] if error else [],
        message=message,
        passwords=allowed,
        demo_accounts=demo,
        provider=settings.oidc.name if settings.oidc else None,
        provider_url="/sign-in/oidc",
    )
    response = page("sign_in", context, error.status if error else 200)
    if error is not None and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    cookies.give(response, settings, cookies.BROWSER, browser)
    return response
