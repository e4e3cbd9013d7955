"""Patterns and findings for programs of leads."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Path
from pydantic import Field

from api.narrowing_findings import Asked
from api.routes.responses import DECIDING, JUDGING, failures
from api.routing import SignedIn, signed_in_router
from api.services import patterns
from api.shapes import Given, Reason
from api.store.patterns import Disposition
from model.findings import FindingView, PatternState, Worklist

router = signed_in_router(prefix="/api/v1", tags=["patterns"])
routers = [router]
Finding = Annotated[
    str, Path(pattern=r"^[0-9a-f]{16}$", description="The name of a finding: tells nothing of it.")
]


class DispositionGiven(Given):
    """What a lead decides about one finding."""

    kind: Disposition
    reason: Reason
    until: dt.date | None = Field(default=None, description="The last day on which it holds.")


@router.get("/patterns", responses=failures(401, 403))
def list_patterns(visit: SignedIn) -> list[PatternState]:
    """Every pattern and how it stands."""
    return patterns.states(visit)


@router.get("/findings", responses=failures(401, 403))
def list_findings(visit: SignedIn, asked: Asked) -> Worklist:
    """Findings by home, the most recent evidence first, a page at a time: no level of risk, no order of families."""
    return patterns.worklist(visit, asked)


@router.get("/findings/{finding}", responses=JUDGING)
def one_finding(visit: SignedIn, finding: Finding) -> FindingView:
    """One finding in full."""
    return patterns.finding(visit, finding)


@router.post("/findings/{finding}/decisions", status_code=201, responses=DECIDING)
def decide(visit: SignedIn, finding: Finding, asked: DispositionGiven) -> FindingView:
    """Decide about one finding."""
    return patterns.decide(visit, finding, asked.kind, asked.reason, asked.until)
