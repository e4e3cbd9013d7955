"""Of several answers about one subject in one delivery, the one that holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.feeds.declaration import Answer, Opened, Sheet

OLDER = "an older answer about somebody of whom a newer one lies here; not read"
OPEN_BESIDE = "an answer about somebody whom another answer, no older by its version, withholds; not read"
AGREED = (
    "answers of one version that withhold somebody and differ; only what they agree on was taken. Ask for the person "
    "again, and deliver that answer"
)
_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class _Given(NamedTuple):
    opened: Opened
    number: int
    answer: Answer


def take_newest(opened: Sequence[Opened]) -> list[Counter[str]]:
    """Leave of several answers about one subject the newest: of the highest version of the sender where every answer
    gives one, else of the latest retrieval. Of one version an answer that withholds goes before one that does not,
    whenever each was retrieved, because a restriction is lifted by a new version only.

    Answers that are equally new and differ stay: their rows share a key and go back to their owner. Where they withhold
    somebody, what they agree on is taken instead, so that the restriction is not lost. Returns notes, one for each
    document.
    """
    notes: dict[int, Counter[str]] = {id(each): Counter() for each in opened}
    of_subject: defaultdict[str, list[_Given]] = defaultdict(list)
    for each in opened:
        for number, answer in each.answers.items():
            of_subject[answer.subject].append(_Given(each, number, answer))
    gone: defaultdict[int, set[int]] = defaultdict(set)
    rows = _Rows()
    for given in of_subject.values():
        best, others, versioned = _parted(given)
        for one in others:
            gone[id(one.opened)].add(one.number)
            withheld = best[0].answer.withholds and not one.answer.withholds
            older = versioned and one.answer.version != best[0].answer.version
            notes[id(one.opened)][OPEN_BESIDE if withheld and not older else OLDER] += 1
        if len(best) > 1 and best[0].answer.withholds and _agree(best, rows):
            for one in best:
                notes[id(one.opened)][AGREED] += 1
    for each in opened:
        for sheet in each.sheets if gone[id(each)] else ():
            sheet.rows[:] = [row for row in sheet.rows if row[0] not in gone[id(each)]]
    return [notes[id(each)] for each in opened]


def _parted(given: list[_Given]) -> tuple[list[_Given], list[_Given], bool]:
    """The newest, the others, and whether versions count."""
    versioned = all(each.answer.version is not None for each in given)

    def rank(each: _Given) -> tuple[int, bool, dt.datetime]:
        version = each.answer.version if versioned else None
        return version or 0, each.answer.withholds, each.answer.retrieved or _EVER

    highest = max(map(rank, given))
    best = [each for each in given if rank(each) == highest]
    return best, [each for each in given if rank(each) != highest], versioned


class _Rows:
    """The row of each answer that says who its subject is, by table: of tables in which it has one."""

    def __init__(self) -> None:
        self._of: dict[int, dict[int, list[list[str]]]] = {}

    def of(self, given: _Given) -> Iterator[tuple[str, list[str]]]:
        for sheet in filter(_is_of_subjects, given.opened.sheets):
            if id(sheet) not in self._of:
                found = self._of[id(sheet)] = {}
                for number, cells in sheet.rows:
                    found.setdefault(number, []).append(cells)
            own = self._of[id(sheet)].get(given.number, [])
            if len(own) == 1:
                yield sheet.table, own[0]


def _agree(best: Iterable[_Given], rows: _Rows) -> bool:
    """Leave out what equally new answers differ in; whether they do."""
    own: defaultdict[str, list[list[str]]] = defaultdict(list)
    for each in best:
        for table, cells in rows.of(each):
            own[table].append(cells)
    found = False
    for of_table in own.values():
        for place, said in enumerate(zip(*of_table, strict=True)):
            if len(set(said)) > 1:
                found = True
                for cells in of_table:
                    cells[place] = ""
    return found


def _is_of_subjects(sheet: Sheet) -> bool:
    return sheet.subject is not None and sheet.names[0] == sheet.subject
