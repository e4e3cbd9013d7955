"""The steward's desk in its states: pairs that wait, two records side by side, what a decision would change."""

import dataclasses

from model.desk import (
    ChangedPerson,
    DecidedView,
    EffectView,
    PairView,
    QueueItem,
    Side,
    SideValue,
    Stake,
    Why,
    WhyRow,
)
from model.desk_homes import HomeDecidedView, HomeEffectView, HomePairView, JudgedHome
from tests.web.people import CARLA, ELIF, MAYA, NOW, TOBY, TODAY, TOKEN, date
from web.contexts.base import FormError, Page, User
from web.contexts.desk import AtStake, DeskPage
from web.contexts.desk_alike import DeskAlikePage
from web.contexts.desk_check import DeskCheckPage
from web.contexts.desk_decisions import DeskDecisionsPage
from web.contexts.desk_home_check import DeskHomeCheckPage
from web.contexts.desk_home_pair import DeskHomePairPage
from web.contexts.desk_homes import DeskHomesPage
from web.contexts.desk_pair import DeskPairPage

STEWARD = User("Sade Mensah", "Data steward", None, searches=False, judges=True)
LEFT, RIGHT, PAIR, STATE = "education:person:44012", "social_care:person:P1007", "0123456789abcdef", "f" * 16
MAYA_TOO = MAYA.model_copy(update={"uid": "c-maya-2", "name": "Maia Lee"})

