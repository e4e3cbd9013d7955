"""``kith missing``: children whom services that are expected to know them do not, with the causes."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from absence.expectations import Expectations
from absence.expectations import load as load_expectations
from absence.publishing import in_full, pseudonym, published
from api.store.absence import AbsenceBook, off_words
from api.store.expectations import ExpectationBook, VersionUsedError
from kith.absences import compared, enter_night, few, survey
from kith.composition import Kith, opened, utc_now
from kith.console import out, print_json, print_table
from kith.refusals import RefusedError
from model.absence import (
    CATEGORY_WORDS,
    CAUSE_WORDS,
    NOT_YET,
    STANDING_WORDS,
    WITHHELD,
    Band,
    Category,
    Cause,
    Findings,
    Line,
    Narrowed,
)
from model.scope import Role

app = typer.Typer(
    help="Children whom expected services do not know, and why that may be.", no_args_is_help=True
)
ANALYSTS = (Role.ANALYST, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD)

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
AsAt = Annotated[
    dt.datetime | None, typer.Option("--as-at", formats=["%Y-%m-%d"], help="The day; today unless given.")
]
Afresh = Annotated[bool, typer.Option("--afresh", help="Read everything again, not only what changed.")]
Work = Annotated[
    str,
    typer.Option(help="The piece of work: children have one pseudonym within it, and another in any other."),
]


@app.command("list")
def list_lines(
    work: Work,
    category: Annotated[Category | None, typer.Option(help="Only one category.")] = None,
    cause: Annotated[Cause | None, typer.Option(help="Only one first explanation.")] = None,
    age: Annotated[Band | None, typer.Option(help="Only one age.")] = None,
    area: Annotated[str | None, typer.Option(help="Only one ward.")] = None,
    as_at: AsAt = None,
    afresh: Afresh = False,
    limit: Annotated[int, typer.Option(min=1, help="How many lines the table shows.")] = 50,
    to_csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every line to a CSV file instead, as it was released.")
    ] = None,
    json: Json = False,
) -> None:
    """The list under pseudonyms: who should know each child, who does, what explains it and what would settle it.
    A safeguarding lead sees it in full, everybody else, and every file, has it as it was released last."""
    if not work.strip():
        raise RefusedError(
            "--work: name the piece of work, such as --work 'autumn check'. Pseudonyms hold within it."
        )
    asked = Narrowed(category=category, cause=cause, band=age, area=area)
    with opened(command="missing list", roles=ANALYSTS) as kith:
        name = partial(pseudonym, kith.store.keys.derived("absence pseudonyms"), work.strip())
        if kith.account.role is Role.SAFEGUARDING_LEAD and to_csv is None:
            day = as_at.date() if as_at else utc_now().date()
            found = survey(kith).findings(day, since=AbsenceBook(kith.store).since(), afresh=afresh)
            head, lines = _head(found), in_full(_open(kith, found.lines), name)
        else:
            head, lines = _released(kith, as_at, name)
        lines = [line for line in lines if asked.holds(line)]
        kith.record("missing list", work=work.strip(), lines=len(lines), expectations=head.expectations)
    if json:
        print_json({**head.as_json, "lines": [_as_json(line) for line in lines]})
    elif to_csv is not None:
        _write(to_csv, lines)
    else:
        _print(head, lines, limit)


@app.command()
def night(as_at: AsAt = None, json: Json = False) -> None:
    """Enter the list of a night: who came on it, who went off and why. `kith night` does it after its deliveries."""
    with opened(command="missing night", roles=(Role.ADMINISTRATOR,)) as kith:
        day = as_at.date() if as_at else utc_now().date()
        if day > utc_now().date():
            raise RefusedError(
                f"--as-at: {day} has not come yet. Nights before it could not be entered any more."
            )
        entered = enter_night(kith, day, lambda _text: None)
    if isinstance(entered, str):
        raise RefusedError(f"Nothing was entered. {entered}")
    if json:
        counts = {"on": entered.on, "off": entered.off, "lines": entered.lines}
        print_json({"night": day, **{name: few(number) for name, number in counts.items()}})
        return
    moved = entered.moved
    print_table(
        f"The night of {day}. Children on the list: {few(entered.lines)}",
        ["", "why", "children"],
        [
            *(("came on", CAUSE_WORDS[cause], few(number)) for cause, number in sorted(moved.on.items())),
            *(("went off", off_words(why), few(number)) for why, number in sorted(moved.off.items())),
        ],
    )


@app.command()
def nights(
    limit: Annotated[int, typer.Option(min=1, help="How many nights the table shows.")] = 14,
    json: Json = False,
) -> None:
    """Who came on the list on each night and who went off it, by why: for those who may learn names, since a difference
    of two nights may be of one child."""
    with opened(command="missing nights", roles=(Role.SAFEGUARDING_LEAD,)) as kith:
        moves = AbsenceBook(kith.store).moves(limit)
        kith.record("missing nights", nights=len(moves))
    if json:
        print_json([{"night": day, "on": moved.on, "off": moved.off} for day, moved in moves])
        return
    rows = [
        (day, what, why, number)
        for day, moved in moves
        for what, some in (
            ("came on", {CAUSE_WORDS[cause]: number for cause, number in moved.on.items()}),
            ("went off", moved.off),
        )
        for why, number in sorted(some.items())
    ]
    print_table("Who came on the list and who went off it", ["night", "", "why", "children"], rows)


@app.command()
def ghosts(json: Json = False) -> None:
    """Who is on lists and not counted (left out) or counted under a flag, by cause: as published of the last night."""
    with opened(command="missing ghosts", roles=ANALYSTS) as kith:
        found = AbsenceBook(kith.store).last_night()
        kith.record("missing ghosts")
    if found is None:
        raise RefusedError(NOT_YET)
    table = next(each for each in found.tables if each.name == "ghosts")
    rows = [
        (cause, *("suppressed" if number is None else number for number in cells))
        for cause, cells in zip(table.rows, table.cells, strict=True)
    ]
    if json:
        print_json([dict(zip(("cause", *table.columns), row, strict=True)) for row in rows])
    else:
        print_table(f"{table.title}, {found.day}", ["cause", *table.columns], rows)


@app.command()
def expectations(
    file: Annotated[
        Path | None, typer.Argument(help="A table to check; the one in use unless given.")
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Say what the list would be by the file.")
    ] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Make the next list by the file, for the reason that it gives.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Every version, who put it in use and why.")
    ] = False,
    as_at: AsAt = None,
    json: Json = False,
) -> None:
    """The table of expectations in use, its versions, or whether a file would do as one and what it would change."""
    if file is None and (compare or adopt):
        raise RefusedError("--compare and --adopt take the file of a table.")
    table = load_expectations(file) if file is not None else None
    if table is not None and (compare or adopt):
        _changed(table, as_at, compare=compare, adopt=adopt, json=json)
        return
    if history:
        _versions(json=json)
        return
    if table is None:
        with opened(command="missing expectations", roles=ANALYSTS) as kith:
            table = kith.expected
    if json:
        print_json(table.model_dump(mode="json"))
        return
    rows = [
        (rule.label, rule.who, rule.grace_days, ", ".join(rule.feeds), rule.basis) for rule in table.rules
    ]
    title = f"Expectations {table.version} ({table.changed_by}): {table.reason}"
    print_table(title, ["service", "who", "days of grace", "feeds", "basis"], rows)


def _changed(
    table: Expectations, as_at: dt.datetime | None, *, compare: bool, adopt: bool, json: bool
) -> None:
    """Say what another table would do to the list of a day, and adopt it."""
    with opened(command="missing expectations", roles=(Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD)) as kith:
        if adopt and kith.settings.expected is not None:
            raise RefusedError("KITH_EXPECTATIONS names the table in use: take it away, or change that file.")
        day = as_at.date() if as_at else utc_now().date()
        effect = compared(kith, table, day) if compare else None
        if adopt:
            try:
                ExpectationBook(kith.store).keep(table, kith.account.username, adopt=True)
            except VersionUsedError as error:
                raise RefusedError(str(error)) from None
        kith.record(
            "missing expectations",
            version=table.version,
            reason=table.reason,
            changed_by=table.changed_by,
            adopted=adopt,
        )
    rows = [
        (what, service.replace("_", " "), age, few(number))
        for what, some in (("come on", effect.on), ("go off", effect.off))
        for (service, age), number in sorted(some.items())
    ] if effect else []  # fmt: skip
    if json:
        told = [dict(zip(("children", "lacking", "age", "number"), row, strict=True)) for row in rows]
        print_json({"version": table.version, "adopted": adopt, "changes": told})
        return
    if effect:
        title = f"By {table.version} the list would hold: {few(effect.lines)}. Of those who would"
        print_table(title, ["", "lacking", "age", "children"], rows)
    if adopt:
        out.print(f"Lists are made by {table.version} from the next night on: {table.reason}")


def _versions(*, json: bool) -> None:
    with opened(command="missing expectations", roles=ANALYSTS) as kith:
        versions = ExpectationBook(kith.store).versions()
    rows = [
        (each.table.version, each.at.date(), each.by, each.table.changed_by, each.table.reason,
         "adopted" if each.adopted else "")
        for each in versions
    ]  # fmt: skip
    columns = ["version", "in use since", "entered by", "changed by", "why", ""]
    if json:
        print_json([dict(zip([*columns[:-1], "adopted"], row, strict=True)) for row in rows])
    else:
        print_table("Versions of the table of expectations", columns, rows)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above a list: by which table it was made, and what was not asked."""

    expectations: str
    sentences: list[str]
    as_json: dict[str, object]


