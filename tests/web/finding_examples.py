"""Patterns and findings in their states: a worklist with and without findings, one finding, one pattern."""

import dataclasses
import datetime as dt

from graph.patterns import pattern, pattern_cases
from model.findings import (
    Decided,
    FindingView,
    HouseholdItem,
    LogView,
    OwnAnswer,
    OwnFinding,
    PathEnd,
    PatternState,
    Preview,
    Proposal,
    Share,
    Step,
    Worker,
    Worklist,
)
from queries.own import example
from tests.web.people import LEAD, MAYA, NOW, TOBY, TODAY, TOKEN
from web.contexts.base import FormError, Page
from web.contexts.finding import FindingPage
from web.contexts.findings import FindingsPage
from web.contexts.pattern import PatternPage
from web.contexts.patterns import PatternsPage
from web.contexts.question import QuestionPage

R01 = pattern("R01")
STATE = PatternState(
    id="R01", name=R01.name, question=R01.question, state="on", lacking=[], findings=2, useful=7, disposed=12,
    owner=R01.owner, version=1, review=R01.review,
)  # fmt: skip
OFF = STATE.model_copy(
    update={"id": "R13", "state": "not approved", "lacking": ["police"], "findings": 0, "disposed": 0}
)


HOME = PathEnd(uid="home", name="12 Alder Road", kind="address")
RON = PathEnd(uid="ron", name="Ron Lee", kind="adult")
MAYA_END = PathEnd(uid=MAYA.uid, name=MAYA.name, kind="child")
OTHER = PathEnd(uid="other", name="Kit Lee", kind="child")


def step(
    type_: str,
    start: PathEnd,
    end: PathEnd | None,
    kind: str,
    agency: str,
    since: dt.date | None,
    **more: object,
) -> Step:
    said = {
        "sentence": f"{start.name}: {kind} {end.name if end else ''}".strip(), "type": type_, "start": start,
        "end": end, "kind": kind, "agency": agency, "from": since, "told": TODAY, **more,
    }  # fmt: skip
    return Step.model_validate(said)