WHY = Why(
    left=LEFT,
    right=RIGHT,
    together=False,
    verdict="review",
    reason="the surnames differ, and no identifier or home is the same",
    prior=-18.0,
    rows=[
        WhyRow(comparison="forename", ledger="personal", level="forenames a slip apart", m=0.03, u=0.0015, weight=4.3),
        WhyRow(comparison="middle_names", ledger="personal", level=None, weight=0.0),
        WhyRow(comparison="surname", ledger="personal", level="different surnames", m=0.06, u=0.98, weight=-4.1),
        WhyRow(comparison="date_of_birth", ledger="personal", level="the same date of birth", m=0.95, u=0.0002,
               weight=12.2),
        WhyRow(comparison="upn", ledger="personal", level="the same UPN", m=0.93, u=0.000001, weight=19.8),
        WhyRow(comparison="phone", ledger="household", level="a telephone number in common", m=0.6, u=0.00003,
               weight=14.3, rarity=0.4),
    ],
    personal=14.2,
    household=14.3,
    same_from=8.5,
    review_from=-2.0,
    agreeing=["the same date of birth (+12.2)", "the same UPN (+19.8)"],
    differing=["different surnames (-4.1)"],
    missing=["middle names", "NHS number"],
    guards=["the surnames differ, and no identifier or home is the same"],
    changes=["surname: with the same surname, one person", "home: with a home in common, one person"],
)  # fmt: skip
SIDE = Side(
    record=LEFT,
    person=MAYA,
    kind="child",
    feed="education",
    agency="Education",
    extracted=date("2026-08-27"),
    last_delivered=date("2026-08-28"),
    days_old=4,
    homes=[
        "12 Elm Court Road, Aldermere, N9 7AB from 2020-01-06",
        "3 Mill Court, N9 7AB from 2018-02-01 to 2020-01-05",
    ],
    household=[CARLA, TOBY],
)
ENTRY = DecidedView(
    uid="1",
    pair=PAIR,
    act="a",
    left=MAYA,
    right=MAYA_TOO,
    left_record=LEFT,
    right_record=RIGHT,
    verdict="unsure",
    by="steward",
    at=NOW,
    on=TODAY,
    reason="The school could not say",
    last=True,
    standing=True,
)
VIEW = PairView(
    pair=PAIR,
    state=STATE,
    stake=Stake.CHILD_PROTECTION,
    together=False,
    left=SIDE,
    right=SIDE.model_copy(
        update={
            "record": RIGHT,
            "person": MAYA_TOO,
            "agency": "Children's social care",
            "household": [],
            "homes": [],
            "no_longer_delivered": date("2026-07-01"),
        }
    ),
    values=[
        SideValue(part="Forename", left="Maya", right="Maia", differs=True),
        SideValue(part="Surname", left="Achterberg", right="Lee", differs=True),
        SideValue(part="Date of birth", left="2016-03-03", right="2016-03-03", differs=False),
        SideValue(part="NHS number", left=None, right=None, differs=False),
        SideValue(part="UPN", left="H308200015001", right=None, differs=False),
    ],
    why=WHY,
    history=[],
)
ITEM = QueueItem(
    pair=PAIR,
    stake=Stake.CHILD_PROTECTION,
    left=MAYA,
    right=MAYA_TOO,
    left_record=LEFT,
    right_record=RIGHT,
    reason=WHY.reason,
    weight=14.2,
    since=date("2026-08-20"),
    alike=1,
)
QUEUE = DeskPage(
    today=TODAY,
    user=STEWARD,
    csrf_token=TOKEN,
    waiting=[AtStake("child_protection", 1), AtStake("other", 1_204)],
    pairs=[
        ITEM,
        ITEM.model_copy(
            update={
                "stake": Stake.OTHER,
                "left": ELIF,
                "right": TOBY,
                "pair": "1" * 16,
                "alike": 7,
                "pairs": 25,
            }
        ),
    ],
    next_url="/desk?cursor=opaque",
    feeds=["education", "gp"],
    feed="gp",
)
SHOWN = DeskPairPage(today=TODAY, user=STEWARD, csrf_token=TOKEN, pair=VIEW, alike=True)
CHECK = DeskCheckPage(
    today=TODAY,
    user=STEWARD,
    csrf_token=TOKEN,
    what="same",
    about=[LEFT, RIGHT],
    action="/desk/decisions",
    fields={
        "left": LEFT,
        "right": RIGHT,
        "state": STATE,
        "verdict": "same",
        "reason": "The school rang about her",
    },
    back="/desk",
    reason="The school rang about her",
    effect=EffectView(
        before=[
            ChangedPerson(uid="c-maya", person=MAYA, records=[LEFT]),
            ChangedPerson(uid="c-maya-2", person=MAYA_TOO, records=[RIGHT, "education_welfare:person:EW-88"]),
        ],
        after=[
            ChangedPerson(uid="c-maya", person=MAYA, records=[LEFT, RIGHT]),
            ChangedPerson(uid=None, person=None, records=["education_welfare:person:EW-88"]),
        ],
        conflicts=[],
    ),
)
DECISIONS = DeskDecisionsPage(
    today=TODAY,
    user=STEWARD,
    csrf_token=TOKEN,
    decisions=[
        ENTRY,
        ENTRY.model_copy(update={"verdict": "undone", "standing": False, "at": None, "right": MAYA}),
    ],
    next_url="/desk/decisions?cursor=opaque",
)
ALIKE = DeskAlikePage(
    today=TODAY, user=STEWARD, csrf_token=TOKEN, pair=PAIR, count=7, looked_at=STATE, sample=[VIEW, VIEW]
)

