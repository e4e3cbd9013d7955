"""Every page in every state that it can be in: ``EXAMPLES`` maps a name to a template and its context."""

import dataclasses
import datetime as dt

from model.facts import Page as Items
from model.views import LOCATION_WITHHELD, NO_PROOF, AdultView, DeliveryView, Event, Responsible, SearchHit
from tests.web.absence_examples import ABSENCE_EXAMPLES
from tests.web.children import CAREFUL, CHILD_PAGE, HOSTILE, LONG, NOTHING_KNOWN, WITHHELD, crowd, named
from tests.web.desk_examples import DESK_EXAMPLES
from tests.web.example_networks import in_common, network, path
from tests.web.finding_examples import FINDING_EXAMPLES
from tests.web.history_examples import HISTORY_EXAMPLES
from tests.web.people import (
    CARE,
    CARLA,
    CHILD,
    ELIF,
    FAMILIES,
    FEEDS,
    HOME,
    LEAD,
    MAYA,
    MOVE,
    NOW,
    RON,
    ROOM,
    SCHOOL,
    SCHOOLS,
    TEAM,
    TOBY,
    TODAY,
    TOKEN,
    WORKER,
    date,
    said,
    stay,
)
from tests.web.quality_examples import QUALITY_EXAMPLES
from tests.web.working_examples import OWN, UNNAMED, WORKING_EXAMPLES
from web.contexts.account import AccountPage, OpenedToday
from web.contexts.address import AddressPage
from web.contexts.adult import AdultPage
from web.contexts.base import FormError, Page
from web.contexts.deliveries import DeliveriesPage
from web.contexts.error import ErrorPage
from web.contexts.lead import LeadPage, LookedAt, Refusal, SampledOpening
from web.contexts.network import NetworkPage
from web.contexts.path import PathPage
from web.contexts.reason import ReasonPage
from web.contexts.search import SearchForm, SearchPage
from web.contexts.sign_in import DemoAccount, SignInPage

