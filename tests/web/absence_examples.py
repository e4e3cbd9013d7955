"""The pages of children whom expected services do not know, in every state."""

import dataclasses
import datetime as dt

from model.absence import Band, Category, Cause, Explanation, Line, Outcome, Standing
from model.absence_published import Counts, Gap, Guess, Held, Night, Pattern, Point, Share
from model.facts import FeedState
from tests.web.people import MAYA, NOW, TODAY, TOKEN
from web.contexts.base import FormError, Page, User
from web.contexts.enquiries import EnquiriesPage, Enquiry
from web.contexts.enquiry import EnquiryPage, Tried
from web.contexts.missing import MissingPage, Picture, WorkBegun
from web.contexts.missing_child import MissingChildPage
from web.contexts.missing_expectations import ExpectedOf, MissingExpectationsPage, VersionOf
from web.contexts.missing_work import Chosen, MissingWorkPage

ANALYST = User("Ana Lyst", "Analyst", None, searches=False, analyses=True)
OFFICER = User("Wren Field", "Practitioner", "Education welfare", enquires=True)
WORK = WorkBegun("0123456789abcdef", "Autumn check of every roll in the borough", TODAY, NOW)
LINE = Line(
    child="7F3A09C2",
    categories=(Category.NONE_EXPECTED, Category.HIDDEN_IN_HOUSEHOLD),
    band=Band.FIVE_TO_TEN,
    area="Pilgrims Wood",
    seen_by=("revenues", "housing"),
    expected=("education", "gp"),
    known_to=(),
    explanations=(
        Explanation(
            cause=Cause.FAILED_MATCH,
            standing=Standing.PROBABLE,
            evidence="1 other record of a child of much the same name and birth, known to a service lacking this one.",
            candidates=("11AA22BB",),
        ),
        Explanation(
            cause=Cause.FEED_LATE,
            standing=Standing.KNOWN,
            evidence="Health visitor: not asked, its feed is late.",
        ),
    ),
    since=TODAY - dt.timedelta(days=40),
    gap_school_days=23,
)
BARE = LINE.model_copy(
    update={
        "child": "00C0FFEE",
        "categories": (Category.UNPLACED,),
        "area": "withheld",
        "seen_by": (),
        "expected": (),
        "known_to": ("gp",),
        "gap_school_days": None,
        "explanations": (
            Explanation(cause=Cause.NONE_FOUND, standing=Standing.ABSENCE, evidence="Named by nobody."),
        ),
    }
)
NIGHT = Night(
    day=TODAY,
    expectations="2026-11-26",
    tables=(
        Counts(
            name="cause",
            title="First explanation by age",
            rows=("no explanation found", "all"),
            columns=("under 1", "5 to 10", "all"),
            cells=((None, None, 40), (12, None, None)),
        ),
        Counts(name="ghosts", title="Ghosts", rows=("all",), columns=("left out", "all"), cells=((0, 0),)),
    ),
    shares=(
        Share(service="General practice", band=Band.FIVE_TO_TEN, expected="about 12,340", known=98),
        Share(service="Midwife", band=Band.UNBORN, expected="fewer than 10", known=None),
    ),
    patterns=(Pattern(feeds=("education", "gp"), children=9_120),),
    guesses=(
        Guess(
            of="5 to 10: three lists", method="log-linear, averaged",
            seen=12_000, total=12_100, low=12_040, high=12_310,
            assumptions=(("lists independent of each other", "Broken: p = 0.001.", True),),
        ),
    ),
    notes=("Midwife of fewer than 10 children was not asked: a feed is late (maternity).",),
    feeds_asked=("education", "gp"),
    causes=(Point(night=TODAY, cause=Cause.NONE_FOUND, children=40),),
    gaps=(Gap(night=TODAY, service="health_visitor", children=25),),
    judged=((Band.FIVE_TO_TEN, "about 12,340"),),
    held=(
        Held(area="Pilgrims Wood", band=Band.FIVE_TO_TEN, estimate=1_200, share=97),
        Held(area="all", band=None, estimate=14, share=None),
    ),
    estimate="Invented estimate, 2026",
    guesses_by_area=(
        Guess(of="Pilgrims Wood: 5 to 15: three lists", method="log-linear, averaged", seen=900, total=910, low=900,
              high=960, assumptions=()),
    ),
)  # fmt: skip
OVERVIEW = MissingPage(
    today=TODAY,
    user=ANALYST,
    csrf_token=TOKEN,
    night=NIGHT,
    pictures=[
        Picture(
            "coverage",
            "Share of the children expected whom each service knows, by age",
            "shares",
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 7 4'/%3E",
        )
    ],
    nights=[NIGHT],
    moves=[(TODAY, [("no explanation found", 3)], [])],
    ended=[("no explanation found", [("Left the country", 2)])],
    works=[WORK],
)
LISTING = MissingWorkPage(
    today=TODAY,
    user=ANALYST,
    csrf_token=TOKEN,
    work=WORK,
    chosen=Chosen(),
    areas=["Pilgrims Wood"],
    silent=["gp"],
    in_full=False,
    went=[],
    query="",
    lines=[LINE, BARE],
    become=Counts(
        name="become",
        title="What has become of them",
        rows=("still listed", "no longer", "all"),
        columns=("children",),
        cells=((None,), (None,), (40,)),
    ),
    judged=[(Band.FIVE_TO_TEN, "about 12,340", "about 12,350")],
    count=2,
    next_url="/missing/works/0123456789abcdef?category=&start=100",
)
CHILD = MissingChildPage(
    today=TODAY,
    user=ANALYST,
    csrf_token=TOKEN,
    work=WORK,
    line=LINE,
    agencies=["education_welfare", "social_care"],
    names=False,
    candidates=["11AA22BB"],
)
TASK = Enquiry(12, "maya", MAYA, "5 to 10", "education_welfare", NOW, None, 1)
LOG = EnquiryPage(
    today=TODAY,
    user=OFFICER,
    csrf_token=TOKEN,
    enquiry=TASK,
    line=LINE,
    candidates=[("record 1", "noor")],
    tried=[
        Tried(NOW, "Ana Lyst", "Handed over: autumn check", "", "First enquiries", None),
        Tried(
            NOW, "Wren Field", "Rang the neighbouring authority", "On their roll", "", Outcome.FOUND_ELSEWHERE
        ),
    ],
)

