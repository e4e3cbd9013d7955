"""Patterns and findings for programs of leads."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from api.routes.responses import DECIDING, JUDGING, failures
from api.routing import SignedIn, signed_in_router
from api.services import patterns
from api.shapes import Given, Reason
from api.store.patterns import Disposition
from model.findings import FindingView, HouseholdItem, PatternState

router = signed_in_router(prefix="/api/v1", tags=["patterns"])
routers = [router]
Finding = Annotated[
    str, Path(pattern=r"^[0-9a-f]{16}$", description="The name of a finding: tells nothing of it.")
]
Word = Annotated[str, Query(max_length=100)]


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
def list_findings(
    visit: SignedIn, pattern: Word = "", assigned: Word = "", decided: bool = False, held: bool = False
) -> list[HouseholdItem]:
    """Findings by home, the most recent evidence first: no level of risk, no order of families."""
    return patterns.worklist(visit, pattern, assigned, decided=decided, held=held)[0]


@router.get("/findings/{finding}", responses=JUDGING)
def one_finding(visit: SignedIn, finding: Finding) -> FindingView:
    """One finding in full."""
    return patterns.finding(visit, finding)


@router.post("/findings/{finding}/decisions", status_code=201, responses=DECIDING)
def decide(visit: SignedIn, finding: Finding, asked: DispositionGiven) -> FindingView:
    """Decide about one finding."""
    return patterns.decide(visit, finding, asked.kind, asked.reason, asked.until)
