"""The versions of records with what each says: the ledger read through the feeds' own ``observe``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.system import Door
from ingest.delivery.ledger import History, histories
from ingest.delivery.parts import Version
from ingest.feeds import feed
from ingest.projection.told import Spoken
from model.observations import Statement

Overlay = Mapping[str, History]
"""Histories that are not in the ledger yet, or are in memory already, by record key."""


def statement_of(version: Version) -> Statement | None:
    """What a version says; None where all its rows were deleted."""
    if not version.rows:
        return None
    return feed(version.key.partition(":")[0]).observe(version.key, version.rows)


def spoken_of(history: History, before: Spoken | None = None) -> Spoken:
    """The versions of one record, each with what it says. ``before``: what it was known to say, made out already."""
    known = {version.content: statement for version, statement in before or ()}
    return Spoken(
        (version, known[version.content] if version.content in known else statement_of(version))
        for version in history.versions()
    )


class Speech:
    """Reads what records say, from memory where a delivery has just brought them and from the ledger else.

    What is in ``overlay`` is made out once and kept; what comes from the ledger is kept until :meth:`forget`.
    """

    def __init__(self, door: Door, overlay: Overlay) -> None:
        self._door = door
        self._overlay = overlay
        self._made: dict[str, Spoken] = {}
        self._stored: dict[str, Spoken] = {}
        self._read: dict[str, Spoken] = {}

    def of(self, keys: Iterable[str]) -> dict[str, Spoken]:
        """What each of ``keys`` says; keys that nobody spoke of are left out. Everything read is kept for later."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._read and key not in self._overlay]
        for key, history in histories(self._door, missing).items() if missing else ():
            self._read[key] = spoken_of(history)
        found = ((key, self.made(key) or self._read.get(key)) for key in wanted)
        return {key: spoken for key, spoken in found if spoken is not None}

    def made(self, key: str) -> Spoken | None:
        """What a record in memory says; None where it is not in memory."""
        spoken = self._made.get(key)
        if spoken is None and (history := self._overlay.get(key)) is not None:
            spoken = self._made[key] = spoken_of(history, self.stored(key))
        return spoken

    def stored(self, key: str) -> Spoken | None:
        """What the ledger holds of a record in memory, which is about to be changed; None where it holds nothing."""
        spoken = self._stored.get(key)
        if spoken is None and (history := self._overlay.get(key)) is not None and history.stored is not None:
            spoken = self._stored[key] = spoken_of(history.stored)
        return spoken

    def let_go_of_rows(self, keys: Iterable[str]) -> None:
        """Keep of these records, which the ledger holds from now on, only what they say."""
        for key in keys:
            if (spoken := self.made(key)) is not None:
                spoken.let_go_of_rows()
                self._overlay[key].parts = [version.part for version, _ in spoken]

    def forget(self) -> None:
        """Let go of what was read from the ledger."""
        self._read.clear()


def last_statement(spoken: Spoken) -> Statement | None:
    """The newest thing a record said, its rows deleted since or not."""
    return spoken.last_said[1] if spoken.last_said else None


def is_person(statement: Statement) -> bool:
    """Whether a record is enough of a person to be shown: a child always is; an adult needs a name.

    Nobody is minted from a relationship alone (domain notes, section 5, ask 9).
    """
    if statement.kind == "child":
        return True
    return statement.kind == "adult" and bool(statement.identity.forename or statement.identity.surname)
