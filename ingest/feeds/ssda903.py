"""The return of looked-after children (SSDA903), as CSV files or as XML, one year after another.

It holds no names. A child is the authority's own identifier (N00097), which is never used again for another child, so
that the record stands beside the record of that identifier in children's social care and is told apart from all others.
Convictions, health outcomes and whatever tells of an adoption are not taken: an index of who is involved may not hold
the ones, and the others would join two identities.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from ingest.documents import xml
from ingest.feeds._returns import EVERY_DELIVERY_BRINGS, LAWFUL_BASIS, child_statement, returns_observe
from ingest.feeds._rows import day, each, given, text
from ingest.feeds._social_care_codes import CEASED_REASONS, LEGAL_STATUSES, PRIMARY_NEEDS
from ingest.feeds.declaration import Column, Document, Feed, Opened, Owner, Row, Rows, Table, Type
from model.codes import InvolvementKind, InvolvementStatus
from model.observations import Claim, Identity, Statement, record_key

CODE = "ssda903"
SERVICE = f"{CODE}:service:looked_after"

_CHILD = (Owner("person", "child"),)
_CHILD_COLUMN = Column(
    "child", Type.IDENTIFIER, "The authority's own identifier of the child.", required=True
)
_DOB = Column("dob", Type.DATE, extension=True)
SEX = {"1": "male", "2": "female", "M": "boy", "F": "girl", "U": "not recorded"}
_SEX: Mapping[str, Literal["F", "M"]] = {"1": "M", "2": "F", "M": "M", "F": "F"}

HEADER = Table(
    "header",
    (
        Column("child", Type.IDENTIFIER, "The authority's own identifier of the child.", key=True),
        Column("sex", Type.CODE, codes=SEX, extension=True),
        _DOB,
        Column("ethnic", doc="Ethnicity.", extension=True),
        Column("upn", Type.UPN, extension=True),
        Column("mother", Type.YES_NO, "The child is a mother.", extension=True),
        Column("mc_dob", Type.DATE, "Date of birth of her child.", extension=True),
    ),
    owners=_CHILD,
    doc="Every child of the return.",
    founds=True,
    required=False,
    files=("header",),
)

EPISODES = Table(
    "episodes",
    (
        Column("episode", Type.IDENTIFIER, key=True, made_of=("child", "decom")),
        _CHILD_COLUMN,
        Column("decom", Type.DATE, "First day of the episode.", required=True),
        Column("rne", doc="Why the episode began.", extension=True),
        Column("ls", Type.CODE, "Legal status.", codes=LEGAL_STATUSES, extension=True),
        Column("cin", Type.CODE, "Category of need.", codes=PRIMARY_NEEDS, extension=True),
        Column("place", doc="Placement type.", extension=True, aliases=("PL",)),
        Column("place_provider", extension=True),
        Column("dec", Type.DATE, "Last day of the episode.", extension=True),
        Column("rec", Type.CODE, "Why it ended.", codes=CEASED_REASONS, extension=True),
        Column("reason_place_change", extension=True),
        Column("home_post", Type.POSTCODE, extension=True, located=True),
        Column("pl_post", Type.POSTCODE, extension=True, located=True),
        Column("urn", doc="Number of the setting, of seven digits.", extension=True, located=True),
    ),
    owners=_CHILD,
    doc="Episodes of being looked after: a new one begins with every change of placement or legal status.",
    required=False,
    files=("episodes", "episode"),
)

MISSING = Table(
    "missing",
    (
        Column("absence", Type.IDENTIFIER, key=True, made_of=("child", "mis_start")),
        _CHILD_COLUMN,
        _DOB,
        Column("missing", Type.CODE, codes={"M": "missing", "A": "away without leave"}, extension=True),
        Column("mis_start", Type.DATE, required=True),
        Column("mis_end", Type.DATE, extension=True),
    ),
    owners=_CHILD,
    doc="Times missing or away from the placement.",
    required=False,
    files=("missing",),
)

UASC = Table(
    "uasc",
    (
        Column("child", Type.IDENTIFIER, key=True),
        Column("sex", Type.CODE, codes=SEX, extension=True),
        _DOB,
        Column("duc", Type.DATE, "Until when the child counts as unaccompanied.", extension=True),
    ),
    owners=_CHILD,
    doc="Unaccompanied children who seek asylum.",
    required=False,
    files=("uasc",),
)

REVIEWS = Table(
    "reviews",
    (
        Column("key", Type.IDENTIFIER, key=True, made_of=("child", "review")),
        _CHILD_COLUMN,
        _DOB,
        Column("review", Type.DATE, required=True),
        Column("review_code", doc="How the child took part.", extension=True),
    ),
    owners=_CHILD,
    doc="Reviews of the care plan.",
    required=False,
    files=("reviews", "review"),
)

WORKERS = Table(
    "sw_episodes",
    (
        Column("key", Type.IDENTIFIER, key=True, made_of=("child", "sw_decom")),
        _CHILD_COLUMN,
        _DOB,
        Column("sw_id", Type.IDENTIFIER, "Registration number of the social worker.", required=True),
        Column("sw_decom", Type.DATE, required=True),
        Column("sw_dec", Type.DATE, extension=True),
        Column("sw_reason", extension=True),
    ),
    owners=_CHILD,
    doc="Social workers, one after another.",
    required=False,
    files=("sw_episodes", "social_worker", "swepisodes"),
)

SOCIAL_WORKERS = Table(
    "social_workers",
    (Column("sw_id", Type.IDENTIFIER, key=True),),
    owners=(Owner("professional", "sw_id"),),
    doc="Social workers whom the return names by number.",
    founds=True,
    required=False,
    drawn_from=("sw_episodes",),
)

LEAVERS = Table(
    "oc3",
    (
        Column("child", Type.IDENTIFIER, key=True),
        _DOB,
        Column(
            "in_touch",
            doc="Whether the authority is in touch; DIED where the young person has died.",
            extension=True,
        ),
        Column("activ", doc="What they do.", extension=True),
        Column("accom", doc="How they live.", extension=True),
    ),
    owners=_CHILD,
    doc="Care leavers at their birthdays from 17 to 21.",
    required=False,
    files=("oc3", "care_leavers"),
)

NOT_TAKEN = {
    "oc2": "convictions and health outcomes; more than an index of who is involved may hold",
    "ad1": "adoption; it would join two identities that must stay apart",
    "placed_for_adoption": "adoption; it would join two identities that must stay apart",
    "previous_permanence": "adoption; it would join two identities that must stay apart",
    "prev_perm": "adoption; it would join two identities that must stay apart",
    "dolo": "deprivation of liberty; more than an index of who is involved may hold",
}


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one record of the return."""
    return returns_observe(key, rows, CODE, _child)


