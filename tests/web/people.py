"""Invented people, places and services, as the reads would compose them."""

import datetime as dt
from typing import TypeVar

from model.facts import Disagreement, Fact, Feed, FeedState, Source
from model.views import (
    AddressRef,
    Basis,
    ChildView,
    Family,
    Household,
    Identifier,
    Involvement,
    Move,
    PersonRef,
    Responsible,
    SchoolRef,
    ServiceRef,
    Sibling,
    Stay,
    WorkerRef,
)
from web.contexts.base import User

Value = TypeVar("Value")

TODAY = dt.date(2026, 9, 1)
NOW = dt.datetime(2026, 9, 1, 8, 5, tzinfo=dt.UTC)
BORN = dt.date(2016, 3, 3)
TOKEN = "a-token-of-one-session"
WORKER = User("Ines Okafor", "Practitioner", "Children's social care")
LEAD = User("Bo Lindqvist", "Safeguarding lead", None, reviews=True)

CARE = Source(
    agency="Children's social care", feed="social_care", record="P1007", delivered=dt.date(2026, 8, 31)
)
SCHOOLS = Source(agency="Education", feed="education", record="44012", delivered=dt.date(2026, 8, 28))
WELFARE = Source(
    agency="Education welfare", feed="education_welfare", record="EW-88", delivered=dt.date(2026, 7, 22)
)

FEEDS = [
    Feed(
        feed="social_care",
        agency="Children's social care",
        state=FeedState.LIVE,
        last_delivered=CARE.delivered,
        days_old=1,
    ),
    Feed(
        feed="education",
        agency="Education",
        state=FeedState.LIVE,
        last_delivered=SCHOOLS.delivered,
        days_old=4,
    ),
    Feed(
        feed="education_welfare",
        agency="Education welfare",
        state=FeedState.OLD,
        last_delivered=WELFARE.delivered,
        days_old=41,
    ),
    Feed(feed="health", agency="Health", state=FeedState.ABSENT, last_delivered=None, days_old=None),
]


def date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def said(value: Value, *sources: Source, start: str | None = None, end: str | None = None) -> Fact[Value]:
    return Fact(
        value=value,
        to=date(end) if end else None,
        first_seen=date("2025-04-02"),
        sources=list(sources or (CARE,)),
    ).model_copy(update={"from_": date(start) if start else None})


MAYA = PersonRef(uid="c-maya", kind="child", name="Maya Achterberg", date_of_birth=BORN, age=10)
TOBY = PersonRef(
    uid="c-toby", kind="child", name="Toby Achterberg-Lee", date_of_birth=date("2019-06-11"), age=7
)
ELIF = PersonRef(uid="c-elif", kind="child", name="Elif Demir", age=None)
BABY = PersonRef(uid="c-baby", kind="child", name="Baby Achterberg", date_of_birth=date("2026-07-20"), age=0)
CARLA = PersonRef(
    uid="a-carla", kind="adult", name="Carla Achterberg", date_of_birth=date("1990-01-12"), age=36
)
RON = PersonRef(uid="a-ron", kind="adult", name="Ron Lee")

HOME = AddressRef(
    uid="h-mill", line="Flat 2, 14 Mill Lane", postcode="ZZ1 4AB", address_class="residential", matched="uprn"
)
ROOM = AddressRef(
    uid="h-bridge",
    line="Room 9, Bridge House",
    postcode="ZZ1 2CD",
    address_class="temporary_accommodation",
    matched="key",
)
OLD_HOME = AddressRef(uid="h-oak", line="3 Oak Row", postcode=None, address_class="unknown", matched="none")

TEAM = ServiceRef(
    uid="social_care:north",
    name="Family support team, North",
    agency="Children's social care",
    telephone="020 7946 0101",
    out_of_hours_telephone="020 7946 0199",
    email="north@example.gov.uk",
)
WELFARE_SERVICE = ServiceRef(
    uid="education_welfare:service",
    name="Education welfare",
    agency="Education welfare",
    website="welfare.example",
    address="First floor, 12 Mercers Lane, Aldermere, ZZ1 9QZ",
)
SENSITIVE = ServiceRef(uid=None, name="A service", agency=None, sensitive=True)


def stay(
    person: PersonRef,
    address: AddressRef | None,
    kind: str = "main_home",
    start: str | None = None,
    end: str | None = None,
) -> Fact[Stay]:
    value = Stay(
        person=person,
        address=address,
        kind=kind,
        household_member=kind in ("main_home", "second_home"),
        joined=date(start) if start else None,
        left=date(end) if end else None,
        last_confirmed=date("2026-06-30") if kind == "main_home" and not end else None,
    )
    return said(value, SCHOOLS, start=start, end=end)