HIT = SearchHit(
    person=MAYA,
    matched_on=["surname, spelt differently", "year of birth"],
    address=HOME,
    school=SCHOOL.name,
    household=[CARLA, TOBY, RON],
)
SEARCH = SearchPage(today=TODAY, user=WORKER, csrf_token=TOKEN, recent=[MAYA, RON])
FOUND = dataclasses.replace(
    SEARCH,
    form=SearchForm(q="maia achterburg", date_of_birth="2016"),
    results=Items[SearchHit](
        items=[
            HIT,
            SearchHit(person=ELIF, matched_on=["forename"]),
            SearchHit(person=TOBY.model_copy(update={"notice": LOCATION_WITHHELD}), matched_on=["surname"]),
        ],
        notice=NO_PROOF,
    ),
    next_url="/search/results?cursor=opaque",
)
SIGN_IN = SignInPage(
    today=TODAY,
    csrf_token=TOKEN,
    demo_accounts=[
        DemoAccount("social.worker", "Practitioner, children's social care"),
        DemoAccount("lead", "Safeguarding lead"),
    ],
)
REASON = ReasonPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    uid=MAYA.uid,
    kind="child",
    name=MAYA.name,
    own_services=[TEAM.name],
)
ADULT = AdultPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    as_at=TODAY,
    known_at=TODAY,
    adult=AdultView(
        uid=CARLA.uid,
        name=said(CARLA.name),
        date_of_birth=said(date("1990-01-12")),
        age=36,
        telephones=[said("07700 900456", SCHOOLS)],
        children=[
            said(
                Responsible(
                    person=MAYA, relationship="mother", parental_responsibility="yes", lives_with=True
                ),
                start="2016-03-03",
            ),
            said(
                Responsible(person=ELIF, relationship="foster_carer", paid=True, lives_with=False),
                start="2023-01-09",
            ),
        ],
    ),
    addresses=[
        stay(CARLA, HOME, start="2022-03-01"),
        stay(CARLA, ROOM, start="2021-09-15", end="2022-02-28"),
    ],
    moves=[MOVE],
    events=[
        said(
            Event(uid="ev-2", kind="domestic_abuse", role="victim", category="graded high"),
            start="2024-03-04",
        )
    ],
)
ADDRESS = AddressPage(
    today=TODAY, user=WORKER, csrf_token=TOKEN, as_at=TODAY, known_at=TODAY, address=HOME, families=FAMILIES
)
NETWORK = NetworkPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    as_at=TODAY,
    known_at=TODAY,
    uid=MAYA.uid,
    name=MAYA.name,
    network=network(TODAY, CARE, SCHOOLS),
)
PATH = PathPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    as_at=TODAY,
    known_at=TODAY,
    start=MAYA,
    end=ELIF,
    paths=[path(SCHOOLS), in_common(SCHOOLS)],
)
DELIVERIES = DeliveriesPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    feeds=FEEDS,
    deliveries=Items[DeliveryView](
        items=[
            DeliveryView(
                uid="d-2",
                feed="education",
                agency="Education",
                kind="changes",
                status="held",
                extracted=date("2026-08-27"),
                received=date("2026-08-28"),
                rows=1204,
                accepted=1190,
                rejected=14,
                opened_at=NOW,
            ),
            DeliveryView(
                uid="d-1",
                feed="social_care",
                agency="Children's social care",
                kind="full",
                status="closed",
                extracted=date("2026-08-31"),
                received=date("2026-08-31"),
                rows=91_530,
                accepted=91_522,
                rejected=8,
                opened_at=NOW,
                closed_at=NOW,
            ),
        ],
    ),
    next_url="/deliveries?cursor=opaque",
)
REVIEW = LeadPage(
    today=TODAY,
    user=LEAD,
    csrf_token=TOKEN,
    waiting=True,
    refusals=[
        Refusal(NOW, "Ines Okafor", "Children's social care", "c-9", "The record is of a neighbour.", 3)
    ],
    openings=[
        SampledOpening(
            NOW, "Hub worker", None, "c-maya", "child", "A purpose of the hub", "Contact from the police.", 7
        )
    ],
)
LOOKED = LookedAt("Lena Adeyemi", NOW, "Followed up", "Spoke to the worker; a training matter.")
ACCOUNT = AccountPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    username="social.worker",
    services=[TEAM.name],
    clearances=[],
    signed_in_at=NOW,
    session_ends_at=NOW + dt.timedelta(hours=12),
    opened_today=[OpenedToday(MAYA, NOW, "own service's involvement", "Visit on Monday")],
)
MISSING = ErrorPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    status=404,
    title="Page not found",
    detail="There is nothing here that you may open.",
)

