"""The analysis over one graph: facts kept from night to night, feeds as the banner shows them, the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from absence import reading, snapshot
from absence.analysis import find, judged
from absence.expectations import Expectations
from absence.facts import Facts
from absence.judging import Rolls, judge
from absence.numbers import publish
from absence.population import Population
from graph import reads
from graph.gateway import Graph
from model.absence import Cause, Findings, Night, Outcome
from model.school_age import SchoolCalendar
from model.views import DeliveryView

AFRESH_AFTER = dt.timedelta(days=7)


class Survey:
    """Looks for the children whom services that are expected to know them do not.

    ``folder`` keeps the facts of the last time; None keeps nothing. Everybody gets the same answer: it is made for a
    reader without clearances.
    """

    def __init__(
        self,
        graph: Graph,
        expectations: Expectations,
        folder: Path | None = None,
        calendar: SchoolCalendar | None = None,
        population: Population | None = None,
    ) -> None:
        self._graph, self.expectations, self._folder = graph, expectations, folder
        self._population = population
        self._calendar = calendar or SchoolCalendar.usual()

    def rolls(self, today: dt.date) -> Rolls:
        """Feeds and expectations as of a day."""
        states = {feed.feed: feed.state for feed in reads.feeds(self._graph, today)}
        return Rolls(self.expectations, states, self._calendar, today)

    def facts(self, today: dt.date, *, afresh: bool = False) -> Facts:
        """The facts as the graph has them now; read by difference where the last ones are kept. What depends on the
        day alone (is an involvement still open?), and records that an agency took back, are read again once a week."""
        known = self._deliveries()
        area = self.expectations.area.model_dump_json()
        kept = snapshot.load(self._folder) if self._folder is not None and not afresh else None
        usable = (
            kept is not None and kept[1].area == area and set(kept[1].deliveries) <= known.keys()
            and dt.timedelta(0) <= today - kept[1].day < AFRESH_AFTER
            and not any(known[uid] for uid in known.keys() - set(kept[1].deliveries))
        )  # fmt: skip
        if kept is not None and usable:
            facts, stand = kept
            new = sorted(known.keys() - set(stand.deliveries))
            changed = reading.changed_since(self._graph, new, stand.day)
            facts = reading.read_again(self._graph, facts, changed, self.expectations.area, today)
            day = stand.day
        else:
            facts, day = reading.read(self._graph, self.expectations.area, today), today
        if self._folder is not None:
            snapshot.save(self._folder, facts, snapshot.Stand(tuple(sorted(known)), area, day))
        return facts

    def _deliveries(self) -> dict[str, bool]:
        """Every closed delivery, and whether it may have taken records away by not holding them any more."""
        found: dict[str, bool] = {}
        met: set[str] = set()
        rows: list[DeliveryView] = []
        cursor: str | None = None
        while True:
            page = reads.deliveries(self._graph, limit=200, cursor=cursor)
            rows += [row for row in page.items if row.status == "closed"]
            cursor = page.next_cursor
            if cursor is None:
                break
        for row in reversed(rows):
            found[row.uid] = row.kind == "full" and row.feed in met
            met.add(row.feed)
        return found

    def findings(
        self,
        today: dt.date,
        *,
        settled: Mapping[str, Cause] | None = None,
        since: Mapping[str, dt.date] | None = None,
        afresh: bool = False,
    ) -> Findings:
        """The whole answer for a day."""
        return find(self.facts(today, afresh=afresh), self.rolls(today), settled=settled, since=since)

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
        facts = self.facts(today)
        verdicts = judge(facts, self.rolls(today), settled)
        found = judged(facts, verdicts, since)
        return found, *publish(facts, verdicts, found, before, enquired, self._population)
