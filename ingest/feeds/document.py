"""``docs/feeds.md`` from the declarations: ``python -m ingest.feeds.document`` writes it, ``--check`` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ingest.feeds import all_feeds
from ingest.feeds.declaration import Column, Feed, Owner, Table, Type

PAGE = Path(__file__).resolve().parents[2] / "docs" / "feeds.md"

TYPES: dict[Type, str] = {
    Type.TEXT: "text",
    Type.IDENTIFIER: "identifier, up to 64 characters",
    Type.CODE: "code",
    Type.DATE: "date, YYYY-MM-DD",
    Type.YES_NO: "Y or N",
    Type.UPN: "UPN",
    Type.UPNS: "UPNs parted by semicolons",
    Type.NHS_NUMBER: "NHS number",
    Type.ULN: "ULN",
    Type.POSTCODE: "postcode",
    Type.UPRN: "UPRN",
    Type.URN: "URN, six digits",
    Type.PHONE: "telephone",
    Type.EMAIL: "e-mail address",
    Type.JSON_ADDRESS: "JSON object",
    Type.INTEGER: "whole number",
}

_HEAD = """# Feeds

What each agency sends: the contract of its delivery. This page is generated from the declarations in
`ingest/feeds/` by `python -m ingest.feeds.document`; change those, not this page. A new feed is one new file
in that folder.

## What a delivery is

A folder with one CSV file per table (UTF-8 with or without a byte-order mark, commas, a first line of column
names in any order) and a `manifest.json`:

```json
{"feed": "education", "kind": "full", "extracted": "2026-09-01", "received": "2026-09-02", "rows": {"pupils": 49000}}
```

`kind` is `full` or `changes`. `received` defaults to `extracted`; `rows` may be left out, and is checked
where it is given. A *full* delivery holds every required table, empty ones as their line of column names. A
*changes* delivery holds the tables with new and changed rows, and `deletions.csv` (`table,key,belongs_to`)
names the rows that the agency deleted and the identifier of the record that each belonged to.

`kith ingest PATH` finds out what a folder or file holds, tells, and loads it; `kith feed check PATH` explains
before anything is loaded what would be accepted, put aside and left out, and why.

## A file of your own

A file with other columns is taught by a mapping file in TOML, given with `--mapping` or laid beside the file as
`mapping.toml`. It names the feed and, for each table, the file (`*` stands for anything), which of the file's
columns each column of the feed is, what the file's values mean, and what is always so. Several columns that
together name a row are joined by strokes. `dates` says how dates are written, in the letters of `strptime`; a code
`"*"` is every value that the list does not name; `only` picks rows.

```toml
feed = "education"

[[table]]
file = "pupils_export*.csv"
table = "pupils"
delimiter = ";"
encoding = "cp1252"
dates = "%d %b %y"

[table.columns]
pupil_id = ["School code", "Admission no"]
upn = "UPN"
surname = "Family name"
forename = "Given name"
date_of_birth = "Born"
sex = "Gender"

[table.codes.sex]
Boy = "M"
Girl = "F"

[table.only]
Status = ["On roll", "Guest"]

[[table]]
file = "pupils_export*.csv"
table = "addresses"
delimiter = ";"
encoding = "cp1252"

[table.columns]
address_id = ["School code", "Admission no"]
pupil_id = ["School code", "Admission no"]
paon = "House"
street = "Street"
postcode = "Post code"

[table.fixed]
address_type = "HOME"
```

## What happens to it

* A file that cannot be right (another encoding or delimiter, a workbook, an archive, a missing or swapped
  column, a file cut off) refuses the whole delivery. Every problem is named with file, line and column; no
  value is repeated.
* A row that cannot be right (a value not of its type, a key used twice for different rows, a formula in a
  cell, a row that belongs to nobody) goes back to the agency with its line and reason. The rest of its record
  is taken, and what the record said before stays.
* A doubtful value (a failed check digit, a code that the list lacks, a placeholder) is taken or left out with
  a warning that is counted.
* A row that withholds somebody is never put aside: its bad cells are left out, and where it cannot be read at
  all the whole delivery is refused.

## A new feed

One file in `ingest/feeds/` and one test file. A feed of a library service that tells which children it could not reach:

```python
@@EXAMPLE@@
```

`kith feed check FOLDER --feed libraries` explains what files hold before anything is loaded. A synthetic delivery is
one file in `kith/synth/agencies/`.

## The feeds

In the tables below `key` marks the column that names the row, `needed` one that every row must fill,
`extension` one that the file may leave out, and `made` one that no file holds: it is made of others or looked
up. `locates` marks what says where somebody is and is withheld with their location.
"""


EXAMPLE = """\
from ingest.feeds._agency import IDENTIFIER, Said, Voice, people_table, some, status_of
from ingest.feeds._rows import day, each
from ingest.feeds.declaration import Column, Feed, Owner, Table, Type
from model.codes import InvolvementKind, ServiceKind

