"""One small borough with everything in it that may be withheld: the ground on which every statement is tried.

Beside open families stand a hidden child, a sealed one, one held back, a family whose location is withheld and who
shares school, worker, service, address and telephone with open ones, a hidden adult who joins two open children, and
an address that only hidden people reach.
"""

from __future__ import annotations

import datetime as dt

from tests.support.tiny import TOLD, Tiny, TinyEdge, day


def borough() -> Tiny:
    """The whole of it, nothing taken away."""
    tiny = Tiny()
    tiny.agency("social_care", "Children's social care").agency("education", "Education")
    tiny.delivery("social_care", "2026-01-01").delivery("education", "2026-01-05", 2)
    _places(tiny)
    _khans(tiny)
    _lees(tiny)
    _moving(tiny)
    _withheld(tiny)
    _hidden(tiny)
    _adopted(tiny)
    _held(tiny)
    _closed_between_open(tiny)
    _events(tiny)
    _judged(tiny)
    _doubted(tiny)
    return tiny


def _doubted(tiny: Tiny) -> None:
    """Agencies that disagree, values marked wrong, rows put aside, a delivery that waits: of open people and others."""
    tiny.delivery("education", "2026-01-06", 3, status="held")
    tiny.child("lost", "Lou Lost", born="2020-02-20", unplaced="no_fixed_abode")
    for uid in ("yusuf", "rue", "hid"):
        tiny.record("health", uid, identifier=f"H{uid}", date_of_birth="2012-02-01")
        tiny.lives(uid, "low", "2024-01-01", feed="health").attends(uid, "oak", feed="health")
        tiny.responsible("amina", uid, held="no", feed="health").responsible("amina", uid)
    for number, uid in enumerate(("yusuf", "rue", "hid", "near")):
        key = _record_key(tiny, uid)
        said = {"feed": "social_care", "agency": "social_care"}
        tiny.node("Correction", f"mark-{number}", **said, record=key, part="surname", value="Kann", status="open",
                  by="worker", at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC), locates=number % 2 == 1)  # fmt: skip
        tiny.node("RejectedRow", f"row-{number}", **said, table="ssd_person", line=number, reason="no such day",
                  value_class="date-like 99/99/9999", row="{}", records=[key], extracted=TOLD)  # fmt: skip
    tiny.node("RejectedRow", "row-nobody", feed="social_care", agency="social_care", table="ssd_person", line=9,
              reason="no such day", value_class="empty", row="{}", records=[], extracted=TOLD)  # fmt: skip


def _places(tiny: Tiny) -> None:
    tiny.address("high", "1 High Street", "N9 7AB").address("low", "2 Low Street", "N9 7AC")
    tiny.address("hostel", "Elm House", "N9 7AD", address_class="hostel")
    tiny.address("flat", "3 Mill Court", "N9 7AB", address_class="temporary_accommodation")
    tiny.address("cellar", "4 Back Lane", "N9 8ZZ").address("safe", "5 Far Road", "N1 1AA")
    tiny.school("elm", "Elm School", safeguarding_lead="Dee Lead").school("oak", "Oak School")
    tiny.service("team", "Team One", telephone="020 7946 0001")
    tiny.service("clinic", "Quiet Clinic", kind="substance_misuse", sensitive=True)
    tiny.service("secret", "Closed Team", guard="hidden")
    tiny.worker("wanda", "Wanda Work", telephone="020 7946 0002").worker("quinn", "Quinn Quiet")
    tiny.edge("WORKS_FOR", "wanda", "team").edge("WORKS_FOR", "quinn", "clinic")


