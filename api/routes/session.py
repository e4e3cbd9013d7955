"""The session, and whether the server answers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.access import ROLES
from api.errors import SignInFailed, Unavailable
from api.routes.responses import failures
from api.routing import Anybody, SignedIn, public_router, signed_in_router, unaudited_router
from api.security import cookies, csrf
from api.services import sign_in
from api.shapes import Health, Me, SessionStarted, SignInRequest
from api.store.clock import now
from api.store.errors import StoreUnavailable
from graph import reads
from graph.errors import GraphError

router = signed_in_router(prefix="/api/v1", tags=["session"])
public = public_router(prefix="/api/v1", tags=["session"])
health = unaudited_router(tags=["server"])
routers = [router, public, health]


@public.post("/session", status_code=201, responses=failures(401, 403, 429))
def start_session(
    visit: Anybody, request: Request, response: Response, asked: SignInRequest
) -> SessionStarted:
    """Sign in with a demonstration account, on this machine only. All others sign in at /sign-in/oidc."""
    settings = visit.parts.settings
    csrf.check_origin(request, settings)
    token = sign_in.by_password(visit, request, asked.username, asked.password)
    if visit.session is None:
        raise SignInFailed
    cookies.give(response, settings, cookies.SESSION, token)
    return SessionStarted(csrf_token=visit.session.csrf_token)


@router.delete("/session", status_code=204, responses=failures(401, 403))
def end_session(visit: SignedIn) -> Response:
    """Sign out."""
    sign_in.end(visit)
    response = Response(status_code=204, headers={"Clear-Site-Data": '"cache", "storage"'})
    cookies.take(response, visit.parts.settings, cookies.SESSION)
    return response


@router.get("/me", responses=failures(401))
def me(visit: SignedIn) -> Me:
    """Who is signed in."""
    account = visit.account
    return Me(
        username=account.username,
        name=account.name,
        role=account.role,
        agency=account.agency,
        services=list(account.services),
        clearances=sorted(account.clearances),
        may=sorted(ROLES[account.role]),
        csrf_token=visit.session.csrf_token if visit.session else "",
    )


@health.get("/healthz", responses=failures(503))
def healthz(visit: Anybody) -> Health:
    """Whether the graph and the store answer."""
    try:
        reads.feeds(visit.graph, now().date())
        visit.parts.trail.head()
    except (GraphError, StoreUnavailable):
        raise Unavailable from None
    return Health(status="ok")