ELM = JudgedHome(
    uid="a-elm", token="uprn:000010012345", line="Flat 2, Elm Court, High Street", postcode="N9 7AB",
    uprn="000010012345", authority="Aldermere", address_class="residential", people=4,
    agencies=["education", "social_care"],
)  # fmt: skip
ELM_TOO = ELM.model_copy(
    update={"uid": "a-elm-2", "token": "key:N97AB|2|ELM COURT", "line": "2 Elm Ct", "uprn": None, "authority": None,
            "address_class": None, "people": 1, "agencies": ["police"]}
)  # fmt: skip
HOME_ENTRY = HomeDecidedView(
    uid="j-home", pair=PAIR, act="act", left=ELM_TOO, right=ELM, left_token=ELM_TOO.token, right_token=ELM.token,
    verdict="same", by="sade", at=NOW, on=TODAY, reason="The estate office says so", last=True, standing=True,
)  # fmt: skip
HOMES = DeskHomesPage(
    today=TODAY, user=STEWARD, csrf_token=TOKEN, alike=[[ELM, ELM_TOO], [ELM, ELM_TOO, ELM]],
    decisions=[HOME_ENTRY, HOME_ENTRY.model_copy(update={"verdict": "undone", "standing": False, "at": None})],
    found=[ELM, ELM_TOO],
)  # fmt: skip
HOME_PAIR = DeskHomePairPage(
    today=TODAY, user=STEWARD, csrf_token=TOKEN,
    pair=HomePairView(
        pair=PAIR, state=STATE, together=False, left=ELM_TOO, right=ELM, left_token=ELM_TOO.token,
        right_token=ELM.token, history=[],
    ),
)  # fmt: skip
HOME_CHECK = DeskHomeCheckPage(
    today=TODAY, user=STEWARD, csrf_token=TOKEN, left=ELM_TOO.token, right=ELM.token, state=STATE, verdict="same",
    reason="The estate office says so", effect=HomeEffectView(homes=[[ELM, ELM_TOO]], people=5, conflicts=[]),
)  # fmt: skip

DESK_EXAMPLES: dict[str, tuple[str, Page]] = {
    "desk": ("desk", QUEUE),
    "desk-empty": (
        "desk",
        dataclasses.replace(
            QUEUE,
            waiting=[],
            pairs=[],
            next_url=None,
            errors=[FormError("left", "There are no two such records.")],
        ),
    ),
    "desk-pair": ("desk_pair", SHOWN),
    "desk-pair-blank": ("desk_pair", dataclasses.replace(SHOWN, blank=True, known=False, together=7)),
    "desk-pair-decided": (
        "desk_pair",
        dataclasses.replace(
            SHOWN,
            alike=False,
            reason="x",
            errors=[FormError("reason", "Give a reason of 5 to 500 characters.")],
            pair=VIEW.model_copy(update={"history": [ENTRY], "together": True}),
        ),
    ),
    "desk-check": ("desk_check", CHECK),
    "desk-check-nobody": (
        "desk_check",
        dataclasses.replace(
            CHECK, what="undone", effect=EffectView(before=[], after=[], conflicts=[[LEFT, RIGHT]])
        ),
    ),
    "desk-decisions": ("desk_decisions", DECISIONS),
    "desk-decisions-none": ("desk_decisions", dataclasses.replace(DECISIONS, decisions=[], next_url=None)),
    "desk-homes": ("desk_homes", HOMES),
    "desk-homes-empty": (
        "desk_homes",
        dataclasses.replace(
            HOMES, alike=[], decisions=[], found=[], errors=[FormError("postcode", "Give a whole postcode.")]
        ),
    ),
    "desk-home-pair": ("desk_home_pair", HOME_PAIR),
    "desk-home-pair-decided": (
        "desk_home_pair",
        dataclasses.replace(
            HOME_PAIR,
            reason="x",
            errors=[FormError("reason", "Give a reason of 5 to 500 characters.")],
            pair=HOME_PAIR.pair.model_copy(update={"together": True, "history": [HOME_ENTRY]}),
        ),
    ),
    "desk-home-check": ("desk_home_check", HOME_CHECK),
    "desk-home-check-apart": (
        "desk_home_check",
        dataclasses.replace(
            HOME_CHECK,
            verdict="different",
            effect=HomeEffectView(homes=[[ELM], [ELM_TOO]], people=1, conflicts=[[ELM.token, ELM_TOO.token]]),
        ),
    ),
    "desk-alike": ("desk_alike", ALIKE),
    "desk-alike-none": ("desk_alike", dataclasses.replace(ALIKE, count=0, sample=[])),
}
