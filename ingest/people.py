"""Who is who, for one load: groups of records with their uids, guards and homes, over a part of the borough or all."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingest.matching.records import Group, MatchRecord, match_record
from ingest.projection.told import Spoken
from ingest.spoken import is_person, last_statement
from model.observations import AddressForm


def form_id(record: str, form: AddressForm) -> str:
    """The address book's id of one form of one record."""
    return f"{record}#{hashlib.blake2b(repr(form).encode(), digest_size=8).hexdigest()}"


def forms_of(key: str, spoken: Spoken) -> tuple[dict[str, AddressForm], set[str]]:
    """All address forms that a record's versions have given, by form id, and the ids of those that it gives no more."""
    forms: dict[str, AddressForm] = {}
    standing: set[str] = set()
    for each in spoken.told:
        if isinstance(each.claim.target, AddressForm):
            found = form_id(key, each.claim.target)
            forms[found] = each.claim.target
            if each.withdrawn is None:
                standing.add(found)
    return forms, forms.keys() - standing


def person_record(spoken: Spoken, *, protected: bool) -> MatchRecord | None:
    """What matching sees of a record; None where it is not enough of a person."""
    statement = last_statement(spoken)
    if statement is None or not is_person(statement):
        return None
    return match_record(statement, protected=protected)


class Groups:
    """Groups of records as they stand during a load: by uid and by record."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[str, ...]] = {}
        self.held: set[str] = set()
        self._uid_of: dict[str, str] = {}

    def put(self, uid: str, group: Group) -> None:
        """Enter a group under its uid; its records leave whatever group they were in."""
        for key in group.keys:
            before = self._uid_of.get(key)
            if before is not None and before != uid:
                self._leave(before, key)
            self._uid_of[key] = uid
        self.keys[uid] = tuple(sorted(group.keys))
        self.held.discard(uid)
        if group.held:
            self.held.add(uid)

    def _leave(self, uid: str, key: str) -> None:
        rest = tuple(each for each in self.keys.get(uid, ()) if each != key)
        if rest:
            self.keys[uid] = rest
        else:
            self.keys.pop(uid, None)
            self.held.discard(uid)

    def uid_of(self, key: str) -> str | None:
        """The uid of the person whom a record describes, where this load knows."""
        return self._uid_of.get(key)

    def of(self, uids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The groups of these people that this load knows."""
        return {uid: self.keys[uid] for uid in uids if uid in self.keys}


def targets(spoken: Mapping[str, Spoken]) -> dict[str, set[str]]:
    """The record keys that claims lead to, by the kind that the key names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for said in spoken.values():
        for _, statement in said:
            for claim in statement.claims if statement is not None else ():
                if isinstance(claim.target, str):
                    found[claim.target.split(":", 2)[1]].add(claim.target)
    return found
