"""The whole answer for one day: ghosts, the list with its causes, and which expectations could not be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from absence.explaining import Explainer, month
from absence.facts import Facts
from absence.judging import Rolls, Verdicts, covered, judge
from model.absence import (
    Band,
    Cause,
    Findings,
    Ghost,
    Line,
    Standing,
    Suspended,
    Tally,
    band_of,
)
from model.school_age import age


def find(
    facts: Facts,
    rolls: Rolls,
    *,
    settled: Mapping[str, Cause] | None = None,
    since: Mapping[str, dt.date] | None = None,
) -> Findings:
    """The list of one day. ``since`` is when each child came on it, ``settled`` what enquiries found."""
    return judged(facts, judge(facts, rolls, settled), since)


def judged(facts: Facts, verdicts: Verdicts, since: Mapping[str, dt.date] | None = None) -> Findings:
    """The list from one evaluation."""
    rolls = verdicts.rolls
    listed = np.flatnonzero(verdicts.listed)
    explainer = Explainer(facts, verdicts)
    lines = [_line(facts, verdicts, explainer, int(place), since or {}) for place in listed]
    ghosts = _ghosts(facts, verdicts, lines)
    return Findings(
        as_at=rolls.today,
        expectations=rolls.expectations.version,
        tally=_tally(facts, verdicts, ghosts),
        lines=tuple(lines),
        ghosts=tuple(ghosts),
        suspended=tuple(_suspended(facts, verdicts)),
    )


def area_of(facts: Facts, place: int) -> str:
    """The ward or district of a child's home."""
    return facts.texts["area"][place] or "not known"


def band(facts: Facts, place: int, today: dt.date) -> Band:
    """The band of a child's age."""
    if facts.flags["expected"][place]:
        return Band.UNBORN
    born = int(facts.days["born"][place])
    return band_of(age(dt.date.fromordinal(born), today) if born else None)


def _line(
    facts: Facts, verdicts: Verdicts, explainer: Explainer, place: int, since: Mapping[str, dt.date]
) -> Line:
    rules, today = verdicts.rolls.expectations.rules, verdicts.rolls.today
    categories = tuple(each for each, flags in verdicts.categories.items() if flags[place])
    expected, met = verdicts.expected[place], verdicts.met[place]
    seen = int(verdicts.last_seen[place])
    uid = facts.uids[place]
    return Line(
        child=uid,
        categories=categories,
        band=band(facts, place, today),
        area=area_of(facts, place),
        seen_by=facts.feeds_of(int(facts.bits["held"][place])),
        expected=tuple(
            rule.service
            for rule, wanted, known in zip(rules, expected, met, strict=True)
            if wanted and not known
        ),
        known_to=tuple(
            rule.service for rule, wanted, known in zip(rules, expected, met, strict=True) if wanted and known
        ),
        explanations=explainer.explain(place, categories),
        since=since.get(uid, today),
        gap_school_days=verdicts.gaps.get(place),
        last_seen=dt.date.fromordinal(seen) if seen else None,
    )


def _ghosts(facts: Facts, verdicts: Verdicts, lines: Sequence[Line]) -> list[Ghost]:
    found = []
    held = facts.bits["held"]
    for cause, flags in verdicts.removed.items():
        for place in np.flatnonzero(flags & (held > 0) & facts.flags["placed"]):
            found.append(_ghost(facts, int(place), cause, removed=True))
    known = {ghost.child for ghost in found}
    for line in lines:
        for each in line.explanations:
            if (
                each.cause in (Cause.REGISTERED_TWICE, Cause.LIST_INFLATION, Cause.MOVED)
                and line.child not in known
            ):
                known.add(line.child)
                found.append(_ghost(facts, facts.places[line.child], each.cause, removed=False))
    return found


_SAID = {
    Cause.DIED: "A record gives a date of death.",
    Cause.ENQUIRY_SETTLED: "An enquiry was closed with this outcome.",
    Cause.REGISTERED_TWICE: "Another record of the same agency resembles this one.",
    Cause.LIST_INFLATION: "The others of the home are known to have left.",
    Cause.MOVED: "Registered or known elsewhere.",
}


def _ghost(facts: Facts, place: int, cause: Cause, *, removed: bool) -> Ghost:
    evidence = _SAID.get(cause, "An enquiry was closed with this outcome.")
    if cause is Cause.LEFT_AREA:
        left = int(facts.days["left_on"][place])
        abroad = facts.flags["left_country"][place]
        evidence = (
            f"A roll says {'that the child left the country' if abroad else 'that the child left the area'}"
        )
        evidence += f" in {month(left)}." if left else "."
    return Ghost(
        child=facts.uids[place],
        cause=cause,
        standing=Standing.KNOWN if removed else Standing.PROBABLE,
        evidence=evidence,
        held_by=facts.feeds_of(int(facts.bits["held"][place])),
        removed=removed,
    )


def _tally(facts: Facts, verdicts: Verdicts, ghosts: Sequence[Ghost]) -> Tally:
    return Tally(
        children=len(facts),
        judged=int(verdicts.judged.sum()),
        withheld=int((~facts.flags["placed"]).sum()),
        outside=int((verdicts.outside & facts.flags["placed"]).sum()),
        over_age=int(verdicts.over_age.sum()),
        ghosts_removed=len({ghost.child for ghost in ghosts if ghost.removed}),
        ghosts_flagged=len({ghost.child for ghost in ghosts if not ghost.removed}),
    )


def _suspended(facts: Facts, verdicts: Verdicts) -> list[Suspended]:
    """Expectations that were not asked of some children because a feed cannot tell, with how many children."""
    rolls, found = verdicts.rolls, []
    for number, rule in enumerate(rolls.expectations.rules):
        who = verdicts.applies[:, number] & verdicts.judged & ~verdicts.in_grace[:, number]
        if not who.any():
            continue
        for feed in rule.feeds:
            silent = who
            if rolls.live(feed):
                places = rolls.expectations.coverage.get(feed)
                silent = who & ~covered(facts, places) if places is not None else np.zeros(len(facts), bool)
            if silent.any():
                found.append(
                    Suspended(
                        service=rule.service, feed=feed, why=rolls.why_not(feed), children=int(silent.sum())
                    )
                )
    return found
