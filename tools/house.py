"""Rules of the house that no linter knows: ``python -m tools.house`` prints each breach and fails on any.

A rule is a function from a file to its breaches, named in `RULES`. Generators of documentation are
named in `GENERATED_DOCUMENTS`: each is a module that answers ``--check`` with a failing exit when a page it
writes is out of date.
"""

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 400
GENERATED_DOCUMENTS = ("kith.docs", "ingest.feeds.document")

# Only these may hold Cypher in Python: the schema and the engines, and what tests or measures them.
CYPHER_IN_PYTHON = ("graph/", "tests/", "bench/", "tools/")
IMPORTED_LAZILY = {"splink", "duckdb"}

_UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
_EVASION = re.compile(r"pragma:? no ?cover|mark\.(skip\b|xfail)|import" r"orskip|pytest\.xf" r"ail")
_MACHINE_PATH = re.compile(r"(?<![\w.~$}<:/-])/(?:root|work|home/[a-z]\w*|Users/\w+|tmp)/[\w.~-]")
_REGISTRY = re.compile(
    r"py" r"pi\.org|python" r"hosted\.org|npm" r"js\.(?:org|com)|repo1?\.maven|maven\.apache\.org/maven2|"
    r"(?:--|_)(?:extra-)?index-url[ =]\S*/|registry\s*=\s*http"
)  # fmt: skip
_STATEMENT = re.compile(r"\b(?:MATCH|MERGE|CREATE)\s*\(|\bUNWIND\s+\$")
_CYPHER_ASIDE = re.compile(r"/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """One text file of the tree: its path from the root, with forward slashes, and its text."""

    path: str
    text: str

    def lines_matching(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Numbers, from 1, of the lines in which the pattern occurs."""
        return (n for n, line in enumerate(self.text.splitlines(), 1) if pattern.search(line))


Rule = Callable[[Source], Iterator[str]]


def sources(root: Path = ROOT) -> list[Source]:
    """Every text file that is, or is about to be, under version control."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout.decode()
    found: list[Source] = []
    for path in sorted(set(filter(None, listing.split("\0")))):
        file = root / path
        if file.is_file() and not file.is_symlink():
            try:
                found.append(Source(path, file.read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue
    return found


def modules_are_short(source: Source) -> Iterator[str]:
    """A module that outgrows one page of thought has more than one reason to change."""
    length = source.text.count("\n")
    if source.path.endswith(".py") and length > LONGEST_MODULE:
        yield f"{source.path}: {length} lines; the limit is {LONGEST_MODULE}"


def nothing_unfinished(source: Source) -> Iterator[str]:
    """No note of work left undone, and no way round a check."""
    for pattern, what in ((_UNFINISHED, "unfinished work"), (_EVASION, "a check evaded")):
        if source.path.endswith(".py") or pattern is _UNFINISHED:
            if source.path == "package-lock.json":
                continue
            yield from (f"{source.path}:{n}: {what}" for n in source.lines_matching(pattern))


def no_place_of_one_machine(source: Source) -> Iterator[str]:
    """No path of somebody's machine and no address of a package registry."""
    yield from (f"{source.path}:{n}: a path of one machine" for n in source.lines_matching(_MACHINE_PATH))
    yield from (f"{source.path}:{n}: a registry's address" for n in source.lines_matching(_REGISTRY))


def cypher_is_one_statement(source: Source) -> Iterator[str]:
    """A query file holds exactly one statement."""
    if not source.path.endswith(".cypher"):
        return
    statements = [part for part in _CYPHER_ASIDE.sub(" ", source.text).split(";") if part.strip()]
    if len(statements) != 1:
        yield f"{source.path}: {len(statements)} statements; one a file"


def cypher_stays_in_its_files(source: Source) -> Iterator[str]:
    """Outside the graph package, no Python string is a query."""
    if not source.path.endswith(".py") or source.path.startswith(CYPHER_IN_PYTHON):
        return
    tree = ast.parse(source.text, source.path)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in documentation:
            continue
        if _STATEMENT.search(node.value):
            yield f"{source.path}:{node.lineno}: Cypher belongs in queries/cypher"


def heavy_libraries_are_lazy(source: Source) -> Iterator[str]:
    """What takes seconds to import is imported by the function that uses it."""
    if not source.path.startswith("ingest/matching/") or not source.path.endswith(".py"):
        return
    for node in ast.parse(source.text, source.path).body:
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name.partition(".")[0] in IMPORTED_LAZILY:
                yield f"{source.path}:{node.lineno}: import {name} inside the function that uses it"


RULES: tuple[Rule, ...] = (
    modules_are_short,
    nothing_unfinished,
    no_place_of_one_machine,
    cypher_is_one_statement,
    cypher_stays_in_its_files,
    heavy_libraries_are_lazy,
)


def breaches(files: Sequence[Source]) -> list[str]:
    """What each rule finds in each file, in the order of the rules."""
    return [breach for rule in RULES for file in files for breach in rule(file)]


def stale_documents() -> list[str]:
    """Generators whose pages are out of date, with what to run."""
    stale: list[str] = []
    for module in GENERATED_DOCUMENTS:
        if importlib.util.find_spec(module) is None:
            continue
        answer = subprocess.run([sys.executable, "-m", module, "--check"], cwd=ROOT, check=False)
        if answer.returncode:
            stale.append(f"pages written by {module} are out of date: python -m {module}")
    return stale


def main() -> int:
    """Print every breach; the exit status is 1 if there is any."""
    found = breaches(sources()) + stale_documents()
    for breach in found:
        print(breach)
    print(f"House rules: {len(found)} breaches" if found else "House rules: kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
