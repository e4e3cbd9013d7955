"""Opening a delivery: from what was read to what is loaded."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from typing import Any

from ingest.delivery.intake import Incoming
from ingest.delivery.report import Report
from ingest.reading.delivery import ReadDelivery

MOST_REASONS = 50
"""Reasons for rows put aside, and for warnings, that a report names."""


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
        place = (each.table, each.number)
        if place in found or each.table in read.drawn:
            continue
        table = tables.get(each.table)
        records = table.records_of(feed.code, each.partial) if table is not None and each.partial else ()
        uid = hashlib.blake2b(f"{delivery}|{each.table}|{each.number}".encode(), digest_size=16).hexdigest()
        properties = {
            "feed": feed.code,
            "agency": feed.agency_code,
            "delivery": delivery,
            "extracted": read.manifest.extracted,
            "table": each.table,
            "place": each.place,
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