def _khans(tiny: Tiny) -> None:
    tiny.child(
        "mia",
        "Mia Khan",
        born="2015-03-14",
        upn="A123456789012",
        nhs_number="9434765919",
        feeds=("social_care", "education"),
        known_as=["Mimi"],
        postcodes=["N9 7AB"],
    )
    tiny.record(
        "education", "mia", identifier="E1", forename="Mya", ethnicity="WBRI", telephones=["020 7946 1111"]
    )
    tiny.record(
        "social_care", "mia", version=2, first_seen="2023-01-01", surname="Kahn", extracted="2023-01-01"
    )
    tiny.child("yusuf", "Yusuf Khan", born="2012-01-02", postcodes=["N9 7AB"])
    tiny.adult("amina", "Amina Khan", sex="F", telephones=["07700 900001"], postcodes=["N9 7AB"])
    tiny.adult("omar", "Omar Khan", sex="M", alleged_abuser=True, telephones=["07700 900002"])
    for child in ("mia", "yusuf"):
        tiny.parent("amina", child).cares("amina", child, "mother", lives_with=True).parent("omar", child)
        tiny.lives(child, "high", "2019-05-01").responsible("amina", child)
    tiny.lives("mia", "high", "2019-06-01", feed="education", last_confirmed="2024-02-02")
    tiny.lives("amina", "high", "2019-05-01").lives("omar", "high", "2019-05-01", "2021-03-03")
    tiny.lives("omar", "low", "2021-03-04")
    tiny.attends("mia", "elm", "2020-09-01").attends(
        "yusuf", "elm", "2017-09-01", "2023-07-20", status="left"
    )
    tiny.involved(
        "mia", "team", "child_protection", "2023-05-01", category="NEG", legal_status="C2", feed="social_care"
    )
    tiny.involved("yusuf", "team", since="2021-01-01", until="2022-01-01", status="closed")
    tiny.involved("mia", "clinic", since="2023-06-01").involved("yusuf", "secret", since="2022-01-01")
    tiny.works("wanda", "mia", "team", role="social worker", lead=True).works(
        "quinn", "mia", "clinic", role="counsellor"
    )
    tiny.related("amina", "omar", "ex_partner", until="2021-03-03").family_file("file-1", "mia", "yusuf")


def _lees(tiny: Tiny) -> None:
    tiny.child("zed", "Zed Lee", born="2014-07-07", feeds=("education",), postcodes=["N9 7AC"])
    tiny.adult("rob", "Rob Lee", sex="M", telephones=["07700 900003"]).parent("rob", "zed").cares(
        "rob", "mia", "step_parent"
    )
    tiny.lives("zed", "low", "2016-01-01").lives("rob", "low", "2016-01-01").lives(
        "mia", "low", "2018-01-01", "2019-04-30"
    )
    tiny.attends("zed", "elm", "2019-09-01").related("mia", "zed", "sibling")
    tiny.adult("minder", "Jo Minder", telephones=["07700 900004"])
    tiny.cares("minder", "zed", "childminder", paid=True).cares("minder", "yusuf", "childminder", paid=True)


def _moving(tiny: Tiny) -> None:
    tiny.child("tam", "Tam Okoro", born="2018-02-02", feeds=("education",))
    tiny.adult("ada", "Ada Okoro", sex="F").parent("ada", "tam").related("ada", "amina", "other_relative")
    tiny.lives("tam", "hostel", "2023-01-01", "2023-04-01").lives("tam", "flat", "2023-04-02", "2023-08-01")
    tiny.lives("tam", "low", "2023-08-02").lives("ada", "low", "2023-08-02").lives(
        "ada", "hostel", "2023-01-01"
    )
    tiny.adult("ife", "Ife Okoro").cares("ife", "tam", "grandparent", lives_with=True)
    tiny.lives("tam", "high", "2024-01-01", kind="correspondence", feed="education").involved(
        "tam", "team", since="2024-01-01"
    )


def _withheld(tiny: Tiny) -> None:
    closed = {"place_guard": "location", "protection": "location"}
    tiny.child(
        "rue",
        "Rue Shah",
        born="2016-06-06",
        unplaced="none_given",
        telephones=["020 7946 2222"],
        postcodes=["N9 7AB"],
        **closed,
    )
    tiny.adult("nadia", "Nadia Shah", sex="F", telephones=["07700 900005"], **closed)
    tiny.parent("nadia", "rue").cares("nadia", "rue", "mother").related("nadia", "amina", "other_relative")
    tiny.lives("rue", "high", "2020-02-02").lives("nadia", "high", "2020-02-02").lives(
        "rue", "safe", "2021-05-05"
    )
    tiny.attends("rue", "elm", "2020-09-01").involved("rue", "team", since="2021-05-05")
    tiny.works("wanda", "rue", "team", role="social worker").parent("omar", "rue").family_file(
        "file-2", "rue", "zed"
    )
    tiny.adult("asha", "Asha Shah", **closed).cares("asha", "rue", "grandparent", lives_with=True)
    tiny.cares("asha", "zed", "other_carer", lives_with=True)
    tiny.child("ray", "Ray Shah", born="2019-09-09", guard="hidden", place_guard="location").parent(
        "nadia", "ray"
    )
    tiny.lives("ray", "safe", "2021-05-05")


