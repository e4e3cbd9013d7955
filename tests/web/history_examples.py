"""Timeline, family tree and map of services, in every state."""

import dataclasses
from typing import Any

from tests.web.children import CHILD_PAGE, LONG, NOTHING_KNOWN, WITHHELD, crowd, named
from tests.web.people import CARLA, CHILD, HOME, MOVE, RON, ROOM, TODAY, TOKEN, WORKER, stay
from tests.web.working_examples import OWN, UNNAMED
from web.contexts.base import Page
from web.contexts.family import FamilyPage
from web.contexts.timeline import TimelinePage

TIMELINE = TimelinePage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    as_at=TODAY,
    known_at=TODAY,
    child=CHILD,
    addresses=CHILD_PAGE.addresses,
    moves=[MOVE],
    residents=[stay(CARLA, HOME, start="2022-03-01"), stay(RON, ROOM, start="2021-10-01", end="2022-02-28")],
    schools=CHILD_PAGE.schools,
    involvements=CHILD_PAGE.involvements,
    registered=[OWN, UNNAMED],
    events=CHILD_PAGE.events,
)
FAMILY = FamilyPage(
    today=TODAY,
    user=WORKER,
    csrf_token=TOKEN,
    as_at=TODAY,
    known_at=TODAY,
    child=CHILD,
    siblings=CHILD_PAGE.siblings,
    households=CHILD_PAGE.households,
    other_households=CHILD_PAGE.other_households,
    involvements=CHILD_PAGE.involvements,
    schools=CHILD_PAGE.schools,
)
NOTHING: dict[str, Any] = {
    "siblings": [],
    "households": [],
    "other_households": [],
    "involvements": [],
    "schools": [],
}

HISTORY_EXAMPLES: dict[str, tuple[str, Page]] = {
    "timeline": ("timeline", TIMELINE),
    "timeline-withheld": (
        "timeline",
        dataclasses.replace(
            TIMELINE,
            child=WITHHELD.child,
            addresses=[],
            moves=[],
            residents=[],
            schools=[],
            involvements=[],
            registered=[],
            events=[],
        ),
    ),
    "family": ("family", FAMILY),
    "family-alone": ("family", dataclasses.replace(FAMILY, child=NOTHING_KNOWN.child, **NOTHING)),
    "family-crowd": (
        "family",
        dataclasses.replace(
            FAMILY, siblings=crowd(18), involvements=FAMILY.involvements * 9, child=named(LONG).child
        ),
    ),
}
