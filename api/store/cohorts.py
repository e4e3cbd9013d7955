"""The list as analysts see it: which nights were released, and who is shown how in each."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, Row, insert, select, update

from absence.publishing import NOTHING, RELEASED_AFTER, joining, leaving
from api.store.tables import absence_nights, absence_shown, absence_spells
from model.absence import Cause, Line


def cohort_days(connection: Connection) -> list[dt.date]:
    """The nights that were released: the first, and then each that came long enough after the last."""
    found: list[dt.date] = []
    for text in connection.execute(select(absence_nights.c.day).order_by(absence_nights.c.day)).scalars():
        day = dt.date.fromisoformat(text)
        if not found or day - found[-1] >= RELEASED_AFTER:
            found.append(day)
    return found


def release(connection: Connection, day: str) -> None:
    """Renew the cohort: groups leave of whom enough are no longer on the list, and newcomers join together. Of whom
    nothing is shown yet joins anew; who is still shown as he was waits until that group has gone."""
    asked = select(
        absence_shown, absence_spells.c.uid, absence_spells.c.cause, absence_spells.c.to_day.label("ended")
    )
    rows = connection.execute(
        asked.join(absence_spells, absence_shown.c.spell == absence_spells.c.id).where(
            absence_shown.c.to_day.is_(None)
        )
    ).all()
    groups: dict[str, list[Row[tuple[str, ...]]]] = {}
    for row in rows:
        groups.setdefault(row.batch, []).append(row)
    stays: set[str] = set()
    for members in groups.values():
        uid_of = {str(row.spell): row.uid for row in members}
        gone = {str(row.spell) for row in members if row.ended is not None or row.level == NOTHING}
        causes = {str(row.spell): Cause(row.cause) for row in members}
        left = leaving(causes, gone, members[0].level)
        for spell in left:
            ended = update(absence_shown).where(
                absence_shown.c.spell == int(spell), absence_shown.c.to_day.is_(None)
            )
            connection.execute(ended.values(to_day=day))
        stays |= {uid for spell, uid in uid_of.items() if spell not in left}
    open_ = connection.execute(select(absence_spells).where(absence_spells.c.to_day.is_(None))).all()
    coming = {str(row.id): Line.model_validate_json(row.line) for row in open_ if row.uid not in stays}
    shown: list[dict[str, object]] = [
        {"spell": int(spell), "from_day": day, "to_day": None, "batch": placed.group, "level": placed.level,
         "told": placed.told}
        for spell, placed in joining(coming, day).items()
    ]  # fmt: skip
    if shown:
        connection.execute(insert(absence_shown), shown)