def _hidden(tiny: Tiny) -> None:
    tiny.child(
        "hid", "Mia Hidden", born="2015-03-14", guard="hidden", place_guard="hidden", postcodes=["N9 7AB"]
    )
    tiny.adult(
        "ghost", "Gale Ghost", sex="F", guard="hidden", place_guard="hidden", telephones=["07700 900006"]
    )
    for child in ("hid", "mia", "tam"):
        tiny.parent("ghost", child)
    tiny.lives("hid", "high", "2019-05-01").lives("ghost", "cellar", "2015-01-01").lives(
        "hid", "cellar", "2015-01-01", "2019-04-30"
    )
    tiny.attends("hid", "elm", "2020-09-01").involved("hid", "team", since="2020-01-01").works(
        "wanda", "hid", "team"
    )
    tiny.related("ghost", "rob", "partner").cares("amina", "hid", "aunt_or_uncle").related(
        "hid", "mia", "sibling"
    )
    tiny.record("education", "mia", identifier="X9", forename="Secretmia", guard="hidden", ethnicity="ABAN")


def _adopted(tiny: Tiny) -> None:
    tiny.child("new", "Nell Fox", born="2017-01-01", guard="sealed", place_guard="sealed").parent(
        "amina", "new"
    )
    tiny.lives("new", "low", "2020-01-01").attends("new", "elm", "2021-09-01").family_file(
        "file-3", "new", "yusuf"
    )


def _held(tiny: Tiny) -> None:
    tiny.child(
        "near", "Mia Khann", born="2015-03-14", guard="held", place_guard="held", nhs_number="9434765919"
    )
    tiny.parent("amina", "near").lives("near", "high", "2022-01-01").involved(
        "near", "team", since="2022-01-01"
    )
    tiny.parent("rob", "near", guard="held").related("yusuf", "zed", "sibling", guard="held")
    tiny.child("both", "Bo Both", born="2013-03-03", guard="hidden+location", place_guard="hidden+location")
    tiny.lives("both", "high", "2020-01-01").parent("amina", "both")


def _events(tiny: Tiny) -> None:
    """Incidents to which open and closed people were party together."""
    tiny.node("Feed", "feed-police", code="police", agency="police", name="Police", cadence_days=1)
    tiny.event("row", "domestic_abuse", "2021-02-02", category="graded high")
    tiny.party("omar", "row", "alleged_perpetrator", place="1 High Street").party("amina", "row", "victim")
    tiny.party("mia", "row", "child_present", place="1 High Street").party("rue", "row", "child_of_household")
    tiny.party("hid", "row", "child_present")
    tiny.event("gone", "missing_episode", "2024-03-03", until=day("2024-03-05"), interview="declined")
    tiny.party("mia", "gone", "missing", place="the station").event(
        "fall", "emergency_attendance", "2024-05-05"
    )
    tiny.party("mia", "fall", "patient", feed="emergency").party("rue", "fall", "patient", feed="emergency")
    tiny.event("secret_event", "other_police_notice", "2024-01-01", guard="hidden").party(
        "mia", "secret_event", "subject"
    )