def _head(found: Findings) -> _Head:
    tally = found.tally
    asked = [
        f"Not asked: {each.service.replace('_', ' ')} of {few(each.children)} children, "
        f"because {CAUSE_WORDS[each.why]}."
        for each in found.suspended
    ]
    judged = (
        f"{few(tally.judged)} of {tally.children:,} children were judged by the table {found.expectations}."
    )
    as_json: dict[str, object] = {
        "as_at": found.as_at,
        "expectations": found.expectations,
        "tally": {name: few(number) for name, number in tally.model_dump().items()},
        "suspended": [
            {**each.model_dump(mode="json"), "children": few(each.children)} for each in found.suspended
        ],
    }
    return _Head(found.expectations, [judged, *asked], as_json)


def _open(kith: Kith, lines: Iterable[Line]) -> list[Line]:
    """Lines of children who may be shown now: not handed over, and their whereabouts not withheld."""
    from absence import reading

    gone, placed = AbsenceBook(kith.store).handed_over(), reading.children(kith.graph)
    return [line for line in lines if placed.get(line.child) and line.child not in gone]


def _released(kith: Kith, as_at: dt.datetime | None, name: Callable[[str], str]) -> tuple[_Head, list[Line]]:
    """The list as analysts see it: as it was released last. Raises RefusedError for another day, whose difference to it
    could tell of a single child."""
    book = AbsenceBook(kith.store)
    day = book.cohort_day()
    night = book.last_night(day) if day is not None else None
    if day is None or night is None:
        raise RefusedError(NOT_YET)
    if as_at is not None and as_at.date() != day:
        raise RefusedError(f"The list was released last on {day}, and no other day is. Leave out --as-at.")
    lines, places = book.cohort(day)
    as_json: dict[str, object] = {
        "as_at": day,
        "expectations": night.expectations,
        "notes": list(night.notes),
    }
    head = _Head(night.expectations, [f"As released on {day}.", *night.notes], as_json)
    return head, published(_open(kith, lines), name, places)


