"""Values that somebody has marked wrong: on a person's page, and in the queue of the agency whose they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from graph.ask import ask
from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.coverage import NOBODY
from graph.reads.deliveries import feeds
from graph.reads.moment import Moment
from model.quality import IDENTITY_PARTS, Correction, Part, Said
from model.scope import Scope

OPEN = ("open",)
ALL = ("open", "answered", "withdrawn")


def contested(graph: Graph, scope: Scope, uid: str) -> list[Correction]:
    """What has been marked wrong of a person, the newest first; where they are, only to whoever may know that."""
    rows = ask(graph, "quality/contested", scope, uid=uid)
    found = {row["correction"]["uid"]: Correction(**row["correction"]) for row in rows}
    return sorted(found.values(), key=lambda each: (each.at, each.uid), reverse=True)


def corrections(graph: Graph, today: dt.date, status: Iterable[str] = OPEN) -> list[Correction]:
    """Corrections about people whose record and whose places are open, the oldest first."""
    rows = ask(graph, "quality/corrections", NOBODY, status=list(status))
    found = [
        Correction(**row["correction"], person=refs.person(row["person"], today), changed=_has_changed(row))
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.at, each.uid))


def _has_changed(row: Row) -> bool:
    """Whether the record says otherwise than when it was marked wrong."""
    correction = row["correction"]
    if correction["claim"] is not None:
        return not bool(row["standing"])
    return bool(in_words(row["record"].get(correction["part"])) != correction["value"])


def values(graph: Graph, scope: Scope, uid: str, today: dt.date) -> list[Said]:
    """Every value that records say of a person now, record by record: what may be marked wrong."""
    moment = Moment(graph, scope, today, today)
    delivered = {feed.feed: feed.last_delivered for feed in feeds(graph, today)}
    marked = {
        (each.record, each.part, each.claim) for each in contested(graph, scope, uid) if each.status == "open"
    }
    found: list[Said] = []
    for row in moment.known("records", uid=uid):
        record = row["record"]
        for part in IDENTITY_PARTS:
            if (value := in_words(record.get(part))) is not None:
                found.append(_said(record, record["key"], part, value, None, None, marked, delivered))
    for row in ask(graph, "quality/claims", scope, uid=uid):
        place: Part = "address" if row["edge"] == "LIVES_AT" else "school"
        claim, value = row["claim"], row["value"] or "not given"
        found.append(
            _said(claim, claim["record"], place, value, claim["key"], _dates(claim), marked, delivered)
        )
    for row in ask(graph, "quality/adults_said", scope, uid=uid):
        claim, value = row["claim"], refs.name_of(row["forename"], row["surname"])
        note = "; ".join(filter(None, (_words(row["edge"]), _words(row["relationship"]), _dates(claim))))
        found.append(_said(claim, claim["record"], "adult", value, claim["key"], note, marked, delivered))
    return sorted(
        found, key=lambda each: (each.agency, each.feed, each.record, each.part, each.value, each.claim or "")
    )


def _said(
    said: Row,
    record: str,
    part: Part,
    value: str,
    claim: str | None,
    note: str | None,
    marked: set[tuple[str, str, str | None]],
    delivered: dict[str, dt.date | None],
) -> Said:
    return Said(
        record=record,
        feed=said["feed"],
        agency=said["agency"],
        part=part,
        claim=claim,
        value=value,
        note=note,
        delivered_again=said.get("last_seen") or delivered.get(said["feed"]),
        confirmed=said.get("last_confirmed"),
        contested=(record, part, claim) in marked,
    )


def in_words(value: Any) -> str | None:
    """A value as it is kept with a correction."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or None
    return None if value is None else str(value)


def _words(code: str | None) -> str | None:
    return code.replace("_", " ").lower() if code else None


def _dates(claim: Row) -> str | None:
    start, end = claim.get("from"), claim.get("to")
    if start is None and end is None:
        return None
    return " ".join(filter(None, (f"from {start}" if start else None, f"to {end}" if end else None)))