CHILD = ChildView(
    uid=MAYA.uid,
    name=Fact(
        value=MAYA.name,
        sources=[CARE, SCHOOLS],
        first_seen=date("2025-04-02"),
        disagreements=[Disagreement(value="Maia Achterburg", sources=[WELFARE])],
    ),
    other_names=[said("May Lee", SCHOOLS)],
    date_of_birth=said(BORN, CARE, SCHOOLS),
    dob_certainty="exact",
    age=10,
    sex=said("F", SCHOOLS),
    identifiers=[
        said(Identifier(kind="nhs_number", value="999 000 0018", status="verified")),
        said(Identifier(kind="upn", value="A820200019001"), SCHOOLS),
    ],
    telephones=[said("07700 900123", WELFARE)],
    adults=[
        said(
            Responsible(
                person=CARLA,
                relationship="mother",
                parental_responsibility="yes",
                lives_with=True,
                telephones=["07700 900456"],
            ),
            CARE,
            SCHOOLS,
            start="2016-03-03",
        ),
        said(Responsible(person=RON, relationship="step_parent"), WELFARE),
    ],
    workers=[
        said(
            WorkerRef(uid="w-2", name="Aled Pryce", role="family support worker", service=TEAM.name),
            start="2026-02-02",
        ),
        said(
            WorkerRef(
                uid="w-1",
                name="Shanice Bell",
                role="social worker",
                telephone="020 7946 0111",
                email="s.bell@example.gov.uk",
                active=True,
                lead=True,
                service=TEAM.name,
            ),
            start="2026-01-14",
        ),
        said(WorkerRef(uid="w-3", name="Petra Novak", role=None, active=False), WELFARE),
    ],
    feeds=FEEDS,
    not_known=[
        "Father: not recorded by any connected agency.",
        "General practice: the Health feed is not connected.",
    ],
)

INVOLVEMENTS = [
    said(
        Involvement(
            service=TEAM,
            kind="child_protection",
            status="open",
            category="NEG",
            last_contact=date("2026-08-27"),
            last_seen_alone=date("2026-08-13"),
        ),
        start="2026-01-20",
    ),
    said(
        Involvement(service=WELFARE_SERVICE, kind="education_welfare", status="open"),
        WELFARE,
        start="2026-05-05",
    ),
    said(Involvement(service=SENSITIVE, kind="early_help", status="open"), start="2026-06-01"),
    said(
        Involvement(service=TEAM, kind="referral", status="no_further_action"),
        start="2023-10-02",
        end="2023-10-20",
    ),
]

SIBLINGS = [
    Sibling(
        person=TOBY,
        described_as="half",
        bases=[
            Basis(
                basis="half",
                sentence="Carla Achterberg is recorded as mother of both; the fathers recorded differ.",
                through=CARLA,
                sources=[CARE],
            ).model_copy(update={"from_": date("2019-06-11")}),
            Basis(
                basis="children_at_the_same_address",
                sentence="Both lived at Flat 2, 14 Mill Lane.",
                days=1645,
                through=HOME,
                sources=[SCHOOLS],
            ).model_copy(update={"from_": date("2022-03-01")}),
        ],
    ),
    Sibling(
        person=BABY,
        described_as="same_mother_recorded",
        bases=[
            Basis(
                basis="same_mother_recorded",
                sentence="The same mother is recorded for both.",
                through=CARLA,
                sources=[CARE],
            )
        ],
    ),
]

HOUSEHOLD = Household(
    address=HOME,
    members=[
        stay(CARLA, HOME, start="2022-03-01"),
        stay(MAYA, HOME, start="2022-03-01"),
        stay(TOBY, HOME, start="2022-03-01"),
        stay(RON, HOME),
    ],
    joined=[stay(BABY, HOME, start="2026-07-20")],
    left=[stay(ELIF, HOME, start="2024-01-01", end="2025-12-20")],
    also_linked=[stay(ELIF, HOME, "correspondence", start="2025-12-21")],
)

SCHOOL = SchoolRef(
    uid="s-1",
    urn="100001",
    name="Alder Primary School",
    telephone="020 7946 0300",
    safeguarding_lead="Joyce Mensah",
    safeguarding_telephone="020 7946 0301",
)
OLD_SCHOOL = SchoolRef(uid="s-2", urn="100002", name="Beech Infant School")


MOVE = Move(
    before=ROOM,
    after=HOME,
    on=date("2022-03-01"),
    people=[CARLA, MAYA],
    sentence="Carla Achterberg and Maya Achterberg lived together at Room 4, Harbour House and then at 14 Mill Lane.",
    ground="Carla Achterberg at Harbour House from 1 October 2021 and at 14 Mill Lane from 1 March 2022; Maya "
    "Achterberg at Harbour House from 1 October 2021 and at 14 Mill Lane from 1 March 2022.",
    sources=[CARE, SCHOOLS],
)
FAMILIES = [
    Family(
        members=list(HOUSEHOLD.members),
        ground="An agency records one as parent, carer or relative of another.",
        moves=[MOVE, MOVE.model_copy(update={"before": HOME, "after": ROOM})],
    ),
    Family(
        members=[stay(RON, HOME, start="2021-10-01", end="2022-02-28")],
        ground="No agency records a tie to others at this address, and no other address is shared with them.",
    ),
]
