"""Protected identities: adoption, witness protection, court orders. Whom they withhold, and which two stay apart."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.feeds._agency import IDENTIFIER, NHS_NUMBER, Said, Voice, people_table
from ingest.feeds._rows import day, each, text
from ingest.feeds.declaration import Column, Feed, Owner, Rows, Table, Type
from model.codes import ProtectionBasis, ProtectionKind, ServiceKind
from model.observations import ProtectionClaim

PROTECTIONS = Table(
    "protections",
    (
        Column("protection_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column(
            "protection_kind",
            Type.CODE,
            codes={
                "LOCATION": "where the person is is withheld",
                "HIDDEN": "the person does not exist for others",
                "SEALED": "as hidden, and no emergency opens it",
            },
        ),
        Column(
            "basis",
            Type.CODE,
            codes={
                "ADOPTION": "adoption",
                "WITNESS_PROTECTION": "witness protection",
                "COURT_ORDER": "court order",
                "OTHER": "another",
            },
        ),
        Column("from_date", Type.DATE),
        Column("until_date", Type.DATE, "Only a person ends a protection."),
        Column("alleged_abuser_id", IDENTIFIER, "Whom it protects from, a person of this feed."),
        Column(
            "sealed_from",
            IDENTIFIER,
            "With SEALED: the other identity, a person of this feed or a whole record key; kept as keyed hashes only.",
            sealed=True,
        ),
    ),
    owners=(Owner("person", "person_id"),),
    doc="What is withheld of whom.",
    protects=True,
)


def _said(voice: Voice, identifier: str, rows: Rows) -> Said:  # noqa: ARG001
    return Said(protections=_protections(voice, rows))


def _protections(voice: Voice, rows: Rows) -> Iterator[ProtectionClaim]:
    for identifier, row in each(rows, "protections"):
        kind, basis, abuser = text(row, "protection_kind"), text(row, "basis"), text(row, "alleged_abuser_id")
        yield ProtectionClaim(
            key=voice.key("protection", identifier),
            # A kind that nobody can read still protects: hidden, until somebody says what was meant.
            kind=kind.lower() if kind else ProtectionKind.HIDDEN.value,
            basis=basis.lower() if basis else ProtectionBasis.OTHER.value,
            since=day(row, "from_date"),
            until=day(row, "until_date"),
            alleged_abuser=voice.key("person", abuser) if abuser else None,
        )


VOICE = Voice("protected_identities", ServiceKind.OTHER, _said)

FEED = Feed(
    code="protected_identities",
    agency_code="protected_identities",
    agency_name="Adoption and protected identities",
    cadence_days=7,
    lawful_basis=(
        "Public task, UK GDPR Art. 6(1)(e): Adoption and Children Act 2002 ss. 56 to 65, Serious Organised Crime and "
        "Police Act 2005 ss. 82 to 94; for special categories Art. 9(2)(g) with the Data Protection Act 2018, Sch. 1 "
        "para. 18."
    ),
    tables=(
        people_table(
            "Those who are protected, as they are called now.", NHS_NUMBER, protects=True, may_be_empty=True
        ),
        PROTECTIONS,
    ),
    observe=VOICE.observe,
    doc="Whom to withhold. It says nothing that somebody without the clearance could find.",
)
