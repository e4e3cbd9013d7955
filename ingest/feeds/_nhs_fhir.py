"""From an answer of the NHS demographics service in FHIR to rows of the feed's tables."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.documents import json
from ingest.feeds._nhs_tables import ADDRESSES, PATIENTS, RELATED, ROLES
from ingest.feeds.declaration import Answer, Opened, Sheet
from ingest.reading.problems import DeliveryRefused, Problem

_PATIENT_CELLS = tuple(column.name for column in PATIENTS.columns)
_ADDRESS_CELLS = tuple(column.name for column in ADDRESSES.columns if not column.computed)
_RELATED_CELLS = tuple(column.name for column in RELATED.columns)
UNIT = "resource"
_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"


def open_json(path: Path) -> Opened:
    """One answer of the service: a patient, a related person, or a bundle of them. Raises DeliveryRefused for what is
    no FHIR resource."""
    said = json.load(path)
    if not isinstance(said, dict) or not isinstance(said.get("resourceType"), str):
        raise DeliveryRefused(
            [Problem("The file is no FHIR resource.", "Deliver the service's answer.", path.name)]
        )
    sheets = [
        Sheet("patients", _PATIENT_CELLS, subject="nhs_number", unit=UNIT),
        Sheet("addresses", _ADDRESS_CELLS, subject="nhs_number", unit=UNIT),
        Sheet("related_persons", _RELATED_CELLS, unit=UNIT),
    ]
    notes: Counter[str] = Counter()
    answers: dict[int, Answer] = {}
    for place, resource in enumerate(_resources(said, notes), 1):
        kind = resource.get("resourceType")
        if kind == "Patient":
            number = _take_patient(resource, place, sheets, notes)
            if number is not None:
                answers[place] = _answer(number, resource, said)
        elif kind == "RelatedPerson":
            _take_related(resource, place, sheets[2], notes)
        else:
            notes["a resource that is neither a patient nor a related person; not read"] += 1
    return Opened(sheets, _day(said.get("timestamp")), notes, answers)


def _answer(number: str, resource: dict[str, Any], said: dict[str, Any]) -> Answer:
    meta = _dict(resource, "meta")
    version = _text(meta.get("versionId"))
    counted = version is not None and version.isascii() and version.isdecimal() and len(version) < 10
    return Answer(
        number,
        int(version or 0) if counted else None,
        _moment(meta.get("lastUpdated")) or _moment(said.get("timestamp")),
        _confidentiality(resource) in ("R", "V"),
    )


def _resources(said: dict[str, Any], notes: Counter[str]) -> Iterator[dict[str, Any]]:
    if said["resourceType"] != "Bundle":
        yield said
        return
    for entry in _list(said, "entry"):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield resource
        else:
            notes["an entry of a bundle without a resource; not read"] += 1


def _take_patient(
    resource: dict[str, Any], place: int, sheets: list[Sheet], notes: Counter[str]
) -> str | None:
    """Add the rows of a patient; their NHS number, or None where the patient is not read."""
    identifiers = [each for each in _dicts(resource, "identifier") if each.get("system") in (_NUMBER, None)]
    number = _text(identifiers[0].get("value")) if identifiers else _text(resource.get("id"))
    security = _confidentiality(resource)
    if number is None:
        notes["a patient without an NHS number; not read"] += 1
        return None
    if security == "REDACTED":
        notes["a patient whose number was withdrawn; not read"] += 1
        return None
    usual, others = _names(resource)
    born = _text(resource.get("birthDate")) or ""
    former = set(_superseded(resource, number))
    cells = {
        "nhs_number": number,
        "confidentiality": security,
        "status": _verification(identifiers[0]) if identifiers else "",
        **_name(usual),
        "known_as": next((_given(name)[0] for name in others if name.get("use") == "nickname"), ""),
        "former_surname": next(
            (_text(name.get("family")) or "" for name in others if name.get("use") in ("old", "maiden")), ""
        ),
        "sex": (_text(resource.get("gender")) or "").upper(),
        "born": born + "-01-01"[(len(born) - 4) :] if len(born) in (4, 7) else born[:10],
        "born_about": "Y" if len(born) in (4, 7) else "",
        "died": (_text(resource.get("deceasedDateTime")) or "")[:10],
        "phone": _telecom(resource, "phone"),
        "email": _telecom(resource, "email"),
        "practice": _practice(resource),
        "former_numbers": ";".join(sorted(former)),
    }
    sheets[0].rows.append((place, [cells[name] for name in _PATIENT_CELLS]))
    if security != "U" and resource.get("address"):
        notes["an address of a restricted patient; left out"] += 1
        return number
    for order, address in enumerate(_dicts(resource, "address"), 1):
        period = _dict(address, "period")
        of_address = {
            "nhs_number": number,
            "number": _text(address.get("id")) or str(order),
            "use": (_text(address.get("use")) or "home").upper(),
            **_place(address),
            "since": (_text(period.get("start")) or "")[:10],
            "until": (_text(period.get("end")) or "")[:10],
        }
        sheets[1].rows.append((place, [of_address[name] for name in _ADDRESS_CELLS]))
    return number


def _take_related(resource: dict[str, Any], place: int, sheet: Sheet, notes: Counter[str]) -> None:
    patient = _dict(resource, "patient")
    identifier = _dict(patient, "identifier")
    number = _text(identifier.get("value")) or (_text(patient.get("reference")) or "").rpartition("/")[2]
    related = _text(resource.get("id"))
    if not number or related is None:
        notes["a related person without an id or without a patient; not read"] += 1
        return
    codes = [
        (_text(coding.get("code")) or "").upper()
        for concept in _dicts(resource, "relationship")
        for coding in _dicts(concept, "coding")
    ]
    usual, _ = _names(resource)
    numbers = [each for each in _dicts(resource, "identifier") if each.get("system") == _NUMBER]
    own = next((_text(each.get("value")) for each in numbers), None)
    active = resource.get("active")
    period = _dict(resource, "period")
    addresses = list(_dicts(resource, "address"))
    cells = {
        "related": related,
        "patient": number,
        "nhs_number": own or "",
        "active": ("Y" if active else "N") if isinstance(active, bool) else "",
        "role": next((code for code in codes if code in ROLES), codes[0] if codes else ""),
        **_name(usual),
        "phone": _telecom(resource, "phone"),
        "email": _telecom(resource, "email"),
        **(_place(addresses[0]) if addresses else {"lines": "", "postcode": "", "uprn": ""}),
        "since": (_text(period.get("start")) or "")[:10],
        "until": (_text(period.get("end")) or "")[:10],
    }
    sheet.rows.append((place, [cells[name] for name in _RELATED_CELLS]))


def _confidentiality(resource: dict[str, Any]) -> str:
    """The strictest of the labels. One that the service does not publish withholds: it may be stricter than any."""
    codes = {
        (_text(label.get("code")) or "R").upper() for label in _dicts(_dict(resource, "meta"), "security")
    }
    strictest = next((code for code in ("REDACTED", "V", "R") if code in codes), None)
    return strictest or ("R" if codes - {"U"} else "U")


def _list(said: Any, name: str) -> list[Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, list) else []


def _dict(said: Any, name: str) -> dict[str, Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, dict) else {}


def _dicts(said: Any, name: str) -> Iterator[dict[str, Any]]:
    return (each for each in _list(said, name) if isinstance(each, dict))


def _text(said: Any) -> str | None:
    return said.strip() or None if isinstance(said, str) else None


def _day(said: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat((_text(said) or "")[:10])
    except ValueError:
        return None


def _moment(said: Any) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(_text(said) or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _names(resource: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The name in use and the others."""
    names = list(_dicts(resource, "name"))
    names.sort(key=lambda name: {"usual": 0, "official": 1}.get(str(name.get("use")), 2))
    return (names[0], names[1:]) if names else ({}, [])


