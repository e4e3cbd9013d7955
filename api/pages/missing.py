"""Children whom expected services do not know, as pages: numbers and pictures, pieces of work, lines."""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode
from zlib import crc32

from fastapi import Form, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from absence.pictures import PICTURES, Seen
from api.context import Visit
from api.errors import Invalid, NotFound
from api.pages.common import basics, page, see_other
from api.pages.enquiries import AGENCIES, wrong_reason
from api.problems import audit_failure
from api.routing import SignedIn, form_router, page_router
from api.services import absence
from api.services.tables import csv_of
from api.store.absence import Moved
from model.absence import CAUSE_WORDS, OUTCOME_WORDS, WITHHELD, Band, Category, Cause, Line, Narrowed, Outcome
from web.contexts.base import FormError
from web.contexts.missing import MissingPage, Picture, WorkBegun
from web.contexts.missing_child import MissingChildPage
from web.contexts.missing_expectations import ExpectedOf, MissingExpectationsPage, VersionOf
from web.contexts.missing_work import Chosen, MissingWorkPage

router = page_router()
forms = form_router()
routers = [router, forms]

AT_ONCE = 100
WorkId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Name = Annotated[str, Path(pattern=r"^[0-9A-F]{8}$")]
Typed = Annotated[str, Form(max_length=20_000)]
Asked = Annotated[str, Query(max_length=100)]
CSV_HEADER = ("child", "why listed", "age", "area", "held by", "lacking", "known to", "explanation", "how sure",
              "evidence", "what would settle it", "on the list since", "gap in school days")  # fmt: skip


@router.get("/missing")
def show(visit: SignedIn) -> Response:
    """The numbers of the last night, and one's own pieces of work."""
    return _overview(visit, [])


def _overview(visit: Visit, errors: list[FormError], typed: dict[str, str] | None = None) -> Response:
    found = absence.overview(visit)
    context = MissingPage(
        **basics(visit),
        night=found.night if found else None,
        pictures=_pictures(visit, found) if found else [],
        nights=list(found.seen.nights) if found else [],
        ended=_ended(found.outcomes) if found else [],
        moves=[_moved(day, moved) for day, moved in found.moves] if found else [],
        works=[WorkBegun(each.id, each.title, each.day, each.at) for each in found.works] if found else [],
        typed=typed or {},
        errors=errors,
    )
    return page("missing", context, 422 if errors else 200)


