"""After a night: who waits for a steward, so that the first who opens the desk does not wait for the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from api.store.accounts import Accounts
from kith.after_night import Step
from kith.composition import Kith
from model.scope import Role


def _bring_up_to_now(kith: Kith, _since: dt.date | None, _progress: Callable[[str], None]) -> Sequence[str]:
    """One list for each set of clearances that a steward has; what those cleared for more would see is not told."""
    stewards = [
        each for each in Accounts(kith.store).all() if each.enabled and each.role is Role.DATA_STEWARD
    ]
    for clearances in sorted({each.clearances for each in stewards}, key=sorted):
        replace(kith, account=replace(kith.account, clearances=clearances)).stewardship.counts()
    return ["the list is up to now."]


STEP = Step(20, "who waits for a steward", _bring_up_to_now)
