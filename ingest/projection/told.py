"""Claims with the days on which the index was told of them, taken from the versions of one record. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.delivery.parts import Version, without_rows
from model.observations import Claim, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of one record over a run of versions that made it. ``key`` is the identity of the edge."""

    key: str
    claim: Claim
    record: str
    feed: str
    agency: str
    first_seen: dt.date
    last_seen: dt.date | None
    withdrawn: dt.date | None


class Spoken:
    """The versions of one record, first to last, each with what it says; None where all its rows were deleted."""

    __slots__ = ("_told", "_versions")

    def __init__(self, versions: Iterable[tuple[Version, Statement | None]]) -> None:
        self._versions = list(versions)
        self._told: list[Told] | None = None

    def __iter__(self) -> Iterator[tuple[Version, Statement | None]]:
        return iter(self._versions)

    def let_go_of_rows(self) -> None:
        """Once the ledger holds the versions, what they say is all that is still needed of them."""
        self._versions = [(without_rows(version), statement) for version, statement in self._versions]

    def let_go_of_told(self) -> None:
        """Forget the claims once they are written; they are made out again where somebody asks."""
        self._told = None

    @property
    def newest(self) -> tuple[Version, Statement | None]:
        """The newest version."""
        return self._versions[-1]

    @property
    def last_said(self) -> tuple[Version, Statement] | None:
        """The newest version that says anything, its rows deleted since or not."""
        said = (
            (version, statement) for version, statement in reversed(self._versions) if statement is not None
        )
        return next(said, None)

    @property
    def told(self) -> list[Told]:
        """The record's claims with the days on which they were told."""
        if self._told is None:
            self._told = told(self._versions)
        return self._told


@dataclass(frozen=True, slots=True)
class Retold:
    """What one record says otherwise than before: claims as they were and as they are, and the uids of the versions
    that are new."""

    before: tuple[Told, ...]
    now: tuple[Told, ...]
    versions: tuple[str, ...]


def retold(before: Spoken | None, now: Spoken) -> Retold:
    """The difference between what a record said and what it says; claims told alike are left out."""
    old = {each.key: each for each in before.told} if before is not None else {}
    new = {each.key: each for each in now.told}
    known = {version.uid for version, _ in before or ()}
    return Retold(
        tuple(each for key, each in old.items() if new.get(key) != each),
        tuple(each for key, each in new.items() if old.get(key) != each),
        tuple(version.uid for version, _ in now if version.uid not in known),
    )


def claims_of(statement: Statement) -> tuple[Claim, ...]:
    """All claims of a statement, those included that follow from its other fields."""
    implied = [Claim("IN_FAMILY_FILE", f"{statement.feed}:family:{file}") for file in statement.family_files]
    if statement.kind == "service":
        implied.append(
            Claim("RUN_BY", f"{statement.feed}:agency:{statement.attributes.get('agency', statement.feed)}")
        )
    return statement.claims + tuple(implied)


def _edge_key(record: str, claim: Claim, run: int) -> str:
    said = (claim.edge, claim.target, claim.outgoing, sorted(claim.properties.items()), run)
    return hashlib.blake2b(f"{record}|{said!r}".encode(), digest_size=12).hexdigest()


@dataclass(slots=True)
class _Run:
    claim: Claim
    number: int
    first_seen: dt.date


def told(history: Sequence[tuple[Version, Statement | None]]) -> list[Told]:
    """The claims of one record's versions, first to last; a version whose rows were all deleted has no statement.

    A claim that stays over several versions is told once, on the day of the first; a claim that was taken back and
    made again is told twice.
    """
    if len(history) == 1 and history[0][1] is not None:
        return _single(history[0][0], history[0][1])
    finished: list[Told] = []
    running: dict[str, _Run] = {}
    runs: dict[str, int] = {}
    for version, statement in history:
        now = {_edge_key(version.key, claim, 0): claim for claim in claims_of(statement)} if statement else {}
        for content in [content for content in running if content not in now]:
            run = running.pop(content)
            finished.append(_told(version.key, run, None, max(version.first_seen, run.first_seen), history))
        for content, claim in now.items():
            if content not in running:
                running[content] = _Run(claim, runs.get(content, 0), version.first_seen)
                runs[content] = runs.get(content, 0) + 1
    newest = history[-1][0]
    finished.extend(_told(newest.key, run, newest.last_seen, None, history) for run in running.values())
    return finished


def _single(version: Version, statement: Statement) -> list[Told]:
    unique = {_edge_key(version.key, claim, 0): claim for claim in claims_of(statement)}
    return [
        Told(
            key,
            claim,
            version.key,
            statement.feed,
            statement.agency,
            version.first_seen,
            version.last_seen,
            None,
        )
        for key, claim in unique.items()
    ]


def _told(
    record: str,
    run: _Run,
    last_seen: dt.date | None,
    withdrawn: dt.date | None,
    history: Iterable[tuple[Version, Statement | None]],
) -> Told:
    statement = next(statement for _, statement in history if statement is not None)
    return Told(
        key=_edge_key(record, run.claim, run.number),
        claim=run.claim,
        record=record,
        feed=statement.feed,
        agency=statement.agency,
        first_seen=run.first_seen,
        last_seen=last_seen,
        withdrawn=withdrawn,
    )
