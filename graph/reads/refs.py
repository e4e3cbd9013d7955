"""The short forms in which people, addresses, schools and services stand in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from model.views import LOCATION_WITHHELD, AddressRef, PersonRef, SchoolRef, ServiceRef, WorkerRef

UNNAMED = "Name not known"
A_SERVICE = "A service. Contact the safeguarding hub"


def name_of(forename: str | None, surname: str | None) -> str:
    """``Amina Khan``, or what there is of it."""
    return " ".join(filter(None, (forename, surname))) or UNNAMED


def age_on(born: dt.date | None, day: dt.date) -> int | None:
    """Whole years; None where the date of birth is not known or is still to come."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def person(row: Mapping[str, Any], as_at: dt.date) -> PersonRef:
    """From a ``person`` map. A dead person has the age at death."""
    died = row["date_of_death"]
    return PersonRef(
        uid=row["uid"],
        kind="child" if row["child"] else "adult",
        name=name_of(row["forename"], row["surname"]),
        date_of_birth=row["date_of_birth"],
        age=age_on(row["date_of_birth"], min(died, as_at) if died else as_at),
        died=died,
        notice=LOCATION_WITHHELD if row["withheld"] else None,
    )


def person_order(ref: PersonRef) -> tuple[Any, ...]:
    """Eldest first, unknown dates last, then by name."""
    return ref.date_of_birth is None, ref.date_of_birth, ref.name, ref.uid


def address(row: Mapping[str, Any]) -> AddressRef:
    """From an ``address`` map."""
    return AddressRef(
        uid=row["uid"],
        line=row["lines"] or row["postcode"] or "Address not given",
        postcode=row["postcode"],
        address_class=row["address_class"],
        matched=row["matched"] or "none",
        authority=row.get("authority_name") or row.get("local_authority"),
        ward=row.get("ward"),
    )


def school(row: Mapping[str, Any]) -> SchoolRef:
    """From a ``school`` map."""
    return SchoolRef(
        uid=row["uid"],
        urn=row["urn"] or "",
        name=row["name"] or "School name not known",
        telephone=row["telephone"],
        safeguarding_lead=row["safeguarding_lead"],
        safeguarding_telephone=row["safeguarding_telephone"],
    )


def service(row: Mapping[str, Any], agency: str | None) -> ServiceRef:
    """From a ``service`` map; without a uid it is a service that the reader may not know."""
    if row["uid"] is None:
        return ServiceRef(uid=None, name=A_SERVICE, agency=None, sensitive=True)
    return ServiceRef(
        uid=row["uid"],
        name=row["name"] or "Service name not known",
        agency=agency,
        telephone=row["telephone"],
        out_of_hours_telephone=row["out_of_hours_telephone"],
        email=row["email"],
        website=row.get("website"),
        address=row.get("address"),
        sensitive=row["sensitive"],
    )


def worker(
    row: Mapping[str, Any], role: str | None, lead: bool | None, service_name: str | None
) -> WorkerRef:
    """From a ``worker`` map."""
    return WorkerRef(
        uid=row["uid"],
        name=row["name"] or UNNAMED,
        role=role or row["role"],
        telephone=row["telephone"],
        email=row["email"],
        active=row["active"],
        lead=bool(lead),
        service=service_name,
    )
