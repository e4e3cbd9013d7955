"""The list of children whom expected services do not know: numbers, pieces of work, lines, enquiries."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field, StringConstraints

from absence.expectations import Expectations
from api.errors import Changed
from api.routes.responses import failures
from api.routing import SignedIn, Uid, signed_in_router
from api.services import absence, enquiries
from api.shapes import Given, Reason, Shown
from model.absence import NOT_YET, Band, Category, Cause, Line, Narrowed, Outcome
from model.absence_published import Night
from model.views import PersonRef

router = signed_in_router(prefix="/api/v1/missing", tags=["missing"])
routers = [router]

WorkId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="A piece of work of one's own.")]
Name = Annotated[str, Path(pattern=r"^[0-9A-F]{8}$", description="What a child is called in it.")]
Area = Annotated[str | None, Query(max_length=100, description="A ward, as lines name it.")]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=2_000)]
FAILURES = failures(401, 403, 404, 409, 422)


class WorkGiven(Given):
    """A piece of work that begins."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=100)]
    reason: Reason


class WorkShown(Shown):
    """A piece of work: its name in addresses."""

    id: str


class HandOver(Given):
    """To whom a child is handed over, and why."""

    agency: Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,60}$")]
    reason: Reason


class NightMoves(Shown):
    """Who came on the list on a night, by first explanation, and who went off it, by why."""

    night: dt.date
    on: dict[str, int]
    off: dict[str, int]


class VersionShown(Shown):
    """One version of the table of expectations."""

    version: str
    at: dt.datetime
    by: str = Field(description="The account that entered it.")
    changed_by: str
    reason: str
    adopted: bool


class ExpectationsShown(Shown):
    """Who is expected to know which child."""

    table: Expectations
    feeds: dict[str, str] = Field(description="The state of each feed that it asks, as of now.")
    versions: list[VersionShown]


class Why(Given):
    """Why a name is opened."""

    reason: Reason


class EnquiryGiven(Given):
    """One entry of an enquiry log."""

    tried: Said
    result: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    next_step: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    outcome: Outcome | None = Field(default=None, description="Closes the enquiry.")


@router.get("/numbers", responses=FAILURES)
def numbers(visit: SignedIn) -> Night:
    """What is published of the last night: nothing in it is of fewer children than the small-number rule allows."""
    found = absence.overview(visit)
    if found is None:
        raise Changed(NOT_YET)
    return found.night


@router.post("/works", status_code=201, responses=FAILURES)
def begin(visit: SignedIn, given: WorkGiven) -> WorkShown:
    """Begin a piece of work on the list of the last night; its pseudonyms are its own."""
    return WorkShown(id=absence.begin(visit, given.title, given.reason).id)


@router.get("/expectations", responses=FAILURES)
def expectations(visit: SignedIn) -> ExpectationsShown:
    """The table by which the last list was made, whether its feeds are live now, and every version with its reason."""
    found = absence.expected(visit)
    return ExpectationsShown(
        table=found.table,
        feeds={feed: state.value for feed, state in found.states.items()},
        versions=[
            VersionShown(
                version=each.table.version, at=each.at, by=each.by, changed_by=each.table.changed_by,
                reason=each.table.reason, adopted=each.adopted,
            )
            for each in found.versions
        ],
    )  # fmt: skip


@router.get("/nights", responses=FAILURES)
def nights(visit: SignedIn) -> list[NightMoves]:
    """Who came on the list on each night and who went off it, the last night first: for those who may learn names."""
    return [
        NightMoves(
            night=day, on={cause.value: number for cause, number in moved.on.items()}, off=dict(moved.off)
        )
        for day, moved in absence.moves(visit)
    ]


@router.get("/works/{work}/lines", responses=FAILURES)
def lines(
    visit: SignedIn, work: WorkId, category: Category | None = None, cause: Cause | None = None,
    age: Band | None = None, area: Area = None, new: bool = False,
) -> list[Line]:  # fmt: skip
    """The list under the pseudonyms of a piece of work: as released to analysts, in full for those who may learn
    names."""
    return absence.lines(
        visit, work, Narrowed(category=category, cause=cause, band=age, area=area, new=new)
    ).lines


@router.post("/works/{work}/lines/{name}/name", responses=FAILURES)
def open_name(visit: SignedIn, work: WorkId, name: Name, given: Why) -> PersonRef:
    """Who a child on the list is, or a candidate of an explanation. A right of its own; the reason stands in the
    audit."""
    return absence.open_name(visit, work, name, given.reason)


@router.post("/works/{work}/lines/{name}/hand-over", status_code=204, responses=FAILURES)
def hand_over(visit: SignedIn, work: WorkId, name: Name, given: HandOver) -> None:
    """Hand a child over for enquiries, with everything known. From then on it is on no analyst's list."""
    absence.hand_over(visit, work, name, given.agency, given.reason)


@router.post("/enquiries/{uid}", status_code=204, responses=FAILURES)
def log(visit: SignedIn, uid: Uid, given: EnquiryGiven) -> None:
    """Enter what was tried for a child who was handed over to one's agency."""
    enquiries.log(visit, uid, given.tried, given.result, given.next_step, given.outcome)


@router.post("/enquiries/{uid}/hand-on", status_code=204, responses=FAILURES)
def hand_on(visit: SignedIn, uid: Uid, given: HandOver) -> None:
    """Hand a child on to another agency, or to the same again: a safeguarding lead's."""
    enquiries.hand_on(visit, uid, given.agency, given.reason)
