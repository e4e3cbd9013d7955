"""The pages on the quality of the data, in their states."""

import dataclasses
import datetime as dt
from typing import Any

from model.facts import Feed, FeedState
from model.quality import (
    Conflict,
    ConflictKind,
    Correction,
    Counted,
    Coverage,
    Group,
    HeldDelivery,
    OutboxItem,
    Party,
    Reason,
    Said,
    Scorecard,
    Unplaced,
    Volume,
)
from tests.web.children import CHILD_PAGE
from tests.web.desk_examples import STEWARD
from tests.web.people import ELIF, MAYA, NOW, TODAY, TOKEN, WORKER, date
from web.contexts.base import FormError, Page
from web.contexts.held import HeldPage
from web.contexts.quality import QualityPage
from web.contexts.quality_conflicts import QualityConflictsPage
from web.contexts.quality_corrections import QualityCorrectionsPage
from web.contexts.quality_feed import QualityFeedPage
from web.contexts.quality_outbox import QualityOutboxPage
from web.contexts.quality_unplaced import QualityUnplacedPage
from web.contexts.values import ValuesPage

COVERAGE = Coverage(
    as_of=TODAY,
    live=["Children's social care", "Education"],
    old=["Housing"],
    off=["Early help"],
    absent=["Police"],
    children=66_120,
    population=70_000,
    population_source="mid-year estimate of the statistics office",
    latest=TODAY - dt.timedelta(days=1),
)
FEED = Feed(
    feed="education",
    agency="Education",
    state=FeedState.LIVE,
    last_delivered=TODAY - dt.timedelta(days=1),
    days_old=1,
)
REASONS = [
    Reason(table="pupils", column="date_of_birth", reason="no such day", rows=12),
    Reason(table="school_history", column=None, reason="belongs to nobody in this delivery", rows=1),
]
CARD = Scorecard(
    feed=FEED,
    cadence_days=1,
    volumes=[
        Volume(uid="d2", kind="changes", status="closed", extracted=TODAY, received=TODAY, days_late=3, rows=1_204,
               rejected=12, warnings=40),
        Volume(uid="d1", kind="full", status="closed", extracted=TODAY, received=TODAY, days_late=None, rows=0,
               rejected=0, warnings=0),
    ],
    rejected_for=REASONS,
    warned_for=REASONS[:1],
    children=48_900,
    complete=[Counted(name="Forename", number=48_900, of=48_900), Counted(name="NHS number", number=0, of=48_900)],
    unmatched=1_200,
    groups=[
        Group(by="origin_of_name", group="polish", records=400, unmatched=21),
        Group(by="origin_of_name", group="somali", records=None, unmatched=None),
    ],
)  # fmt: skip
CONFLICT = Conflict(
    kind=ConflictKind.ADDRESS,
    person=MAYA,
    since=date("2026-03-01"),
    parties=[
        Party(agency="education", feed="education", record="education:person:P1", value="12 Elm Court Road",
              since=date("2024-01-01")),
        Party(agency="housing", feed="housing", record="housing:person:H7", value="3 Mill Court",
              since=date("2026-03-01"), newest=True),
    ],
)  # fmt: skip
CORRECTION = Correction(
    uid="0123456789abcdef",
    record="education:person:P1",
    feed="education",
    agency="education",
    part="date_of_birth",
    value="2016-03-03",
    status="open",
    by="social.worker",
    by_agency="social_care",
    at=NOW,
    note="The birth certificate says otherwise",
    person=MAYA,
    changed=True,
)
ANSWERED = CORRECTION.model_copy(
    update={
        "uid": "f" * 16,
        "status": "answered",
        "outcome": "confirmed",
        "answer": "Seen again",
        "answered_by": "steward",
        "answered_at": NOW,
        "changed": False,
        "note": None,
        "person": None,
    }
)
SAID = [
    Said(record="education:person:P1", feed="education", agency="education", part="surname", value="Achterberg",
         delivered_again=TODAY),
    Said(record="education:person:P1", feed="education", agency="education", part="address", claim="ab",
         note="from 2024", value="12 Elm Court Road", delivered_again=TODAY, confirmed=date("2026-01-01"),
         contested=True),
    Said(record="housing:person:H7", feed="housing", agency="housing", part="date_of_birth", value="2016-03-08"),
]  # fmt: skip
HELD = HeldDelivery(
    uid="0123abcd",
    feed="education",
    agency="Education",
    agency_code="education",
    kind="full",
    status="held",
    extracted=TODAY,
    received=TODAY,
    rows=1_000,
    accepted=900,
    rejected=100,
    reasons=["100 of 1,000 rows were put aside (10%; last time 0%)."],
    preview={"records_new": 4, "records_changed": 3, "records_unchanged": 2, "records_absent": 1},
    rejected_for=REASONS,
)
BASIS: Any = {"today": TODAY, "user": STEWARD, "csrf_token": TOKEN, "coverage": COVERAGE}
HELD_PAGE = HeldPage(**BASIS, deliveries=[HELD, HELD.model_copy(update={"status": "released", "decided_by": "steward",
    "decided_at": NOW, "decided_because": "Expected: a new school", "agency": None, "preview": {},
    "rejected_for": []})])  # fmt: skip
