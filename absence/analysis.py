"""The whole answer for one day: ghosts, the list with its causes, and which expectations could not be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from absence.explaining import Explainer, month, silent_feed
from absence.facts import Facts
from absence.grounds import grounds, told_by
from absence.judging import Bands, Rolls, Verdicts, band_places, covered, judge
from absence.resembling import look
from absence.snapshot import Told
from model.absence import BANDS, Cause, Findings, Ghost, Gone, Line, Off, Standing, Suspended, Tally


def find(
    facts: Facts,
    rolls: Rolls,
    *,
    settled: Mapping[str, Cause] | None = None,
    since: Mapping[str, dt.date] | None = None,
) -> Findings:
    """The list of one day. ``since`` is when each child came on it, ``settled`` what enquiries found."""
    return judged(facts, judge(facts, rolls, settled), since)[0]


def judged(
    facts: Facts, verdicts: Verdicts, since: Mapping[str, dt.date] | None = None, before: Told | None = None
) -> tuple[Findings, Told]:
    """The list from one evaluation, and what to keep of it for the next. Of the lines ``before`` those stand that rest
    on what they rested on; all others are explained anew."""
    rolls = verdicts.rolls
    look(facts, verdicts.listed)
    told = _lines(facts, verdicts, since or {}, before)
    lines = list(told.lines.values())
    ghosts = _ghosts(facts, verdicts, lines)
    found = Findings(
        as_at=rolls.today,
        expectations=rolls.expectations.version,
        tally=_tally(facts, verdicts, ghosts),
        lines=tuple(lines),
        ghosts=tuple(ghosts),
        suspended=tuple(_suspended(facts, verdicts)),
        gone=tuple(_gone(facts, verdicts, uid) for uid in sorted((since or {}).keys() - told.lines.keys())),
    )
    return found, told


def _lines(facts: Facts, verdicts: Verdicts, since: Mapping[str, dt.date], before: Told | None) -> Told:
    by = told_by(verdicts.rolls)
    known = before if before is not None and before.by == by else Told()
    explainer = Explainer(facts, verdicts)
    listed = np.flatnonzero(verdicts.listed)
    lines, rests = {}, {}
    uids, bands = facts.uids, band_places(facts, verdicts.rolls.today)
    resting = dict(zip(listed.tolist(), grounds(facts, verdicts, listed).tolist(), strict=True))
    for place in sorted(resting, key=uids.__getitem__):
        uid, ground = uids[place], resting[place]
        same = known.grounds.get(uid) == ground
        lines[uid] = (
            _of_today(known.lines[uid], verdicts, place, since)
            if same
            else _line(facts, verdicts, explainer, bands, place, since)
        )
        rests[uid] = ground
    return Told(by, lines, rests)


def _of_today(line: Line, verdicts: Verdicts, place: int, since: Mapping[str, dt.date]) -> Line:
    """A line that stands, with what changes by the day alone."""
    wanted = {
        "since": since.get(line.child, verdicts.rolls.today),
        "gap_school_days": verdicts.gaps.get(place),
        "gap_is_long": _long(verdicts, place),
        "last_seen": _last_seen(verdicts, place),
    }
    changed = {name: value for name, value in wanted.items() if getattr(line, name) != value}
    return line.model_copy(update=changed) if changed else line


def _long(verdicts: Verdicts, place: int) -> bool:
    return verdicts.gaps.get(place, 0) >= verdicts.rolls.expectations.limits.gap_school_days_long


def _last_seen(verdicts: Verdicts, place: int) -> dt.date | None:
    seen = int(verdicts.last_seen[place])
    return dt.date.fromordinal(seen) if seen else None


def area_of(facts: Facts, place: int) -> str:
    """The ward or district of a child's home."""
    return facts.texts["area"][place] or "not known"


def _line(
    facts: Facts,
    verdicts: Verdicts,
    explainer: Explainer,
    bands: Bands,
    place: int,
    since: Mapping[str, dt.date],
) -> Line:
    rules, today = verdicts.rolls.expectations.rules, verdicts.rolls.today
    categories = tuple(each for each, flags in verdicts.categories.items() if flags[place])
    expected, met = verdicts.expected[place], verdicts.met[place]
    uid = facts.uids[place]
    return Line(
        child=uid,
        categories=categories,
        band=BANDS[bands[place]],
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
        gap_is_long=_long(verdicts, place),
        last_seen=_last_seen(verdicts, place),
    )


def _ghosts(facts: Facts, verdicts: Verdicts, lines: Sequence[Line]) -> list[Ghost]:
    found = []
    held = facts.bits["held"]
    for cause, flags in verdicts.removed.items():
        places = np.flatnonzero(flags & (held > 0) & facts.flags["placed"]).tolist()
        for place in sorted(places, key=facts.uids.__getitem__):
            found.append(_ghost(facts, place, cause, removed=True))
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


def _gone(facts: Facts, verdicts: Verdicts, uid: str) -> Gone:
    """Why somebody who was on the list is on it no longer."""
    place = facts.places.get(uid)
    if place is None:
        return Gone(child=uid, why=Off.NOT_JUDGED)
    whole = (
        *((cause.value, flags) for cause, flags in verdicts.removed.items()),
        (Off.NOT_JUDGED, ~facts.flags["placed"]),
        (Off.GROWN_UP, verdicts.over_age),
        (Off.OUTSIDE, verdicts.outside),
        (Off.NOT_JUDGED, ~verdicts.judged),
    )
    if (why := next((why for why, flags in whole if flags[place]), None)) is not None:
        return Gone(child=uid, why=why)
    rolls = verdicts.rolls
    services = {}
    for number, rule in enumerate(rolls.expectations.rules):
        if not verdicts.applies[place, number]:
            continue
        if verdicts.met[place, number]:
            services[rule.service] = Off.KNOWN
        elif verdicts.in_grace[place, number]:
            services[rule.service] = Off.GRACE
        elif not verdicts.expected[place, number]:
            late = rolls.why_not(silent_feed(verdicts, rule)) is Cause.FEED_LATE
            services[rule.service] = Off.FEED_LATE if late else Off.FEED_NOT_LIVE
    return Gone(child=uid, why=None, services=services)


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
