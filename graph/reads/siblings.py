"""Brothers and sisters, and children who only live together: each with the grounds on which that is said.

*Full* and *half* are said only where two parents of both children are recorded, and *half* only where the parents that
they do not share are surely two people: two records of one father that were not joined make no half brother. Sharing
an address makes no sibling, and the other children of a foster carer or childminder are not siblings at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, days, in_words
from graph.reads.homes import Link, around
from graph.reads.hubs import is_hub
from graph.reads.kin import Bond, bonds, parent_word
from graph.reads.likeness import told_apart
from graph.reads.moment import Moment
from model.codes import Relationship, SiblingBasis
from model.facts import Source
from model.scope import Scope
from model.views import AddressRef, Basis, PersonRef, Sibling

_SAME = {
    Relationship.MOTHER: SiblingBasis.SAME_MOTHER,
    Relationship.FATHER: SiblingBasis.SAME_FATHER,
    Relationship.PARENT: SiblingBasis.SAME_PARENT,
}
_ORDER = [basis.value for basis in SiblingBasis]
DESCRIBED = {
    SiblingBasis.FULL: "full brother or sister",
    SiblingBasis.HALF: "half brother or sister",
    SiblingBasis.SAME_MOTHER: "same mother recorded",
    SiblingBasis.SAME_FATHER: "same father recorded",
    SiblingBasis.SAME_PARENT: "same parent recorded",
    SiblingBasis.STEP: "step-brother or step-sister",
    SiblingBasis.SAME_CARER: "same carer recorded",
    SiblingBasis.DECLARED: "declared brother or sister",
    SiblingBasis.SAME_FAMILY_FILE: "in the same family file",
    SiblingBasis.SAME_ADDRESS: "children at the same address",
}


@dataclass
class _Found:
    """What is found about one other child."""

    person: PersonRef
    bases: list[Basis] = field(default_factory=list)


def siblings(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> list[Sibling]:
    """Each child linked as brother, sister or housemate up to a date, eldest first, with every basis."""
    moment = Moment(graph, scope, as_at, known_at)
    provenance = Provenance(moment)
    found: dict[str, _Found] = {}

    def add(person: PersonRef, basis: Basis) -> None:
        found.setdefault(person.uid, _Found(person)).bases.append(basis)

    for person, basis in _through_adults(moment, provenance, uid):
        add(person, basis)
    for row in moment.asked("declared_siblings", uid=uid):
        add(refs.person(row["person"], as_at), _basis(SiblingBasis.DECLARED, [row], provenance))
    for row in moment.asked("family_file", uid=uid):
        add(refs.person(row["person"], as_at), _basis(SiblingBasis.SAME_FAMILY_FILE, [row], provenance))
    for person, basis in _through_addresses(moment, provenance, uid):
        add(person, basis)
    return [
        _sibling(each) for each in sorted(found.values(), key=lambda each: refs.person_order(each.person))
    ]


def _sibling(found: _Found) -> Sibling:
    merged: dict[tuple[str, str, str], Basis] = {}
    for basis in found.bases:
        key = (basis.basis, basis.through.uid if basis.through else "", basis.sentence)
        seen = merged.get(key)
        sources = [
            *(seen.sources if seen else []),
            *(each for each in basis.sources if not seen or each not in seen.sources),
        ]
        merged[key] = basis.model_copy(
            update={"sources": sorted(sources, key=lambda each: (each.agency, each.feed, each.record))}
        )
    bases = sorted(merged.values(), key=lambda basis: (_ORDER.index(basis.basis), basis.sentence))
    return Sibling(person=found.person, bases=bases, described_as=DESCRIBED[SiblingBasis(bases[0].basis)])


def _basis(kind: SiblingBasis, rows: Iterable[Row], provenance: Provenance) -> Basis:
    claims = [Claim.of_edge(row["claim"]) for row in rows]
    sentence = {
        SiblingBasis.DECLARED: "Recorded as brother or sister.",
        SiblingBasis.SAME_FAMILY_FILE: "Kept in one family file by an agency; nothing more is said.",
    }[kind]
    return Basis(
        basis=kind,
        sentence=sentence,
        **days(
            min((claim.from_ for claim in claims if claim.from_), default=None),
            max((claim.to for claim in claims if claim.to), default=None),
        ),
        sources=provenance.sources(claims),
    )


def _through_adults(moment: Moment, provenance: Provenance, uid: str) -> Iterator[tuple[PersonRef, Basis]]:
    mine = bonds(moment.asked("carers", uids=[uid], opened=[uid]), moment.as_at)
    if not mine:
        return
    adults = {bond.adult: bond.other for bond in mine}
    sexes = {bond.adult: bond.sex for bond in mine}
    theirs = [
        bond
        for bond in bonds(moment.asked("cared_for", uids=sorted(adults), opened=[uid]), moment.as_at)
        if bond.child != uid and bond.other.kind == "child"
    ]
    others = {bond.child: bond.other for bond in theirs}
    known = [*mine, *_parents_of_others(moment, uid, theirs)]
    parents = _parents(known)
    recorded = {bond.adult: bond for bond in known}
    for other, person in others.items():
        shared = sorted(parents.get(uid, set()) & parents.get(other, set()))
        evidence = [bond for bond in [*mine, *theirs] if bond.child in (uid, other)]
        if (
            shared
            and (both := _both(parents[uid], parents[other], recorded, evidence, provenance)) is not None
        ):
            yield person, both
        for adult in shared:
            yield person, _one_parent(adults[adult], sexes[adult], evidence, provenance)
        for adult in sorted(adults.keys() - shared):
            ours = [bond for bond in mine if bond.adult == adult]
            their = [bond for bond in theirs if bond.adult == adult and bond.child == other]
            yield from ((person, basis) for basis in _not_parent(adults[adult], ours, their, provenance))


def _parents_of_others(moment: Moment, uid: str, theirs: list[Bond]) -> list[Bond]:
    """All recorded parents of the other children, without whom *full* and *half* cannot be told apart."""
    children = sorted({bond.child for bond in theirs if bond.parent})
    return bonds(moment.asked("carers", uids=children, opened=[uid]), moment.as_at) if children else []


def _parents(found: Iterable[Bond]) -> dict[str, set[str]]:
    parents: dict[str, set[str]] = {}
    for bond in found:
        if bond.parent:
            parents.setdefault(bond.child, set()).add(bond.adult)
    return parents


def _both(
    ours: set[str], theirs: set[str], recorded: dict[str, Bond], evidence: list[Bond], provenance: Provenance
) -> Basis | None:
    """Full or half, where two parents of both are recorded; None where that cannot be told."""
    shared = ours & theirs
    if not len(ours) == len(theirs) == 2:
        return None
    named = " and ".join(sorted(recorded[adult].other.name for adult in shared))
    claims = [bond.claim for bond in evidence if bond.parent and bond.adult in shared]
    if len(shared) == 2:
        kind, sentence = SiblingBasis.FULL, f"Both have the same two recorded parents: {named}."
    else:
        one, other = (recorded[adult] for adult in sorted(ours ^ theirs))
        if not told_apart(one.other, one.sex, other.other, other.sex):
            return None
        kind, sentence = SiblingBasis.HALF, f"One recorded parent is shared, {named}, and the others differ."
    return Basis(basis=kind, sentence=sentence, sources=provenance.sources(claims))


def _one_parent(adult: PersonRef, sex: str | None, evidence: list[Bond], provenance: Provenance) -> Basis:
    word = parent_word([bond for bond in evidence if bond.adult == adult.uid], sex)
    return Basis(
        basis=_SAME[word],
        sentence=f"{adult.name} is recorded as {word} of both.",
        through=adult,
        sources=provenance.sources(
            bond.claim for bond in evidence if bond.parent and bond.adult == adult.uid
        ),
    )


def _not_parent(
    adult: PersonRef, ours: list[Bond], their: list[Bond], provenance: Provenance
) -> Iterator[Basis]:
    """Step-parents and other unpaid carers whom two children share."""
    for one, two, first in ((ours, their, "this child"), (their, ours, "the other child")):
        parent = [bond for bond in one if bond.parent]
        step = [bond for bond in two if bond.step]
        if parent and step:
            other = "the other child" if first == "this child" else "this child"
            sentence = f"{adult.name} is recorded as parent of {first} and as step-parent of {other}."
            yield _shared(SiblingBasis.STEP, sentence, adult, [*parent, *step], provenance)
            return
    ours = [bond for bond in ours if bond.unpaid_care or bond.type == "PARENT_OF"]
    their = [bond for bond in their if bond.unpaid_care or bond.type == "PARENT_OF"]
    if ours and their:
        sentence = f"{adult.name} is recorded as caring for both."
        yield _shared(SiblingBasis.SAME_CARER, sentence, adult, [*ours, *their], provenance)


def _shared(
    kind: SiblingBasis, sentence: str, adult: PersonRef, evidence: list[Bond], provenance: Provenance
) -> Basis:
    claims = [bond.claim for bond in evidence]
    return Basis(
        basis=kind,
        sentence=sentence,
        **days(
            max((claim.from_ for claim in claims if claim.from_), default=None),
            min((claim.to for claim in claims if claim.to), default=None),
        ),
        through=adult,
        sources=provenance.sources(claims),
    )


def _through_addresses(moment: Moment, provenance: Provenance, uid: str) -> Iterator[tuple[PersonRef, Basis]]:
    day = moment.as_at
    mine, residents = ([link for link in found if link.home] for found in around(moment, uid))
    homes = {link.address.uid: link.address for link in mine}
    for home, address in sorted(homes.items()):
        there = [link for link in residents if link.address.uid == home]
        if is_hub(address, len({link.person.uid for link in there if link.current(day)})):
            continue
        own = [link for link in mine if link.address.uid == home]
        others: dict[str, list[Link]] = {}
        for link in there:
            if link.person.kind == "child" and link.person.uid != uid:
                others.setdefault(link.person.uid, []).append(link)
        for other in others.values():
            if (basis := _together(address, own, other, day, provenance)) is not None:
                yield other[0].person, basis


def overlap(one: Link, other: Link, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day on which both were there, up to ``day``; None where they were not there together."""
    (start, end), (begin, until) = one.span(day), other.span(day)
    first, last = max(start, begin), min(end, until)
    return (first, last) if first <= last else None


def _together(
    address: AddressRef, own: list[Link], other: list[Link], day: dt.date, provenance: Provenance
) -> Basis | None:
    pairs = [(span, one, two) for one in own for two in other if (span := overlap(one, two, day)) is not None]
    if not pairs:
        return None
    (first, last), one, two = max(
        pairs, key=lambda pair: ((pair[0][1] - pair[0][0]).days, pair[0], pair[1].claim.key)
    )
    dated = one.claim.from_ is not None and two.claim.from_ is not None
    still = any(one.current(day) and two.current(day) for _, one, two in pairs)
    together = (last - first).days + 1 if dated else None
    sources: list[Source] = provenance.sources(link.claim for _, *both in pairs for link in both)
    when = f"from {in_words(first)}" if dated else "from a day not known"
    until = "" if still else f" to {in_words(last)}"
    return Basis(
        basis=SiblingBasis.SAME_ADDRESS,
        sentence=f"Both at {address.line}, {when}{until}{f' ({together:,} days)' if together else ''}.",
        **days(first if dated else None, None if still else last),
        days=together,
        through=address,
        sources=sources,
    )