def _closed_between_open(tiny: Tiny) -> None:
    """Hidden edges between open ends, and open edges to hidden ends, of every kind."""
    tiny.parent("minder", "mia", guard="hidden").cares("minder", "tam", "guardian", guard="hidden").cares(
        "rob", "hid", "guardian"
    )
    tiny.related("rob", "ada", "partner", guard="hidden").responsible("rob", "tam", guard="hidden")
    tiny.address("vault", "6 Deep Lane", "N9 7AB", guard="hidden").lives("mia", "vault", "2022-01-01").lives(
        "amina", "vault", "2022"
    )
    tiny.adult("lena", "Lena Lee").lives("lena", "vault", "2022-01-01").cares(
        "lena", "zed", "guardian", lives_with=True
    )
    tiny.adult("max", "Max Lee").cares("max", "zed", "guardian", lives_with=True, guard="hidden")
    tiny.lives("zed", "vault", "2021-01-01").lives("rob", "flat", "2022-02-02", guard="hidden")
    tiny.lives("yusuf", "flat", "2022-02-02", guard="hidden").lives(
        "tam", "safe", "2025-01-01", guard="hidden"
    )
    tiny.school("shut", "Shut School", guard="hidden").attends("mia", "shut", "2023-01-01").attends(
        "zed", "oak", guard="hidden"
    )
    tiny.worker("wilma", "Wilma Hidden", guard="hidden").works("wilma", "mia").works("wanda", "zed", "secret")
    tiny.works("wanda", "yusuf", "team", guard="hidden").involved(
        "zed", "team", since="2020-01-01", guard="hidden"
    )
    tiny.service("hush", "Hush Service", sensitive=True, guard="hidden").edge("WORKS_FOR", "wanda", "hush")
    tiny.edge("WORKS_FOR", "wanda", "clinic", guard="hidden")
    tiny.family_file("file-4", "mia", "tam").family_file("file-5", "mia").family_file("file-6", "tam")
    tiny.nodes["file-4"].properties["guard"] = "hidden"
    tiny.edge("IN_FAMILY_FILE", "tam", "file-5", guard="hidden").edge(
        "IN_FAMILY_FILE", "mia", "file-6", guard="hidden"
    )
    tiny.record("education_welfare", "amina", telephones=["07700 900009"], forename="Ameena")
    tiny.edges[-1] = TinyEdge("DESCRIBES", tiny.edges[-1].source, "amina", {"guard": "hidden"})
    tiny.record("social_care", "amina", version=2, telephones=["07700 900010"], guard="hidden")
    tiny.adult("wolf", "Will Wolf", guard="hidden", place_guard="hidden", alleged_abuser=True).parent(
        "wolf", "mia"
    )


def _judged(tiny: Tiny) -> None:
    """Pairs that wait for a person and pairs that were decided, between open and protected records of every kind."""
    pairs = (
        ("mia", "yusuf"),
        ("mia", "hid"),
        ("zed", "rue"),
        ("mia", "near"),
        ("zed", "new"),
        ("tam", "ray"),
    )
    for number, (one, other) in enumerate((*pairs, ("tam", "zed"), ("yusuf", "both"), ("amina", "lena"))):
        left, right = sorted(_record_key(tiny, uid) for uid in (one, other))
        said = {"left": left, "right": right, "pair": f"pair-{number}", "on": TOLD, "current": True}
        tiny.node("Judgement", f"model-{number}", **said, verdict="unsure", human=False, weight=float(number),
                  by="model:1", reason="the surnames differ", evidence="[]")  # fmt: skip
        if number % 2:
            tiny.node("Judgement", f"human-{number}", **said, verdict="unsure" if number % 4 == 1 else "different",
                      human=True, by="steward", at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC), act=f"act-{number}",
                      reason="known to the team")  # fmt: skip
    for number, uid in enumerate(("mia", "zed", "hid", "rue", "near", "new")):
        anchor = _record_key(tiny, uid)
        tiny.node("Birth", f"birth-{uid}", kind="person", anchor=anchor, sequence=number, on=TOLD)
    _judged_homes(tiny)


def _judged_homes(tiny: Tiny) -> None:
    """Decisions between homes of every kind, open and protected, and homes that are written alike."""
    homes = sorted(uid for uid, node in tiny.nodes.items() if node.labels[0] == "Address")
    for number, uid in enumerate(homes):
        node = tiny.nodes[uid].properties
        node["anchor"] = node.get("anchor") or f"key:{uid}"
        node["key"] = node.get("key") or f"N97AB||{number // 2}"
        tiny.node("Birth", f"birth-{uid}", kind="address", anchor=node["anchor"], sequence=100 + number, on=TOLD,
                  forwards_to=uid)  # fmt: skip
    for number, (one, other) in enumerate(zip(homes, [*homes[1:], homes[0]], strict=True)):
        left, right = sorted(str(tiny.nodes[uid].properties["anchor"]) for uid in (one, other))
        tiny.node("HomeJudgement", f"home-{number}", left=left, right=right, pair=f"homes-{number}", verdict="same",
                  by="steward", at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC), on=TOLD, reason="one home", current=True,
                  act=f"act-home-{number}")  # fmt: skip


def _record_key(tiny: Tiny, uid: str) -> str:
    """The key of the first record that describes somebody."""
    record = next(edge.source for edge in tiny.edges if edge.type == "DESCRIBES" and edge.target == uid)
    return str(tiny.nodes[record].properties["key"])
