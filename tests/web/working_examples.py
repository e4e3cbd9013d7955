"""Caseload, work with a record, lists of names, receipts and answers to callers, in every state."""

import dataclasses
import datetime as dt

from markupsafe import Markup

from model.facts import Feed
from model.taking_out import Mark, Wanted
from model.views import LOCATION_WITHHELD, SearchHit, ServiceRef
from model.working import Caseload, ContactRequest, KeptView, News, NotShared, OwnInvolvement
from tests.web.example_networks import network
from tests.web.people import (
    CARE,
    CHILD,
    ELIF,
    FEEDS,
    INVOLVEMENTS,
    LEAD,
    MAYA,
    NOW,
    SCHOOLS,
    TOBY,
    TODAY,
    TOKEN,
    WORKER,
)
from web.contexts.base import FormError, Page
from web.contexts.caseload import CaseloadPage
from web.contexts.conference import ConferencePage, Line
from web.contexts.export import ExportPage
from web.contexts.mediated import MediatedPage
from web.contexts.not_shared import NotSharedPage
from web.contexts.receipt import ReceiptPage
from web.contexts.search import SearchForm
from web.contexts.work import Choice, WorkPage
from web.files import NetworkFile
from web.looks import export_looks

OWN = OwnInvolvement(
    id=1,
    name="Ines Okafor",
    agency="Early help",
    role="family support worker",
    telephone="020 7946 0150",
    since=dt.date(2026, 6, 1),
)
UNNAMED = OwnInvolvement(
    id=2,
    name="",
    role="",
    telephone="",
    since=dt.date(2026, 6, 1),
    service=ServiceRef(uid=None, name="A service. Contact the safeguarding hub", agency=None, sensitive=True),
)


def _news(number: int) -> News:
    return News(
        kind="home",
        sentence=f"New address: {number} Elm Court, from 3 March 2026 (Housing, 4 days old).",
        told=dt.date(2026, 8, 28),
    )


CASELOAD = CaseloadPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    children=[
        Caseload(
            person=MAYA,
            grounds=["You are recorded as social worker"],
            looked=dt.date(2026, 8, 20),
            since=dt.date(2026, 8, 20),
            news=[_news(number) for number in range(1, 9)],
            subscribed=True,
        ),
        Caseload(
            person=TOBY,
            grounds=["You registered your involvement as family support worker"],
            since=dt.date(2026, 8, 4),
            own=OWN,
        ),
    ],
    requests=[
        ContactRequest(
            id=3, person=MAYA, asked_by="Piet Teacher", agency="School", telephone="+442079460111", at=NOW,
            to="Family support team, North",
        )
    ],
    sent=[
        ContactRequest(
            id=4, person=MAYA, asked_by="Ines Okafor", agency="Early help", telephone="+442079460150", at=NOW,
            to="Family support team, North", answered_at=answered,
        )
        for answered in (NOW, None)
    ],
    views=[
        KeptView(
            id="v1", title="Family only", person=MAYA, address="/children/c-maya/network?link=family",
            kept_by="Ines Okafor", at=NOW, own=True, shared_with=["lead"],
        ),
        KeptView(
            id="v2", title="A view that you may not open", person=None, address="/children/c-x/network",
            kept_by="Lea Lead", at=NOW, own=False,
        ),
    ],
)  # fmt: skip
WORK = WorkPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    uid="c-maya",
    name="Maya Achterberg",
    own=None,
    services=[Choice("social_care:north", "Family support team, North")],
    subscribed=False,
    reach=[
        Choice("service-s1", "Family support team, North"),
        Choice("hub", "Somebody else, through the hub"),
    ],
)
CONFERENCE = ConferencePage(
    today=TODAY, user=WORKER, csrf_token=TOKEN, at=NOW, reference="38ee2e11a010f3c4", feeds=FEEDS
)
HITS = [SearchHit(person=MAYA, matched_on=["surname"]), SearchHit(person=ELIF, matched_on=["forename"])]
RECEIPT = ReceiptPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    at=NOW,
    reference="38ee2e11a010f3c4",
    feeds=FEEDS,
    asked=SearchForm(q="zachary quorlt", date_of_birth="2016"),
    found=[],
    more=False,
)
TYPED = {"caller": "Piet Teacher", "agency": "school", "rung_back": "020 7946 0111", "known_number": "yes",
         "reason": "Absent since Monday", "q": "Maya"}  # fmt: skip
