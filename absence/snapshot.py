"""The facts and the list on disk, so that a night reads and explains only what changed. A cache: what is not there, or
was made by another version of the analysis, is made again. It holds what the list is made of and is readable by its
owner only."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from absence.columns import Pairs, Vocabulary, Words
from absence.facts import PAIRS, Facts
from model.absence import Line

_LINES = TypeAdapter(list[Line])
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a snapshot stands: the last entry of the journal that it has seen (:mod:`graph.changes`), where the ledger
    stood, by what it was read besides the graph, and its day."""

    change: str
    position: tuple[int, ...]
    read_by: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Told:
    """The lines of the last list with what each rests on (:func:`absence.analysis.grounds`). ``by`` is what they all
    rest on: the table, the state of the feeds."""

    by: str = ""
    lines: Mapping[str, Line] = field(default_factory=dict)
    grounds: Mapping[str, int] = field(default_factory=dict)


@cache
def made_by() -> str:
    """The version of the analysis: a hash of its source, so that another version reads and explains all again."""
    files = [*Path(__file__).parent.glob("*.py"), Path(__file__).parent.parent / "model" / "absence.py"]
    said = b"".join(file.read_bytes() for file in sorted(files))
    return hashlib.blake2b(said, digest_size=16).hexdigest()


def save(folder: Path, facts: Facts, stand: Stand, told: Told | None = None) -> None:
    """Write facts and list whole: what stood there before stands until the last moment."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = told or Told()
    texts = {name: words.compacted() for name, words in facts.texts.items()}
    columns: dict[str, NDArray[Any]] = {"home": facts.home}
    for group in ("days", "flags", "bits", "crowds"):
        columns |= {f"{group}.{name}": column for name, column in getattr(facts, group).items()}
    for name in PAIRS:
        pairs: Pairs = getattr(facts, name)
        columns |= {f"pairs.{name}": np.stack([pairs.places, pairs.numbers])}
    columns |= {f"texts.{name}": words.codes for name, words in texts.items()}
    mark = secrets.randbits(62)
    columns["mark"] = np.array(mark)
    columns["grounds"] = np.fromiter(told.grounds.values(), np.uint64, len(told.grounds))
    text = {
        "form": made_by(), "uids": facts.uids, "feeds": facts.feeds, "homes": facts.homes.words,
        "carers": facts.carers.words, "texts": {name: words.vocabulary.words for name, words in texts.items()},
        "change": stand.change, "position": stand.position, "read_by": stand.read_by, "day": stand.day.isoformat(),
        "by": told.by, "listed": list(told.grounds), "mark": mark,
    }  # fmt: skip
    lines = [told.lines[uid] for uid in told.grounds]
    for name, write in (("columns.npz", lambda file: np.savez(file, allow_pickle=False, **columns)),
                        ("lines.json", lambda file: file.write(_LINES.dump_json(lines))),
                        ("texts.json", lambda file: file.write(to_json(text)))):  # fmt: skip
        part = folder / f"{name}.part"
        with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            write(file)
        part.replace(folder / name)


def load(folder: Path) -> tuple[Facts, Stand, Told] | None:
    """What was saved; None where there is nothing that can be used."""
    try:
        text = from_json((folder / "texts.json").read_bytes())
        if text["form"] != made_by():
            return None
        with np.load(folder / "columns.npz", allow_pickle=False) as stored:
            columns = {name: stored[name] for name in stored.files}
        if int(columns["mark"]) != text["mark"]:
            return None  # of two nights: a writing was cut short
        lines = _LINES.validate_json((folder / "lines.json").read_bytes())
        facts = _facts(text, columns)
        grounds = dict(zip(text["listed"], columns["grounds"].tolist(), strict=True))
        told = Told(text["by"], dict(zip(text["listed"], lines, strict=True)), grounds)
        day = dt.date.fromisoformat(text["day"])
        stand = Stand(text["change"], tuple(text["position"]), text["read_by"], day)
        return facts, stand, told
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None


def _facts(text: Mapping[str, Any], columns: Mapping[str, NDArray[Any]]) -> Facts:
    facts = Facts(text["uids"], text["feeds"], Vocabulary(text["homes"]), Vocabulary(text["carers"]))
    for group in ("days", "flags", "bits", "crowds"):
        getattr(facts, group).update(_of_group(columns, group))
    for name, both in _of_group(columns, "pairs").items():
        setattr(facts, name, Pairs(both[0], both[1]))
    codes = _of_group(columns, "texts")
    facts.texts = {name: Words(0, words, codes[name]) for name, words in text["texts"].items()}
    facts.home = columns["home"]
    facts.places = {uid: place for place, uid in enumerate(facts.uids)}
    if any(len(column) != len(facts) for column in (facts.home, *facts.days.values(), *codes.values())):
        raise ValueError("columns of different lengths")
    return facts


def _of_group(columns: Mapping[str, T], group: str) -> dict[str, T]:
    return {name.partition(".")[2]: each for name, each in columns.items() if name.startswith(f"{group}.")}