THEN, KNOWN_THEN = date("2022-01-15"), date("2025-06-01")
EXAMPLES: dict[str, tuple[str, Page]] = (
    DESK_EXAMPLES
    | FINDING_EXAMPLES
    | WORKING_EXAMPLES
    | HISTORY_EXAMPLES
    | QUALITY_EXAMPLES
    | ABSENCE_EXAMPLES
    | {
        "sign-in": ("sign_in", SIGN_IN),
        "sign-in-wrong": (
            "sign_in",
            dataclasses.replace(
                SIGN_IN,
                username="lead",
                errors=[FormError("password", "Enter the user name and password again")],
            ),
        ),
        "sign-in-organisation": (
            "sign_in",
            SignInPage(
                today=TODAY, message="You are signed out.", passwords=False, provider="the borough's account"
            ),
        ),
        "search": ("search", SEARCH),
        "search-wrong": (
            "search",
            dataclasses.replace(
                SEARCH, errors=[FormError("q", "Enter a name, a date of birth or a postcode")]
            ),
        ),
        "search-found": ("search", FOUND),
        "search-nothing": (
            "search",
            dataclasses.replace(
                SEARCH, form=SearchForm(q="nobody"), results=Items[SearchHit](items=[], notice=NO_PROOF)
            ),
        ),
        "reason": ("reason", REASON),
        "reason-wrong": (
            "reason",
            dataclasses.replace(
                REASON,
                errors=[
                    FormError("purpose", "Choose on what ground you open this record"),
                    FormError("reason", "Enter a reason"),
                ],
            ),
        ),
        "reason-one": ("reason", dataclasses.replace(REASON, own_services=[])),
        "reason-none": ("reason", dataclasses.replace(REASON, own_services=[], hub_allowed=False)),
        "child": ("child", CHILD_PAGE),
        "child-careful": ("child", CAREFUL),
        "child-registered": ("child", dataclasses.replace(CHILD_PAGE, registered=[OWN, UNNAMED])),
        "child-nothing": ("child", NOTHING_KNOWN),
        "child-withheld": ("child", WITHHELD),
        "child-then": (
            "child",
            dataclasses.replace(
                CHILD_PAGE,
                notes=["One judgement that joined two of these records is younger than that."],
                as_at=THEN,
                known_at=KNOWN_THEN,
            ),
        ),
        "child-dates-wrong": (
            "child",
            dataclasses.replace(
                CHILD_PAGE, errors=[FormError("as_at", "Enter a date that is not in the future")]
            ),
        ),
        "child-unborn": (
            "child",
            dataclasses.replace(
                NOTHING_KNOWN,
                child=NOTHING_KNOWN.child.model_copy(
                    update={"date_of_birth": said(date("2026-12-24")), "dob_certainty": "expected"}
                ),
            ),
        ),
        "child-died": (
            "child",
            dataclasses.replace(
                CHILD_PAGE,
                child=CHILD.model_copy(
                    update={"died": said(date("2026-08-01")), "dob_certainty": "estimated"}
                ),
            ),
        ),
        "child-crowd": ("child", dataclasses.replace(CHILD_PAGE, siblings=crowd(40), may_export=False)),
        "child-long": ("child", named(LONG)),
        "child-hostile": ("child", named(HOSTILE)),
        "adult": ("adult", ADULT),
        "adult-nothing": (
            "adult",
            dataclasses.replace(
                ADULT,
                adult=AdultView(uid=RON.uid, name=said(RON.name), notice=LOCATION_WITHHELD),
                addresses=[],
                moves=[],
                events=[],
            ),
        ),
        "address": ("address", ADDRESS),
        "address-nothing": (
            "address",
            dataclasses.replace(ADDRESS, families=[], as_at=THEN, known_at=KNOWN_THEN),
        ),
        "network": ("network", NETWORK),
        "network-alone": (
            "network",
            dataclasses.replace(
                NETWORK,
                network=NETWORK.network.model_copy(
                    update={"nodes": NETWORK.network.nodes[:1], "edges": [], "notice": LOCATION_WITHHELD}
                ),
            ),
        ),
        "network-wrong": (
            "network",
            dataclasses.replace(
                NETWORK,
                network=NETWORK.network.model_copy(update={"truncated": True}),
                errors=[FormError("depth", "Choose how many steps")],
                as_at=THEN,
                known_at=KNOWN_THEN,
            ),
        ),
        "path": ("path", PATH),
        "path-none": ("path", dataclasses.replace(PATH, paths=[])),
        "deliveries": ("deliveries", DELIVERIES),
        "deliveries-none": (
            "deliveries",
            dataclasses.replace(
                DELIVERIES, feeds=[], deliveries=Items[DeliveryView](items=[]), next_url=None
            ),
        ),
        "lead": ("lead", REVIEW),
        "lead-looked-at": (
            "lead",
            dataclasses.replace(
                REVIEW,
                waiting=False,
                refusals=[dataclasses.replace(each, looked=LOOKED) for each in REVIEW.refusals],
                openings=[dataclasses.replace(each, looked=LOOKED) for each in REVIEW.openings],
            ),
        ),
        "lead-wrong": (
            "lead",
            dataclasses.replace(
                REVIEW, errors=[FormError("opening-7", "Say in 5 to 500 characters what you did about it.")]
            ),
        ),
        "lead-none": ("lead", dataclasses.replace(REVIEW, refusals=[], openings=[])),
        "error": ("error", MISSING),
        "error-signed-out": (
            "error",
            ErrorPage(
                today=TODAY,
                status=429,
                title="Too many attempts",
                detail="Wait before you sign in.",
                error_id="e-17",
                retry_after=60,
            ),
        ),
        "account": ("account", ACCOUNT),
        "account-none": (
            "account",
            dataclasses.replace(ACCOUNT, services=[], clearances=["withheld locations"], opened_today=[]),
        ),
    }
)
"""Name of a state to the template and the context that show it."""
