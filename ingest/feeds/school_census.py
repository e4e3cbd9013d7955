"""School census extracts as authorities keep them: pupils on roll, and pupils who left since the census before.

Their columns change from term to term. Every column but those that say who and where may be absent, and new ones are
reported and left; no term needs new code. A pupil is the UPN, which the census requires of every pupil. The extract of
a term replaces that of the term before: a pupil who moved is claimed by the new school and no longer by the old one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from ingest.feeds._addresses import parts_form
from ingest.feeds._rows import day, each, given, text
from ingest.feeds._statement import identifier_of, lives_at, most_telling, upn_identity, without_repeats
from ingest.feeds.declaration import Column, Feed, Owner, Row, Rows, Table, Type, Via
from model.codes import ResidenceKind
from model.identifiers import compact, upn_has_form
from model.observations import AddressForm, Claim, Identity, Statement, record_key

CODE, AGENCY = "school_census", "education"
SEX = {"M": "male", "F": "female", "1": "boy", "2": "girl"}
_SEX: Mapping[str, Literal["F", "M"]] = {"M": "M", "F": "F", "1": "M", "2": "F"}
ENROLMENT = {
    "C": "current, at this school only",
    "M": "current, this school is the main one of two",
    "S": "current, this school is the second one",
    "F": "at a college of further education",
    "O": "of another provider",
    "G": "guest",
}
_STATUS = {"C": "current", "M": "main", "S": "subsidiary", "F": "guest", "O": "guest", "G": "guest"}

_PUPIL = (Owner("person", "upn"),)
_TABLE_ID = "pupilonrolltableid"
_LEFT_ID = "pupilnolongeronrolltableid"


def _pupils(
    name: str, id_: str, doc: str, *more: Column, key: tuple[str, ...], files: tuple[str, ...]
) -> Table:
    return Table(
        name,
        (
            Column("key", Type.IDENTIFIER, key=True, made_of=key),
            Column("upn", Type.IDENTIFIER, "Unique pupil number.", required=True),
            Column(
                "school", Type.IDENTIFIER, "URN, number of the authority and school, or the extract's own code.",
                required=True, aliases=("NativeId", "URN", "LAESTAB", "EstabNo", "SchoolId"),
            ),
            Column(id_, Type.IDENTIFIER, "Names the row in other tables of the extract.", extension=True),
            Column("dob", Type.DATE, extension=True, aliases=("DateOfBirth", "PupilDOB")),
            Column("surname", extension=True),
            Column("forename", extension=True),
            Column("middlenames", extension=True),
            Column("preferredsurname", extension=True),
            Column("formersurname", extension=True),
            Column("formerupn", Type.UPNS, extension=True),
            Column("uniquelearnernumber", Type.ULN, extension=True, aliases=("ULN",)),
            Column("sex", Type.CODE, codes=SEX, extension=True, aliases=("Gender",)),
            Column("entrydate", Type.DATE, extension=True, located=True),
            *more,
        ),
        owners=_PUPIL,
        doc=doc,
        founds=True,
        sort="pupil",
        required=False,
        files=files,
    )  # fmt: skip


ON_ROLL = _pupils(
    "pupilonroll",
    _TABLE_ID,
    "Pupils on roll on the day of the census.",
    Column("enrolstatus", Type.CODE, codes=ENROLMENT, extension=True, aliases=("EnrolmentStatus",)),
    Column("ncyearactual", doc="Year group.", extension=True),
    key=("upn", "school", "entrydate"),
    files=("pupilonroll", "pupils_on_roll"),
)

LEFT = _pupils(
    "pupilnolongeronroll",
    _LEFT_ID,
    "Pupils who left since the census before.",
    Column("leavingdate", Type.DATE, extension=True, located=True),
    key=("upn", "school", "entrydate", "leavingdate"),
    files=("pupilnolongeronroll", "pupils_no_longer_on_roll"),
)


def _of_pupil(name: str, of: str, id_: str, doc: str, *columns: Column, key: tuple[str, ...]) -> Table:
    return Table(
        name,
        (
            Column("key", Type.IDENTIFIER, key=True, made_of=key),
            Column(id_, Type.IDENTIFIER, required=True),
            Column("upn", Type.IDENTIFIER, required=True, via=Via(of, id_, "upn", id_)),
            *columns,
        ),
        owners=_PUPIL,
        doc=doc,
        required=False,
        files=(name,),
    )


def _addresses(name: str, of: str, id_: str, order: str) -> Table:
    return _of_pupil(
        name, of, id_, "Addresses of pupils, in the order of the extract.",
        Column(order, extension=True),
        Column("uprn", Type.UPRN, extension=True, located=True, aliases=("UniquePropertyReferenceNumber",)),
        Column("saon", extension=True, located=True),
        Column("paon", extension=True, located=True),
        Column("street", extension=True, located=True),
        Column("locality", extension=True, located=True),
        Column("town", extension=True, located=True),
        Column("postcode", Type.POSTCODE, extension=True, located=True),
        key=(id_, order),
    )  # fmt: skip


ADDRESSES = _addresses("addressesonroll", "pupilonroll", _TABLE_ID, "addressesonrollorderseqcolumn")
ADDRESSES_LEFT = _addresses(
    "addressesoffroll", "pupilnolongeronroll", _LEFT_ID, "addressesoffrollorderseqcolumn"
)

SCHOOLS = Table(
    "schools",
    (Column("school", Type.IDENTIFIER, key=True, extension=False),),
    owners=(Owner("school", "school"),),
    doc="Schools that the extract names.",
    founds=True,
    required=False,
    drawn_from=("pupilonroll", "pupilnolongeronroll"),
)

NOT_TAKEN = {
    "termlyexclusionsonroll": "suspensions and exclusions of a term gone by; the feed of exclusions brings each",
    "termlyexclusionsoffroll": "suspensions and exclusions of a term gone by; the feed of exclusions brings each",
    "senneeds": "special educational needs; more than an index of who is involved may hold",
}


def observe(key: str, rows: Rows) -> Statement:
    """The statement of one pupil or of one school."""
    kind, identifier = identifier_of(key)
    if kind == "school":
        return Statement(key, CODE, AGENCY, "school", identifier, attributes=school_attributes(identifier))
    return _pupil(key, identifier, rows)


def school_attributes(identifier: str) -> dict[str, str]:
    """What a number says of a school: its URN of six digits, its number in the authority of seven, or a code."""
    kind = {6: "urn", 7: "laestab"}.get(len(identifier)) if re.fullmatch("[0-9]+", identifier) else None
    number = kind or ""
    return {**({number: identifier} if number else {}), "name": f"School {identifier}"}


def _pupil(key: str, identifier: str, rows: Rows) -> Statement:
    roll = [row for _, row in each(rows, "pupilonroll")]
    row: Row = next(iter(roll or [row for _, row in each(rows, "pupilnolongeronroll")]), {})
    born = day(row, "dob")
    number = compact(identifier)
    upn, former = upn_identity(number if upn_has_form(number) else None, text(row, "formerupn"))
    surname = text(row, "surname") or text(row, "preferredsurname")
    preferred = text(row, "preferredsurname")
    stays, unplaced = _stays(rows)
    return Statement(
        key,
        CODE,
        AGENCY,
        "child",
        identifier,
        identity=Identity(
            forename=text(row, "forename"),
            middle_names=text(row, "middlenames"),
            surname=surname,
            known_as=f"{text(row, 'forename') or ''} {preferred}".strip()
            if preferred not in (None, surname)
            else None,
            former_surname=text(row, "formersurname"),
            date_of_birth=born,
            dob_certainty="exact" if born else None,
            sex=_SEX.get(str(row.get("sex"))),
            upn=upn,
            former_upns=former,
            uln=text(row, "uniquelearnernumber"),
        ),
        claims=without_repeats([*_attending(rows), *stays]),
        unplaced=unplaced,
    )


def _attending(rows: Rows) -> Iterator[Claim]:
    for table in ("pupilonroll", "pupilnolongeronroll"):
        for _, row in each(rows, table):
            left = day(row, "leavingdate")
            gone = table == "pupilnolongeronroll"
            status = "left" if gone else _STATUS.get(str(row.get("enrolstatus")), "current")
            school = text(row, "school")
            if school:
                said = given(status=status, from_=day(row, "entrydate"), to=left)
                yield Claim("ATTENDS", record_key(CODE, "school", school), properties=said)


def _stays(rows: Rows) -> tuple[list[Claim], str | None]:
    """Addresses of pupils on roll; of those who left, where they lived then."""
    claims: list[Claim] = []
    reasons: list[str] = []
    current = False
    for table in ("addressesonroll", "addressesoffroll"):
        for _, row in each(rows, table):
            form = parts_form({name: value for name, value in row.items() if not _placeholder(name, value)})
            if isinstance(form, AddressForm):
                claims.append(lives_at(form, ResidenceKind.MAIN_HOME.value))
                current = True
            else:
                reasons.append(form or "none_given")
    return claims, None if current or not reasons else most_telling(reasons)


def _placeholder(name: str, value: object) -> bool:
    """A UPRN of one digit counts rows and names no property."""
    return name == "uprn" and len(str(value).lstrip("0")) < 2


def taken(names: Sequence[str], dates: Sequence[str]) -> dt.date | None:  # noqa: ARG001 - every feed is asked alike
    """The day of the census that the files' names tell: the first Thursday of October, the third of January and the
    third of May (school census guide)."""
    for name in names:
        found = re.search(r"((?:19|20)[0-9]{2})[-_ ]?(autumn|spring|summer)", name)
        if found:
            month, which = {"autumn": (10, 1), "spring": (1, 3), "summer": (5, 3)}[found.group(2)]
            first = dt.date(int(found.group(1)), month, 1)
            return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 7 * (which - 1))
    return None


FEED = Feed(
    code=CODE,
    agency_code=AGENCY,
    agency_name="Education",
    cadence_days=122,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Education Act 1996 s. 537A; Children Act 2004 s. 16LA once in force."
    ),
    tables=(ON_ROLL, LEFT, ADDRESSES, ADDRESSES_LEFT, SCHOOLS),
    observe=observe,
    doc=(
        "The school census of each term as extracts. A pupil is the UPN. Columns differ from term to term; what is new "
        "is reported and left."
    ),
    usual_kind="full",
    parts=r"(?:19|20)[0-9]{2}[-_ ]?(?:autumn|spring|summer)",
    not_taken=NOT_TAKEN,
    taken=taken,
)
