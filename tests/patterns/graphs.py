"""The sentences of a case as a tiny graph, and every variant of every case in one graph, each on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from model.patterns import Asking
from queries.cases import AS_AT, OWN, Case, Fact, cases
from queries.patterns import all_patterns
from tests.support.tiny import Tiny, TinyNode

FEEDS = frozenset(feed for each in all_patterns() for feed in each.feeds) | {"housing", "early_help"}
ASKING = Asking(AS_AT, AS_AT, OWN, FEEDS)
EXTRACTED = "2026-09-28"
BY = {"attends": "education", "party": "police"}
EVENT_FEEDS = {"emergency_attendance": "emergency", "not_brought": "child_health"}
RELATIVES = (
    "aunt_or_uncle", "great_aunt_or_uncle", "grandparent", "other_relative", "other_contact", "partner", "sibling",
)  # fmt: skip
EDGES = ("tie", "lives", "has", "attends", "party", "works", "known", "place", "abuser")
"""Sentences that can be left out while the others still make sense."""


@dataclass(frozen=True)
class Variant:
    """One graph of the many: a case as it stands, or with something taken away, doubled or protected."""

    name: str
    case: Case
    facts: tuple[Fact, ...]
    open: frozenset[str]
    """Who is found for a reader without clearances."""
    cleared: frozenset[str]
    """Who is found for one who has them all."""
    hidden: str | None = None
    located: str | None = None

    def uid(self, name: str) -> str:
        """The uid of somebody in this graph."""
        return f"{self.name}|{name}"


def variants() -> Iterator[Variant]:
    """Every variant of every case of every pattern."""
    for made in all_patterns():
        for number, case in enumerate(cases(made.id)):
            yield from _variants(f"{made.id}-{number}", case, first=number == 0)


def _variants(name: str, case: Case, *, first: bool) -> Iterator[Variant]:
    """Premises are taken from every case that is found; the first of each pattern is doubled and protected as well."""
    found, nobody = frozenset(case.finds), frozenset[str]()
    yield Variant(name, case, case.everything, found, found)
    if not found:
        return
    for number, each in enumerate(case.facts):
        if each.what in EDGES:
            left = tuple(other for other in case.everything if other is not each)
            yield Variant(f"{name}-without-{number}", case, left, nobody, nobody)
    if not first:
        return
    twice = tuple(each for each in case.everything if each.what in EDGES)
    yield Variant(f"{name}-twice", case, (*case.everything, *twice), found, found)
    people = [each.who for each in case.facts if each.what in ("child", "adult", "unborn")]
    for who in dict.fromkeys((case.finds[0], people[-1])):
        yield Variant(f"{name}-hidden-{who}", case, case.everything, nobody, found, hidden=who)
    child = case.finds[0]
    yield Variant(f"{name}-withheld-{child}", case, case.everything, nobody, found, located=child)


def graph_of(some: Iterable[Variant]) -> Tiny:
    """All of them in one graph, which share nothing but services."""
    tiny = Tiny()
    for code in sorted(FEEDS | {"education_welfare", "other_authorities", "youth_justice", "registrars"}):
        tiny.service(f"service-{code}", code, key=f"{code}:service", agency=code)
    for variant in some:
        _Drawn(tiny, variant).draw()
    return tiny


def feed_of(each: Fact, case_facts: Iterable[Fact]) -> str:
    """The feed that says a sentence."""
    if each.what == "party" and not each.get("by"):
        kind = next(other.kind for other in case_facts if other.what == "event" and other.who == each.whom)
        return EVENT_FEEDS.get(kind, "police")
    return each.get("by") or (each.kind if each.what == "known" else BY.get(each.what, "social_care"))


class _Drawn:
    def __init__(self, tiny: Tiny, variant: Variant) -> None:
        self.tiny, self.variant = tiny, variant
        self.places = {each.who: each for each in variant.facts if each.what == "place"}

    def draw(self) -> None:
        facts = self.variant.facts
        for each in facts:
            if each.what in ("child", "unborn", "adult"):
                self._person(each)
            elif each.what == "event":
                self.tiny.event(
                    self.uid(each.who), each.kind, str(each.get("on")), until=each.day("until"),
                    category=f"graded {each.get('graded')}" if each.get("graded") else None,
                    planned={"yes": True, None: None}[each.get("planned")],
                )  # fmt: skip
        for each in facts:
            draw = getattr(self, f"_{each.what}", None)
            if draw and each.what not in ("person",):
                draw(each)

    def uid(self, name: str) -> str:
        return self.variant.uid(name)

    def _person(self, each: Fact) -> None:
        guard = {"guard": "hidden", "place_guard": "hidden"} if each.who == self.variant.hidden else {}
        guard = {"place_guard": "location"} if each.who == self.variant.located else guard
        told = {
            feed_of(other, self.variant.facts): other.get("extracted") or EXTRACTED
            for other in sorted(self.variant.facts, key=lambda other: other.what == "known")
            if each.who in (other.who, other.whom)
            and other.what in ("lives", "has", "attends", "party", "tie", "known")
        }
        born = each.get("born") or each.get("expected")
        more: dict[str, Any] = (
            {"dob_certainty": "expected" if each.what == "unborn" else "exact"} if born else {}
        )
        make = self.tiny.adult if each.what == "adult" else self.tiny.child
        make(self.uid(each.who), each.who.capitalize(), born=born, feeds=(), **more, **guard)
        for feed, day in told.items():
            self.tiny.record(feed, self.uid(each.who), extracted=day)

    def _tie(self, each: Fact) -> None:
        adult, child, by = self.uid(each.who), self.uid(each.whom), feed_of(each, ())
        dates = {"since": each.get("since"), "until": each.get("until"), "feed": by}
        if each.kind in ("mother", "father", "parent", "step_parent", "adoptive_parent"):
            kind = {"step_parent": "step", "adoptive_parent": "adoptive"}.get(each.kind, "not_recorded")
            self.tiny.parent(adult, child, kind, feed=by)
        if each.kind in RELATIVES:
            self.tiny.related(adult, child, each.kind, **dates)
        else:
            paid = {"paid": True} if each.kind in ("foster_carer", "childminder") else {}
            self.tiny.cares(adult, child, each.kind, **dates, **paid)

    def _place_of(self, name: str) -> str:
        uid, told = self.uid(name), self.places.get(name)
        if uid not in self.tiny.nodes:
            authority = told.get("of_authority") if told else None
            self.tiny.address(
                uid, f"1 {name.capitalize()} Street", "AM1 1AA", address_class=told.kind if told else "unknown",
                local_authority=authority,
                outside=authority not in OWN if authority else None,
            )  # fmt: skip
        return uid

    def _lives(self, each: Fact) -> None:
        self.tiny.lives(
            self.uid(each.who), self._place_of(each.whom), each.get("since"), each.get("until"),
            each.get("as") or "main_home", last_confirmed=each.get("confirmed"), last_seen=each.get("seen"),
            feed=feed_of(each, ()), **({"school_told": each.day("told")} if each.get("told") else {}),
        )  # fmt: skip

    def _has(self, each: Fact) -> None:
        by = feed_of(each, ())
        status = each.get("status") or ("open" if each.get("until") is None else "closed")
        self.tiny.involved(
            self.uid(each.who), f"service-{by}", each.kind, each.get("since"), until=each.get("until"), status=status,
            feed=by, last_contact=each.get("contact"), last_seen_alone=each.day("seen"),
            source_of_referral=each.get("from"), responsible_authority=each.get("responsible"),
            end_reason=each.get("ended"),
        )  # fmt: skip

    def _attends(self, each: Fact) -> None:
        uid = self.uid(each.whom)
        if uid not in self.tiny.nodes:
            self.tiny.school(uid, f"{each.whom.capitalize()} School")
        status = each.get("status") or ("left" if each.get("until") else "current")
        self.tiny.attends(
            self.uid(each.who), uid, each.get("since"), each.get("until"), status=status, end_reason=each.get("ended")
        )  # fmt: skip

    def _party(self, each: Fact) -> None:
        self.tiny.party(
            self.uid(each.who), self.uid(each.whom), each.kind,
            place=f"{each.get('at')} {self.variant.name}" if each.get("at") else None,
            feed=feed_of(each, self.variant.facts),
        )  # fmt: skip

    def _works(self, each: Fact) -> None:
        uid = self.uid(each.who)
        if uid not in self.tiny.nodes:
            self.tiny.worker(uid, each.who.capitalize(), active=each.get("active") != "no")
        self.tiny.works(uid, self.uid(each.whom), since=each.get("since"), lead=each.get("lead") == "yes")

    def _waits(self, each: Fact) -> None:
        """A pair of their records that waits at the desk."""
        left, right = (
            next(node.properties["key"] for node in self.tiny.nodes.values() if _tells(node, self.uid(name)))
            for name in (each.who, each.whom)
        )
        self.tiny.node(
            "Judgement",
            f"{left} {right}",
            left=left,
            right=right,
            verdict="unsure",
            current=True,
            human=False,
        )

    def _abuser(self, each: Fact) -> None:
        uid = self.uid(each.who)
        node = self.tiny.nodes[uid]
        self.tiny.nodes[uid] = replace(node, properties={**node.properties, "alleged_abuser": True})


def _tells(node: TinyNode, uid: str) -> bool:
    return node.labels == ("Record",) and node.properties["identifier"] == uid
