"""The quality of the data as pages, and its tables as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, get_args

from fastapi import Form, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.context import Visit
from api.errors import Changed, Invalid, NotFound
from api.pages.common import basics, page, see_other
from api.problems import audit_failure
from api.routing import SignedIn, Uid, form_router, page_router
from api.services import quality
from api.services.tables import csv_of
from api.store.audit import Action
from model.quality import OutboxItem, Outcome, Scorecard
from web.contexts.base import FormError
from web.contexts.held import HeldPage
from web.contexts.quality import QualityPage
from web.contexts.quality_conflicts import QualityConflictsPage
from web.contexts.quality_corrections import QualityCorrectionsPage
from web.contexts.quality_feed import QualityFeedPage
from web.contexts.quality_outbox import QualityOutboxPage
from web.contexts.quality_unplaced import QualityUnplacedPage
from web.contexts.values import ValuesPage

router = page_router()
forms = form_router()
routers = [router, forms]

AT_ONCE, ALL = 100, 1_000_000
Cursor = Annotated[str | None, Query(max_length=500)]
Code = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,60}$")]
Entry = Annotated[str, Path(pattern=r"^[0-9a-f]{1,64}$")]
Agency = Annotated[str | None, Query(pattern=r"^[a-z0-9_]{1,60}$")]
Typed = Annotated[str, Form(max_length=2_000, pattern=r"^[^\x00]*$")]


@router.get("/quality")
def show_quality(visit: SignedIn) -> Response:
    """Coverage, and a line for each feed."""
    return page("quality", QualityPage(**basics(visit), scorecards=quality.scorecards(visit)))


@router.get("/quality/feeds.csv")
def export_scorecards(visit: SignedIn) -> Response:
    """Every feed's counts as CSV."""
    rows = [
        (each.feed.feed, each.feed.agency, *told)
        for each in quality.scorecards(visit)
        for told in _counted(each)
    ]
    return csv_of("feeds", ("feed", "agency", "what", "number", "of"), rows)


@router.get("/quality/feeds/{feed}")
def show_feed(visit: SignedIn, feed: Code) -> Response:
    """One feed's scorecard."""
    return page("quality_feed", QualityFeedPage(**basics(visit), card=quality.scorecard(visit, feed)))


@router.get("/quality/conflicts")
def show_conflicts(visit: SignedIn, cursor: Cursor = None) -> Response:
    """Where agencies disagree."""
    found = quality.conflicts(visit, AT_ONCE, cursor)
    context = QualityConflictsPage(
        **basics(visit), conflicts=found.items, next_url=_more("conflicts", found.next_cursor)
    )
    return page("quality_conflicts", context)


@router.get("/quality/conflicts.csv")
def export_conflicts(visit: SignedIn) -> Response:
    """The same as CSV, a line for each agency's word."""
    found = quality.conflicts(visit, ALL, None, Action.EXPORT)
    rows = [
        (
            each.kind,
            each.person.uid,
            each.since,
            party.agency,
            party.feed,
            party.record,
            party.value,
            party.since,
        )
        for each in found.items
        for party in each.parties
    ]
    return csv_of("conflicts", ("kind", "person", "since", "agency", "feed", "record", "value", "told"), rows)


@router.get("/quality/outbox")
def show_outbox(visit: SignedIn, agency: Agency = None) -> Response:
    """What goes back to an agency."""
    own = visit.account.agency
    wanted: str | None = None
    items: list[OutboxItem] = []
    if own is None and agency is None:
        quality.outbox_choice(visit)
    else:
        wanted, items = quality.outbox(visit, agency)
    agencies = [own] if own else quality.agencies(visit)
    return page(
        "quality_outbox", QualityOutboxPage(**basics(visit), agency=wanted, agencies=agencies, items=items)
    )


@router.get("/quality/outbox.csv")
def export_outbox(visit: SignedIn, agency: Agency = None) -> Response:
    """The same as CSV, for the agency."""
    wanted, items = quality.outbox(visit, agency, Action.EXPORT)
    columns = sorted({name for each in items for name in each.row or {}})
    rows = [
        (
            each.kind, each.feed, each.record, each.part, each.value, each.since, each.what, each.reference,
            *((each.row or {}).get(name) for name in columns),
        )
        for each in items
    ]  # fmt: skip
    header = ("kind", "feed", "record", "part", "value", "since", "what to do", "reference", *columns)
    return csv_of(f"outbox-{wanted}", header, rows)


@router.get("/quality/unplaced")
def show_unplaced(visit: SignedIn, cursor: Cursor = None) -> Response:
    """Children without a home that could be placed."""
    found = quality.unplaced(visit, AT_ONCE, cursor)
    context = QualityUnplacedPage(
        **basics(visit), children=found.items, next_url=_more("unplaced", found.next_cursor)
    )
    return page("quality_unplaced", context)


