"""What the pages share: who is signed in, in words, and how a context becomes an answer."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

import web
from api.access import ROLES, Can
from api.context import Visit
from api.dates import Dates
from api.store.clock import now
from api.store.openings import Ground
from api.words import agency_words
from model.scope import Purpose, Role
from web.contexts.base import Page, User

ROLE_WORDS = {
    Role.PRACTITIONER: "Practitioner",
    Role.SAFEGUARDING_LEAD: "Safeguarding lead",
    Role.ANALYST: "Analyst",
    Role.DATA_STEWARD: "Data steward",
    Role.ADMINISTRATOR: "Administrator",
}
PURPOSE_WORDS = {
    Purpose.OWN_INVOLVEMENT: "Own service's involvement",
    Purpose.HUB: "Purpose of the hub",
    Purpose.STEWARDSHIP: "Data quality",
    Purpose.SYSTEM: "Kith itself",
}
GROUND_WORDS = {
    Ground.SELF: "Tried to open their own record",
    Ground.HOUSEHOLD: "Tried to open their own household or family",
    Ground.NEIGHBOUR: "Tried to open a neighbour",
}


def user_of(visit: Visit) -> User | None:
    """Who is signed in, in words."""
    if visit.session is None:
        return None
    account = visit.session.account
    may = ROLES[account.role]
    return User(
        account.name,
        ROLE_WORDS[account.role],
        agency_words(account.agency),
        Can.SEARCH in may,
        Can.REVIEW in may,
        Can.JUDGE in may,
        Can.ANALYSE in may,
        Can.OPEN in may and (account.agency is not None or Can.NAME in may),
    )


def basics(visit: Visit) -> dict[str, Any]:
    """The fields that every page's context has."""
    found = visit.parts.kept.coverage() if visit.session else None
    return {**unasked(visit), "coverage": found}


def unasked(visit: Visit) -> dict[str, Any]:
    """The same without what the graph must be asked for: the page of a fault is shown whatever is at fault."""
    token = visit.session.csrf_token if visit.session else ""
    return {"today": now().date(), "user": user_of(visit), "csrf_token": token}


def dated(visit: Visit, dates: Dates) -> dict[str, Any]:
    """The fields of a page that can be asked as at another date."""
    return {**basics(visit), "as_at": dates.as_at, "known_at": dates.known_at}


def page(name: str, context: Page, status: int = 200) -> HTMLResponse:
    """A page as an answer."""
    return HTMLResponse(web.render(name, context), status)


def see_other(request: Request, path: str) -> RedirectResponse:
    """After a form: look at a page, so that loading it again repeats nothing. ``path`` is one of our own."""
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)