def _child(key: str, identifier: str, rows: Rows) -> Statement:
    header: Row = next((row for _, row in each(rows, "header")), {})
    born = day(header, "dob")
    upn = text(header, "upn")
    identity = Identity(
        date_of_birth=born,
        dob_certainty="exact" if born else None,
        sex=_SEX.get(str(header.get("sex"))),
        upn=upn,
        ethnicity=text(header, "ethnic"),
    )
    return child_statement(
        key, CODE, identifier, identity, [*_episodes(rows), *_leaving(rows), *_workers(rows)]
    )


def _episodes(rows: Rows) -> Iterator[Claim]:
    reviews = sorted(str(row["review"]) for _, row in each(rows, "reviews") if "review" in row)
    for case, row in each(rows, "episodes"):
        from_, to = day(row, "decom"), day(row, "dec")
        within = [
            review
            for review in reviews
            if (from_ is None or review >= from_.isoformat()) and (to is None or review <= to.isoformat())
        ]
        ended = to is not None or ("rec" in row and row["rec"] != "X1")
        properties = given(
            kind=InvolvementKind.LOOKED_AFTER.value,
            status=(InvolvementStatus.CLOSED if ended else InvolvementStatus.OPEN).value,
            legal_status=text(row, "ls"),
            last_contact=dt.date.fromisoformat(within[-1]) if within else None,
            from_=from_,
            to=to,
            case=case,
        )
        yield Claim("INVOLVED_WITH", SERVICE, properties=properties)


