"""The quality of one feed: when it comes, how much of it, what is put aside, how complete, how well it is matched."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.ask import ask
from graph.gateway import Graph, Row
from graph.reads.coverage import NOBODY
from graph.reads.deliveries import CADENCE_DAYS, GRACE_DAYS, feeds
from model.facts import Feed
from model.origins import origin_of
from model.quality import FEWEST, Counted, Group, Reason, Scorecard, Volume

DELIVERIES = 30
"""Deliveries that a scorecard looks back on."""
PARTS = {
    "forename": "Forename",
    "surname": "Surname",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "nhs_number": "NHS number",
    "verified": "NHS number, verified",
    "upn": "UPN",
    "home": "A home that could be read",
}


def scorecards(graph: Graph, today: dt.date) -> list[Scorecard]:
    """The scorecard of every feed that was ever delivered, in order of agency."""
    states = ask(graph, "pages/feed_states", None, known_at=today)
    cadence = {row["feed"]: row["cadence_days"] for row in states}
    return [
        scorecard(graph, feed, cadence.get(feed.feed) or CADENCE_DAYS)
        for feed in feeds(graph, today)
        if feed.last_delivered is not None
    ]


def scorecard(graph: Graph, feed: Feed, cadence_days: int) -> Scorecard:
    """One feed's scorecard."""
    rows = ask(graph, "quality/deliveries", None, feed=feed.feed, limit=DELIVERIES + 1)
    loaded = [row for row in rows if row["status"] == "closed"]
    report = report_of(loaded[0]) if loaded else {}
    complete = ask(graph, "quality/completeness", NOBODY, feed=feed.feed)[0]
    unmatched = ask(graph, "quality/unmatched", NOBODY, feed=feed.feed)
    children = complete["records"]
    return Scorecard(
        feed=feed,
        cadence_days=cadence_days,
        volumes=_volumes(rows, cadence_days)[:DELIVERIES],
        rejected_for=reasons(report.get("rejected_for", ())),
        warned_for=reasons(report.get("warned_for", ())),
        children=children,
        complete=[Counted(name=name, number=complete[part], of=children) for part, name in PARTS.items()],
        unmatched=_shown(children, sum(row["records"] - row["matched"] for row in unmatched)),
        groups=_groups(unmatched),
    )


def report_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The closing report of a delivery's row."""
    found: dict[str, Any] = json.loads(row["report"]) if row["report"] else {}
    return found


def reasons(told: Iterable[Sequence[Any]]) -> list[Reason]:
    """Counted reasons of a report, the most frequent first."""
    found = [
        Reason(table=table, column=column, reason=reason, rows=rows) for table, column, reason, rows in told
    ]
    return sorted(found, key=lambda each: (-each.rows, each.table, each.column or "", each.reason))


def _volumes(rows: Sequence[Row], cadence_days: int) -> list[Volume]:
    """Each delivery with the days by which it came later than a cadence after the one before."""
    found = []
    for place, row in enumerate(rows):
        before = next((one["received"] for one in rows[place + 1 :] if one["status"] == "closed"), None)
        late = None if before is None else (row["received"] - before).days - cadence_days
        found.append(
            Volume(
                uid=row["uid"],
                kind=row["kind"],
                status=row["status"],
                extracted=row["extracted"],
                received=row["received"],
                days_late=None if late is None else max(0, late - GRACE_DAYS),
                rows=row["rows"] or 0,
                rejected=row["rejected"] or 0,
                warnings=report_of(row).get("warnings", 0),
            )
        )
    return found


def _groups(rows: Iterable[Row]) -> list[Group]:
    """Records and those that nobody else knows, by origin of name, ethnicity and deprivation where known."""
    records: dict[str, Counter[str]] = {
        "origin_of_name": Counter(),
        "ethnicity": Counter(),
        "deprivation": Counter(),
    }
    alone: dict[str, Counter[str]] = {by: Counter() for by in records}
    for row in rows:
        where = {
            "origin_of_name": origin_of(row["surname"]),
            "ethnicity": row["ethnicity"] or "not known",
            "deprivation": "not known" if row["deprivation"] is None else f"decile {row['deprivation']:02}",
        }
        for by, group in where.items():
            records[by][group] += row["records"]
            alone[by][group] += row["records"] - row["matched"]
    return [each for by in records for each in suppressed(by, records[by], alone[by])]


def suppressed(by: str, records: Counter[str], alone: Counter[str]) -> list[Group]:
    """The groups of one breakdown. A group of fewer than :data:`~model.quality.FEWEST` records is not counted, nor is
    the next smallest where it would be the only one left out: the total would tell it."""
    if set(records) <= {"not known"}:
        return []
    hidden = {group for group, number in records.items() if number < FEWEST}
    if len(hidden) == 1 and len(records) > 1:
        rest = sorted((number, group) for group, number in records.items() if group not in hidden)
        hidden.add(rest[0][1])
    return [
        Group(
            by=by,  # type: ignore[arg-type]
            group=group,
            records=None if group in hidden else records[group],
            unmatched=None if group in hidden else alone[group],
        )
        for group in sorted(records)
    ]


def _shown(records: int, number: int) -> int | None:
    return number if records >= FEWEST else None