@router.get("/quality/unplaced.csv")
def export_unplaced(visit: SignedIn) -> Response:
    """The same as CSV."""
    found = quality.unplaced(visit, ALL, None, Action.EXPORT)
    rows = [
        (each.person.uid, each.person.name, each.person.date_of_birth, each.reason, "; ".join(each.agencies))
        for each in found.items
    ]
    return csv_of("unplaced", ("person", "name", "date of birth", "why", "agencies"), rows)


@router.get("/quality/corrections")
def show_corrections(visit: SignedIn, cursor: Cursor = None) -> Response:
    """Values that were marked wrong."""
    return _corrections(visit, cursor)


@forms.post("/quality/corrections/{correction}/answer")
def answer(
    visit: SignedIn, request: Request, correction: Entry, outcome: Typed = "", answer: Typed = ""
) -> Response:
    """The owner's answer."""
    if outcome not in get_args(Outcome):
        error = FormError(f"outcome-{correction}", "Choose what you found out.")
        audit_failure(visit, Invalid())
        return _corrections(visit, None, [error])
    try:
        quality.answer(visit, correction, outcome, answer.strip()[:500])
    except Changed as changed:
        audit_failure(visit, changed)
        return _corrections(visit, None, [FormError(f"outcome-{correction}", changed.detail)])
    return see_other(request, "/quality/corrections")


@router.get("/children/{uid}/values")
def show_values(visit: SignedIn, uid: Uid) -> Response:
    """What each record says of a child."""
    return _values(visit, uid)


@forms.post("/children/{uid}/values")
def mark(
    visit: SignedIn,
    request: Request,
    uid: Uid,
    record: Typed = "",
    part: Typed = "",
    claim: Typed = "",
    note: Typed = "",
) -> Response:
    """Mark a value wrong, then look at the values again."""
    try:
        quality.mark(visit, uid, record, part, claim or None, note.strip()[:500])
    except (Changed, Invalid) as error:
        audit_failure(visit, error)
        message = error.fields[0][1] if isinstance(error, Invalid) else error.detail
        return _values(visit, uid, [FormError("values", message)])
    return see_other(request, f"/children/{uid}/values")


@router.get("/deliveries/held")
def show_held(visit: SignedIn) -> Response:
    """Deliveries that wait for a person."""
    return _held(visit)


@forms.post("/deliveries/held/{delivery}/decision")
def decide_delivery(
    visit: SignedIn, request: Request, delivery: Entry, decision: Typed = "", because: Typed = ""
) -> Response:
    """Release or refuse."""
    reason = because.strip()
    if decision not in ("release", "refuse") or not 5 <= len(reason) <= 500:
        audit_failure(visit, Invalid())
        return _held(
            visit, [FormError(f"because-{delivery}", "Give a reason of 5 to 500 characters, and choose.")]
        )
    try:
        quality.decide_delivery(visit, delivery, release=decision == "release", because=reason)
    except Changed as changed:
        audit_failure(visit, changed)
        return _held(visit, [FormError(f"because-{delivery}", changed.detail)])
    return see_other(request, "/deliveries/held")


def _counted(card: Scorecard) -> Iterator[tuple[str, int | None, int | None]]:
    """What, how many, of how many."""
    yield "children", card.children, None
    yield "known to no other agency", card.unmatched, card.children
    for one in card.complete:
        yield f"complete: {one.name}", one.number, one.of
    for reason in card.rejected_for:
        yield f"put aside: {reason.table} {reason.column or ''}: {reason.reason}", reason.rows, None
    for group in card.groups:
        yield f"known to no other agency: {group.by}: {group.group}", group.unmatched, group.records


def _more(name: str, cursor: str | None) -> str | None:
    return f"/quality/{name}?cursor={cursor}" if cursor else None


def _corrections(visit: Visit, cursor: str | None, errors: list[FormError] | None = None) -> Response:
    found = quality.corrections(visit, AT_ONCE, cursor)
    context = QualityCorrectionsPage(
        **basics(visit),
        corrections=found.items,
        next_url=_more("corrections", found.next_cursor),
        errors=errors or [],
    )
    return page("quality_corrections", context, 422 if errors else 200)


def _values(visit: Visit, uid: str, errors: list[FormError] | None = None) -> Response:
    said = quality.values(visit, uid)
    if not said:
        raise NotFound
    context = ValuesPage(**basics(visit), uid=uid, values=said, errors=errors or [])
    return page("values", context, 422 if errors else 200)


def _held(visit: Visit, errors: list[FormError] | None = None) -> Response:
    context = HeldPage(**basics(visit), deliveries=quality.held(visit), errors=errors or [])
    return page("held", context, 422 if errors else 200)
