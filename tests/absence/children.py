"""Facts of a few children, written as one would say them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from absence.analysis import find
from absence.expectations import packaged
from absence.facts import KIND_BIT, Facts
from absence.filling import School, fill_homes, fill_people, fill_schooling, fill_sources
from absence.judging import Rolls
from model.absence import Findings, Line
from model.facts import FeedState
from model.school_age import SchoolCalendar

TODAY = dt.date(2026, 11, 18)
FEEDS = (
    "gp",
    "education",
    "child_health",
    "maternity",
    "not_in_school",
    "social_care",
    "housing",
    "revenues",
    "police",
)
SCHOOLS = {"elm": School(True, False), "far": School(False, False), "dear": School(True, True)}


def rolls(today: dt.date = TODAY, **states: FeedState) -> Rolls:
    """All feeds live, but for those that are named."""
    table = packaged()
    return Rolls(table, {**dict.fromkeys(FEEDS, FeedState.LIVE), **states}, SchoolCalendar.usual(), today)


def child(born: str | None, feeds: str = "", **more: Any) -> dict[str, Any]:
    """One child: the feeds that hold it, ``open`` involvements, ``school``, ``left`` (date, reason), ``home``."""
    return {"born": born, "feeds": feeds.split(), **more}


def day(text: str | None) -> int:
    """A day as statements give it; 0 where there is none."""
    return int(text.replace("-", "")) if text else 0


def facts_of(**children: dict[str, Any]) -> Facts:
    """Facts as the statements would bring them."""
    facts = Facts.of(sorted(children))
    people = {
        "uids": list(children), "placed": [each.get("placed", True) for each in children.values()],
        "certainty": [each.get("certainty", "exact") for each in children.values()],
        "born": [day(each["born"]) for each in children.values()],
        "died": [day(each.get("died")) for each in children.values()],
        "unplaced": [each.get("unplaced") or "" for each in children.values()],
        "forename": [each.get("name", f"{uid} test").split()[0] for uid, each in children.items()],
        "surname": [each.get("name", f"{uid} test").split()[-1] for uid, each in children.items()],
        "nhs_number": [each.get("nhs") or "" for each in children.values()], "upn": [""] * len(children),
        "sex": [each.get("sex") or "" for each in children.values()],
    }  # fmt: skip
    fill_people(facts, [people])
    for uid, each in children.items():
        place = facts.places[uid]
        fill_sources(facts, [{"feed": feed, "held": True, "children": [uid]} for feed in each["feeds"]])
        for kind in each.get("open", "").split():
            facts.bits["open"][place] |= KIND_BIT[kind]
        if "seen" in each:
            facts.days["met_on"][place] = dt.date.fromisoformat(each["seen"]).toordinal()
        if "school" in each:
            row = {"school": each["school"], "status": "current", "reason": ""}
            row |= {"children": [uid], "starts": [20200901], "ends": [0]}
            fill_schooling(facts, [row], SCHOOLS, TODAY)
        if "left" in each:
            left, reason = each["left"]
            row = {"school": each.get("last_school", "elm"), "status": "left", "reason": reason}
            row |= {"children": [uid], "starts": [0], "ends": [day(left)]}
            fill_schooling(facts, [row], SCHOOLS, TODAY)
        for name in each.get("parents", ()):
            facts.parents.add(np.array([place]), facts.carers.codes([name]))
        if "home" in each:
            home = {
                "children": [uid],
                "homes": [each["home"]],
                "postcodes": [each.get("postcode", "AM1 1AA")],
            }
            home |= {
                "kinds": ["residential"],
                "authorities": [""],
                "wards": [""],
                "starts": [day(each.get("since"))],
                "ends": [0],
            }
            fill_homes(facts, [home], TODAY)
    return facts


def found(_rolls: Rolls | None = None, **children: dict[str, Any]) -> Findings:
    """The list of these children."""
    return find(facts_of(**children), _rolls or rolls())


def line(_rolls: Rolls | None = None, **children: dict[str, Any]) -> Line | None:
    """The line of the first child that is named, if it is listed."""
    first = next(iter(children))
    return next((each for each in found(_rolls, **children).lines if each.child == first), None)
