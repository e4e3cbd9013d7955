"""Police: missing episodes, domestic-abuse incidents with the role of each party, other events that were notified."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.feeds._agency import (
    IDENTIFIER,
    RELATIONSHIPS_TABLE,
    Said,
    Voice,
    first,
    people_table,
    stay,
)
from ingest.feeds._columns import ADDRESS
from ingest.feeds._rows import day, each, flag, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import (
    EventKind,
    EventRole,
    ProtectionBasis,
    ProtectionKind,
    ResidenceKind,
    ServiceKind,
)
from model.observations import Claim, ProtectionClaim

EPISODE = "M"
"""Before the identifier of a missing episode, which may be that of an incident as well."""

_KINDS = {
    "DOMESTIC_ABUSE": EventKind.DOMESTIC_ABUSE,
    "EXPLOITATION": EventKind.EXPLOITATION_CONCERN,
    "PROTECTION": EventKind.POLICE_PROTECTION,
    "ARREST": EventKind.ARREST,
    "OTHER": EventKind.OTHER_POLICE,
}
_ROLES = {
    "VICTIM": EventRole.VICTIM,
    "ALLEGED_PERPETRATOR": EventRole.ALLEGED_PERPETRATOR,
    "CHILD_PRESENT": EventRole.CHILD_PRESENT,
    "CHILD_OF_HOUSEHOLD": EventRole.CHILD_OF_HOUSEHOLD,
    "SUBJECT": EventRole.SUBJECT,
    "ASSOCIATE": EventRole.ASSOCIATE,
}
_GRADES = {"STANDARD": "graded standard", "MEDIUM": "graded medium", "HIGH": "graded high"}
_INTERVIEWS = {"HELD": "held", "DECLINED": "declined", "NOT_OFFERED": "not_offered"}

INCIDENTS = Table(
    "incidents",
    (
        Column("incident_id", IDENTIFIER, key=True),
        Column(
            "incident_type",
            Type.CODE,
            required=True,
            codes={
                "DOMESTIC_ABUSE": "domestic abuse",
                "EXPLOITATION": "concern about exploitation",
                "PROTECTION": "police protection, Children Act 1989 s. 46",
                "ARREST": "arrest of a child",
                "OTHER": "another event that was notified",
            },
        ),
        Column("incident_date", Type.DATE, required=True),
        Column("grade", Type.CODE, "The grade that the officers gave the incident.", codes=_GRADES),
        Column("outcome", doc="In a few words; no narrative."),
    ),
    owners=(Owner("event", "incident_id"),),
    doc="Incidents that were notified to children's services.",
    founds=True,
)

PARTIES = Table(
    "parties",
    (
        Column("party_id", IDENTIFIER, key=True),
        Column("incident_id", IDENTIFIER, required=True),
        Column("person_id", IDENTIFIER, required=True),
        Column(
            "role",
            Type.CODE,
            required=True,
            codes={
                "VICTIM": "victim",
                "ALLEGED_PERPETRATOR": "alleged perpetrator",
                "CHILD_PRESENT": "child who was present",
                "CHILD_OF_HOUSEHOLD": "child of the household who was not present",
                "SUBJECT": "the person whom it concerns",
                "ASSOCIATE": "was with them",
            },
        ),
        Column("place", doc="Where this person was.", located=True),
        Column("marac", Type.YES_NO, "Referred to a multi-agency risk assessment conference as victim."),
        Column("marac_date", Type.DATE),
        Column("protected_from_id", IDENTIFIER, "The alleged abuser, a person of this feed."),
    ),
    owners=(Owner("person", "person_id"),),
    doc="Who was party to an incident, and as what.",
    protects=("marac", True),
)

MISSING = Table(
    "missing_episodes",
    (
        Column("episode_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("episode_type", Type.CODE, codes={"M": "missing", "A": "away without authority"}),
        Column("start_date", Type.DATE, required=True),
        Column("end_date", Type.DATE, "Empty while it lasts."),
        Column("found_place", doc="Where the person was found.", located=True),
        Column("interview", Type.CODE, "The return interview.", codes=_INTERVIEWS),
        Column("interview_date", Type.DATE),
    ),
    owners=(
        Owner("event", "episode_id", prefix=EPISODE),
        Owner("person", "person_id", founds=False),
    ),
    doc="Episodes of children who were missing, with the interview on their return.",
    founds=True,
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    row = first(rows, "people")
    home, why = stay(row, ResidenceKind.SAID_BY_OTHERS.value, confirmed=day(row, "address_date"))
    return Said([*home, *_parties(voice, rows)], _protections(voice, rows), why)


def _parties(voice: Voice, rows: Rows) -> Iterator[Claim]:
    for _, row in each(rows, "parties"):
        incident = text(row, "incident_id")
        if incident:
            role = _ROLES.get(str(row.get("role")), EventRole.SUBJECT)
            yield voice.party_to(incident, role, text(row, "place"))
    for episode, row in each(rows, "missing_episodes"):
        yield voice.party_to(f"{EPISODE}{episode}", EventRole.MISSING, text(row, "found_place"))


def _protections(voice: Voice, rows: Rows) -> Iterator[ProtectionClaim]:
    """Whoever was referred to a conference as a victim is withheld provisionally (design decision 7)."""
    for party, row in each(rows, "parties"):
        if flag(row, "marac"):
            abuser = text(row, "protected_from_id")
            yield ProtectionClaim(
                voice.key("marac", party),
                ProtectionKind.LOCATION.value,
                ProtectionBasis.MARAC.value,
                day(row, "marac_date"),
                alleged_abuser=voice.key("person", abuser) if abuser else None,
            )


def _event(identifier: str, rows: Rows) -> dict[str, Any]:
    episode = first(rows, "missing_episodes")
    if episode or (identifier.startswith(EPISODE) and not rows.get("incidents")):
        away = episode.get("episode_type") == "A"
        return {
            "kind": (EventKind.AWAY if away else EventKind.MISSING_EPISODE).value,
            "on": day(episode, "start_date"),
            "until": day(episode, "end_date"),
            "interview": _INTERVIEWS.get(str(episode.get("interview"))),
            "interview_on": day(episode, "interview_date"),
        }
    row = first(rows, "incidents")
    return {
        "kind": _KINDS.get(str(row.get("incident_type")), EventKind.OTHER_POLICE).value,
        "on": day(row, "incident_date"),
        "category": _GRADES.get(str(row.get("grade"))),
        "outcome": text(row, "outcome"),
    }


VOICE = Voice("police", ServiceKind.OTHER, _said, event=_event)

FEED = Feed(
    code="police",
    agency_code="police",
    agency_name="Police",
    cadence_days=1,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e), and Data Protection Act 2018 Part 3 on the side of the police: Children "
        "Act 2004 s. 11; for special categories and data about offences Art. 9(2)(g) and Art. 10 with Sch. 1 para. 18."
    ),
    tables=(
        people_table(
            "Children who were notified, and the adults of the same incidents. The address is the one given then.",
            *ADDRESS,
            Column("address_date", Type.DATE, "The day on which the address was given.", located=True),
        ),
        RELATIONSHIPS_TABLE,
        INCIDENTS,
        PARTIES,
        MISSING,
    ),
    observe=VOICE.observe,
    doc="Events that were notified to children's services. No crime record, no intelligence, no narrative.",
    constant_records=VOICE.constant_records,
)
