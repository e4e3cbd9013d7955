"""Whether a person should look at a delivery before it is loaded: its columns, its volume, and whom it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from graph.system import Door, run
from ingest.delivery.ledger import current_contents
from ingest.delivery.report import Report
from ingest.feeds import feed as feed_of
from ingest.reading.delivery import ReadDelivery
from ingest.reading.header import columns_of
from model.names import normalise
from model.observations import Identity

MOST_REJECTED = 0.05
"""Share of rows put aside above which a delivery is held; assumed, as all of these are: a borough sets its own."""
WORSE_THAN_LAST = 3.0
"""How many times the share of the last delivery it must be as well."""
LEAST_KNOWN = 0.75
"""Share of a full delivery's records that the index should know from before."""
MOST_OTHER = 0.1
"""Share of the people known from before who may bear another name, or another date of birth, than they did."""
LOOKED_AT = 1_000
"""People of a delivery who are compared with what was said of them before, taken evenly."""
ENOUGH = 20
"""People, or rows, below which a share says nothing."""
VOLUME = (0.8, 1.25)
"""Rows of a full delivery, as a share of the last full one, outside which it is held."""
MOST_CHANGES = 10.0
"""Rows of a delivery of changes, as a multiple of the usual one, above which it is held where they are besides more
than a full delivery's share (MOST_OF_FULL)."""
MOST_OF_FULL = 0.25
LAST_CHANGES = 10
"""Deliveries of changes of which the median is the usual one."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like what the index knows a delivery is. ``known``: share of a full delivery's records that the index holds;
    ``other_name`` and ``other_birth``: share of the people known from before who bear others now. None: too few."""

    known: float | None = None
    other_name: float | None = None
    other_birth: float | None = None


NOTHING_KNOWN = Likeness()


def likeness(door: Door, read: ReadDelivery, earlier: Sequence[Mapping[str, Any]]) -> Likeness:
    """Compare a delivery with what its feed said before. ``earlier``: the closed deliveries of the feed."""
    if not earlier or not read.records:
        return NOTHING_KNOWN
    known = None
    if read.manifest.kind == "full" and any(row["kind"] == "full" for row in earlier):
        held = current_contents(door, read.feed.code)
        known = sum(1 for key in read.records if key in held) / len(read.records)
    people = [key for key in read.records if key.split(":", 2)[1] == "person"]
    looked_at = people[:: max(1, len(people) // LOOKED_AT)]
    before = {row["key"]: row for row in run(door, "ledger/names_of_records", keys=looked_at)}
    names, births = [0, 0], [0, 0]
    for key in looked_at:
        if key in before:
            now = read.feed.observe(key, read.records[key]).identity
            _count(names, _name(before[key]["forename"], before[key]["surname"]), _name_of(now))
            _count(births, before[key]["date_of_birth"], now.date_of_birth)
    return Likeness(known, _share(names), _share(births))


def _name_of(identity: Identity) -> tuple[str, ...] | None:
    return _name(identity.forename, identity.surname)


def _name(forename: str | None, surname: str | None) -> tuple[str, ...] | None:
    return (normalise(forename), normalise(surname)) if forename and surname else None


def _count(counted: list[int], before: object, now: object) -> None:
    """Enter a pair of values of which neither is unknown: that there is one, and whether they differ."""
    if before is not None and now is not None:
        counted[0] += 1
        counted[1] += before != now


def _share(counted: Sequence[int]) -> float | None:
    return counted[1] / counted[0] if counted[0] >= ENOUGH else None


def reasons_to_hold(
    report: Report, earlier: Sequence[Mapping[str, Any]], like: Likeness = NOTHING_KNOWN, deleted: int = 0
) -> list[str]:
    """Why a person should look before this delivery is loaded; empty where nothing is unusual.

    ``earlier`` are the closed deliveries of the feed, oldest first, with ``kind``, ``rows``, ``rejected`` and
    ``report``; ``deleted`` is how many rows a delivery of changes takes away.
    """
    return [
        *_put_aside(report, earlier),
        *_volume(report, earlier, deleted),
        *_about_others(like),
        *_columns_gone(report, earlier),
    ]


def _put_aside(report: Report, earlier: Sequence[Mapping[str, Any]]) -> list[str]:
    share = report.rejected / report.rows if report.rows else 0.0
    last = earlier[-1] if earlier else None
    usual = last["rejected"] / last["rows"] if last and last["rows"] else 0.0
    if share <= MOST_REJECTED or share <= WORSE_THAN_LAST * usual:
        return []
    return [
        f"{report.rejected:,} of {report.rows:,} rows were put aside ({share:.0%}; last time {usual:.0%})."
    ]


def _volume(report: Report, earlier: Sequence[Mapping[str, Any]], deleted: int) -> list[str]:
    fulls = [each["rows"] for each in earlier if each["kind"] == "full" and each["rows"]]
    if not fulls:
        return []
    whole = fulls[-1]
    if report.kind == "full":
        if VOLUME[0] <= report.rows / whole <= VOLUME[1]:
            return []
        return [f"It has {report.rows:,} rows; the last full delivery had {whole:,}."]
    reasons = []
    usual = [each["rows"] for each in earlier if each["kind"] == "changes" and each["rows"]][-LAST_CHANGES:]
    much = report.rows > max(ENOUGH, MOST_OF_FULL * whole)
    if much and usual and report.rows > MOST_CHANGES * median(usual):
        reasons.append(
            f"It changes {report.rows:,} rows; the usual delivery of changes had {median(usual):,.0f}."
        )
    if deleted > max(ENOUGH, (1 - VOLUME[0]) * whole):
        reasons.append(f"It takes {deleted:,} rows away; the last full delivery had {whole:,}.")
    return reasons


def _about_others(like: Likeness) -> list[str]:
    reasons = []
    if like.known is not None and like.known < LEAST_KNOWN:
        reasons.append(
            f"Only {like.known:.0%} of its records are ones that the index knows: have its identifiers changed?"
        )
    for share, what in ((like.other_name, "name"), (like.other_birth, "date of birth")):
        if share is not None and share > MOST_OTHER:
            reasons.append(
                f"{share:.0%} of the people whom it knew before bear another {what}: they would be matched otherwise."
            )
    return reasons


def _columns_gone(report: Report, earlier: Sequence[Mapping[str, Any]]) -> list[str]:
    """Tables that have lost columns which the feed reads, since the last delivery that said which it had. New columns,
    and columns that nobody reads, hold nothing up: a term's drift must not stop a night."""
    before: dict[str, list[str]] = {}
    for row in earlier:
        before |= json.loads(row["report"] or "{}").get("columns", {})
    reasons = []
    tables = {table.name: table for table in feed_of(report.feed).tables}
    for table, names in sorted(report.columns.items()):
        if table not in tables or not names:
            continue
        read = set(columns_of(tables[table], names))
        earlier_names = before.get(table, [])
        pairs = zip(columns_of(tables[table], earlier_names), earlier_names, strict=True)
        if gone := sorted(name for column, name in pairs if column is not None and column not in read):
            reasons.append(f"{table} has lost columns since the last delivery: {', '.join(gone[:10])}.")
    return reasons
