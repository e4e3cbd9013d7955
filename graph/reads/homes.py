"""Who lived where: stays, households as at a date, the people of an address, a carer's other households."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.facts import Claim, Provenance, fact
from graph.reads.hubs import is_hub
from graph.reads.living_with import Home, living_with
from graph.reads.moment import Moment
from model.codes import HOUSEHOLD_KINDS, ResidenceKind
from model.facts import Fact
from model.scope import Scope
from model.views import AddressRef, Household, PersonRef, Stay

YEAR = dt.timedelta(days=365)
"""How far back the joiners and leavers of a household are shown."""


@dataclass(frozen=True, slots=True)
class Link:
    """One claim that a person is or was at an address.

    A main home that nobody ended is taken to have ended when the person moved to another main home, whichever
    agency says so, unless the family confirmed it after that: three addresses in ten are never ended.
    """

    person: PersonRef
    address: AddressRef
    kind: str
    claim: Claim
    moved_on: dt.date | None
    provider: str | None = None
    school_told: dt.date | None = None
    gp_told: dt.date | None = None

    @property
    def left(self) -> dt.date | None:
        """The day it ended, as recorded or as told by a later home."""
        return self.claim.to or self.moved_on

    @property
    def home(self) -> bool:
        """Whether this makes a member of a household."""
        return self.kind in HOUSEHOLD_KINDS

    def current(self, day: dt.date) -> bool:
        """Whether it was so on a day no earlier than it began."""
        return self.moved_on is None and (self.claim.to is None or self.claim.to >= day)

    def span(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """First and last day, unknown ones filled from what is known, up to ``day``."""
        end = min(self.left or day, day)
        return min(self.claim.from_ or self.claim.first_seen or end, end), end


def links(rows: Iterable[Row], as_at: dt.date) -> list[Link]:
    """From rows of ``stays``, ``residents`` or ``other_households``."""
    return [
        Link(
            person=refs.person(row["person"], as_at),
            address=refs.address(row["address"]),
            kind=row["kind"] or ResidenceKind.SAID_BY_OTHERS,
            claim=(claim := Claim.of_edge(row["claim"])),
            moved_on=_moved_on(claim, row["moved_on"]),
            **{name: row["claim"].get(name) for name in ("provider", "school_told", "gp_told")},
        )
        for row in rows
    ]


def _moved_on(claim: Claim, later: dt.date | None) -> dt.date | None:
    if later is not None and claim.last_confirmed is not None and claim.last_confirmed >= later:
        return None
    return later


def spells(found: Iterable[Link], as_at: dt.date) -> list[list[Link]]:
    """Links of one person to one address, parted where there was a gap: each part is one stay, however many say so."""
    parts: list[list[Link]] = []
    end: dt.date | None = None
    for link in sorted(found, key=lambda link: (*link.span(as_at), link.claim.key)):
        start, until = link.span(as_at)
        if end is not None and start <= end + dt.timedelta(days=1):
            parts[-1].append(link)
            end = max(end, until)
        else:
            parts.append([link])
            end = until
    return parts


def _stay(
    group: Sequence[Link], as_at: dt.date, provenance: Provenance, member: bool | None = None
) -> Fact[Stay]:
    kinds = [kind.value for kind in ResidenceKind]
    first = min(
        group, key=lambda link: (kinds.index(link.kind) if link.kind in kinds else len(kinds), link.claim.key)
    )
    shown = fact(first, [link.claim for link in group], provenance)
    current = any(link.current(as_at) for link in group)
    stay = Stay(
        person=first.person,
        address=first.address,
        kind=first.kind,
        household_member=first.home if member is None else member,
        joined=shown.from_,
        left=None if current else max((link.left for link in group if link.left), default=None),
        last_confirmed=shown.last_confirmed,
        provider=next((link.provider for link in group if link.provider), None),
        school_told=max((link.school_told for link in group if link.school_told), default=None),
        gp_told=max((link.gp_told for link in group if link.gp_told), default=None),
    )
    return Fact[Stay](**{**dict(shown), "value": stay})


def stays(found: Iterable[Link], as_at: dt.date, provenance: Provenance) -> list[Fact[Stay]]:
    """One fact for each stay of each person at each address, homes apart from other kinds of link; newest first."""
    groups = _grouped(
        found, lambda link: (link.person.uid, link.address.uid, None if link.home else link.kind)
    )
    listed = [_stay(part, as_at, provenance) for group in groups for part in spells(group, as_at)]
    return sorted(listed, key=_newest_first)


def _newest_first(stay: Fact[Stay]) -> tuple[object, ...]:
    value = stay.value
    return (
        value.left is not None,
        -(value.left or dt.date.max).toordinal(),
        -(value.joined or dt.date.min).toordinal(),
        value.address.line if value.address else "",
        refs.person_order(value.person)[2:],
        value.kind,
    )


def _grouped(found: Iterable[Link], by: Callable[[Link], Hashable]) -> list[list[Link]]:
    groups: dict[Hashable, list[Link]] = {}
    for link in found:
        groups.setdefault(by(link), []).append(link)
    return list(groups.values())


def addresses(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> list[Fact[Stay]]:
    """Every address of a person up to a date, newest first."""
    moment = Moment(graph, scope, as_at, known_at)
    return stays(links(moment.asked("stays", uids=[uid]), as_at), as_at, Provenance(moment))


def address(graph: Graph, scope: Scope, uid: str) -> AddressRef | None:
    """An address, if anybody whom the reader may see is linked to it."""
    today = dt.date.today()
    rows = Moment(graph, scope, today, today).ask("address", uid=uid)
    return refs.address(rows[0]["address"]) if rows else None


def people_of_address(
    graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date
) -> list[Fact[Stay]]:
    """Everybody linked to an address up to a date, those still there first."""
    moment = Moment(graph, scope, as_at, known_at)
    return stays(links(moment.asked("residents", uids=[uid], opened=[]), as_at), as_at, Provenance(moment))


def other_households(
    graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date
) -> list[Fact[Stay]]:
    """Homes and placements, other than the child's own, of the other children of each unpaid parent or carer."""
    moment = Moment(graph, scope, as_at, known_at)
    own = {
        link.address.uid for link in links(moment.asked("stays", uids=[uid]), as_at) if _at_home(link, as_at)
    }
    found = [
        link
        for link in links(moment.asked("other_households", uid=uid), as_at)
        if link.address.uid not in own
        and link.current(as_at)
        and (link.home or link.kind == ResidenceKind.PLACEMENT)
    ]
    return stays(found, as_at, Provenance(moment))