EXPECTED = MissingExpectationsPage(
    today=TODAY,
    user=ANALYST,
    csrf_token=TOKEN,
    version="2026-11-26",
    changed_by="Aldermere safeguarding partnership",
    reason="Health visitors see families who move in sooner.",
    rules=[
        ExpectedOf(
            "General practice", "from 0, below 18", 56, [("gp", FeedState.LIVE)], ["AM1"], "Domain row 49."
        ),
        ExpectedOf("Midwife", "expected birth", 0, [("maternity", FeedState.OLD)], [], "Domain note R8."),
    ],
    own_terms=False,
    versions=[VersionOf("2026-11-26", NOW, "Aldermere safeguarding partnership", "Seen sooner.")],
)
ABSENCE_EXAMPLES: dict[str, tuple[str, Page]] = {
    "missing": ("missing", OVERVIEW),
    "missing-first": ("missing", dataclasses.replace(
            OVERVIEW, night=None, pictures=[], nights=[], moves=[], ended=[], works=[]
        )),
    "missing-wrong": (
        "missing",
        dataclasses.replace(
            OVERVIEW,
            works=[],
            nights=[],
            night=NIGHT.model_copy(update={"patterns": (), "guesses": (), "notes": (), "held": ()}),
            typed={"title": "Autumn", "reason": "x"},
            errors=[FormError("reason", "Give a reason of 5 to 500 characters.")],
        ),
    ),
    "missing-expectations": ("missing_expectations", EXPECTED),
    "missing-work": ("missing_work", LISTING),
    "missing-work-nobody": (
        "missing_work",
        dataclasses.replace(
            LISTING, lines=[], count=0, chosen=Chosen(category="unborn"), query="category=unborn", in_full=True,
            went=[("00C0FFEE", "died")], next_url=None,
        ),
    ),
    "missing-child": ("missing_child", CHILD),
    "missing-child-lead": (
        "missing_child",
        dataclasses.replace(
            CHILD,
            line=BARE,
            names=True,
            errors=[FormError("agency", "Choose an agency."), FormError("hand_over_reason", "Give a reason.")],
        ),
    ),
    "enquiries": ("enquiries", EnquiriesPage(today=TODAY, user=OFFICER, csrf_token=TOKEN, enquiries=[
        TASK, dataclasses.replace(TASK, person=None, outcome=Outcome.NOT_FOUND)])),
    "enquiries-none": ("enquiries", EnquiriesPage(today=TODAY, user=OFFICER, csrf_token=TOKEN, enquiries=[])),
    "enquiry": ("enquiry", LOG),
    "enquiry-wrong": (
        "enquiry",
        dataclasses.replace(LOG, line=None, errors=[FormError("tried", "Say what was tried.")],
                            hands_on=True, agencies=["social_care"],
                            enquiry=dataclasses.replace(TASK, person=None, outcome=Outcome.DIED)),
    ),
}  # fmt: skip
