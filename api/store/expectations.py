"""Every version of the table of expectations by which a list was made, or that was adopted for the next one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from absence.expectations import Expectations
from api.store.clock import moment, now, stamp
from api.store.database import Store
from api.store.tables import absence_expectations


class VersionUsedError(ValueError):
    """A version was used for another table before: lists would say the same of what was made otherwise."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when it was first put in use, and by whom."""

    table: Expectations
    at: dt.datetime
    by: str
    adopted: bool
    """Whether lists are made by it, unless a setting names another."""


class ExpectationBook:
    """The versions of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def versions(self) -> list[Version]:
        """All of them, the one put in use last first."""
        asked = select(absence_expectations).order_by(
            absence_expectations.c.at.desc(), absence_expectations.c.adopted.desc()
        )
        with self._store.reading() as connection:
            return [
                Version(Expectations.model_validate_json(row.said), moment(row.at), row.username, row.adopted)
                for row in connection.execute(asked)
            ]

    def adopted(self) -> Expectations | None:
        """The table that was adopted last; None before the first."""
        return next((each.table for each in self.versions() if each.adopted), None)

    def version(self, name: str) -> Version | None:
        """One version."""
        return next((each for each in self.versions() if each.table.version == name), None)

    def keep(self, table: Expectations, by: str, *, adopt: bool = False) -> None:
        """Keep a table under its version, and adopt it. Raises :class:`VersionUsedError`."""
        kept = self.version(table.version)
        if kept is not None and kept.table != table:
            raise VersionUsedError(
                f"version: {table.version} was used for another table by {kept.by}. Give what was changed a new "
                "version and a reason."
            )
        own = absence_expectations.c.version == table.version
        with self._store.writing() as connection:
            if adopt:
                connection.execute(update(absence_expectations).values(adopted=False))
            if kept is None:
                row = {"version": table.version, "at": stamp(now()), "username": by, "adopted": adopt,
                       "said": table.model_dump_json()}  # fmt: skip
                connection.execute(insert(absence_expectations).values(row))
            elif adopt:
                connection.execute(
                    update(absence_expectations).where(own).values(adopted=True, at=stamp(now()), username=by)
                )
