"""The library of statements: each one file under ``queries/cypher``, with a header that declares what goes in and out.

A header is the comment lines at the top of the file::

    // question: one plain sentence
    // parameters: uid string, as_at date
    // columns: uid string, name string?, sources list

``?`` marks what may be null. A fourth key, ``unguarded``, gives the reason why a statement may leave the reader's
clearances out; without it, every node and edge that is matched must test ``x.guard IN $clear``. The parameters of a
scope are known to every statement and are not declared.

Statements outside the folders of :data:`READING` are Kith's own work (the ledger, the projection): they answer no
reader, take no scope, and leave out a key that has nothing to say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from queries import checks

FOLDER = Path(__file__).parent / "cypher"
READING = frozenset({"pages", "patterns", "missing", "matching", "quality"})
"""Folders of the statements that answer a reader."""
SCOPE_PARAMETERS = frozenset(
    {
        "clear",
        "sees_categories",
        "sees_other_adults",
        "sees_sensitive",
        "own_services",
        "sees_health",
        "event_kinds",
    }
)
TYPES: dict[str, tuple[type[Any], ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (float, int),
    "boolean": (bool,),
    "date": (dt.date,),
    "datetime": (dt.datetime,),
    "list": (list, tuple, set, frozenset),
    "map": (dict,),
}

_KEYS = ("question", "parameters", "columns", "unguarded")
OF_PATTERNS = (
    "name", "why", "source", "thresholds", "feeds", "guards", "unguarded_cases", "wrong", "protective", "sentence",
    "identity", "owner", "version", "review", "switched",
)  # fmt: skip
"""Further keys of the header of a pattern, all needed (``queries.patterns`` reads them). A line that begins with a dash
begins an entry of a list."""
OPTIONAL_OF_PATTERNS = ("reach",)
"""Whom a change may concern (:class:`model.patterns.Reach`); ``near`` where it is left out."""
_REQUIRED = {True: ("question", "parameters", "columns"), False: ("question",)}
_LINE = re.compile(r"//\s(\w+):\s*(.*)")
_MORE = re.compile(r"//\s{2,}(\S.*)")
_FIELD = re.compile(r"(\w+)\s+(\w+)(\?)?")


class StatementError(Exception):
    """A statement that does not keep to the rules of the library; the message names its file and the rule."""


@dataclass(frozen=True, slots=True)
class Field:
    """One declared parameter or column."""

    name: str
    type: str
    nullable: bool

    def admits(self, value: object) -> bool:
        """Whether a value is of the declared type. True is no integer, and a point in time no date."""
        if value is None:
            return self.nullable
        if isinstance(value, bool) and self.type != "boolean":
            return False
        if isinstance(value, dt.datetime) and self.type == "date":
            return False
        return isinstance(value, TYPES[self.type])


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its declaration."""

    name: str
    """Folders and file name without ending: ``pages/child``."""
    text: str
    question: str
    parameters: tuple[Field, ...]
    columns: tuple[Field, ...]
    unguarded: str | None
    """Why it may leave the clearances out; None for a statement that tests them."""
    uses: frozenset[str]
    """Every parameter in the text, those of the scope included."""
    header: Mapping[str, str] = field(default_factory=dict)
    """The whole header as it was read."""

    @property
    def reads(self) -> bool:
        """Whether it answers a reader; the others are Kith's own work."""
        return _reads(self.name)

    @property
    def scoped(self) -> bool:
        """Whether it takes a reader's scope."""
        return bool(self.uses & SCOPE_PARAMETERS)


def _fields(name: str, key: str, text: str) -> tuple[Field, ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _FIELD.fullmatch(part)
        if match is None or match.group(2) not in TYPES:
            raise StatementError(f"{name}: {key}: not understood: {part}")
        found.append(Field(match.group(1), match.group(2), match.group(3) is not None))
    names = [each.name for each in found]
    if len(set(names)) < len(names):
        raise StatementError(f"{name}: {key}: a name is given twice")
    return tuple(found)


def _reads(name: str) -> bool:
    return name.partition("/")[0] in READING


def _header(name: str, text: str) -> dict[str, str]:
    header: dict[str, str] = {}
    key = ""
    more_keys = OF_PATTERNS if name.startswith("patterns/") else ()
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        if (entry := _LINE.fullmatch(line)) is not None:
            key = entry.group(1)
            if key not in (*_KEYS, *more_keys, *(OPTIONAL_OF_PATTERNS if more_keys else ())):
                raise StatementError(f"{name}: unknown header key: {key}")
            if key in header:
                raise StatementError(f"{name}: header key given twice: {key}")
            header[key] = entry.group(2).strip()
        elif key and (more := _MORE.fullmatch(line)) is not None:
            joined = "\n" if more.group(1).startswith("- ") else " "
            header[key] = f"{header[key]}{joined}{more.group(1).strip()}"
        else:
            raise StatementError(f"{name}: a header line that is neither a key nor its continuation")
    if missing := [key for key in (*_REQUIRED[_reads(name)], *more_keys) if key not in header]:
        raise StatementError(f"{name}: header lacks {', '.join(missing)}")
    if not header["question"]:
        raise StatementError(f"{name}: header has no question")
    return header


def parse(name: str, text: str) -> Statement:
    """A statement from the text of its file. Raises :class:`StatementError` for one that breaks a rule."""
    header = _header(name, text)
    parameters = _fields(name, "parameters", header.get("parameters", ""))
    columns = _fields(name, "columns", header.get("columns", ""))
    declared = {field.name for field in parameters}
    uses = checks.parameters_used(text)
    if clash := declared & SCOPE_PARAMETERS:
        raise StatementError(f"{name}: the scope gives {', '.join(sorted(clash))}; it is not declared")
    if undeclared := uses - declared - SCOPE_PARAMETERS:
        raise StatementError(f"{name}: used but not declared: {', '.join(sorted(undeclared))}")
    if unused := declared - uses:
        raise StatementError(f"{name}: declared but not used: {', '.join(sorted(unused))}")
    reason = header.get("unguarded") or None
    if not _reads(name) and uses & SCOPE_PARAMETERS:
        raise StatementError(f"{name}: only what answers a reader takes a scope")
    if _reads(name) and checks.writes(text):
        raise StatementError(f"{name}: what answers a reader writes nothing")
    if _reads(name) and reason is None and (open_names := sorted(set(checks.unguarded(text)))):
        raise StatementError(f"{name}: no guard is tested for {', '.join(open_names)}")
    return Statement(name, text, header["question"], parameters, columns, reason, uses, header)


@cache
def statement(name: str) -> Statement:
    """The statement of this name, such as ``pages/child``. Raises :class:`StatementError` if there is none."""
    file = FOLDER / f"{name}.cypher"
    if not re.fullmatch(r"\w+(?:/\w+)+", name) or not file.is_file():
        raise StatementError(f"{name}: no such statement")
    return parse(name, file.read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """The names of all statements, in order."""
    return tuple(
        sorted(str(file.relative_to(FOLDER).with_suffix("").as_posix()) for file in FOLDER.rglob("*.cypher"))
    )


def all_statements() -> tuple[Statement, ...]:
    """Every statement of the library, in order of name."""
    return tuple(statement(name) for name in names())
