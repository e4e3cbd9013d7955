"""What leads do: propose and approve, run, look, decide; and what stays quiet, held, or unseen."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from api.patternpreview import shares
from api.patternwork import PatternError, PatternWork
from api.store import Store
from api.store.accounts import Account, Accounts
from api.store.keys import Keys
from api.store.patterns import LEAST_DISPOSED, Disposition, Kept, Step, holders_lacking, pauses_itself
from api.store.tables import findings
from api.worklist import AT_ONCE, BUDGET, EVERYTHING, Narrowing, folded, shared_out, workers
from graph import reads
from graph.changes import Changed, Changes
from graph.gateway import Graph
from graph.patterns import all_patterns
from graph.reads.coverage import position
from model.guards import Clearance
from model.patterns import Found
from model.scope import Role, Scope
from tests.support.tiny import Tiny

TODAY = dt.date(2026, 9, 30)
ANN = Scope("ann", Role.SAFEGUARDING_LEAD)
BEN = Scope("ben", Role.SAFEGUARDING_LEAD)
CLEARED = replace(ANN, clearances=frozenset(Clearance))
WHY = "agreed by the partnership"


def family() -> Tiny:
    """Two children of one home whom nobody has seen, and one whose location is withheld."""
    tiny = (
        Tiny().service("team", "Team", key="social_care:team").address("high", "1 High Street", ward="North")
    )
    tiny.agency("social_care", "Children's social care").delivery("social_care", "2026-09-30")
    tiny.child("mia", "Mia Khan", born="2016-02-01", sex="F").child(
        "otto", "Otto Khan", born="2014-02-01", sex="M"
    )
    tiny.child("rue", "Rue Shah", born="2015-02-01", place_guard="location")
    for child, seen in (
        ("mia", dt.date(2026, 7, 1)),
        ("otto", dt.date(2026, 8, 1)),
        ("rue", dt.date(2026, 6, 1)),
    ):
        tiny.involved(child, "team", "child_protection", "2026-01-10", last_seen_alone=seen)
        tiny.lives(child, "high", "2020-01-01")
    return tiny


@dataclass
class Desks:
    graph: Graph
    store: Store
    journal: Changes

    def of(self, scope: Scope, today: dt.date = TODAY) -> PatternWork:
        return PatternWork(self.graph, self.store, scope, today, journal=self.journal)

    def enter(self, changed: Changed | None, day: dt.date) -> None:
        """Enter in the journal what a load wrote."""
        closed, _last, judged = position(self.graph)
        self.journal.enter(changed, (closed, judged), day)


@pytest.fixture
def desks(embedded_graph: Graph, tmp_path: Path) -> Iterator[Desks]:
    family().write(embedded_graph)
    with Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}", Keys.load(tmp_path / "key")) as store:
        for name in ("ann", "ben"):
            Accounts(store).add(Account(name, name.capitalize(), Role.SAFEGUARDING_LEAD))
        yield Desks(embedded_graph, store, Changes(tmp_path / "changes"))


def _on(desks: Desks) -> PatternWork:
    ann = desks.of(ANN)
    ann.propose("R21", {}, WHY)
    desks.of(BEN).approve("R21", WHY)
    ann.run()
    return ann


def test_a_second_person_approves_and_historic_matches_are_held(desks: Desks) -> None:
    ann, ben = desks.of(ANN), desks.of(BEN)
    assert [each.found for each in ann.run()] == [0] * 21, "nothing is on"
    with pytest.raises(PatternError, match="Nobody has proposed"):
        ben.approve("R21", WHY)
    ann.propose("R21", {}, WHY)
    with pytest.raises(PatternError, match="second person"):
        ann.approve("R21", WHY)
    ben.approve("R21", WHY)
    ran = {each.pattern: each for each in ann.run()}
    assert (ran["R21"].found, ran["R21"].new) == (3, 3)
    assert ann.worklist().items == []
    assert [len(item.findings) for item in ann.worklist(Narrowing(held=True)).items] == [2]
    assert ann.release("R21", WHY) == 3
    assert [(view.child.name, view.sentence) for item in ann.worklist().items for view in item.findings] == [
        (
            "Otto Khan",
            "Otto Khan has an open protection plan and was last recorded as seen on 1 August 2026.",
        ),
        ("Mia Khan", "Mia Khan has an open protection plan and was last recorded as seen on 1 July 2026."),
    ]


def test_the_same_fact_is_the_same_finding_and_stays_quiet_until_something_new(desks: Desks) -> None:
    ann = _on(desks)
    ann.release("R21", WHY)
    (item,) = ann.worklist().items
    assert [child.uid for child in item.children] == ["otto", "mia"], "one item for one home"
    first = item.findings[0]
    tomorrow = desks.of(ANN, TODAY + dt.timedelta(days=1))
    assert next(each for each in tomorrow.run() if each.pattern == "R21").new == 0
    desks.enter(None, TODAY)
    desks.enter(Changed(), TODAY + dt.timedelta(days=1))
    unchanged = next(each for each in tomorrow.run(since=TODAY) if each.pattern == "R21")
    assert (unchanged.found, unchanged.new, unchanged.gone) == (3, 0, 0), (
        "nothing came, and nothing is forgotten"
    )
    assert tomorrow.worklist().items[0].findings[0].id == first.id
    decided = ann.dispose(first.id, Disposition.EXPLAINED, "known to the team", TODAY + dt.timedelta(days=30))
    assert [(each.kind, each.stands) for each in decided.decided] == [("known_and_explained", True)]
    assert [view.child.uid for item in ann.worklist().items for view in item.findings] == ["mia"]
    assert {
        view.child.uid for item in ann.worklist(Narrowing(decided=True)).items for view in item.findings
    } == {"otto", "mia"}
    desks.graph.write(
        "MATCH (c:Child {uid: 'otto'}), (s:Service {uid: 'team'}) CREATE (c)-[e:INVOLVED_WITH]->(s) "
        "SET e = {key: 'new', guard: '', kind: 'child_in_need', status: 'open', from: date('2026-09-01'), "
        "first_seen: date('2026-09-02'), feed: 'social_care', agency: 'social_care', record: 'r'}"
    )
    desks.enter(Changed({"otto"}), TODAY + dt.timedelta(days=1))
    tomorrow.run(since=TODAY)
    assert {view.child.uid for item in ann.worklist().items for view in item.findings} == {"otto", "mia"}


def test_findings_about_protected_people_are_for_those_who_are_cleared(desks: Desks) -> None:
    _on(desks).release("R21", WHY)
    seen = {view.child.uid for item in desks.of(ANN).worklist().items for view in item.findings}
    cleared = {view.child.uid: view for item in desks.of(CLEARED).worklist().items for view in item.findings}
    assert seen == {"mia", "otto"}
    assert set(cleared) == {"mia", "otto", "rue"}
    assert cleared["rue"].protected
    with pytest.raises(PatternError, match="no such finding"):
        desks.of(ANN).why(cleared["rue"].id)
    assert next(each for each in desks.of(ANN).states() if each.id == "R21").findings == 2


def test_nobody_starts_without_somebody_who_may_see_what_is_found_about_the_protected() -> None:
    lead = Role.SAFEGUARDING_LEAD
    assert holders_lacking(["R21"], [(lead, frozenset()), (Role.ANALYST, frozenset(Clearance))])
    assert not holders_lacking(["R21"], [(lead, frozenset(Clearance))])
    assert not holders_lacking([], [])


def test_a_change_of_thresholds_shows_the_counts_before_and_after(desks: Desks) -> None:
    ann = _on(desks)
    ann.propose("R21", {"plan": 80}, "procedures of this area")
    desks.of(BEN).approve("R21", WHY)
    entry = ann.kept.log("R21")[0]
    assert (dict(entry.thresholds), entry.before, entry.after, entry.by) == ({"plan": 80}, 2, 1, "ben")
    with pytest.raises(PatternError, match="no threshold"):
        ann.propose("R21", {"x": 1}, WHY)


def test_a_home_is_given_whole_and_nobody_is_given_more_than_can_be_read(desks: Desks) -> None:
    ann = _on(desks)
    ann.release("R21", WHY)
    first = ann.worklist().items[0].findings[0]
    with pytest.raises(PatternError, match="does not look at findings"):
        ann.assign(first.id, "dee")
    assert ann.assign(first.id, "ben").assigned_to == "ben"
    given = ann.worklist(Narrowing(assigned="ben"))
    assert [view.child.uid for item in given.items for view in item.findings] == ["otto", "mia"]
    assert (given.given, [(each.account, each.given) for each in given.workers]) == (
        {"ben": 1}, [("ann", 0), ("ben", 1)]
    )  # fmt: skip
    kept = ann.kept.finding(first.id)
    assert kept is not None
    for number in range(BUDGET - 1):
        more = replace(kept, id=f"more-{number}", household=f"home-{number}")
        with desks.store.writing() as connection:
            connection.execute(insert(findings).values(_row(more)))
    assert ann.assign(first.id, "ben").assigned_to == "ben", "what somebody has already is given anew"
    with desks.store.writing() as connection:
        connection.execute(insert(findings).values(_row(replace(kept, id="one-more", household="other"))))
    assert [each.given for each in ann.workers()] == [0, BUDGET + 1]
    ann.assign(first.id, None)
    with pytest.raises(PatternError, match="5 homes this week already"):
        ann.assign(first.id, "ben")
    later = desks.of(ANN, TODAY + dt.timedelta(days=7))
    assert [each.given for each in later.workers()] == [0, 0], "a week is a week"


def _row(kept: Kept) -> dict[str, object]:
    row = {
        **asdict(kept),
        "identity": json.dumps(kept.identity),
        "assigned_to": "ben",
        "assigned_on": str(TODAY),
    }
    return {name: str(value) if isinstance(value, dt.date) else value for name, value in row.items()}


def test_homes_are_shared_out_evenly_and_protected_ones_to_the_cleared(desks: Desks) -> None:
    Accounts(desks.store).add(Account("cyd", "Cyd", Role.SAFEGUARDING_LEAD, clearances=frozenset(Clearance)))
    _on(desks).release("R21", WHY)
    cleared = desks.of(CLEARED)
    assert cleared.share_out(Narrowing(protected=True)) == {"cyd": 1}
    assert cleared.share_out() == {}, "the home has somebody"
    kept = next(each for each in cleared.kept.open() if not each.protected)
    homes = [[replace(kept, id=str(number), household=str(number), assigned_to=None)] for number in range(14)]
    among = workers(Accounts(desks.store).all(), [("ann", "a"), ("ann", "b")])
    shares = shared_out(homes, among, lambda account, _children: account == "cyd")
    assert {account: len(some) for account, some in shares.items()} == {"ann": 3, "ben": 5}
    assert [each.id for each in shares["ben"]][:3] == ["0", "1", "3"]


def test_the_list_is_folded_whole_counted_by_each_choice_and_turned_page_by_page(desks: Desks) -> None:
    ann = _on(desks)
    kept = next(each for each in ann.kept.open(held=True) if not each.protected)
    some = [
        replace(
            kept, id=f"{number:03}", pattern="R01" if number % 2 else "R02", household=f"home-{number % 30}",
            evidence_on=TODAY - dt.timedelta(days=number), assigned_to="ben" if number < 3 else None,
        )
        for number in range(60)
    ]  # fmt: skip
    first = folded(some, EVERYTHING)
    assert [[each.id for each in home] for home in first.page(EVERYTHING)][:2] == [
        ["000", "030"],
        ["001", "031"],
    ]
    assert (len(first.page(EVERYTHING)), first.pages(EVERYTHING), dict(first.patterns)) == (
        AT_ONCE, 2, {"R01": 30, "R02": 30}
    )  # fmt: skip
    last = Narrowing(pattern="r01", since=TODAY - dt.timedelta(days=9), page=7)
    few = folded(some, last)
    assert [[each.id for each in home] for home in few.page(last)] == [
        ["001"],
        ["003"],
        ["005"],
        ["007"],
        ["009"],
    ]
    assert (few.at(last), dict(few.patterns), dict(few.given)) == (
        1,
        {"R01": 5, "R02": 5},
        {"ben": 1, "-": 4},
    )


def test_a_pattern_whose_feed_is_late_is_left_out_and_said(desks: Desks) -> None:
    _on(desks).release("R21", WHY)
    late = desks.of(ANN, TODAY + dt.timedelta(days=200)).worklist()
    assert (late.items, late.homes, late.silent) == ([], 0, {"R21": ["social_care"]})


def test_what_is_new_since_a_pattern_is_on_is_no_historic_match(desks: Desks) -> None:
    ann = _on(desks)
    made, on = ann.made("R21"), ann.kept.log("R21")[0].at.date()

    def night(after: int, *evidence: int) -> set[str]:
        found = [
            Found("R21", (f"{after}-{days}",), on + dt.timedelta(days=days), {}, ()) for days in evidence
        ]
        rows = [(each, "home", False) for each in found]
        ann.kept.keep(made, rows, on + dt.timedelta(days=after), hold=on)
        return {each.child for each in ann.kept.open()}

    assert night(1, 0, 1) == set(), "the first run since then finds what is historic"
    assert night(2, 0, 1) == {"2-1"}, "what rests on evidence of before is historic still"


def test_a_watch_has_a_day_and_comes_back_after_it(desks: Desks) -> None:
    ann = _on(desks)
    ann.release("R21", WHY)
    first = ann.worklist().items[0].findings[0]
    with pytest.raises(PatternError, match="until when"):
        ann.dispose(first.id, Disposition.WATCH, "the team visits", None)
    ann.dispose(first.id, Disposition.WATCH, "the team visits", TODAY + dt.timedelta(days=3))
    days = [
        (number, desks.of(ANN, TODAY + dt.timedelta(days=number)).worklist().findings) for number in (3, 4)
    ]
    assert days == [(3, 1), (4, 2)]


def test_a_pattern_is_judged_by_what_was_decided_since_it_is_on(desks: Desks) -> None:
    ann = _on(desks)
    kept = ann.kept.open(held=True)[0]
    for number in range(LEAST_DISPOSED):
        one = replace(kept, id=f"{number:016}")
        ann.kept.dispose(one, Disposition.EXPLAINED, "known", "ann", None)
    ann.run()
    assert next(each for each in ann.states() if each.id == "R21").state == "paused"
    ann.propose("R21", {"plan": 35}, WHY)
    desks.of(BEN).approve("R21", WHY)
    ann.run()
    state = next(each for each in ann.states() if each.id == "R21")
    assert (state.state, state.useful, state.disposed) == ("on", 0, LEAST_DISPOSED)


def test_small_numbers_are_not_shown_nor_can_they_be_worked_out(desks: Desks) -> None:
    preview = desks.of(ANN).preview("R21")
    assert preview.children is None
    assert preview.a_week is None
    assert all(share.children is None for share in (*preview.by_age, *preview.by_sex, *preview.by_ward))
    assert [share.children for share in shares({"a": 40, "b": 30, "c": 2})] == [40, None, None]
    assert [share.children for share in shares({"a": 40, "b": 30})] == [40, 30]


@pytest.mark.parametrize(("useful", "disposed", "pauses"), [(0, 9, False), (2, 10, True), (3, 10, False)])
def test_a_pattern_below_the_useful_share_pauses(useful: int, disposed: int, pauses: bool) -> None:
    assert pauses_itself(useful, disposed) is pauses


def test_what_ships_switched_off_takes_a_decision_of_its_own(desks: Desks) -> None:
    off = [made.id for made in all_patterns() if not made.on]
    assert off == ["R13", "R17"]
    for each in off:
        with pytest.raises(PatternError, match="ships switched off"):
            desks.of(ANN).propose(each, {}, WHY)
    desks.of(ANN).propose("R17", {}, WHY, although_off=True)
    assert desks.of(BEN).approve("R17", WHY).what is Step.ON


def test_an_error_in_the_data_goes_to_its_owner(desks: Desks) -> None:
    tiny = family().delivery("education", "2026-09-30")
    for number in (1, 2, 3):
        tiny.address(f"flat-{number}", f"{number} Low Street").lives(
            "mia", f"flat-{number}", f"2026-0{number}-01", f"2026-0{number + 1}-01"
        )
    desks.graph.wipe()
    tiny.write(desks.graph)
    ann = desks.of(ANN)
    ann.propose("R03", {}, WHY)
    desks.of(BEN).approve("R03", WHY)
    ann.run()
    ann.release("R03", WHY)
    (item,) = ann.worklist().items
    ann.dispose(item.findings[0].id, Disposition.DATA_ERROR, "two of these are one home", None)
    marked = [each for each in reads.outbox(desks.graph, "social_care", TODAY) if each.kind == "contested"]
    assert {each.part for each in marked} == {"address"}
    assert len(marked) >= 3
    ann.dispose(item.findings[0].id, Disposition.DATA_ERROR, "once more", None)
    again = [each for each in reads.outbox(desks.graph, "social_care", TODAY) if each.kind == "contested"]
    assert len(again) == len(marked), "what waits for an answer is not marked twice"
