"""A few invented people, as the projection would leave them in the graph.

====================  =================================================================================
``amara``, ``obi``    brother and sister at 12 Elm Road with their mother ``ngozi``; team T1 works with Amara
``lena``              no service involved; lives far from everybody
``joan``              a member of staff, at 30 Oak Street with her own child ``tom`` and the lodger's child ``uma``
``tilda``             Joan's other child, who lives elsewhere
``vera``              lives next door to Joan, at 32 Oak Street
``willow``            lives next door to Joan too, but her location is withheld
``hidden``            does not exist for anybody without the clearance
``old-amara``         a retired uid that leads to Amara; ``old-hidden`` leads to the hidden child
====================  =================================================================================
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph.gateway import Graph
from model.search import search_text

TODAY = dt.datetime.now(dt.UTC).date()
LONG_AGO = TODAY - dt.timedelta(days=700)
EDGE = {"guard": "", "feed": "social_care", "agency": "social_care", "first_seen": LONG_AGO, "from": LONG_AGO}

CHILDREN: dict[str, tuple[str, str, dt.date]] = {
    "amara": ("Amara", "Okafor", dt.date(2015, 3, 14)),
    "obi": ("Obinna", "Okafor", dt.date(2017, 6, 2)),
    "lena": ("Lena", "Novak", dt.date(2012, 1, 30)),
    "tom": ("Tomas", "Hartigan", dt.date(2014, 5, 5)),
    "uma": ("Uma", "Lodgerson", dt.date(2016, 7, 7)),
    "tilda": ("Tilda", "Hartigan", dt.date(2011, 8, 8)),
    "vera": ("Vera", "Doorley", dt.date(2013, 9, 9)),
    "willow": ("Willow", "Shelterby", dt.date(2018, 10, 10)),
    "hidden": ("Hester", "Unseen", dt.date(2010, 11, 11)),
}
CARERS: dict[str, tuple[str, str, dt.date]] = {
    "ngozi": ("Ngozi", "Okafor", dt.date(1985, 4, 4)),
    "joan": ("Joan", "Hartigan", dt.date(1980, 2, 2)),
}
ADDRESSES = {
    "elm-12": ("12 Elm Road, Aldermere", "ZE1 4QT"),
    "elm-90": ("90 Elm Road, Aldermere", "ZE1 5AA"),
    "oak-30": ("Flat 1, 30 Oak Street, Aldermere", "ZE2 1AB"),
    "oak-32": ("32 Oak Street, Aldermere", "ZE2 1AB"),
    "oak-28": ("28 Oak Street, Aldermere", "ZE2 1AB"),
    "oak-60": ("60 Oak Street, Aldermere", "ZE2 1AB"),
}
HOMES = {
    "amara": "elm-12",
    "obi": "elm-12",
    "ngozi": "elm-12",
    "lena": "elm-90",
    "joan": "oak-30",
    "tom": "oak-30",
    "uma": "oak-30",
    "tilda": "oak-60",
    "vera": "oak-32",
    "willow": "oak-28",
    "hidden": "elm-90",
}
PARENTS = {"amara": "ngozi", "obi": "ngozi", "tom": "joan", "tilda": "joan"}
NAMES = sorted({name for people in (CHILDREN, CARERS) for one in people.values() for name in one[:2]})
"""Every name in the borough: none of them may reach a log, an address or an error."""


def build(graph: Graph) -> None:
    """Write the borough into an empty graph."""
    for uid, who in (CHILDREN | CARERS).items():
        _person(graph, uid, who, "Child" if uid in CHILDREN else "Carer")
    for uid, (lines, postcode) in ADDRESSES.items():
        graph.write(
            "CREATE (:Address {uid: $uid, guard: '', lines: $lines, postcode: $postcode, "
            "address_class: 'residential', matched: 'key'})",
            {"uid": uid, "lines": lines, "postcode": postcode},
        )
    for uid, home in HOMES.items():
        guard = "location" if uid == "willow" else ""
        _edge(graph, uid, "LIVES_AT", home, kind="main_home", guard=guard)
    for child, parent in PARENTS.items():
        _edge(graph, parent, "PARENT_OF", child, kind="birth")
    graph.write(
        "CREATE (:Agency {uid: 'agency', guard: '', code: 'social_care', name: 'Social care'}) "
        "CREATE (:Service {uid: 'team', guard: '', key: 'social_care:T1', name: 'Assessment team', "
        "agency: 'social_care', telephone: '020 7946 0001', sensitive: false}) "
        "CREATE (:School {uid: 'school', guard: '', urn: '900001', name: 'Elm Primary'})"
    )
    _edge(graph, "amara", "INVOLVED_WITH", "team", kind="child_in_need", status="open")
    _edge(graph, "amara", "ATTENDS", "school", status="current")
    _edge(graph, "obi", "ATTENDS", "school", status="current")
    for retired, target in (("old-amara", "amara"), ("old-hidden", "hidden")):
        graph.write(
            "CREATE (:Birth {uid: $retired, kind: 'person', anchor: $retired, forwards_to: $target})",
            {"retired": retired, "target": target},
        )


def _person(graph: Graph, uid: str, who: tuple[str, str, dt.date], label: str) -> None:
    forename, surname, born = who
    postcode = ADDRESSES[HOMES[uid]][1]
    identity: dict[str, Any] = {"forename": forename, "surname": surname, "date_of_birth": born}
    names, places = search_text({**identity, "known_as": [], "former_surnames": []}, [postcode])
    record = {
        **identity, "uid": f"record-{uid}", "key": f"social_care:person:{uid}", "feed": "social_care", "version": 1,
        "agency": "social_care", "kind": "child" if label == "Child" else "adult", "identifier": uid, "guard": "",
        "current": True, "first_seen": LONG_AGO, "extracted": LONG_AGO, "telephones": [],
    }  # fmt: skip
    person = {
        **identity, "uid": uid, "guard": "hidden" if uid == "hidden" else "", "search_text": names,
        "place_guard": "location" if uid == "willow" else "", "place_search_text": places,
    }  # fmt: skip
    graph.write(
        f"CREATE (p:Person:{label}) SET p = $person CREATE (r:Record) SET r = $record "
        "CREATE (r)-[:DESCRIBES {guard: ''}]->(p)",
        {"person": person, "record": record},
    )


def _edge(graph: Graph, start: str, edge: str, end: str, **properties: Any) -> None:
    said = EDGE | {"key": f"{start}-{edge}-{end}", "record": f"social_care:person:{start}"} | properties
    graph.write(
        f"MATCH (a {{uid: $start}}) MATCH (b {{uid: $end}}) CREATE (a)-[e:{edge}]->(b) SET e = $said",
        {"start": start, "end": end, "said": said},
    )