QUALITY = QualityPage(**BASIS, scorecards=[CARD, CARD.model_copy(update={"unmatched": None, "volumes": []})])
FEED_PAGE = QualityFeedPage(**BASIS, card=CARD)
CONFLICTS = QualityConflictsPage(**BASIS, conflicts=[CONFLICT], next_url="/quality/conflicts?cursor=opaque")
OUTBOX = QualityOutboxPage(
    **BASIS,
    agency="education",
    agencies=["education", "housing"],
    items=[
        OutboxItem(kind="rejected_row", feed="education", record=None, part="pupils.date_of_birth", value=None,
                   since=TODAY, what="Put it right.", reference="pupils line 7",
                   row={"pupil_id": "P9", "dob": "31/02/2016"}),
        OutboxItem(kind="conflict", feed="education", record="P1", part="address", value="12 Elm Court Road",
                   since=date("2026-03-01"), what="Check this with the family."),
    ],
)  # fmt: skip
UNPLACED = QualityUnplacedPage(
    **BASIS,
    children=[Unplaced(person=ELIF, reason="no_fixed_abode", agencies=["housing", "social_care"])],
    next_url="/quality/unplaced?cursor=opaque",
)
CORRECTIONS = QualityCorrectionsPage(
    **BASIS, corrections=[CORRECTION, ANSWERED], next_url="/quality/corrections?cursor=o"
)
VALUES = ValuesPage(today=TODAY, user=WORKER, csrf_token=TOKEN, coverage=COVERAGE, uid="c-maya", values=SAID)

QUALITY_EXAMPLES: dict[str, tuple[str, Page]] = {
    "quality": ("quality", QUALITY),
    "quality-nothing": (
        "quality",
        dataclasses.replace(
            QUALITY, scorecards=[], coverage=COVERAGE.model_copy(update={"population": None})
        ),
    ),
    "quality-feed": ("quality_feed", FEED_PAGE),
    "quality-feed-empty": (
        "quality_feed",
        dataclasses.replace(
            FEED_PAGE,
            card=CARD.model_copy(
                update={"groups": [], "rejected_for": [], "warned_for": [], "unmatched": None}
            ),
        ),
    ),
    "quality-conflicts": ("quality_conflicts", CONFLICTS),
    "quality-conflicts-none": (
        "quality_conflicts",
        dataclasses.replace(CONFLICTS, conflicts=[], next_url=None),
    ),
    "quality-outbox": ("quality_outbox", OUTBOX),
    "quality-outbox-none": ("quality_outbox", dataclasses.replace(OUTBOX, items=[])),
    "quality-outbox-choose": ("quality_outbox", dataclasses.replace(OUTBOX, items=[], agency=None)),
    "quality-unplaced": ("quality_unplaced", UNPLACED),
    "quality-unplaced-none": ("quality_unplaced", dataclasses.replace(UNPLACED, children=[], next_url=None)),
    "quality-corrections": ("quality_corrections", CORRECTIONS),
    "quality-corrections-wrong": (
        "quality_corrections",
        dataclasses.replace(
            CORRECTIONS, errors=[FormError(f"outcome-{CORRECTION.uid}", "Choose what you found out.")]
        ),
    ),
    "quality-corrections-none": (
        "quality_corrections",
        dataclasses.replace(CORRECTIONS, corrections=[], next_url=None),
    ),
    "values": ("values", VALUES),
    "values-wrong": (
        "values",
        dataclasses.replace(VALUES, errors=[FormError("values", "No record says this now.")]),
    ),
    "held": ("held", HELD_PAGE),
    "held-wrong": (
        "held",
        dataclasses.replace(
            HELD_PAGE, errors=[FormError(f"because-{HELD.uid}", "Give a reason, and choose.")]
        ),
    ),
    "held-none": ("held", dataclasses.replace(HELD_PAGE, deliveries=[])),
    "child-contested": (
        "child",
        dataclasses.replace(CHILD_PAGE, contested=[CORRECTION], coverage=COVERAGE),
    ),
}
