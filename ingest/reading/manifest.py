"""The manifest of a delivery: which feed, full or changes, and when it was taken and received."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.feeds.declaration import Feed, Kind
from ingest.reading.problems import DeliveryRefused, Problem

LARGEST = 1 << 20


class Manifest(BaseModel):
    """``rows``: number of data rows by table, which the reader then checks; optional."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feed: str
    kind: Kind
    extracted: dt.date
    received: dt.date
    rows: dict[str, int] = Field(default_factory=dict)


def read_manifest(
    file: Path | None,
    feed: Feed,
    *,
    kind: Kind | None = None,
    extracted: dt.date | None = None,
    received: dt.date | None = None,
) -> Manifest:
    """The manifest in the file, with what was said by hand laid over it. Raises DeliveryRefused."""
    name = file.name if file is not None else None
    said = _content(file) if file is not None else {"feed": feed.code}
    by_hand = {"kind": kind, "extracted": extracted, "received": received}
    said = {**said, **{key: value for key, value in by_hand.items() if value is not None}}
    if said.get("received") is None and "extracted" in said:
        said["received"] = said["extracted"]
    if file is None and ("kind" not in said or "extracted" not in said):
        raise DeliveryRefused([_unsaid(feed, said)])
    try:
        manifest = Manifest.model_validate(said)
    except ValidationError as error:
        raise DeliveryRefused(
            [_in_words(each["loc"], each["type"], name) for each in error.errors()]
        ) from None
    if manifest.feed != feed.code:
        what = "The manifest names another feed."
        raise DeliveryRefused([Problem(what, f"This was read as {feed.code}.", name)])
    if manifest.received < manifest.extracted:
        what = "The delivery was received before it was taken."
        raise DeliveryRefused([Problem(what, "Correct one of the two dates.", name)])
    return manifest


def _unsaid(feed: Feed, said: Mapping[str, object]) -> Problem:
    """What neither a manifest, nor the files, nor the caller says, and how to say it."""
    lacking = {
        "kind": ("whether it is full or changes", "--kind full or --kind changes"),
        "extracted": ("on which day it was extracted", "--extracted 2026-09-30"),
    }
    found = [lacking[name] for name in lacking if name not in said]
    what = f"Nothing says of this delivery of {feed.code} {' and '.join(what for what, _ in found)}."
    options = " and ".join(option for _, option in found)
    return Problem(what, f"Say it with {options}, or lay a manifest.json beside the files.")


def _content(file: Path) -> dict[str, object]:
    try:
        found = _parse(file)
    except (OSError, ValueError, RecursionError):
        raise DeliveryRefused(
            [Problem("The manifest is not readable JSON.", "Write it again.", file.name)]
        ) from None
    if not isinstance(found, dict):
        raise DeliveryRefused([Problem("The manifest is not a JSON object.", "Write it again.", file.name)])
    return found


def _parse(file: Path) -> object:
    with file.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError("too large")
    return json.loads(data.decode("utf-8-sig"))


_EXPECTED = {
    "feed": "the code of the feed",
    "kind": "full or changes",
    "extracted": "a date written YYYY-MM-DD",
    "received": "a date written YYYY-MM-DD",
    "rows": "a number of rows for each table",
}


def _in_words(location: tuple[int | str, ...], kind: str, name: str | None) -> Problem:
    entry = str(location[0]) if location else ""
    if kind == "extra_forbidden":
        return Problem(
            "The manifest has an entry that is not known.", f"Known are {', '.join(_EXPECTED)}.", name
        )
    if kind == "missing":
        return Problem(f"The manifest lacks '{entry}'.", f"It is {_EXPECTED.get(entry, 'needed')}.", name)
    return Problem(
        f"The manifest's '{entry}' cannot be read.", f"It is {_EXPECTED.get(entry, 'needed')}.", name
    )