FINDING = FindingView(
    id="0123456789abcdef",
    pattern="R01",
    pattern_name=R01.name,
    child=MAYA,
    sentence="Ron Lee has lived at the same address as Maya since 3 March 2026. Ron Lee is recorded as parent or carer "
    "of another child of whom it is recorded that the child had a protection plan.",
    path=[
        step("LIVES_AT", MAYA_END, HOME, "main_home", "education", dt.date(2019, 5, 1), confirmed=TODAY),
        step("LIVES_AT", MAYA_END, HOME, "main_home", "social_care", dt.date(2019, 5, 1)),
        step("LIVES_AT", RON, HOME, "main_home", "housing", dt.date(2026, 3, 3)),
        step("CARES_FOR", RON, OTHER, "father", "social_care", None),
        step(
            "INVOLVED_WITH", OTHER, None, "child_protection", "social_care", dt.date(2021, 1, 1),
            status="closed", to=dt.date(2022, 1, 1), no_longer=TODAY,
        ),
    ],
    evidence_on=dt.date(2026, 3, 3),
    first_found=TODAY,
    thresholds={"joined": "180 days", "overlap": "14 days"},
    feeds=["social_care"],
    against=["education holds another present home of the child"],
    protective=["A lead professional is recorded"],
    wrong=list(R01.wrong),
)  # fmt: skip
DECIDED = FINDING.model_copy(
    update={
        "decided": [
            Decided(
                kind="watch", reason="the team visits on Monday", by="lead", at=NOW, until=TODAY, stands=True
            )
        ],
        "assigned_to": "worker",
        "protected": True,
    }
)
SECOND = FINDING.model_copy(update={"id": "fedcba9876543210", "child": TOBY, "against": [], "protective": []})
ITEM = HouseholdItem(
    household="00aa", children=[MAYA, TOBY], findings=[FINDING, SECOND], evidence_on=FINDING.evidence_on
)
WORKERS = [
    Worker(account="lead", name="Lea Lead", given=2, most=5, cleared=True),
    Worker(account="worker", name="Wim Worker", given=5, most=5, cleared=False),
]
FOUND = Worklist(
    items=[ITEM], homes=1_312, findings=2_744, page=2, pages=53, patterns={"R01": 2_700, "R13": 44},
    given={"-": 1_300, "worker": 12}, protected=3, silent={"R09": ["police"]}, workers=WORKERS,
    resting=["R02"],
)  # fmt: skip
NONE = Worklist(
    items=[],
    homes=0,
    findings=0,
    page=1,
    pages=1,
    patterns={},
    given={},
    protected=0,
    silent={},
    workers=WORKERS,
)
LIST = FindingsPage(
    today=TODAY, user=LEAD, csrf_token=TOKEN, found=FOUND, patterns=[STATE, OFF],
    turns={"after": "page=3"},
)  # fmt: skip
ONE = FindingPage(today=TODAY, user=LEAD, csrf_token=TOKEN, finding=FINDING, workers=WORKERS)
PREVIEW = Preview(
    pattern="R01", thresholds={"joined": 90}, lacking=[], children=42, households=30, a_week=1.5,
    workers=2, each_a_week=0.8,
    by_age=[Share(group="1 to 4", children=30), Share(group="under 1", children=None)],
    by_sex=[Share(group="F", children=20)], by_ward=[Share(group="Alder Green", children=None)],
    by_ethnicity=[Share(group="not known", children=42)],
    overlap=[],
)  # fmt: skip
ANSWER = OwnAnswer(
    plan="NodeByLabelScan",
    preview=PREVIEW,
    findings=[OwnFinding(child=MAYA, sentence="Maya Khan has lived in 3 homes.", evidence_on=TODAY, path=[])],
)
QUESTION = QuestionPage(
    today=TODAY, user=LEAD, csrf_token=TOKEN, text=example(),
    proposals=[Proposal(number=1, name="Moves", by="ann", at=NOW, reason="agreed", text=example())],
)  # fmt: skip
PROPOSED = LogView(
    what="proposed", thresholds={"joined": 90}, by="ann", at=NOW, reason="agreed", before=50, after=42
)
PUBLISHED = PatternPage(
    today=TODAY, user=LEAD, csrf_token=TOKEN, pattern=R01, state=STATE, cases=pattern_cases(R01),
    log=[LogView(what="on", thresholds={"joined": 90}, by="ben", at=NOW, reason="agreed", before=50, after=42)],
    values={each.name: str(each.value) for each in R01.thresholds},
)  # fmt: skip

FINDING_EXAMPLES: dict[str, tuple[str, Page]] = {
    "findings": ("findings", LIST),
    "findings-none": ("findings", dataclasses.replace(LIST, found=NONE, turns={})),
    "findings-shared": ("findings", dataclasses.replace(LIST, shares={"lead": 3}, assigned="-", since=TODAY)),
    "findings-protected": (
        "findings",
        dataclasses.replace(LIST, protected=True, shares={}, query="protected=true", assigned="lead"),
    ),
    "findings-held": (
        "findings",
        dataclasses.replace(
            LIST, turns={"before": ""}, held=True, pattern="R01", decided=True, query="held=true"
        ),
    ),
    "finding": ("finding", ONE),
    "finding-decided": ("finding", dataclasses.replace(ONE, finding=DECIDED)),
    "finding-errors": (
        "finding",
        dataclasses.replace(
            ONE,
            reason="x",
            kind="watch",
            until="2026-01-01",
            errors=[FormError("reason", "Give a reason of 5 to 500 characters.")],
        ),
    ),
    "patterns": ("patterns", PatternsPage(today=TODAY, user=LEAD, csrf_token=TOKEN, patterns=[STATE, OFF])),
    "pattern": ("pattern", PUBLISHED),
    "question": ("question", QUESTION),
    "question-asked": ("question", dataclasses.replace(QUESTION, what="preview", answer=ANSWER)),
    "question-checked": (
        "question",
        dataclasses.replace(QUESTION, what="check", answer=OwnAnswer(plan="NodeByLabelScan")),
    ),
    "question-refused": (
        "question",
        dataclasses.replace(QUESTION, errors=[FormError("text", "SET is not used: a question only reads.")]),
    ),
    "pattern-preview": (
        "pattern",
        dataclasses.replace(PUBLISHED, preview=PREVIEW, proposal=PROPOSED, log=[], held=3, reason="agreed"),
    ),
}
