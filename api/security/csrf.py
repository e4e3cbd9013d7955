"""Requests that change something have to come from our own pages.

The browser's own word is checked where it gives one (Sec-Fetch-Site, Origin), and a token always: the session's own, in
a form field or in the header ``X-CSRF-Token``; before sign-in, a keyed hash of a cookie.
"""

from __future__ import annotations

import hmac
import secrets

from starlette.requests import Request

from api.errors import CsrfFailed
from api.settings import ApiSettings
from api.store.keys import Keys

HEADER = "x-csrf-token"
FIELD = "csrf_token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def new_browser() -> str:
    """A value for the cookie that marks a browser before sign-in."""
    return secrets.token_urlsafe(32)


def browser_token(keys: Keys, browser: str) -> str:
    """The token of a form shown before sign-in."""
    return keys.digest("browser form", browser)


def check_origin(request: Request, settings: ApiSettings) -> None:
    """Refuse what the browser says another site has sent. Raises :class:`CsrfFailed`."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise CsrfFailed
    origin = request.headers.get("origin")
    own = {settings.origin, f"{request.url.scheme}://{request.headers.get('host', '')}"}
    if origin is not None and origin not in own:
        raise CsrfFailed


def check_token(given: str | None, expected: str) -> None:
    """Refuse a wrong or missing token. Raises :class:`CsrfFailed`."""
    if given is None or not hmac.compare_digest(given.encode(), expected.encode()):
        raise CsrfFailed