LIVED = frozenset({*HOUSEHOLD_KINDS, ResidenceKind.PLACEMENT})
"""Kinds of link that say somebody slept there."""


def around(moment: Moment, uid: str) -> tuple[list[Link], list[Link]]:
    """A person's links to addresses, and everybody's to those where the person lived or lives.

    Every list of a child's page that needs either asks for both, so that they are read once a page.
    """
    mine = links(moment.asked("stays", uids=[uid]), moment.as_at)
    lived = sorted({link.address.uid for link in mine if link.kind in LIVED})
    if not lived:
        return mine, []
    return mine, links(moment.asked("residents", uids=lived, opened=[uid]), moment.as_at)


def _at_home(link: Link, day: dt.date) -> bool:
    return link.home and link.current(day)


def households(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> list[Household]:
    """The homes of a child on a day: members, who joined or left in the year before, who else is linked.

    At a hostel or another place of many families only the child's own family are members. A carer who is said to live
    with the child, and of whom no home is recorded, is a member of the home that the same agency gives for the child.
    """
    moment = Moment(graph, scope, as_at, known_at)
    mine, residents = around(moment, uid)
    own = [link for link in mine if _at_home(link, as_at)]
    if not own:
        return []
    homes = {link.address.uid: link.address for link in own}
    at = {home: [link for link in residents if link.address.uid == home] for home in homes}
    family: set[str] | None = None
    if any(is_hub(homes[home], _people(at[home], as_at)) for home in homes):
        family = {uid} | {row["uid"] for row in moment.asked("relatives", uid=uid)}
    provenance = Provenance(moment)
    since = {home: min(link.span(as_at)[0] for link in own if link.address.uid == home) for home in homes}
    main = {link.address.uid for link in own if link.kind == ResidenceKind.MAIN_HOME}
    listed = [_home(home, [link for link in own if link.address.uid == home], as_at) for home in homes]
    said = living_with(moment, uid, listed, provenance)
    return [
        _household(
            homes[home],
            [
                link
                for link in at[home]
                if family is None
                or not is_hub(homes[home], _people(at[home], as_at))
                or link.person.uid in family
            ],
            since[home],
            said.get(home, []),
            as_at,
            provenance,
        )
        for home in sorted(homes, key=lambda home: (home not in main, homes[home].line, home))
    ]


def _people(found: Iterable[Link], as_at: dt.date) -> int:
    return len({link.person.uid for link in found if _at_home(link, as_at)})


def _home(uid: str, own: list[Link], as_at: dt.date) -> Home:
    """Main homes come first, then the one begun last."""
    second = all(link.kind != ResidenceKind.MAIN_HOME for link in own)
    begun = max(link.span(as_at)[0] for link in own)
    return Home(uid, frozenset(link.claim.feed for link in own), (second, -begun.toordinal(), uid))


def _household(
    home: AddressRef,
    found: list[Link],
    since: dt.date,
    said: list[Fact[Stay]],
    as_at: dt.date,
    provenance: Provenance,
) -> Household:
    listed = stays(found, as_at, provenance)
    members = [each for each in listed if each.value.household_member and each.value.left is None]
    members += [
        each for each in said if all(each.value.person.uid != one.value.person.uid for one in members)
    ]
    there = {each.value.person.uid for each in members}
    gone = [
        each
        for each in listed
        if each.value.household_member and each.value.left is not None and each.value.person.uid not in there
    ]
    return Household(
        address=home,
        members=sorted(members, key=_by_person),
        joined=[
            each
            for each in sorted(members, key=_by_person)
            if each.value.joined is not None and each.value.joined > as_at - YEAR
        ],
        left=[
            each
            for each in gone
            if each.value.left is not None and each.value.left > max(as_at - YEAR, since)
        ],
        also_linked=[
            each
            for each in sorted(listed, key=_by_person)
            if not each.value.household_member
            and each.value.left is None
            and each.value.person.uid not in there
        ],
    )


def _by_person(stay: Fact[Stay]) -> tuple[object, ...]:
    return refs.person_order(stay.value.person)