def _as_json(line: Line) -> dict[str, object]:
    return {
        **line.model_dump(mode="json"),
        "explanations": [
            {**each.model_dump(mode="json"), "settles": each.settles} for each in line.explanations
        ],
    }


COLUMNS = ("child", "categories", "age", "area", "held_by", "lacking", "known_to", "explanation", "how_sure",
           "evidence", "settles", "candidates", "on_the_list_since", "gap_school_days")  # fmt: skip


def _row(line: Line) -> tuple[object, ...]:
    first = line.explanations[0]
    return (
        line.child, " ".join(line.categories) or WITHHELD, line.age, line.area, " ".join(line.seen_by),
        " ".join(line.expected), " ".join(line.known_to), first.cause.value, STANDING_WORDS[first.standing],
        first.evidence, first.settles, " ".join(first.candidates), line.since, line.gap_school_days,
    )  # fmt: skip


def _write(path: Path, lines: Sequence[Line]) -> None:
    target = sys.stdout if str(path) == "-" else path.open("w", newline="", encoding="utf-8")
    try:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        writer.writerows(_row(line) for line in lines)
    finally:
        if target is not sys.stdout:
            target.close()


def _print(head: _Head, lines: Sequence[Line], limit: int) -> None:
    for sentence in head.sentences:
        out.print(sentence)
    counted = Counter(category for line in lines for category in line.categories)
    print_table("By category", ["category", "children"],
                [(CATEGORY_WORDS[each], few(counted[each])) for each in Category if counted[each]])  # fmt: skip
    rows = [
        (line.child, "; ".join(CATEGORY_WORDS[each] for each in line.categories) or WITHHELD, line.age, line.area,
         ", ".join(line.expected), CAUSE_WORDS[line.cause], STANDING_WORDS[line.explanations[0].standing])
        for line in lines[:limit]
    ]  # fmt: skip
    print_table(
        f"{few(len(lines))} children",
        ["child", "why listed", "age", "area", "lacking", "explanation", "how sure"],
        rows,
    )
