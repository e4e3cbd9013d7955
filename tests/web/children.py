"""The child page in every state: full, empty, withheld, crowded, and with names that try to break it."""

import dataclasses

from model.views import (
    LOCATION_WITHHELD,
    ChildView,
    Event,
    EventParty,
    PersonRef,
    Responsible,
    SchoolStay,
    Sibling,
    TransientAddress,
    WorkerRef,
)
from tests.web.people import (
    BORN,
    CHILD,
    ELIF,
    FEEDS,
    HOME,
    HOUSEHOLD,
    INVOLVEMENTS,
    MAYA,
    OLD_HOME,
    OLD_SCHOOL,
    RON,
    ROOM,
    SCHOOL,
    SCHOOLS,
    SIBLINGS,
    TODAY,
    TOKEN,
    WORKER,
    date,
    said,
    stay,
)
from web.contexts.child import ChildPage

CHILD_PAGE = ChildPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    as_at=TODAY,
    known_at=TODAY,
    child=CHILD,
    involvements=INVOLVEMENTS,
    siblings=SIBLINGS,
    households=[HOUSEHOLD],
    addresses=[
        stay(MAYA, HOME, start="2022-03-01"),
        stay(MAYA, ROOM, start="2021-09-15", end="2022-02-28"),
        stay(MAYA, OLD_HOME, "said_by_others", end="2021-09-14"),
    ],
    transient=[
        TransientAddress(
            address=ROOM,
            reason="temporary_accommodation",
            sentence="Temporary accommodation for 167 days.",
            families=31,
            stays=[stay(MAYA, ROOM, start="2021-09-15", end="2022-02-28")],
        )
    ],
    other_households=[stay(ELIF, OLD_HOME, start="2023-01-09", end="2023-12-31")],
    events=[
        said(
            Event(
                uid="ev-1",
                kind="missing_episode",
                role="missing",
                place="Aldermere station",
                interview="held",
                interview_on=date("2026-03-09"),
            ),
            start="2026-03-04",
            end="2026-03-06",
        ),
        said(
            Event(
                uid="ev-2",
                kind="domestic_abuse",
                role="child_present",
                category="graded high",
                others=[EventParty(person=RON, role="alleged_perpetrator")],
            ),
            start="2024-03-04",
        ),
    ],
    all_events=True,
    schools=[
        said(SchoolStay(school=SCHOOL, status="current"), SCHOOLS, start="2023-09-04"),
        said(SchoolStay(school=OLD_SCHOOL, status="left"), SCHOOLS, start="2020-09-02", end="2023-07-21"),
    ],
    opened_for="A contact from the school about absence",
)

CAREFUL = dataclasses.replace(
    CHILD_PAGE,
    child=CHILD.model_copy(
        update={
            "interpreter": [said("Polish", SCHOOLS)],
            "contact_safely": [
                said("Ring the mother between 10 and 2 only. Do not tell the father of visits.")
            ],
        }
    ),
)

NOTHING_KNOWN = dataclasses.replace(
    CHILD_PAGE,
    child=ChildView(uid="c-none", name=said("A Person"), unplaced="none_given", feeds=FEEDS, not_known=[]),
    involvements=[],
    siblings=[],
    households=[],
    addresses=[],
    transient=[],
    other_households=[],
    schools=[],
    events=[],
    all_events=False,
    opened_for=None,
)

WITHHELD = dataclasses.replace(
    NOTHING_KNOWN,
    child=CHILD.model_copy(
        update={"notice": LOCATION_WITHHELD, "workers": [], "telephones": [], "identifiers": []}
    ),
    siblings=[
        sibling.model_copy(
            update={
                "person": sibling.person.model_copy(update={"notice": LOCATION_WITHHELD}),
                "bases": sibling.bases[:1],
            }
        )
        for sibling in SIBLINGS
    ],
)

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Adeyemi-Oyelowo Bartholomew-Maximilian"
HOSTILE = """<script>alert('x')</script> "O'Brien" & Co"""


def crowd(number: int) -> list[Sibling]:
    found = []
    for each in range(number):
        person = PersonRef(
            uid=f"c-{each}", kind="child", name=f"Child {each} Achterberg", date_of_birth=BORN, age=10
        )
        found.append(SIBLINGS[0].model_copy(update={"person": person}))
    return found


def named(name: str) -> ChildPage:
    person = MAYA.model_copy(update={"name": name})
    address = HOME.model_copy(update={"line": name})
    return dataclasses.replace(
        CHILD_PAGE,
        child=CHILD.model_copy(
            update={
                "name": said(name),
                "other_names": [said(name)],
                "not_known": [name],
                "workers": [
                    said(WorkerRef(uid="w", name=name, role=name, telephone=name, email=name, service=name))
                ],
                "adults": [said(Responsible(person=person, relationship="mother", telephones=[name]))],
            }
        ),
        siblings=[SIBLINGS[0].model_copy(update={"person": person})],
        households=[HOUSEHOLD.model_copy(update={"address": address, "members": [stay(person, address)]})],
        addresses=[stay(person, address)],
        opened_for=name,
    )
