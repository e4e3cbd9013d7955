"""A pattern before it is switched on: how many it would find, with small numbers out of sight."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from graph.patterns import not_live
from graph.reads.refs import age_on
from model.findings import Preview, Share
from model.patterns import Asking, Found, Pattern

SMALLEST = 5
"""Smaller groups are not shown. Assumed, as official statistics of children do."""
WEEKS = 4


def previewed(
    made: Pattern, asking: Asking, found: Sequence[Found], homes: Mapping[str, str],
    rows: Mapping[str, Mapping[str, Any]], ethnicity: Mapping[str, str], kept: AbstractSet[tuple[str, str]],
    workers: int,
) -> Preview:  # fmt: skip
    """The numbers of what a pattern found. ``homes``: child to household; ``rows``: child to what is known of the home;
    ``ethnicity``: child to what a return codes, for these counts alone; ``kept``: what the patterns that
    are on have found, as pattern and child; ``workers``: how many look at findings."""
    children = sorted(homes)
    since = asking.as_at - dt.timedelta(weeks=WEEKS)
    lately = [each for each in found if each.evidence_on and each.evidence_on > since]
    ages = Counter(
        _band(age_on(rows[uid]["born"], asking.as_at)) if uid in rows else _band(None) for uid in children
    )
    sexes, wards = (Counter(_said(rows.get(uid), name) for uid in children) for name in ("sex", "ward"))
    said = Counter(ethnicity.get(uid, "not known") for uid in children)
    others = Counter(pattern for pattern, child in kept if child in homes)
    a_week = len(lately) / WEEKS if len(children) >= SMALLEST else None
    return Preview(
        pattern=made.id, thresholds=asking.values(made), lacking=list(not_live(made, asking)),
        children=_shown(len(children)), households=_shown(len(set(homes.values()))),
        a_week=None if a_week is None else round(a_week, 1), workers=workers,
        each_a_week=round(a_week / workers, 1) if a_week is not None and workers else None,
        by_age=shares(ages), by_sex=shares(sexes), by_ward=shares(wards), by_ethnicity=shares(said),
        overlap=shares(others),
    )  # fmt: skip


def _said(row: Mapping[str, Any] | None, name: str) -> str:
    return str((row or {}).get(name) or "not known")


def _shown(count: int) -> int | None:
    """The number, or None where it is too small; nobody at all may be said."""
    return count if count == 0 or count >= SMALLEST else None


def shares(counts: Mapping[str, int]) -> list[Share]:
    """Groups with small ones left out of sight; where one alone would be, the next smallest is too, for else it could
    be worked out from the whole."""
    hidden = {group for group, count in counts.items() if count < SMALLEST}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((group for group in counts if group not in hidden), key=lambda group: counts[group]))
    return [
        Share(group=group, children=None if group in hidden else count)
        for group, count in sorted(counts.items())
    ]


def _band(age: int | None) -> str:
    bands = ((1, "under 1"), (5, "1 to 4"), (11, "5 to 10"), (16, "11 to 15"))
    if age is None:
        return "unborn or not known"
    return next((name for below, name in bands if age < below), "16 and over")
