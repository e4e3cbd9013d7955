"""After a night: the patterns that are on, for what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from kith.after_night import Step
from kith.composition import Kith, utc_now


def _run(kith: Kith, since: dt.date | None, progress: Callable[[str], None]) -> Sequence[str]:
    """Patterns fire by time alone too, so the first night of a day asks about everybody, further ones about those
    whom what came that day may concern."""
    changed = since - dt.timedelta(days=1) if since == utc_now().date() else None
    ran = kith.patterns.run(since=changed, progress=progress)
    on = [each for each in ran if each.state == "on"]
    if not on:
        return ["No pattern is on."]
    asked = [each for each in on if not each.lacking]
    lines = [
        f"{len(asked)} asked {'of everybody' if changed is None else 'for what changed'}: "
        f"{sum(each.new for each in asked):,} findings are new, {sum(each.gone for each in asked):,} no longer found."
    ]
    lines += [
        f"{each.pattern} gives no findings: {', '.join(each.lacking)} not live."
        for each in on
        if each.lacking
    ]
    return lines


STEP = Step(50, "patterns", _run)
