"""The page of a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

import web
from api.pages.common import unasked
from web.contexts.base import FormError
from web.contexts.error import ErrorPage

if TYPE_CHECKING:
    from api.context import Visit
    from api.errors import ApiError

routers: list[object] = []


def error_page(visit: Visit, error: ApiError, headers: dict[str, str]) -> HTMLResponse:
    """What the problem says, as a page."""
    context = ErrorPage(
        **unasked(visit),
        status=error.status,
        title=error.title,
        detail=error.detail,
        error_id=visit.request_id if error.status >= 500 else None,
        retry_after=error.retry_after,
        errors=[FormError(field, message) for field, message in getattr(error, "fields", [])],
    )
    return HTMLResponse(web.render("error", context), error.status, headers)