def _ended(outcomes: Sequence[tuple[Cause, Outcome]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """How enquiries ended, in words, the commonest first."""
    by_cause: dict[Cause, Counter[Outcome]] = {}
    for cause, outcome in outcomes:
        by_cause.setdefault(cause, Counter())[outcome] += 1
    return [
        (CAUSE_WORDS[cause], [(OUTCOME_WORDS[outcome], number) for outcome, number in counted.most_common()])
        for cause, counted in sorted(by_cause.items(), key=lambda item: -item[1].total())
    ]


def _moved(day: dt.date, moved: Moved) -> tuple[dt.date, list[tuple[str, int]], list[tuple[str, int]]]:
    """A night's moves in words, the commonest first."""
    on = [(CAUSE_WORDS[cause], number) for cause, number in Counter(moved.on).most_common()]
    return day, on, Counter(moved.off).most_common()


def _pictures(visit: Visit, found: absence.Overview) -> list[Picture]:
    drawn = _drawn(visit, found.seen)
    return [
        Picture(
            name,
            PICTURES[name].title,
            PICTURES[name].table,
            f"data:image/svg+xml;base64,{b64encode(svg).decode()}",
        )
        for name, svg in drawn.items()
    ]


def _drawn(visit: Visit, seen: Seen) -> dict[str, bytes]:
    """Everything that can be drawn of a night, once for everybody: drawing takes seconds."""
    name = f"pictures {seen.night.day} {len(seen.nights)} {crc32(repr(seen.shapes).encode())}"
    return visit.parts.kept.of(
        name,
        lambda _graph, _today: {name: each.draw(seen) for name, each in PICTURES.items() if each.able(seen)},
    )


@router.get("/missing/expectations")
def show_expectations(visit: SignedIn) -> Response:
    """Who is expected to know which child, and every version of that."""
    found = absence.expected(visit)
    table = found.table
    context = MissingExpectationsPage(
        **basics(visit),
        version=table.version,
        changed_by=table.changed_by,
        reason=table.reason,
        rules=[
            ExpectedOf(
                rule.label, rule.who, rule.grace_days, [(feed, found.states[feed]) for feed in rule.feeds],
                [place for feed in rule.feeds for place in table.coverage.get(feed, ())], rule.basis,
            )
            for rule in table.rules
        ],
        own_terms=bool(table.terms),
        versions=[
            VersionOf(each.table.version, each.at, each.table.changed_by, each.table.reason)
            for each in found.versions
        ],
    )  # fmt: skip
    return page("missing_expectations", context)


@router.get("/missing/pictures/{name}.svg")
def picture(visit: SignedIn, name: Annotated[str, Path(pattern=r"^[a-z]{3,20}$")]) -> Response:
    """One picture of what is published."""
    found = absence.overview(visit)
    drawn = _drawn(visit, found.seen) if found else {}
    if name not in drawn:
        raise NotFound
    return Response(drawn[name], media_type="image/svg+xml")


@router.get("/missing/tables/{name}.csv")
def table(visit: SignedIn, name: Annotated[str, Path(pattern=r"^[a-z]{3,20}$")]) -> Response:
    """One published table."""
    found = absence.overview(visit)
    asked = next((each for each in tables_of(found.seen) if each[0] == name), None) if found else None
    if asked is None:
        raise NotFound
    return csv_of(*asked)


Published = tuple[str, list[str], list[list[object]]]


def tables_of(seen: Seen) -> Iterator[Published]:
    """Everything that is published, as a name, headings and rows: tables of counts, and what stands behind each picture
    and the appendix."""
    night = seen.night
    for counts in night.tables:
        cells: list[list[object]] = [[row, *("suppressed" if cell is None else cell for cell in shown)]
                                     for row, shown in zip(counts.rows, counts.cells, strict=True)]  # fmt: skip
        yield counts.name, [counts.title, *counts.columns], cells
    others: tuple[Published, ...] = (
        ("shares", ["service", "age", "expected", "known, per cent"],
         [[each.service, each.band.value, each.expected, _or_few(each.known)] for each in night.shares]),
        ("held", ["ward", "age", "estimated", "held, per cent"],
         [[each.area, each.band.value if each.band else "all", each.estimate, _or_few(each.share)]
          for each in night.held]),
        ("judged", ["age", "children judged"], [[band.value, number] for band, number in night.judged]),
        ("patterns", ["agencies", "children, rounded to five"],
         [["; ".join(each.feeds), each.children] for each in night.patterns]),
        ("causes", ["night", "first explanation", "children, rounded to five"],
         [[each.night, CAUSE_WORDS[each.cause], each.children] for one in seen.nights for each in one.causes]),
        ("gaps", ["night", "service that does not know them", "children, rounded to five"],
         [[each.night, each.service, each.children] for one in seen.nights for each in one.gaps]),
        ("estimates", ["of", "method", "on a list", "estimate", "low", "high", "assumptions"],
         [[each.of, each.method, each.seen, each.total, each.low, each.high,
           "; ".join(f"{name}: {says}" for name, says, _ in each.assumptions)]
          for each in (*night.guesses, *night.guesses_by_area)]),
    )  # fmt: skip
    yield from others


def _or_few(share: int | None) -> object:
    return "too few" if share is None else share


@forms.post("/missing/works")
def begin(visit: SignedIn, request: Request, title: Typed = "", reason: Typed = "") -> Response:
    """Begin a piece of work."""
    errors = wrong_reason(reason)
    if not 3 <= len(title.strip()) <= 100:
        errors.insert(0, FormError("title", "Name the piece of work in 3 to 100 characters."))
    if errors:
        audit_failure(visit, Invalid())
        return _overview(visit, errors, {"title": title, "reason": reason})
    work = absence.begin(visit, title.strip(), reason.strip())
    return see_other(request, f"/missing/works/{work.id}")


@router.get("/missing/works/{work}")
def show_work(
    visit: SignedIn, work: WorkId, category: Asked = "", cause: Asked = "", age: Asked = "", area: Asked = "",
    new: Asked = "", start: Annotated[int, Query(ge=0)] = 0,
) -> Response:  # fmt: skip
    """The list of a piece of work."""
    chosen = Chosen(category, cause, age, area, new)
    listing = absence.lines(visit, work, _narrowed(chosen))
    lines, begun = listing.lines, listing.work
    became = absence.become(visit, work)
    query = urlencode({name: text for name, text in asdict(chosen).items() if text})
    following = f"/missing/works/{work}?{query}&start={start + AT_ONCE}"
    context = MissingWorkPage(
        **basics(visit),
        become=became.table,
        went=became.went,
        judged=absence.denominators(visit, work),
        work=WorkBegun(begun.id, begun.title, begun.day, begun.at),
        chosen=chosen,
        areas=listing.areas,
        silent=listing.silent,
        in_full=absence.names(visit),
        lines=lines[start : start + AT_ONCE],
        count=len(lines),
        query=query,
        next_url=following if start + AT_ONCE < len(lines) else None,
    )
    return page("missing_work", context)


@router.get("/missing/works/{work}/lines.csv")
def work_csv(
    visit: SignedIn, work: WorkId, category: Asked = "", cause: Asked = "", age: Asked = "", area: Asked = "",
    new: Asked = "",
) -> Response:  # fmt: skip
    """The list for a statistician: as it was released, whoever takes it out."""
    asked = _narrowed(Chosen(category, cause, age, area, new))
    lines = absence.lines(visit, work, asked, taken_out=True).lines
    return csv_of("list", CSV_HEADER, [_row(line) for line in lines])


@router.get("/missing/works/{work}/lines/{name}")
def show_line(visit: SignedIn, work: WorkId, name: Name) -> Response:
    """One child under a pseudonym."""
    return _line(visit, work, name, [])


def _line(
    visit: Visit, work: str, name: str, errors: list[FormError], typed: dict[str, str] | None = None
) -> Response:
    begun, line = absence.line(visit, work, name)
    context = MissingChildPage(
        **basics(visit),
        work=WorkBegun(begun.id, begun.title, begun.day, begun.at),
        line=line,
        agencies=list(AGENCIES),
        names=absence.names(visit),
        candidates=sorted({name for each in line.explanations for name in each.candidates}),
        typed=typed or {},
        errors=errors,
    )
    return page("missing_child", context, 422 if errors else 200)


@forms.post("/missing/works/{work}/lines/{name}/hand-over")
def hand_over(
    visit: SignedIn, request: Request, work: WorkId, name: Name, agency: Typed = "", reason: Typed = ""
) -> Response:
    """Hand the child over for enquiries."""
    errors = wrong_reason(reason, "hand_over_reason")
    if agency not in AGENCIES:
        errors.insert(0, FormError("agency", "Choose an agency."))
    if errors:
        audit_failure(visit, Invalid())
        return _line(visit, work, name, errors, {"agency": agency, "hand_over_reason": reason})
    absence.hand_over(visit, work, name, agency, reason.strip())
    return see_other(request, f"/missing/works/{work}")


@forms.post("/missing/works/{work}/lines/{name}/name")
def open_name(
    visit: SignedIn, request: Request, work: WorkId, name: Name, reason: Typed = "", who: Typed = ""
) -> Response:
    """Learn who the child is, or a candidate of its explanations, and go on to the usual question of why their record
    is opened."""
    errors = wrong_reason(reason)
    if errors:
        audit_failure(visit, Invalid())
        return _line(visit, work, name, errors, {"who": who, "reason": reason})
    if who and not re.fullmatch(r"[0-9A-F]{8}", who):
        raise NotFound
    person = absence.open_name(visit, work, who or name, reason.strip())
    return see_other(request, f"/children/{person.uid}/reason")


def _narrowed(chosen: Chosen) -> Narrowed:
    """A choice of lines. Raises Invalid for what is none of the choices."""
    kinds: tuple[tuple[str, type[StrEnum], str], ...] = (
        ("category", Category, "Choose one of the reasons."),
        ("cause", Cause, "Choose one of the explanations."),
        ("age", Band, "Choose one of the ages."),
    )
    for name, kind, says in kinds:
        if (text := getattr(chosen, name)) and text not in set(kind):
            raise Invalid([(name, says)])
    return Narrowed(
        category=Category(chosen.category) if chosen.category else None,
        cause=Cause(chosen.cause) if chosen.cause else None,
        band=Band(chosen.age) if chosen.age else None,
        area=chosen.area or None,
        new=chosen.new == "Y",
    )


def _row(line: Line) -> list[object]:
    first = line.explanations[0]
    return [
        line.child, "; ".join(line.categories) or WITHHELD, line.age, line.area, "; ".join(line.seen_by),
        "; ".join(line.expected), "; ".join(line.known_to), CAUSE_WORDS[first.cause], first.standing.value,
        first.evidence, first.settles, line.since, line.gap_school_days,
    ]  # fmt: skip