def _given(name: dict[str, Any]) -> tuple[str, str]:
    """Forename, and the other given names. A forename may hold a space: "John Paul" is one."""
    given = [found for each in _list(name, "given") if (found := _text(each))]
    return (given[0] if given else "", " ".join(given[1:]))


def _name(name: dict[str, Any]) -> dict[str, str]:
    forename, middle = _given(name)
    return {"forename": forename, "middle_names": middle, "surname": _text(name.get("family")) or ""}


def _telecom(resource: dict[str, Any], system: str) -> str:
    found = [
        each
        for each in _dicts(resource, "telecom")
        if each.get("system") == system and each.get("use") != "old"
    ]
    return next((number for each in found if (number := _text(each.get("value")))), "")


def _practice(resource: dict[str, Any]) -> str:
    practices = (_dict(practice, "identifier") for practice in _dicts(resource, "generalPractitioner"))
    return next((found for each_one in practices if (found := _text(each_one.get("value")))), "")


def _superseded(resource: dict[str, Any], number: str) -> Iterator[str]:
    """Numbers that this one replaced: what the answer was asked for, and what it links to as replaced."""
    asked = _text(resource.get("id"))
    if asked is not None and asked != number and asked.isdigit():
        yield asked
    for link in _dicts(resource, "link"):
        other = _dict(link, "other")
        identifier = _dict(other, "identifier")
        value = _text(identifier.get("value")) or (_text(other.get("reference")) or "").rpartition("/")[2]
        if link.get("type") == "replaces" and value:
            yield value


def _place(address: dict[str, Any]) -> dict[str, str]:
    lines = [found for each in _list(address, "line") if (found := _text(each))]
    keys: dict[str, str] = {}
    for extension in _dicts(address, "extension"):
        inner = {each.get("url"): each for each in _dicts(extension, "extension")}
        coding = inner.get("type", {}).get("valueCoding")
        if isinstance(coding, dict):
            keys[str(coding.get("code"))] = _text(inner.get("value", {}).get("valueString")) or ""
    postcode = _text(address.get("postalCode")) or ""
    return {"lines": ", ".join(lines), "postcode": postcode, "uprn": keys.get("UPRN", "")}


def _verification(identifier: dict[str, Any]) -> str:
    for extension in _dicts(identifier, "extension"):
        concept = extension.get("valueCodeableConcept")
        for coding in _dicts(concept, "coding"):
            return _text(coding.get("code")) or ""
    return ""


def is_fhir(head: bytes) -> bool:
    """Whether a file begins like a FHIR resource or bundle."""
    said = head.lower()
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
        b"fhir" in said or b'"resourcetype"' in said
    )
