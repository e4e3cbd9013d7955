"""What leads do with patterns, over one graph, one store and one scope: pages, API and commands compose this.

A run is Kith's own work and keeps only identifiers and dates. Whatever is shown is asked of the graph again for the
reader who looks, so that a finding exists for them exactly if its evidence does. Findings are kept as *protected* where
a reader without clearances would not find them; only readers with a clearance are offered those, and asked again.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from api.findingviews import viewed
from api.patternerrors import mark_finding_wrong
from api.patternpreview import previewed
from api.patternruns import OPEN, Ran, Running, households, read
from api.store.accounts import Accounts
from api.store.database import Store
from api.store.patterns import (
    Disposed,
    Disposition,
    Entry,
    Kept,
    Patterns,
    Step,
    digest_of,
    finding_id,
    pauses_itself,
)
from api.worklist import BUDGET, EVERYTHING, WEEK, Folded, Narrowing, folded, listed, shared_out, workers
from graph import reads
from graph.changes import Changes
from graph.gateway import Graph
from graph.patterns import all_patterns, in_turn, live_feeds, not_live, run, run_for, together
from graph.reads.moment import Moment
from graph.system import run as own_work
from graph.touched import Touched, touched_since
from model.findings import FindingView, PatternState, Preview, Worker, Worklist
from model.guards import Clearance
from model.patterns import Asking, Found, Pattern
from model.scope import Scope


class PatternError(Exception):
    """What may not be done with a pattern or a finding; the message says why and what to do."""


class PatternWork:
    """Patterns as one reader uses them. ``own``: codes and names of the authority; ``journal``: what loads wrote."""

    def __init__(
        self, graph: Graph, store: Store, scope: Scope, today: dt.date, own: Sequence[str] = (),
        journal: Changes | None = None,
    ) -> None:  # fmt: skip
        self._graph, self._scope, self._today, self._journal = graph, scope, today, journal
        self.kept, self._accounts = Patterns(store), Accounts(store)
        self._own = tuple(own)
        self._live = live_feeds(reads.feeds(graph, today))

    def made(self, id_: str) -> Pattern:
        """A pattern by its id. Raises PatternError."""
        found = next((each for each in all_patterns() if each.id == id_.upper()), None)
        if found is None:
            raise PatternError(f"There is no pattern {id_}. `kith patterns list` names them all.")
        return found

    def asking(self, made: Pattern, thresholds: Mapping[str, int] | None = None) -> Asking:
        """How a pattern is asked today: with the thresholds given, else those in use. Raises PatternError."""
        standing = self.kept.standing().get(made.id)
        local = dict(thresholds) if thresholds is not None else dict(standing.thresholds if standing else {})
        if unknown := sorted(local.keys() - {each.name for each in made.thresholds}):
            raise PatternError(f"{made.id} has no threshold {unknown[0]}.")
        if any(not 0 < value <= 10_000 for value in local.values()):
            raise PatternError("A threshold is a whole number from 1 to 10,000.")
        return Asking(self._today, self._today, self._own, self._live, local)

    def states(self) -> list[PatternState]:
        """Every pattern and how it stands."""
        precision, standing = self.kept.precision(), self.kept.standing()
        waiting = Counter(each.pattern for each in self._offered() if not self._quiet(each))
        found = []
        for made in all_patterns():
            useful, disposed = precision.get(made.id, (0, 0))
            entry = standing.get(made.id)
            found.append(
                PatternState(
                    id=made.id, name=made.name, question=made.question, state=self._state(made, entry),
                    lacking=list(not_live(made, self.asking(made))), findings=waiting[made.id],
                    useful=useful, disposed=disposed, owner=made.owner, version=made.version, review=made.review,
                )
            )  # fmt: skip
        return found

    def _state(self, made: Pattern, entry: Entry | None) -> str:
        if entry is None:
            return "not approved"
        if entry.what is Step.ON and entry.digest != digest_of(made, entry.thresholds):
            return "changed"
        return entry.what.value

    def propose(
        self, id_: str, thresholds: Mapping[str, int], reason: str, *, although_off: bool = False
    ) -> Preview:
        """Propose a pattern, or other thresholds for it; a second person approves. Its preview. What ships switched
        off takes a decision of its own (``although_off``). Raises PatternError."""
        made = self.made(id_)
        if not (made.on or although_off):
            raise PatternError(
                f"{made.id} ships switched off. Say that it is to be on all the same, and why."
            )
        before = self._count(made, None) if made.id in self.kept.standing() else None
        preview = self.preview(id_, thresholds)
        after = self._count(made, thresholds)
        self.kept.enter(made, Step.PROPOSED, thresholds, self._scope.account, reason, before, after)
        return preview

    def approve(self, id_: str, reason: str) -> Entry:
        """Switch on what somebody else proposed. Raises PatternError."""
        made = self.made(id_)
        proposal = self.kept.proposal(made.id)
        if proposal is None:
            raise PatternError(f"Nobody has proposed {made.id}. `kith patterns propose {made.id}` does.")
        if proposal.by == self._scope.account:
            raise PatternError("You proposed it yourself: a second person approves.")
        if proposal.digest != digest_of(made, proposal.thresholds):
            raise PatternError(f"{made.id} has changed since it was proposed. Propose it again.")
        self.kept.enter(
            made, Step.ON, proposal.thresholds, self._scope.account, reason, proposal.before, proposal.after
        )
        return self.kept.log(made.id)[0]

    def switch_off(self, id_: str, reason: str) -> None:
        """Switch a pattern off; its findings stay as they are and no new ones come."""
        made = self.made(id_)
        standing = self.kept.standing().get(made.id)
        self.kept.enter(made, Step.OFF, standing.thresholds if standing else {}, self._scope.account, reason)

    def release(self, id_: str, reason: str) -> int:
        """Let the historic matches of a new or changed pattern go to the worklist; how many."""
        made = self.made(id_)
        return self.kept.release(made, self.asking(made).thresholds, self._scope.account, reason)

    def run(
        self,
        ids: Iterable[str] = (),
        since: dt.date | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> list[Ran]:
        """Run patterns that are on, or those named among them, and keep what they find. With ``since``, a day after
        which everybody was asked about, only for children whom a change may concern and those of whom something was
        found: what is found is the same."""
        wanted = {self.made(each).id for each in ids}
        near = {row["uid"] for row in own_work(self._graph, "projection/children_near_protected")}
        touched = None
        if since and self._journal and self._live == live_feeds(reads.feeds(self._graph, since)):
            progress("What changed")
            touched = touched_since(self._graph, self._journal, since)
        chosen = in_turn(made for made in all_patterns() if not wanted or made.id in wanted)
        done = []
        begun = (self._begun(made, frozenset(near), touched, since) for made in chosen)
        for number, each in enumerate(together(partial(read, self._graph, self._today), begun)):
            progress(f"{chosen[number].id} {chosen[number].name}")
            done.append(self._keep(each))
        return sorted(done, key=lambda ran: ran.pattern)

    def _begun(
        self, made: Pattern, near: frozenset[str], changed: Touched | None, since: dt.date | None
    ) -> Running:
        """What a run of a pattern begins with."""
        entry = self.kept.standing().get(made.id)
        state = self._state(made, entry)
        asking = self.asking(made)
        running = Running(made, state, asking, not_live(made, asking))
        if not running.asks:
            return running
        touched = changed.of(made) if changed is not None else None
        if entry is not None and since is not None and entry.at.date() > since:
            touched = None  # it was switched on since then, or with other thresholds
        if touched is not None:
            touched |= self.kept.children_of(made)
            near = near & touched
        return replace(running, near=near, touched=touched)

    def _keep(self, running: Running) -> Ran:
        """Keep what was found."""
        made, found, closed, homes = running.made, running.found, running.closed, running.homes
        if not running.asks:
            return Ran(made.id, running.state, running.lacking, 0, 0, 0)
        rows = [(each, homes[each.child], False) for each in found]
        rows += [(each, homes[each.child], True) for each in closed]
        released = any(each.what is Step.RELEASED for each in self.kept.log(made.id)[: self._since_on(made)])
        on = self.kept.standing()[made.id].at
        hold = None if released else on.date()
        new, gone = self.kept.keep(made, rows, self._today, hold=hold, among=running.touched)
        useful, disposed = self.kept.precision(on).get(made.id, (0, 0))
        if pauses_itself(useful, disposed):
            reason = f"{useful} of {disposed} findings were useful"
            self.kept.enter(made, Step.PAUSED, running.asking.thresholds, "kith", reason)
        return Ran(made.id, running.state, (), len(rows), new, gone)

    def _since_on(self, made: Pattern) -> int:
        """How many entries of the log are younger than the one that switched the pattern on."""
        for place, entry in enumerate(self.kept.log(made.id)):
            if entry.what is Step.ON:
                return place
        return 0

    def _offered(self, *, held: bool = False) -> list[Kept]:
        """Findings that exist for the reader. What lies near somebody protected is asked of the graph for them; all
        others exist for everybody who may look at findings."""
        found = [each for each in self.kept.open(held=held) if self._scope.clearances or not each.protected]
        if self._scope.clearances >= set(Clearance):
            return found
        near = {row["uid"] for row in own_work(self._graph, "projection/children_near_protected")}
        doubtful = {each.id: each for each in found if each.protected or each.child in near}
        absent = doubtful.keys() - {view.id for view in self._views(list(doubtful.values()))}
        return [each for each in found if each.id not in absent]

    def _quiet(self, kept: Kept, disposed: Mapping[str, Disposed] | None = None) -> bool:
        last = (self._disposed() if disposed is None else disposed).get(kept.id)
        return last is not None and last.stands(self._today, kept.evidence)

    def _disposed(self) -> Mapping[str, Disposed]:
        return self.kept.disposed()

    def _silent(self) -> dict[str, list[str]]:
        """Patterns that are on and give nothing now, because feeds that they need are not live, and which."""
        on = {id_ for id_, entry in self.kept.standing().items() if entry.what is Step.ON}
        found = {made.id: list(not_live(made, self.asking(made))) for made in all_patterns() if made.id in on}
        return {id_: lacking for id_, lacking in found.items() if lacking}

    def worklist(self, asked: Narrowing = EVERYTHING) -> Worklist:
        """Findings by home, the most recent evidence first."""
        found, silent = self._folded(asked)
        views = {view.id: view for view in self._views([each for some in found.page(asked) for each in some])}
        page = listed(found, asked, views, silent, self.workers())
        return page.model_copy(update={"resting": self._resting()})

    def _resting(self) -> list[str]:
        """Patterns that were on and wait to be approved anew: their statement changed, or they paused themselves."""
        standing = self.kept.standing()
        return [
            made.id
            for made in all_patterns()
            if self._state(made, standing.get(made.id)) in ("changed", "paused")
        ]

    def _folded(self, asked: Narrowing) -> tuple[Folded, dict[str, list[str]]]:
        disposed, silent = self._disposed(), self._silent()
        some = [
            each for each in self._offered(held=asked.held)
            if each.pattern not in silent and (asked.decided or not self._quiet(each, disposed))
        ]  # fmt: skip
        return folded(some, asked), silent

    def workers(self) -> list[Worker]:
        """Who looks at findings, and how many homes each was given this week."""
        return workers(self._accounts.all(), self.kept.given_after(self._today - WEEK))

    def why(self, finding: str) -> FindingView:
        """One finding in full. Raises PatternError where it does not exist for the reader."""
        kept = self.kept.finding(finding)
        views = self._views([kept]) if kept and (self._scope.clearances or not kept.protected) else []
        if not views:
            raise PatternError("There is no such finding now, or it is not for you to see.")
        return views[0]

    def _views(self, some: Iterable[Kept]) -> list[FindingView]:
        return viewed(self._graph, self._scope, self._today, some, self._asked_today, self.kept)

    def _asked_today(self, id_: str) -> tuple[Pattern, Asking]:
        made = self.made(id_)
        return made, self.asking(made)

    def dispose(self, finding: str, kind: Disposition, reason: str, until: dt.date | None) -> FindingView:
        """Decide about one finding. Raises PatternError."""
        view = self.why(finding)
        if until is not None and until <= self._today:
            raise PatternError("The day until which it holds lies in the future.")
        if until is None and kind is Disposition.WATCH:
            raise PatternError("Say until when you watch: on that day it comes back.")
        kept = self.kept.finding(view.id)
        if kept is not None:
            self.kept.dispose(kept, kind, reason, self._scope.account, until)
        if kept is not None and kind is Disposition.DATA_ERROR:
            made = self.made(kept.pattern)
            for each in run_for(self._graph, self._scope, made, self.asking(made), [kept.child]):
                if finding_id(made.id, each.identity) == kept.id:
                    mark_finding_wrong(self._graph, self._scope, each, self._today)
        return self.why(finding)

    def assign(self, finding: str, to: str | None) -> FindingView:
        """Say who looks at a finding, and with it at the others of the same home that wait. Raises PatternError where
        that account does not look at findings, is not cleared for it, or has enough this week."""
        kept = self.kept.finding(self.why(finding).id)
        if kept is None:
            raise PatternError("There is no such finding now, or it is not for you to see.")
        disposed = self._disposed()
        home = [
            each for each in self._offered(held=kept.held)
            if each.household == kept.household and (each.id == kept.id or not self._quiet(each, disposed))
        ]  # fmt: skip
        if to:
            worker = self._may_be_given(kept, to)
            home = [each for each in home if worker.cleared or not each.protected]
        self.kept.assign([each.id for each in home], to, self._today)
        return self.why(finding)

    def _may_be_given(self, kept: Kept, to: str) -> Worker:
        among = {each.account: each for each in self.workers()}
        if to not in among:
            raise PatternError(f"{to} does not look at findings. Those who do: {', '.join(among)}.")
        worker = among[to]
        if kept.protected and not worker.cleared:
            raise PatternError(
                f"It concerns somebody protected, and {to} lacks the clearance: give it to somebody else."
            )
        has = (to, kept.household) in self.kept.given_after(self._today - WEEK)
        if worker.given >= worker.most and not has:
            raise PatternError(f"{to} was given {BUDGET} homes this week already: give it to somebody else.")
        return worker

    def share_out(
        self,
        asked: Narrowing = EVERYTHING,
        apart: Callable[[str, Collection[str]], bool] = lambda _account, _children: False,
    ) -> dict[str, int]:
        """Give homes that nobody has, as the worklist is narrowed, to those who look at findings: evenly, and to nobody
        more than a week's budget. How many homes each was given."""
        whole = {some[0].household: some for some in self._folded(EVERYTHING)[0].homes}
        chosen = [some[0].household for some in self._folded(asked)[0].homes]
        shares = shared_out([whole[home] for home in chosen if home in whole], self.workers(), apart)
        for account, some in shares.items():
            self.kept.assign([each.id for each in some], account, self._today)
        return {account: len({each.household for each in some}) for account, some in shares.items()}

    def _count(self, made: Pattern, thresholds: Mapping[str, int] | None) -> int:
        return len({each.child for each in run(self._graph, OPEN, made, self.asking(made, thresholds))})

    def preview(self, id_: str, thresholds: Mapping[str, int] | None = None) -> Preview:
        """What a pattern would find for this reader, in numbers. Raises PatternError."""
        made = self.made(id_)
        asking = self.asking(made, thresholds)
        return self.numbers(made, asking, run(self._graph, self._scope, made, asking))

    def numbers(self, made: Pattern, asking: Asking, found: Sequence[Found]) -> Preview:
        """What was found, in numbers, for this reader."""
        children = sorted({each.child for each in found})
        homes = households(self._graph, self._scope, self._today, children)
        moment = Moment(self._graph, self._scope, self._today, self._today)
        rows = {row["child"]: row for row in moment.asked("present_homes", uids=children)}
        kept = {(each.pattern, each.child) for each in self._offered() if each.pattern != made.id}
        said = {row["child"]: row["ethnicity"] for row in moment.known("ethnicity", uids=children)}
        return previewed(made, asking, found, homes, rows, said, kept, len(self.workers()))
