"""Answers about brothers and sisters, carers, households and addresses against the truth of the synthetic borough."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bench.indexes import AS_OF, built, generated, index
from bench.tables import RESULTS, Result
from bench.truth import HOMES, PAID, PARENTS, Stay, Truth
from graph import reads
from graph.gateway import Graph
from model.codes import Relationship, SiblingBasis
from model.scope import Scope, system_scope

SAMPLE = 2_000
SEED = 3
LIVES_AT = (
    "MATCH (a:Address)<-[e:LIVES_AT]-(p:Person) "
    "RETURN a.uid AS uid, a.uprn AS uprn, e.record AS record, e.from AS from"
)
KINSHIP = frozenset(SiblingBasis) - {
    SiblingBasis.SAME_ADDRESS,
    SiblingBasis.SAME_CARER,
    SiblingBasis.SAME_FAMILY_FILE,
}
"""Bases on which somebody is shown as a brother or sister."""
NOT_WANTED = frozenset(
    {SiblingBasis.SAME_PARENT, SiblingBasis.SAME_CARER, SiblingBasis.DECLARED, SiblingBasis.SAME_FAMILY_FILE}
)
"""Said in place of more, or of what the borough does not write down: precision only."""
ANY_KINSHIP = "brother or sister, any basis of kinship"
SHOWN = "brother or sister, shown on any basis"
HOUSEHOLD, MAIN, SECOND, PREVIOUS = "household member", "main home now", "second home now", "previous home"
CARER = "parent or carer"
CARERS = {
    "carer: mother": ({Relationship.MOTHER}, PARENTS, "F"),
    "carer: father": ({Relationship.FATHER}, PARENTS, "M"),
    "carer: step-parent": ({Relationship.STEP_PARENT}, {"step_parent"}, ""),
    "carer: grandparent": ({Relationship.GRANDPARENT}, {"grandparent"}, ""),
    "carer: foster carer": ({Relationship.FOSTER_CARER}, PAID, ""),
}
"""Row -> relationships claimed, true relations and sex (either, where empty)."""
SEXES = {SiblingBasis.SAME_MOTHER: "F", SiblingBasis.SAME_FATHER: "M", SiblingBasis.SAME_PARENT: "FM"}
Pair = tuple[str, str]


@dataclass(slots=True)
class Answers:
    """By row of the table, pairs of a child and a person or address: what Kith says, what is so, and what it should
    say (what is so and could be known)."""

    said: defaultdict[str, set[Pair]] = field(default_factory=lambda: defaultdict(set))
    so: defaultdict[str, set[Pair]] = field(default_factory=lambda: defaultdict(set))
    wanted: defaultdict[str, set[Pair]] = field(default_factory=lambda: defaultdict(set))
    not_care: set[Pair] = field(default_factory=set)
    """Relatives who do not care for the child: right where they are shown, not missed where they are not."""

    def rows(self) -> Iterable[dict[str, object]]:
        """One row a basis, with its precision and recall; None where there is nothing to count."""
        for name in dict.fromkeys([*self.wanted, *self.said]):
            said, wanted = self.said[name], self.wanted[name]
            right, found = len(said & self.so[name]), len(said & wanted)
            yield {
                "answer": name,
                "said": len(said),
                "right": right,
                "precision": right / len(said) if said else None,
                "wanted": len(wanted),
                "found": found,
                "recall": found / len(wanted) if wanted else None,
            }


def run(children: int) -> None:
    """Compare a sample of the children of a borough with the truth."""
    borough = generated(children)
    with index(RESULTS / f"relations-{children}") as kith:
        built(kith, borough)
        truth = Truth(borough)
        sample = random.Random(SEED).sample(truth.children, min(SAMPLE, len(truth.children)))
        answers = compare(kith.graph, truth, sample)
    result = Result("relations", f"Relations of {len(sample):,} of {children:,} children against the truth")
    for row in answers.rows():
        result.add(**row)
    result.notes += notes(truth, sample)
    result.show()


def notes(truth: Truth, sample: Iterable[str]) -> list[str]:
    """How the figures are meant, and what no feed was told."""
    homes = [(child, stay) for child in sample for stay in truth.stays[child] if stay.kind == "main_home"]
    now = [(child, stay) for child, stay in homes if stay.on(AS_OF)]
    untold = sum(stay.address not in truth.given[child] for child, stay in now)
    return [
        "wanted: true of two people of whom a feed has a record; of homes, those that a record of the child was given",
        "a relative is wanted as a carer only if living with the child; some bases have no recall: they are said where "
        "no better one is, or never by these feeds",
        f"{untold:,} of {len(now):,} main homes of now were given by no record of the child (the old one was, or none)",
    ]


def crosswalk(graph: Graph, scope: Scope) -> dict[str, str]:
    """Record -> uid of the person whom it is judged to describe."""
    return {row["record"]: row["person"] for row in reads.crosswalk(graph, scope)}


def compare(graph: Graph, truth: Truth, sample: Iterable[str]) -> Answers:
    """What Kith says of the people of a sample and what is so."""
    scope = system_scope("bench")
    people = truth.people_by_uid(known := crosswalk(graph, scope))
    homes = truth.addresses_by_uid(graph.read(LIVES_AT, {}))
    uids = _main_uids(truth, known, people)
    answers = Answers()
    for child in sample:
        _kin_so(truth, child, answers)
        _carers_so(truth, child, answers)
        _homes_so(truth, child, answers)
        if child in uids:
            _said(graph, scope, uids[child], child, people, homes, answers)
    for name in answers.wanted.keys() - {MAIN, SECOND, PREVIOUS, *NOT_WANTED}:
        answers.wanted[name] |= {pair for pair in answers.so[name] if pair[1] in truth.known}
    answers.wanted[CARER] -= answers.not_care
    answers.wanted["carer: grandparent"] -= answers.not_care
    return answers


def _main_uids(truth: Truth, known: Mapping[str, str], people: Mapping[str, str]) -> dict[str, str]:
    """Person -> the uid that holds most of their records."""
    votes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for record, uid in known.items():
        if (person := truth.person_of.get(record)) is not None and people[uid] == person:
            votes[person][uid] += 1
    return {person: min(found, key=lambda uid: (-found[uid], uid)) for person, found in votes.items()}


def _said(
    graph: Graph, scope: Scope, uid: str, child: str, people: Mapping[str, str], homes: Mapping[str, str],
    answers: Answers,
) -> None:  # fmt: skip
    def say(name: str, what: str) -> None:
        answers.said[name].add((child, what))

    for sibling in reads.siblings(graph, scope, uid, as_at=AS_OF, known_at=AS_OF):
        other = people[sibling.person.uid]
        for basis in {each.basis for each in sibling.bases}:
            say(basis, other)
            if basis in KINSHIP:
                say(ANY_KINSHIP, other)
        say(SHOWN, other)
    for household in reads.households(graph, scope, uid, as_at=AS_OF, known_at=AS_OF):
        for member in household.members:
            if member.value.person.uid != uid:
                say(HOUSEHOLD, people[member.value.person.uid])
    for stay in reads.addresses(graph, scope, uid, as_at=AS_OF, known_at=AS_OF):
        value = stay.value
        if value.household_member and value.address is not None:
            now = MAIN if value.kind == "main_home" else SECOND
            say(now if value.left is None else PREVIOUS, homes.get(value.address.uid, value.address.uid))
    view = reads.child(graph, scope, uid, as_at=AS_OF, known_at=AS_OF)
    for adult in view.adults if view else ():
        other = people[adult.value.person.uid]
        say(CARER, other)
        for name, (said, _, _) in CARERS.items():
            if adult.value.relationship in said:
                say(name, other)


def _kin_so(truth: Truth, child: str, answers: Answers) -> None:
    def so(name: str, others: Iterable[str]) -> None:
        answers.so[name] |= {(child, other) for other in others if other != child}
        answers.wanted[name] |= set()

    kin = truth.kin[child]
    so(SiblingBasis.FULL, (other for other, relation in kin.items() if relation == "full_sibling"))
    so(SiblingBasis.HALF, (other for other, relation in kin.items() if relation == "half_sibling"))
    parents = truth.parents(child)
    for basis, sexes in SEXES.items():
        shared = [parent for parent in parents if truth.sex[parent] in sexes]
        so(
            basis,
            (tie.child for parent in shared for tie in truth.cared_for[parent] if tie.relation in PARENTS),
        )
    steps = {tie.adult for tie in truth.carers[child] if tie.relation == "step_parent"}
    so(SiblingBasis.STEP, [
        *(tie.child for step in steps for tie in truth.cared_for[step] if tie.relation in PARENTS),
        *(tie.child for parent in parents for tie in truth.cared_for[parent] if tie.relation == "step_parent"),
    ])  # fmt: skip
    unpaid = {tie.adult for tie in truth.carers[child] if tie.relation not in PAID}
    cared = [tie for adult in unpaid for tie in truth.cared_for[adult]]
    so(SiblingBasis.SAME_CARER, (tie.child for tie in cared if tie.relation not in PAID))
    siblings = {other for other, relation in kin.items() if relation != "cousin"}
    so(SiblingBasis.DECLARED, siblings)
    so(ANY_KINSHIP, siblings)
    together = {
        other.person
        for mine in truth.stays[child]
        for other in truth.at[mine.address]
        if mine.kind in HOMES and other.kind in HOMES and _overlap(mine, other)
    }
    so(SiblingBasis.SAME_ADDRESS, together & set(truth.children))
    so(SHOWN, siblings)
    so(SiblingBasis.SAME_FAMILY_FILE, {*kin, *together})


def _overlap(one: Stay, other: Stay) -> bool:
    return (one.end is None or other.start <= one.end) and (other.end is None or one.start <= other.end)


def _carers_so(truth: Truth, child: str, answers: Answers) -> None:
    for tie in truth.carers[child]:
        if tie.end is not None and tie.end <= AS_OF and tie.relation not in PARENTS:
            continue
        answers.so[CARER].add((child, tie.adult))
        if not tie.cares:
            answers.not_care.add((child, tie.adult))
        for name, (_, relations, sex) in CARERS.items():
            if tie.relation in relations and truth.sex[tie.adult] in (sex or "FM"):
                answers.so[name].add((child, tie.adult))
    for name in (CARER, *CARERS):
        answers.wanted[name] |= set()


def _homes_so(truth: Truth, child: str, answers: Answers) -> None:
    now = [stay for stay in truth.stays[child] if stay.kind in HOMES and stay.on(AS_OF)]
    homes = {stay.address for stay in now}
    for stay in now:
        answers.so[HOUSEHOLD] |= {
            (child, other.person)
            for other in truth.at[stay.address]
            if other.kind in HOMES and other.on(AS_OF) and other.person != child
        }
        answers.so[MAIN if stay.kind == "main_home" else SECOND].add((child, stay.address))
    answers.so[PREVIOUS] |= {
        (child, stay.address)
        for stay in truth.stays[child]
        if stay.kind in HOMES and stay.end is not None and stay.end <= AS_OF and stay.address not in homes
    }
    answers.wanted[HOUSEHOLD] |= set()
    for name in (MAIN, SECOND, PREVIOUS):
        given = {(child, address) for address in truth.given[child]}
        answers.wanted[name] |= answers.so[name] & given
