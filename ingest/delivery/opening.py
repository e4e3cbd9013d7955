"""Opening a delivery: from what was read to what is loaded, and whether a person should look at it first."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.delivery.intake import Incoming
from ingest.delivery.report import Report
from ingest.reading.delivery import ReadDelivery

MOST_REJECTED = 0.05
"""Share of rows put aside above which a delivery is held; assumed, a borough sets its own."""
WORSE_THAN_LAST = 3.0
"""How many times the share of the last delivery it must be as well; assumed."""
LEAST_KNOWN = 0.75
"""Share of a full delivery's records that the index should know from before; assumed."""
MOST_REASONS = 50
"""Reasons for rows put aside, and for warnings, that a report names."""
VOLUME = (0.8, 1.25)
"""Rows of a full delivery, as a share of the last full one, outside which it is held; assumed."""


def delivery_uid(read: ReadDelivery) -> str:
    """Hash of feed, kind, day of extraction and content: the same files on the same day are the same delivery."""
    said = f"{read.feed.code}|{read.manifest.kind}|{read.manifest.extracted}|{read.digest}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def incoming(read: ReadDelivery) -> Incoming:
    """The delivery as it is taken into the ledger."""
    deletions: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for deletion in read.deletions:
        for key in deletion.records:
            deletions[key].append((deletion.table, deletion.key))
    absent = tuple(table.name for table in read.feed.tables if table.name not in read.tables)
    return Incoming(
        delivery=delivery_uid(read),
        feed=read.feed.code,
        kind=read.manifest.kind,
        extracted=read.manifest.extracted,
        received=read.manifest.received,
        records=read.records,
        deletions=deletions,
        silent=absent if read.manifest.kind == "full" else (),
        incomplete=read.incomplete,
    )


def seals(read: ReadDelivery) -> list[tuple[str, str]]:
    """The pairs of record keys that a delivery seals from each other. They go to the access store and nowhere else;
    the reader took them out of the rows."""
    return sorted(read.seals)


def report_of(read: ReadDelivery) -> Report:
    """The opening state of the delivery's report."""
    return Report(
        feed=read.feed.code,
        kind=read.manifest.kind,
        extracted=read.manifest.extracted,
        received=read.manifest.received,
        delivery=delivery_uid(read),
        rows=read.delivered,
        accepted=read.accepted,
        rejected=read.rejected,
        warnings=sum(read.warnings.values()),
        rejected_for=_rejected_for(read),
        warned_for=[(*warned, number) for warned, number in read.warnings.most_common(MOST_REASONS)],
        columns=read.columns,
    )


def _rejected_for(read: ReadDelivery) -> list[tuple[str, str | None, str, int]]:
    counted: Counter[tuple[str, str | None, str]] = Counter(
        {(each.table, each.column, each.reason): 0 for each in read.rejections}
    )
    counted.update((each.table, each.column, each.reason) for each in read.rejections)
    return [(*key, number) for key, number in counted.most_common(MOST_REASONS)]


def rejected_rows(read: ReadDelivery) -> list[dict[str, Any]]:
    """The rows that were put aside as rows of a writing statement, each once, for their owner."""
    delivery, feed = delivery_uid(read), read.feed
    tables = {table.name: table for table in feed.tables}
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for each in read.rejections:
        place = (each.table, each.line)
        if place in found or each.table in read.drawn:
            continue
        table = tables.get(each.table)
        records = table.records_of(feed.code, each.partial) if table is not None and each.partial else ()
        uid = hashlib.blake2b(f"{delivery}|{each.table}|{each.line}".encode(), digest_size=16).hexdigest()
        properties = {
            "feed": feed.code,
            "agency": feed.agency_code,
            "delivery": delivery,
            "extracted": read.manifest.extracted,
            "table": each.table,
            "line": each.line,
            "column": each.column,
            "value_class": each.value_class,
            "reason": each.reason,
            "row": json.dumps(dict(each.delivered), ensure_ascii=False),
            "records": list(records),
        }
        found[place] = {
            "uid": uid,
            "properties": {name: value for name, value in properties.items() if value is not None},
        }
    return list(found.values())


def reasons_to_hold(
    report: Report, earlier: Sequence[Mapping[str, Any]], known: float | None = None
) -> list[str]:
    """Why a person should look before this delivery is loaded; empty where nothing is unusual.

    ``earlier`` are the closed deliveries of the feed, oldest first, with ``kind``, ``rows``, ``rejected`` and
    ``report``; ``known`` is the share of a full delivery's records that the index knows already.
    """
    reasons: list[str] = []
    share = report.rejected / report.rows if report.rows else 0.0
    last = earlier[-1] if earlier else None
    usual = last["rejected"] / last["rows"] if last and last["rows"] else 0.0
    if share > MOST_REJECTED and share > WORSE_THAN_LAST * usual:
        reasons.append(
            f"{report.rejected:,} of {report.rows:,} rows were put aside ({share:.0%}; last time {usual:.0%})."
        )
    fulls = [each for each in earlier if each["kind"] == "full" and each["rows"]]
    if report.kind == "full" and fulls:
        ratio = report.rows / fulls[-1]["rows"]
        if not VOLUME[0] <= ratio <= VOLUME[1]:
            reasons.append(f"It has {report.rows:,} rows; the last full delivery had {fulls[-1]['rows']:,}.")
        if known is not None and known < LEAST_KNOWN:
            reasons.append(
                f"Only {known:.0%} of its records are ones that the index knows: have its identifiers changed?"
            )
    return [*reasons, *_columns_gone(report, earlier)]


def _columns_gone(report: Report, earlier: Sequence[Mapping[str, Any]]) -> list[str]:
    """Tables that have lost columns since the last delivery that said which it had. New columns are only warned of: a
    term's drift holds nothing up."""
    before: dict[str, list[str]] = {}
    for row in earlier:
        before |= json.loads(row["report"] or "{}").get("columns", {})
    reasons = []
    for table, names in sorted(report.columns.items()):
        if names and (gone := sorted(set(before.get(table, ())) - set(names))):
            reasons.append(f"{table} has lost columns since the last delivery: {', '.join(gone[:10])}.")
    return reasons
