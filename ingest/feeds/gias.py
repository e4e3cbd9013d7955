"""Get Information about Schools: the national register of schools, and which school became which.

Columns are those of the published files ``edubasealldata*.csv`` and ``links_edubasealldata*.csv``, which the department
publishes in the encoding of Windows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ingest.feeds._rows import day, each, given, text
from ingest.feeds._statement import identifier_of
from ingest.feeds.declaration import Column, Feed, Owner, Row, Rows, Table, Type
from model.observations import Statement

CODE = "gias"

_BEFORE = re.compile(r"predecessor|result of amalgamation", re.IGNORECASE)
_AFTER = re.compile(r"successor", re.IGNORECASE)
"""Words of the link types by which one school came before or after another. Sixth-form links, closures and
expansions are no change of the school that a pupil attends."""

SCHOOL = (Owner("school", "urn"),)

ESTABLISHMENTS = Table(
    "establishments",
    (
        Column("urn", Type.URN, key=True),
        Column("name", required=True, aliases=("EstablishmentName",)),
        Column("authority", extension=True, aliases=("LA (code)",)),
        Column("number", extension=True, aliases=("EstablishmentNumber",)),
        Column("kind", extension=True, aliases=("TypeOfEstablishment (name)",)),
        Column("status", extension=True, aliases=("EstablishmentStatus (name)",)),
        Column("phase", extension=True, aliases=("PhaseOfEducation (name)",)),
        Column("opened", Type.DATE, extension=True, aliases=("OpenDate", "open_date")),
        Column("closed", Type.DATE, extension=True, aliases=("CloseDate",)),
        Column("postcode", Type.POSTCODE, extension=True),
        Column("telephone", Type.PHONE, extension=True, aliases=("TelephoneNum",)),
        Column("town", extension=True),
        Column("uprn", Type.UPRN, extension=True),
    ),
    owners=SCHOOL,
    doc="Schools, open and closed.",
    founds=True,
    required=False,
    files=("edubasealldata*", "edubaseallacademies*", "edubase*", "establishments", "gias*", "gias_names*"),
)

LINKS = Table(
    "links",
    (
        Column("link", Type.IDENTIFIER, key=True, made_of=("urn", "other_urn", "kind")),
        Column("urn", Type.URN, required=True),
        Column("other_urn", Type.URN, required=True, aliases=("LinkURN",)),
        Column("kind", required=True, aliases=("LinkType",)),
        Column("since", Type.DATE, extension=True, aliases=("LinkEstablishedDate",)),
        Column("other_name", extension=True, aliases=("LinkName",)),
    ),
    owners=SCHOOL,
    doc="Which school came before or after which.",
    required=False,
    files=("links_edubasealldata*", "links*", "gias_links*"),
)


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one school."""
    _, identifier = identifier_of(key)
    row: Row = next((row for _, row in each(rows, "establishments")), {})
    before, after = set[str](), set[str]()
    for _, link in each(rows, "links"):
        kind, other = str(link.get("kind")), str(link.get("other_urn"))
        if _BEFORE.search(kind):
            before.add(other)
        elif _AFTER.search(kind):
            after.add(other)
    authority, number = text(row, "authority"), text(row, "number")
    attributes = given(
        urn=identifier,
        name=text(row, "name"),
        laestab=f"{authority.zfill(3)}{number.zfill(4)}" if authority and number else None,
        local_authority=authority,
        kind=text(row, "kind"),
        status=text(row, "status"),
        phase=text(row, "phase"),
        opened=day(row, "opened"),
        closed=day(row, "closed"),
        postcode=text(row, "postcode"),
        telephone=text(row, "telephone"),
        predecessor_urns=sorted(before) or None,
        successor_urns=sorted(after) or None,
    )
    return Statement(key, CODE, CODE, "school", identifier, attributes=attributes)


def taken(names: Sequence[str], dates: Sequence[str]) -> dt.date | None:  # noqa: ARG001 - every feed is asked alike
    """The latest day in the files' names: ``edubasealldata20260901``."""
    days = []
    for name in names:
        found = re.search(r"((?:19|20)[0-9]{2})-?([01][0-9])-?([0-3][0-9])", name)
        try:
            days += [dt.date(*map(int, found.groups()))] if found else []
        except ValueError:
            continue
    return max(days, default=None)


FEED = Feed(
    code=CODE,
    agency_code=CODE,
    agency_name="Get Information about Schools",
    cadence_days=31,
    lawful_basis="Published by the Department for Education under the Open Government Licence; no personal data.",
    tables=(ESTABLISHMENTS, LINKS),
    observe=observe,
    doc="The national register of schools. Where it is delivered, its word on a school goes before an agency's.",
    usual_kind="full",
    registers=frozenset({"school"}),
    encodings=("utf-8", "cp1252"),
    taken=taken,
)
