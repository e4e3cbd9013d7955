"""Who is protected, and how far: from protections that records declare to the guards of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.system import Door, run, run_keys
from ingest.projection.coverage import CARE_EDGES, Declared, Tie, covered
from ingest.projection.plan import Guards, hidden_guard
from ingest.projection.told import Spoken
from model.guards import Clearance
from model.observations import AddressForm, ProtectionClaim

HOME_KINDS = frozenset({"main_home", "second_home", "placement"})


@dataclass(frozen=True, slots=True)
class Protected:
    """One protection in force: the record it was declared for, its kind, and the record of the abuser if named."""

    key: str
    record: str
    kind: str
    abuser: str | None = None


@dataclass(frozen=True, slots=True)
class CareClaim:
    """A record says, today, that one record's person is a parent or carer of another's."""

    record: str
    adult: str
    child: str
    edge: str
    paid: bool


def in_force(door: Door) -> list[Protected]:
    """The protections of the ledger that nobody has ended."""
    rows = run(door, "ledger/protections")
    return [Protected(row["key"], row["record"], row["kind"], row["alleged_abuser"]) for row in rows]


def protection_row(claim: ProtectionClaim, record: str, feed: str, delivery: str) -> dict[str, Any]:
    """A declared protection as the row of a writing statement."""
    properties = {
        "record": record,
        "kind": claim.kind,
        "basis": claim.basis,
        "since": claim.since,
        "until": claim.until,
        "declared_by": feed,
        "alleged_abuser": claim.alleged_abuser,
        "delivery": delivery,
    }
    return {
        "key": claim.key,
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


def care_claims(spoken: Spoken) -> Iterator[CareClaim]:
    """The care that a record's newest version claims."""
    _, statement = spoken.newest
    if statement is None:
        return
    for claim in statement.claims:
        if claim.edge in CARE_EDGES and isinstance(claim.target, str):
            adult, child = (statement.key, claim.target) if claim.outgoing else (claim.target, statement.key)
            yield CareClaim(statement.key, adult, child, claim.edge, bool(claim.properties.get("paid")))


def current_homes(
    groups: Mapping[str, Iterable[str]],
    spoken: Mapping[str, Spoken],
    home_of: Callable[[str, AddressForm], str | None],
) -> dict[str, frozenset[str]]:
    """The addresses at which people's records place them now, by person uid."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for uid, keys in groups.items():
        for each in (each for key in keys if key in spoken for each in spoken[key].told):
            form = each.claim.target
            if (
                each.withdrawn is None
                and isinstance(form, AddressForm)
                and _is_open_home(each.claim.properties)
            ):
                home = home_of(each.record, form)
                homes[uid].update([home] if home else [])
    return {uid: frozenset(each) for uid, each in homes.items() if each}


def _is_open_home(properties: Mapping[str, Any]) -> bool:
    return properties.get("to") is None and properties.get("kind") in HOME_KINDS


def ties_in_graph(door: Door, people: Iterable[str], leaving_out: frozenset[str]) -> list[Tie]:
    """Care that the graph holds around these people and around those they are tied to, one step further. Claims of
    the records in ``leaving_out`` are left out: they are being written anew."""
    found: dict[Tie, None] = {}
    seen: set[str] = set()
    wanted = set(people)
    for _ in range(2):
        rows = list(run_keys(door, "projection/ties_of_persons", sorted(wanted)))
        seen |= wanted
        for row in rows:
            if row["record"] not in leaving_out:
                found[Tie(row["adult"], row["child"], row["edge"], row["paid"])] = None
        wanted = {uid for row in rows for uid in (row["adult"], row["child"])} - seen
    return list(found)


def homes_in_graph(
    door: Door, people: Iterable[str], leaving_out: frozenset[str]
) -> dict[str, frozenset[str]]:
    """The addresses at which the graph places people now, claims of the records in ``leaving_out`` left out."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for row in run_keys(door, "projection/homes_of_persons", sorted(people)):
        if row["record"] not in leaving_out:
            homes[row["person"]].add(row["address"])
    return {uid: frozenset(each) for uid, each in homes.items()}


def guards(
    protections: Iterable[Protected],
    held: Iterable[str],
    person_of: Callable[[str], str | None],
    ties: Iterable[Tie],
    homes: Mapping[str, frozenset[str]],
) -> dict[str, Guards]:
    """The guards of everybody who is not open, by person uid. ``held`` are the uids of people held back."""
    own: defaultdict[str, set[str]] = defaultdict(set)
    declared: list[Declared] = []
    for each in protections:
        uid = person_of(each.record)
        if uid is None:
            continue
        if each.kind == Clearance.LOCATION:
            declared.append(Declared(uid, person_of(each.abuser) if each.abuser else None))
        else:
            own[uid].add(each.kind)
    for uid in held:
        own[uid].add(Clearance.HELD.value)
    withheld = covered(declared, ties, homes)
    place = Clearance.LOCATION.value
    return {
        uid: Guards(hidden_guard(own.get(uid, set())), place if uid in withheld else "")
        for uid in sorted(set(own) | withheld)
    }


def abusers(protections: Iterable[Protected], person_of: Callable[[str], str | None]) -> frozenset[str]:
    """The uids of people whom a protection names as the alleged abuser."""
    named = (person_of(each.abuser) for each in protections if each.abuser)
    return frozenset(uid for uid in named if uid is not None)
