"""What is held for a person to look at before it is loaded: columns, volume, and whom a delivery is about."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Literal

import pytest

from graph.system import run
from ingest.delivery.report import Report
from ingest.delivery.unusual import Likeness, likeness, reasons_to_hold
from ingest.feeds import feed
from ingest.reading import read_delivery
from tests.support.index import Index

ROLL = ["upn", "nativeid", "dob", "sex", "tlevelqualhrs"]


def report(kind: Literal["full", "changes"] = "full", rows: int = 1_000, **more: Any) -> Report:
    day = dt.date(2026, 9, 2)
    return Report("school_census", kind, day, day, "d", rows=rows, accepted=rows, **more)


def closed(kind: str, rows: int, **said: Any) -> dict[str, Any]:
    return {"kind": kind, "rows": rows, "rejected": 0, "report": json.dumps(said)}


FULL = closed("full", 1_000, columns={"pupilonroll": ROLL})
NIGHTS = [FULL, *(closed("changes", rows) for rows in (10, 12, 9, 11))]


@pytest.mark.parametrize(
    ("given", "earlier", "told", "why"),
    [
        (report(), [], {}, None),
        (report(rows=900), [FULL], {}, None),
        (report(rows=700), [FULL], {}, "It has 700 rows; the last full delivery had 1,000."),
        (report(rejected=80), [FULL], {}, "80 of 1,000 rows were put aside"),
        (report("changes", rows=90), NIGHTS, {}, None),
        (report("changes", rows=400), NIGHTS, {}, "It changes 400 rows; the usual delivery of changes had 10."),
        (report("changes", rows=400), NIGHTS[:1], {}, None),
        (report("changes", rows=9), NIGHTS, {"deleted": 100}, None),
        (report("changes", rows=9), NIGHTS, {"deleted": 300}, "It takes 300 rows away"),
        (report(), [FULL], {"like": Likeness(0.9, 0.02, 0.01)}, None),
        (report(), [FULL], {"like": Likeness(0.5)}, "Only 50% of its records"),
        (report(), [FULL], {"like": Likeness(1.0, 0.3, 0.0)}, "bear another name"),
        (report(), [FULL], {"like": Likeness(1.0, 0.0, 0.6)}, "bear another date of birth"),
        (report(columns={"pupilonroll": [*ROLL, "youngcarer"]}), [FULL], {}, None),
        (report(columns={"pupilonroll": ROLL[:-1]}), [FULL], {}, None),
        (report(columns={"pupilonroll": ["upn", "urn", "dateofbirth", "gender"]}), [FULL], {}, None),
        (report(columns={"pupilonroll": ["upn", "nativeid", "sex"]}), [FULL], {}, "has lost columns since the last"),
    ],
)  # fmt: skip
def test_what_is_unusual_is_held_and_what_drifts_is_not(
    given: Report, earlier: list[dict[str, Any]], told: dict[str, Any], why: str | None
) -> None:
    reasons = reasons_to_hold(given, earlier, **told)
    assert reasons == [] if why is None else len(reasons) == 1 and why in reasons[0]


def test_dates_of_birth_that_were_exchanged_are_seen_before_anybody_is_matched(embedded_index: Index) -> None:
    index = embedded_index

    def pupils(**changes: str) -> dict[str, list[dict[str, str]]]:
        names = [f"Ola{'abcdefghijklmnopqrstuvwxyz'[n]}" for n in range(25)]
        return {
            "pupils": [
                {"pupil_id": f"P{n}", "forename": name, "surname": "Marrowby",
                 "date_of_birth": f"2015-03-{n + 1:02}", **changes}
                for n, name in enumerate(names)
            ]
        }  # fmt: skip

    index.deliver("education", pupils())
    earlier = run(index.graph, "ledger/closed_of_feed", feed="education")

    def like(**changes: str) -> Likeness:
        path = index.write("education", pupils(**changes), extracted="2026-09-02")
        return likeness(index.graph, read_delivery(path, feed("education")), earlier)

    assert like() == Likeness(1.0, 0.0, 0.0)
    assert like(surname="MARROWBY") == Likeness(1.0, 0.0, 0.0), "another way to write a name is the same name"
    exchanged = like(date_of_birth="2015-01-01")
    assert exchanged.other_name == 0.0
    assert exchanged.other_birth == 1.0
    assert like(surname="") == Likeness(1.0, None, 0.0), "an unknown name is no other one"
