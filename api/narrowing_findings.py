"""Which findings a request asks for, and the query that asks for them again."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.worklist import Narrowing

Word = Annotated[str, Query(max_length=100)]


def _asked(
    pattern: Word = "", assigned: Word = "", since: Word = "", decided: bool = False, held: bool = False,
    protected: bool = False, page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Narrowing:  # fmt: skip
    return Narrowing(pattern, assigned, _day(since), decided, held, protected, page)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


Asked = Annotated[Narrowing, Depends(_asked)]


def query_of(asked: Narrowing, page: int | None = None) -> str:
    """The query of an address that asks the same, for another page where one is given."""
    said = {
        "pattern": asked.pattern, "assigned": asked.assigned, "since": asked.since.isoformat() if asked.since else "",
        "decided": "true" if asked.decided else "", "held": "true" if asked.held else "",
        "protected": "true" if asked.protected else "", "page": str(page) if page and page > 1 else "",
    }  # fmt: skip
    return urlencode({name: value for name, value in said.items() if value})
