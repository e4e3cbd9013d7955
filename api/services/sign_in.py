"""Signing in and out."""

from __future__ import annotations

from starlette.requests import Request

from api.context import Visit
from api.errors import SignInFailed, TooMany
from api.security import passwords
from api.settings import is_loopback
from api.store.accounts import Account
from api.store.audit import Action
from api.store.rates import Limit

FORWARDING_HEADERS = ("forwarded", "x-forwarded-for", "x-real-ip")


def passwords_allowed(visit: Visit, request: Request) -> bool:
    """Demonstration accounts: only where the server listens on loopback and so does whoever asks.

    A proxy on this machine makes everybody look like loopback, so a forwarded request does not count.
    """
    settings = visit.parts.settings
    forwarded = any(header in request.headers for header in FORWARDING_HEADERS)
    return (
        settings.demo_accounts and is_loopback(settings.host) and is_loopback(visit.client) and not forwarded
    )


def by_password(visit: Visit, request: Request, username: str, password: str) -> str:
    """A new session's token. Raises SignInFailed, which never says why, and TooMany."""
    visit.intends(Action.SIGN_IN)
    settings = visit.parts.settings
    _count(visit, settings.sign_in_by_client, visit.client or "unknown")
    _count(visit, settings.sign_in_by_account, username)
    account = visit.parts.accounts.get(username)
    kept = visit.parts.accounts.password_hash(username)
    right = passwords.matches(password, kept)
    visit.username = account.username if account else None
    if not right or account is None or not _usable(account) or not passwords_allowed(visit, request):
        raise SignInFailed
    visit.parts.rates.forget(settings.sign_in_by_account, username)
    return begin(visit, account, "password")


def begin(visit: Visit, account: Account, means: str) -> str:
    """Open a session, end the one that this browser had, and write it down."""
    before = visit.session
    if before is not None:
        visit.parts.sessions.end(before)
    token = visit.parts.sessions.start(account.username, means)
    visit.session = visit.parts.sessions.find(token)
    visit.intends(Action.SIGN_IN)
    visit.record(details={"means": means})
    return token


def end(visit: Visit) -> None:
    """Sign out."""
    visit.intends(Action.SIGN_OUT)
    if visit.session is not None:
        visit.parts.sessions.end(visit.session)
        visit.record()


def _usable(account: Account) -> bool:
    return account.demo and account.enabled


def _count(visit: Visit, limit: Limit, subject: str) -> None:
    wait = visit.parts.rates.count(limit, subject)
    if wait is not None:
        raise TooMany(retry_after=wait)