VISITS = Table(
    "visits",
    (
        Column("visit_id", IDENTIFIER, key=True),
        Column("person_id", IDENTIFIER, required=True),
        Column("start_date", Type.DATE),
        Column("end_date", Type.DATE),
    ),
    owners=(Owner("person", "person_id"),),
)


def said(voice, identifier, rows):
    found = []
    for case, row in each(rows, "visits"):
        since, ended = day(row, "start_date"), day(row, "end_date")
        kind, status = InvolvementKind.CONTACT, status_of(ended)
        found += some(voice.involved("outreach", kind, status, from_=since, to=ended, case=case))
    return Said(found)


VOICE = Voice("libraries", ServiceKind.OTHER, said, {"outreach": "Library outreach"})
FEED = Feed(
    code="libraries",
    agency_code="libraries",
    agency_name="Libraries",
    cadence_days=31,
    lawful_basis="Public task, UK GDPR Art. 6(1)(e).",
    tables=(people_table("Children visited."), VISITS),
    observe=VOICE.observe,
    constant_records=VOICE.constant_records,
)
"""
"""The worked example: a test writes it to a file and loads a delivery of it."""


def feeds_markdown() -> str:
    """The whole page."""
    return _HEAD.replace("@@EXAMPLE@@\n", EXAMPLE) + "".join(
        line + "\n" for feed in all_feeds().values() for line in _feed(feed)
    )


def _feed(feed: Feed) -> Iterator[str]:
    yield from ("", f"## {feed.agency_name}: `{feed.code}`", "")
    if feed.doc:
        yield from (feed.doc, "")
    yield f"* Comes every {feed.cadence_days} days; a latest delivery older than that makes the feed old."
    yield f"* Lawful basis: {feed.lawful_basis}"
    if feed.documents:
        yield f"* Published as {', '.join(document.name for document in feed.documents)}."
    if feed.usual_kind:
        yield f"* Without a manifest a delivery is taken as {feed.usual_kind}."
    if feed.expects:
        yield f"* Should hold every child here aged {feed.expects[0]} to {feed.expects[1]}."
    if feed.constant_records:
        names = ", ".join(f"`{key}`" for key in feed.constant_records)
        yield f"* Every delivery brings {names} besides what its files hold."
    for table in feed.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"### `{table.name}`", "")
    notes = [table.doc] if table.doc else []
    if table.files:
        notes.append(f"Published as {', '.join(f'`{name}`' for name in table.files)}.")
    if table.drawn_from:
        notes.append(
            f"Where no file holds it, drawn from {', '.join(f'`{name}`' for name in table.drawn_from)}."
        )
    if not table.required:
        notes.append("A full delivery may leave this table out; what it said before then stays.")
    if table.never_empty:
        notes.append("It may not be empty in a full delivery.")
    notes.append(f"A row belongs to {' and to '.join(_owner(owner) for owner in table.owners)}.")
    yield from (" ".join(notes), "", "| column | type | | |", "|---|---|---|---|")
    for column in table.columns:
        yield f"| `{column.name}` | {TYPES[column.type]} | {_marks(column)} | {_meaning(column)} |"


def _owner(owner: Owner) -> str:
    name = f"`{owner.prefix}{{{owner.column}}}`"
    conditions = [f" where `{owner.when}` is given"] if owner.when else []
    conditions += [f" where `{owner.unless}` is empty"] if owner.unless else []
    if not owner.founds:
        conditions.append(", which the delivery must hold")
    return f"the {owner.kind} {name}{''.join(conditions)}"


def _marks(column: Column) -> str:
    marks = {
        "key": column.key,
        "needed": column.required,
        "extension": column.extension,
        "locates": column.located,
        "sealed": column.sealed,
        "made": column.computed,
    }
    return ", ".join(name for name, holds in marks.items() if holds)


def _meaning(column: Column) -> str:
    codes = "; ".join(f"`{code}` {meaning}" for code, meaning in column.codes.items())
    made = (
        f"{', '.join(f'`{name}`' for name in column.made_of)}, parted by strokes." if column.made_of else ""
    )
    if column.via is not None:
        via = column.via
        made = f"`{via.gives}` of the row of `{via.table}` whose `{via.matching}` is our `{via.column}`."
    aliases = (
        "Published as " + ", ".join(f"`{name}`" for name in column.aliases) + "." if column.aliases else ""
    )
    return " ".join(part for part in (column.doc, made, aliases, codes) if part)


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` say whether it is what the declarations say. Returns the exit code."""
    page = feeds_markdown()
    if "--check" in arguments:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
            return 0
        sys.stderr.write(
            "docs/feeds.md is not what the feeds declare. Run python -m ingest.feeds.document.\n"
        )
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
