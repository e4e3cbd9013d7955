"""A small synthetic borough with families of a test among it, loaded as the demonstration loads its own."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from ingest.feeds import feed
from kith.composition import Kith
from kith.loading import Given, load
from kith.synth import generate
from kith.synth.columns import FEEDS
from tests.support.deliveries import Given as Rows

AS_OF = dt.date(2026, 9, 30)


def add_rows(folder: Path, code: str, rows: Rows) -> None:
    """Append rows to the tables of a written delivery, in the columns that it has."""
    for table in feed(code).tables:
        with (folder / f"{table.name}.csv").open("r+", encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
            file.seek(0, 2)
            writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
            writer.writerows(rows.get(table.name, ()))


def build(kith: Kith, children: int, families: Mapping[str, Rows]) -> None:
    """Generate a borough, add the families to its deliveries and load all feeds together."""
    folder = kith.settings.data / "borough"
    generate(folder, children=children, seed=1, as_of=AS_OF)
    for code, rows in families.items():
        add_rows(folder / code, code, rows)
    outcome = load(kith, [Given(code, folder / code) for code in FEEDS], lambda _stage: None)
    assert not outcome.held
    assert not outcome.quarantined, "the families of a test are rows that every feed takes"
