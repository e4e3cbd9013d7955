"""After a night: the list of children whom expected services do not know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from kith.absences import enter_night, few
from kith.after_night import Step
from kith.composition import Kith, utc_now
from model.absence import CAUSE_WORDS


def _enter(kith: Kith, _since: dt.date | None, progress: Callable[[str], None]) -> Sequence[str]:
    """The list goes in once a day: what a second night of one day brings is on the next one."""
    entered = enter_night(kith, utc_now().date(), progress)
    if isinstance(entered, str):
        return [entered]
    from api.store.absence import off_words

    return [
        f"Children on the list: {few(entered.lines)}. Came on: {few(entered.on)}. Went off: {few(entered.off)}.",
        *(f"{off_words(why)}: {few(number)} went off." for why, number in sorted(entered.moved.off.items())),
        *(
            f"{CAUSE_WORDS[cause]}: {few(number)} came on."
            for cause, number in sorted(entered.moved.on.items())
        ),
    ]


STEP = Step(60, "children whom services do not know", _enter)
