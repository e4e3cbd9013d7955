"""Facts of a few children, written as one would say them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from absence.analysis import find
from absence.expectations import packaged
from absence.facts import KIND_BIT, Facts, School, fill_homes, fill_people, fill_schooling, fill_sources
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
FIRST = dt.date(1, 1, 1)


def rolls(today: dt.date = TODAY, **states: FeedState) -> Rolls:
    """All feeds live, but for those that are named."""
    table = packaged()
    return Rolls(table, {**dict.fromkeys(FEEDS, FeedState.LIVE), **states}, SchoolCalendar.usual(), today)


def child(born: str | None, feeds: str = "", **more: Any) -> dict[str, Any]:
    """One child: the feeds that hold it, ``open`` involvements, ``school``, ``left`` (date, reason), ``home``."""
    return {"born": born, "feeds": feeds.split(), **more}


def facts_of(**children: dict[str, Any]) -> Facts:
    """Facts as the statements would bring them."""
    facts = Facts.of(sorted(children))
    people = [
        {
            "uid": uid, "placed": each.get("placed", True), "certainty": each.get("certainty", "exact"),
            "born": dt.date.fromisoformat(each["born"]) if each["born"] else None,
            "died": dt.date.fromisoformat(each["died"]) if "died" in each else None,
            "unplaced": each.get("unplaced"), "forename": each.get("name", f"{uid} test").split()[0],
            "surname": each.get("name", f"{uid} test").split()[-1], "nhs_number": each.get("nhs"), "upn": None,
            "sex": each.get("sex"),
        }
        for uid, each in children.items()
    ]  # fmt: skip
    fill_people(facts, people)
    for uid, each in children.items():
        place = facts.places[uid]
        fill_sources(facts, [{"feed": feed, "held": True, "children": [uid]} for feed in each["feeds"]])
        for kind in each.get("open", "").split():
            facts.bits["open"][place] |= KIND_BIT[kind]
        if "seen" in each:
            facts.days["seen_on"][place] = dt.date.fromisoformat(each["seen"]).toordinal()
        if "school" in each:
            row = {"school": each["school"], "status": "current", "reason": ""}
            row |= {"children": [uid], "starts": [dt.date(2020, 9, 1)], "ends": [FIRST]}
            fill_schooling(facts, [row], SCHOOLS, TODAY)
        if "left" in each:
            day, reason = each["left"]
            row = {"school": each.get("last_school", "elm"), "status": "left", "reason": reason}
            row |= {"children": [uid], "starts": [FIRST], "ends": [dt.date.fromisoformat(day)]}
            fill_schooling(facts, [row], SCHOOLS, TODAY)
        if "home" in each:
            postcode = each.get("postcode", "AM1 1AA")
            home = {
                "home": each["home"],
                "postcode": postcode,
                "kind": "residential",
                "local_authority": None,
            }
            fill_homes(
                facts, [{**home, "ward": None, "children": [uid], "starts": [FIRST], "ends": [FIRST]}], TODAY
            )
    return facts


def found(_rolls: Rolls | None = None, **children: dict[str, Any]) -> Findings:
    """The list of these children."""
    return find(facts_of(**children), _rolls or rolls())


def line(_rolls: Rolls | None = None, **children: dict[str, Any]) -> Line | None:
    """The line of the first child that is named, if it is listed."""
    first = next(iter(children))
    return next((each for each in found(_rolls, **children).lines if each.child == first), None)
