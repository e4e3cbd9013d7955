"""Whether somebody is, lives with, or lives next to the holder of an account (issue: staff and their own)."""

from __future__ import annotations

import re

from api.store.accounts import Account
from api.store.clock import now
from api.store.openings import Ground
from graph import reads
from graph.gateway import Graph
from model.scope import Scope, system_scope
from model.views import AddressRef

NEXT_DOOR = 2
"""House numbers this close under one postcode are neighbours: next door counts in ones or, on one side, in twos."""
_NUMBER = re.compile(r"\d+")


class Circle:
    """Questions about an account's own circle. An account without links to the graph has none."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def is_self(self, account: Account, uid: str) -> bool:
        """Whether the holder of the account is this person."""
        return account.person_uid is not None and uid in (account.person_uid, self._own_uid(account))

    def ground_of_person(self, account: Account, uid: str) -> Ground | None:
        """Self, or a child or parent of theirs by record, wherever they live."""
        own = self._own_uid(account)
        if own is None:
            return None
        if self.is_self(account, uid):
            return Ground.SELF
        today = now().date()
        linked: set[str] = set()
        child = reads.child(self._graph, system_scope(), own, as_at=today, known_at=today)
        adult = reads.adult(self._graph, system_scope(), own, as_at=today, known_at=today)
        linked.update(fact.value.person.uid for fact in (child.adults if child else []))
        linked.update(fact.value.person.uid for fact in (adult.children if adult else []))
        return Ground.HOUSEHOLD if uid in linked else None

    def ground_of_home(self, account: Account, uid: str, scope: Scope) -> Ground | None:
        """Household or neighbour, by the homes of today that ``scope`` sees."""
        own = self._own_homes(account)
        if not own:
            return None
        grounds = [self._between(own, home) for home in self._homes(uid, scope)]
        for ground in (Ground.HOUSEHOLD, Ground.NEIGHBOUR):
            if ground in grounds:
                return ground
        return None

    def ground_hidden_from(self, account: Account, uid: str, scope: Scope) -> Ground | None:
        """The ground that exists, but only by a home which the scope does not see.

        Refusing on it would tell the reader that the person lives near them.
        """
        if self.ground_of_home(account, uid, scope) is not None:
            return None
        return self.ground_of_home(account, uid, system_scope())

    def ground_of_address(self, account: Account, address: AddressRef) -> Ground | None:
        """Whether an address is the account holder's own, or next to it."""
        return self._between(self._own_homes(account), address)

    def _own_homes(self, account: Account) -> list[AddressRef]:
        homes: list[AddressRef] = []
        if account.address_uid is not None:
            given = reads.address(self._graph, system_scope(), account.address_uid)
            homes += [given] if given else []
        own = self._own_uid(account)
        if own is not None:
            homes += self._homes(own, system_scope())
        return homes

    def _own_uid(self, account: Account) -> str | None:
        """The uid of the holder in the graph as it stands now."""
        if account.person_uid is None:
            return None
        return reads.forwarded(self._graph, account.person_uid) or account.person_uid

    def _homes(self, uid: str, scope: Scope) -> list[AddressRef]:
        """Where somebody is linked to today, for whatever reason."""
        today = now().date()
        stays = reads.addresses(self._graph, scope, uid, as_at=today, known_at=today)
        return [
            fact.value.address
            for fact in stays
            if fact.value.address is not None
            and (fact.from_ is None or fact.from_ <= today)
            and (fact.to is None or fact.to >= today)
        ]

    @staticmethod
    def _between(own: list[AddressRef], other: AddressRef) -> Ground | None:
        if any(home.uid == other.uid for home in own):
            return Ground.HOUSEHOLD
        return Ground.NEIGHBOUR if any(_next_door(home, other) for home in own) else None


def _next_door(one: AddressRef, other: AddressRef) -> bool:
    if not one.postcode or one.postcode != other.postcode:
        return False
    numbers = [_house_number(address.line) for address in (one, other)]
    if numbers[0] is None or numbers[1] is None:
        return one.postcode == other.postcode  # houses with names: a postcode is some fifteen doors
    return abs(numbers[0] - numbers[1]) <= NEXT_DOOR


def _house_number(line: str) -> int | None:
    """The number of the house: the last number before the street's name, so that 'Flat 3, 12 Elm Road' gives 12."""
    for part in line.split(","):
        found = re.match(r"\s*(\d+)\s*[A-Za-z]?\s+\D", part)
        if found:
            return int(found.group(1))
    found = _NUMBER.search(line)
    return int(found.group()) if found else None