def _leaving(rows: Rows) -> Iterator[Claim]:
    for case, row in each(rows, "oc3"):
        ended = text(row, "in_touch") in ("DIED", "NREQ")
        status = InvolvementStatus.CLOSED if ended else InvolvementStatus.OPEN
        properties = given(kind=InvolvementKind.CARE_LEAVER.value, status=status.value, case=f"leaver {case}")
        yield Claim("INVOLVED_WITH", SERVICE, properties=properties)


def _workers(rows: Rows) -> Iterator[Claim]:
    for _, row in each(rows, "sw_episodes"):
        worker = text(row, "sw_id")
        if worker:
            properties = given(
                role="Social worker", service=SERVICE, from_=day(row, "sw_decom"), to=day(row, "sw_dec")
            )
            yield Claim(
                "WORKS_WITH", record_key(CODE, "professional", worker), outgoing=False, properties=properties
            )


def taken(names: Sequence[str], dates: Sequence[str]) -> dt.date | None:  # noqa: ARG001 - every feed is asked alike
    """The end of the return's year: the first 31 March on or after the latest day in its files that has come. Dates of
    the future (until when a child counts as unaccompanied) say nothing."""
    today = dt.datetime.now(dt.UTC).date()
    days = [found for each in dates if (found := dt.date.fromisoformat(each)) <= today]
    if not days:
        return None
    last = max(days)
    end = dt.date(last.year, 3, 31)
    return min(end if last <= end else dt.date(last.year + 1, 3, 31), today)


_HEADER_PATHS = {"child": "CHILDID", "dob": "DOB"}
_XML = [
    xml.Rows(
        "header",
        "HEADER",
        {
            **_HEADER_PATHS,
            "sex": "SEX",
            "ethnic": "ETHNIC",
            "upn": "UPN",
            "mother": "MOTHER",
            "mc_dob": "MC_DOB",
        },
    ),
    xml.Rows(
        "episodes",
        "EPISODE",
        {
            "child": "../HEADER/CHILDID",
            "decom": "DECOM",
            "rne": "RNE",
            "ls": "LS",
            "cin": "CIN",
            "place": "PL|PLACE",
            "place_provider": "PLACE_PROVIDER",
            "dec": "DEC",
            "rec": "REC",
            "reason_place_change": "REASON_PLACE_CHANGE",
            "home_post": "HOME_POST",
            "pl_post": "PL_POST",
            "urn": "URN",
        },
    ),
    xml.Rows(
        "missing",
        "AMISSING",
        {
            "child": "../CHILDID",
            "dob": "../DOB",
            "missing": "MISSING",
            "mis_start": "MIS_START",
            "mis_end": "MIS_END",
        },
    ),
    xml.Rows("uasc", "HEADER", {**_HEADER_PATHS, "sex": "SEX", "duc": "DUC"}, when="duc"),
    xml.Rows(
        "reviews",
        "AREVIEW",
        {"child": "../CHILDID", "dob": "../DOB", "review": "REVIEW", "review_code": "REVIEW_CODE"},
    ),
    xml.Rows(
        "oc3",
        "HEADER",
        {**_HEADER_PATHS, "in_touch": "IN_TOUCH", "activ": "ACTIV", "accom": "ACCOM"},
        when="in_touch",
    ),
]


def open_xml(path: Path) -> Opened:
    """The return as XML."""
    return Opened(xml.Reading(xml.parse(path)).sheets(_XML))


FEED = Feed(
    code=CODE,
    agency_code="social_care",
    agency_name="Children's social care",
    cadence_days=366,
    lawful_basis=LAWFUL_BASIS,
    tables=(HEADER, EPISODES, MISSING, UASC, REVIEWS, WORKERS, SOCIAL_WORKERS, LEAVERS),
    observe=observe,
    doc=(
        "The return of looked-after children. It has no names: a child stands beside the social-care record of the "
        "same identifier, else for itself, and is never taken for somebody who merely looks alike. Years are laid "
        "over each other."
    ),
    constant_records={SERVICE: EVERY_DELIVERY_BRINGS},
    usual_kind="changes",
    documents=(Document("SSDA903 as XML", (".xml",), xml.has_root("EXPSSDA903", "SSDA903"), open_xml),),
    parts=r"(?:19|20)[0-9]{2}(?:[-_ ]?[0-9]{2}(?![0-9]))?",
    not_taken=NOT_TAKEN,
    taken=taken,
)
