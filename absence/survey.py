"""The analysis over one graph: facts kept from night to night, feeds as the banner shows them, the answer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from absence import reading, snapshot
from absence.analysis import judged
from absence.expectations import Area, Expectations
from absence.facts import Facts
from absence.filling import School
from absence.judging import Rolls, Verdicts, judge
from absence.numbers import publish
from absence.population import Population
from graph import collector, reads
from graph.changes import Changed, Changes
from graph.gateway import Graph
from graph.reads.coverage import position
from model.absence import Cause, Findings, Outcome
from model.absence_published import Night


@dataclass(frozen=True, slots=True)
class _Looked:
    """Facts, where they stand, and the lines that were told of those before."""

    facts: Facts
    stand: snapshot.Stand
    told: snapshot.Told | None


class Survey:
    """Looks for the children whom services that are expected to know them do not.

    ``folder`` keeps the facts and the list of the last time; None keeps nothing. ``changes`` is the journal of what
    loads changed since; without it, kept facts hold while the ledger stands where it stood. Everybody gets the same
    answer: it is made for a reader without clearances.
    """

    def __init__(
        self,
        graph: Graph,
        expectations: Expectations,
        folder: Path | None = None,
        population: Population | None = None,
        changes: Changes | None = None,
    ) -> None:
        self._graph, self.expectations, self._folder = graph, expectations, folder
        self._population, self._changes = population, changes

    def rolls(self, today: dt.date) -> Rolls:
        """Feeds and expectations as of a day."""
        states = {feed.feed: feed.state for feed in reads.feeds(self._graph, today)}
        return Rolls(self.expectations, states, self.expectations.calendar, today)

    def facts(self, today: dt.date, *, afresh: bool = False) -> Facts:
        """The facts as the graph has them now; read by difference where the last ones are kept."""
        return self._look(today, afresh=afresh).facts

    def _look(self, today: dt.date, *, afresh: bool = False) -> _Looked:
        change = self._changes.last if self._changes is not None else ""
        stands = self._position()
        known = reading.schools(self._graph, self.expectations.area)
        read_by = _read_by(self.expectations.area, known)
        kept = snapshot.load(self._folder) if self._folder is not None and not afresh else None
        changed = None
        if kept is not None and kept[1].read_by == read_by and kept[1].day <= today:
            changed = self._changed(kept[1], change, stands)
        if kept is None or changed is None or changed.services:
            facts, told = reading.read(self._graph, known, today), None
        else:
            facts, told = reading.read_again(self._graph, kept[0], changed, known, today), kept[2]
        return _Looked(facts, snapshot.Stand(change, stands, read_by, today), told)

    def _position(self) -> tuple[int, int]:
        closed, _last, judged_ = position(self._graph)
        return closed, judged_

    def _changed(self, stand: snapshot.Stand, change: str, stands: tuple[int, int]) -> Changed | None:
        """What changed since a snapshot was made; None where it cannot be told."""
        if self._changes is None or not change:
            return Changed() if stand.position == stands else None
        return self._changes.since(stand.change, stands)

    def _judge(
        self,
        looked: _Looked,
        settled: Mapping[str, Cause] | None,
        since: Mapping[str, dt.date] | None,
    ) -> tuple[Verdicts, Findings]:
        """The answer, kept for the next time."""
        verdicts = judge(looked.facts, self.rolls(looked.stand.day), settled)
        found, told = judged(looked.facts, verdicts, since, looked.told)
        if self._folder is not None:
            snapshot.save(self._folder, looked.facts, looked.stand, told)
        return verdicts, found

    def findings(
        self,
        today: dt.date,
        *,
        settled: Mapping[str, Cause] | None = None,
        since: Mapping[str, dt.date] | None = None,
        afresh: bool = False,
    ) -> Findings:
        """The whole answer for a day."""
        with collector.resting():
            return self._judge(self._look(today, afresh=afresh), settled, since)[1]

    def night(
        self,
        today: dt.date,
        *,
        settled: Mapping[str, Cause] | None = None,
        since: Mapping[str, dt.date] | None = None,
        before: Mapping[str, Mapping[str, int]] | None = None,
        enquired: Sequence[tuple[Cause, Outcome]] = (),
    ) -> tuple[Findings, Night, dict[str, dict[str, int]]]:
        """The answer of a night with what is published of it (:func:`absence.numbers.publish`)."""
        with collector.resting():
            looked = self._look(today)
            verdicts, found = self._judge(looked, settled, since)
            return found, *publish(looked.facts, verdicts, found, before, enquired, self._population)


def _read_by(area: Area, schools: Mapping[str, School]) -> str:
    """What facts are read by besides the graph of a child: another area, or a school that lies elsewhere now, makes
    all of them others."""
    said = [area.model_dump_json(), *(f"{urn}|{school}" for urn, school in sorted(schools.items()))]
    return hashlib.blake2b("\n".join(said).encode(), digest_size=16).hexdigest()
