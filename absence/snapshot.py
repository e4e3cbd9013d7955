"""The facts on disk, so that a night reads only what changed. A cache: what is not there, or is of another form, is
read from the graph again. It holds what the list is made of and is readable by its owner only."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from absence.facts import Facts

FORM = 3
"""Changed whenever the columns change."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a snapshot stands: the deliveries that it has seen, the area by which it was read, and its day."""

    deliveries: tuple[str, ...]
    area: str
    day: dt.date


def save(folder: Path, facts: Facts, stand: Stand) -> None:
    """Write facts whole: what stood there before stands until the last moment."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    columns: dict[str, Any] = {"home": facts.home}
    for group in ("days", "flags", "bits"):
        columns |= {f"{group}.{name}": column for name, column in getattr(facts, group).items()}
    text = {
        "form": FORM, "uids": facts.uids, "feeds": facts.feeds, "homes": facts.homes, "texts": facts.texts,
        "homes_ever": {uid: sorted(homes) for uid, homes in facts.homes_ever.items()},
        "parents": {uid: sorted(names) for uid, names in facts.parents.items()},
        "deliveries": stand.deliveries, "area": stand.area, "day": stand.day.isoformat(),
    }  # fmt: skip
    for name, write in (("columns.npz", lambda file: np.savez(file, **columns)),
                        ("texts.json", lambda file: file.write(json.dumps(text).encode()))):  # fmt: skip
        part = folder / f"{name}.part"
        with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            write(file)
        part.replace(folder / name)


def load(folder: Path) -> tuple[Facts, Stand] | None:
    """The facts that were saved; None where there are none that can be used."""
    try:
        text = json.loads((folder / "texts.json").read_bytes())
        with np.load(folder / "columns.npz") as stored:
            columns = {name: stored[name] for name in stored.files}
    except (OSError, ValueError, KeyError):
        return None
    if text.get("form") != FORM or len(columns["home"]) != len(text["uids"]):
        return None
    facts = Facts(text["uids"], text["feeds"], text["homes"])
    facts.homes_ever = {uid: set(homes) for uid, homes in text["homes_ever"].items()}
    facts.parents = {uid: set(names) for uid, names in text["parents"].items()}
    for group in ("days", "flags", "bits"):
        own = getattr(facts, group)
        own |= {
            name.partition(".")[2]: column for name, column in columns.items() if name.startswith(f"{group}.")
        }
    facts.texts, facts.home = text["texts"], columns["home"]
    facts.places = {uid: place for place, uid in enumerate(facts.uids)}
    return facts, Stand(tuple(text["deliveries"]), text["area"], dt.date.fromisoformat(text["day"]))
