"""Patterns and findings for programs of leads."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field, StringConstraints

from api.narrowing_findings import Asked
from api.routes.responses import DECIDING, JUDGING, failures
from api.routing import SignedIn, signed_in_router
from api.services import patterns
from api.shapes import Given, Reason
from api.store.patterns import Disposition
from model.findings import FindingView, PatternState, Preview, Worklist

Threshold = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}=[0-9]{1,5}$")]
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


@router.get("/patterns/{pattern}/preview", responses=DECIDING)
def preview(
    visit: SignedIn,
    pattern: Annotated[str, Path(pattern=r"^R\d{2}$", description="The id of a pattern, such as R01.")],
    threshold: Annotated[
        list[Threshold],
        Query(max_length=20, description="Thresholds other than those in use, such as days=90."),
    ] = [],  # noqa: B006 - what no request gives
) -> Preview:
    """What a pattern would find, in numbers. Small numbers are not shown, and nothing is kept."""
    given = dict(each.split("=") for each in threshold)
    return patterns.preview(visit, pattern, {name: int(value) for name, value in given.items()})


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