MEDIATED = MediatedPage(
    today=TODAY, user=LEAD, csrf_token=TOKEN, typed={}, agencies=[("school", "School"), ("police", "Police")]
)
NO_FEEDS: list[Feed] = []

NOT_SHARED = NotSharedPage(
    today=TODAY,
    user=LEAD,
    csrf_token=TOKEN,
    decisions=[
        NotShared(
            person=person, at=NOW, decided_by="Ines Okafor", asked_by="A landlord", what="The new address",
            reason="It would lead the father there.",
        )
        for person in (MAYA, None)
    ],
)  # fmt: skip

EXPORT = ExportPage(today=TODAY, user=WORKER, csrf_token=TOKEN, uid="c-maya", name="Maya Achterberg")
WANTED = Wanted(
    audience="Strategy meeting", reason="A strategy meeting today", addresses=True, telephones=True
)
FILE = NetworkFile(
    today=TODAY,
    mark=Mark(
        by="Ines Okafor, Practitioner",
        at=NOW,
        audience=WANTED.audience,
        reason=WANTED.reason,
        reference="38ee",
    ),
    wanted=WANTED,
    child=CHILD,
    network=network(TODAY, CARE, SCHOOLS),
    involvements=INVOLVEMENTS,
    registered=[OWN],
    looks=Markup(export_looks()),  # noqa: S704 - a file of the product
)

WORKING_EXAMPLES: dict[str, tuple[str, Page]] = {
    "export": ("export", EXPORT),
    "export-wrong": (
        "export",
        dataclasses.replace(
            EXPORT,
            typed={"addresses": "yes", "depth": "3", "form": "csv"},
            errors=[FormError(field, "Put this right.") for field in ("audience", "reason")],
        ),
    ),
    "not-shared": ("not_shared", NOT_SHARED),
    "not-shared-none": ("not_shared", dataclasses.replace(NOT_SHARED, decisions=[])),
    "caseload": ("caseload", CASELOAD),
    "caseload-empty": (
        "caseload",
        dataclasses.replace(CASELOAD, children=[], requests=[], sent=[], views=[]),
    ),
    "caseload-wrong": (
        "caseload",
        dataclasses.replace(
            CASELOAD, errors=[FormError("share-v1", "There is no account of that user name.")]
        ),
    ),
    "work": ("work", WORK),
    "work-own": (
        "work",
        dataclasses.replace(
            WORK, own=OWN, services=[], subscribed=True, done="Asked to get in touch: North."
        ),
    ),
    "work-wrong": (
        "work",
        dataclasses.replace(
            WORK,
            typed={"reason": "no"},
            errors=[
                FormError(field, "Put this right.") for field in ("role", "telephone", "to", "ring", "reason")
            ],
        ),
    ),
    "conference": (
        "conference",
        dataclasses.replace(
            CONFERENCE,
            names="Maya Achterberg, 2016\nNobody",
            lines=[
                Line("Maya Achterberg, 2016", HITS, True),
                Line("Nobody", [], True),
                Line("--", [], False),
            ],
        ),
    ),
    "conference-asked": ("conference", CONFERENCE),
    "conference-wrong": (
        "conference",
        dataclasses.replace(CONFERENCE, errors=[FormError("names", "Enter at least one name.")]),
    ),
    "receipt": ("receipt", RECEIPT),
    "receipt-found": ("receipt", dataclasses.replace(RECEIPT, found=HITS, more=True, feeds=NO_FEEDS)),
    "mediated": (
        "mediated",
        dataclasses.replace(
            MEDIATED, typed=TYPED, child=CHILD, involvements=INVOLVEMENTS, workers=CHILD.workers
        ),
    ),
    "mediated-asked": ("mediated", MEDIATED),
    "mediated-hits": ("mediated", dataclasses.replace(MEDIATED, typed=TYPED, hits=HITS)),
    "mediated-nobody": ("mediated", dataclasses.replace(MEDIATED, typed=TYPED, hits=[])),
    "mediated-withheld": (
        "mediated",
        dataclasses.replace(
            MEDIATED, typed=TYPED, child=CHILD.model_copy(update={"notice": LOCATION_WITHHELD})
        ),
    ),
    "mediated-wrong": (
        "mediated",
        dataclasses.replace(
            MEDIATED,
            errors=[FormError(field, "Put this right.") for field in ("caller", "agency", "known_number")],
        ),
    ),
}
