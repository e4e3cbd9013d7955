"""Addresses of passage: several in a short time, temporary accommodation, addresses many families pass through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import networkx as nx

from graph.gateway import Graph
from graph.reads.facts import Provenance, in_words
from graph.reads.homes import LIVED, Link, around, stays
from graph.reads.moment import Moment
from model.codes import AddressClass
from model.scope import Scope
from model.views import TransientAddress

WINDOW = dt.timedelta(days=365)
SEVERAL = 3
"""Homes in one window that are shown as several (issue: transient addresses)."""
FAMILIES_WINDOW = dt.timedelta(days=3 * 365)
MANY_FAMILIES = 4
"""Families with children through one address in the longer window. Both assumed."""
_TEMPORARY = frozenset({AddressClass.TEMPORARY, AddressClass.HOSTEL, AddressClass.REFUGE})


def transient_addresses(
    graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date
) -> list[TransientAddress]:
    """A child's addresses of passage up to a date, with the reason in a sentence."""
    moment = Moment(graph, scope, as_at, known_at)
    found, residents = around(moment, uid)
    mine = [link for link in found if link.kind in LIVED]
    if not mine:
        return []
    provenance = Provenance(moment)
    return [
        *_several(mine, as_at, provenance),
        *_temporary(mine, as_at, provenance),
        *_many_families(moment, mine, residents, provenance),
    ]


def _several(mine: list[Link], as_at: dt.date, provenance: Provenance) -> list[TransientAddress]:
    """The latest twelve months in which the most homes were begun."""
    begun = sorted(
        (link for link in mine if link.claim.from_), key=lambda link: (link.claim.from_, link.claim.key)
    )
    best: list[Link] = []
    for last in begun:
        window = [link for link in begun if _starts(last) - WINDOW < _starts(link) <= _starts(last)]
        if len({link.address.uid for link in window}) >= max(
            SEVERAL, len({link.address.uid for link in best})
        ):
            best = window
    if not best:
        return []
    count = len({link.address.uid for link in best})
    sentence = (
        f"{count} addresses begun between {in_words(_starts(best[0]))} and {in_words(_starts(best[-1]))}."
    )
    listed = stays(best, as_at, provenance)
    return [
        TransientAddress(
            address=best[-1].address, reason="several_in_window", sentence=sentence, stays=listed
        )
    ]


def _starts(link: Link) -> dt.date:
    return link.claim.from_ or dt.date.min


def _by_address(found: Iterable[Link]) -> list[list[Link]]:
    groups: dict[str, list[Link]] = {}
    for link in found:
        groups.setdefault(link.address.uid, []).append(link)
    return sorted(groups.values(), key=lambda group: (group[0].address.line, group[0].address.uid))


def _temporary(mine: list[Link], as_at: dt.date, provenance: Provenance) -> list[TransientAddress]:
    found = []
    for group in _by_address(link for link in mine if link.address.address_class in _TEMPORARY):
        still = any(link.current(as_at) for link in group)
        kind = str(group[0].address.address_class).replace("_", " ")
        found.append(
            TransientAddress(
                address=group[0].address,
                reason="temporary_accommodation",
                sentence=f"{'Now in' if still else 'Formerly in'} {kind}.",
                stays=stays(group, as_at, provenance),
            )
        )
    return found


def _many_families(
    moment: Moment, mine: list[Link], residents: list[Link], provenance: Provenance
) -> list[TransientAddress]:
    """Not told to a reader who may not see other adults: without them one family would count as several."""
    if not moment.scope.sees_other_adults:
        return []
    day = moment.as_at
    groups = {group[0].address.uid: group for group in _by_address(mine)}
    recent = [link for link in residents if link.kind in LIVED and link.span(day)[1] > day - FAMILIES_WINDOW]
    people = sorted({link.person.uid for link in recent})
    ties = moment.known("ties", uids=people) if len(people) >= MANY_FAMILIES else []
    found = []
    for home, group in groups.items():
        there = {link.person.uid: link.person for link in recent if link.address.uid == home}
        families: nx.Graph[str] = nx.Graph(
            [(tie["one"], tie["other"]) for tie in ties if tie["one"] in there and tie["other"] in there]
        )
        families.add_nodes_from(there)
        count = sum(
            1
            for family in nx.connected_components(families)
            if any(there[each].kind == "child" for each in family)
        )
        if count >= MANY_FAMILIES:
            years = FAMILIES_WINDOW.days // 365
            found.append(
                TransientAddress(
                    address=group[0].address,
                    reason="many_families",
                    sentence=f"{count} families with children were recorded here in {years} years.",
                    families=count,
                    stays=stays(group, day, provenance),
                )
            )
    return found
