"""The cookies: one for the session, one that ties a browser to a sign-in under way.

SameSite is Lax, not Strict: a browser that comes back from the organisation's sign-in arrives by a link of another
site, and a Strict cookie set on that answer would not be sent with the redirect that follows. What Lax lets through
are links, which change nothing here.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.settings import ApiSettings

SESSION = "kith_session"
BROWSER = "kith_browser"
BROWSER_SECONDS = 3_600


def name(settings: ApiSettings, cookie: str) -> str:
    """The cookie's name: bound to the host and to TLS where there is TLS."""
    return f"__Host-{cookie}" if settings.https else cookie


def read(request: Request, settings: ApiSettings, cookie: str) -> str | None:
    """What a cookie holds, if the browser sent it."""
    return request.cookies.get(name(settings, cookie)) or None


def give(response: Response, settings: ApiSettings, cookie: str, value: str) -> None:
    """Set a cookie that scripts cannot read. The session's goes when the browser closes."""
    response.set_cookie(
        name(settings, cookie),
        value,
        max_age=BROWSER_SECONDS if cookie == BROWSER else None,
        path="/",
        secure=settings.https,
        httponly=True,
        samesite="lax",
    )


def take(response: Response, settings: ApiSettings, cookie: str) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(
        name(settings, cookie), path="/", secure=settings.https, httponly=True, samesite="lax"
    )
