"""Opening a delivery: from what was read to what is loaded, and whether a person should look at it first."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.delivery.intake import Incoming
from ingest.delivery.report import Report
from ingest.reading.delivery import ReadDelivery

MOST_REJECTED = 0.05
"""Share of rows put aside above which a delivery is held; assumed, a borough sets its own."""
WORSE_THAN_LAST = 3.0
"""How many times the share of the last delivery it must be as well; assumed."""
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
    )


def reasons_to_hold(report: Report, earlier: Sequence[Mapping[str, Any]]) -> list[str]:
    """Why a person should look before this delivery is loaded; empty where nothing is unusual.

    ``earlier`` are the closed deliveries of the feed, oldest first, with ``kind``, ``rows`` and ``rejected``.
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
    return reasons
