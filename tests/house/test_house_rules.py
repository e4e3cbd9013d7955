"""The rules of the house find what they forbid, and leave what they allow."""

import pytest

from tools.house import Source, breaches

BROKEN = {
    "a module of 401 lines": Source("model/long.py", "x = 1\n" * 401),
    "unfinished work": Source("model/note.py", "# TO" + "DO: later\n"),
    "coverage switched off": Source("model/cover.py", "x = 1  # pragma: no " + "cover\n"),
    "a test set aside": Source("tests/test_x.py", "@pytest.mark." + "skip\n"),
    "a home folder": Source("docs/x.md", "see /home" + "/ada/notes\n"),
    "a temporary file": Source("kith/x.py", "path = '/tmp" + "/x'\n"),
    "a registry": Source("package-lock.json", '"resolved": "https://registry.npm' + 'js.org/x"\n'),
    "two statements": Source("queries/cypher/pages/x.cypher", "MATCH (n) RETURN n;\nMATCH (m) RETURN m;\n"),
    "no statement": Source("queries/cypher/pages/x.cypher", "// question: what is it?\n"),
    "a query in Python": Source("api/x.py", "QUERY = 'MATCH (c:Child) RETURN c'\n"),
    "splink imported at once": Source("ingest/matching/x.py", "import splink\n"),
    "duckdb imported at once": Source("ingest/matching/x.py", "from duckdb import connect\n"),
}

KEPT = {
    "a module of 400 lines": Source("model/long.py", "x = 1\n" * 400),
    "a long page": Source("docs/long.md", "line\n" * 900),
    "a place every machine has": Source("tests/x.py", "Path('/usr/lib/postgresql')\n"),
    "a route": Source("api/x.py", "PREFIX = '/work-areas'\n"),
    "a closing semicolon": Source("queries/cypher/x.cypher", "MATCH (n) RETURN n;\n"),
    "a semicolon in a string": Source("queries/cypher/x.cypher", "RETURN 'a;b' AS x // one; two\n"),
    "a query in the graph package": Source("graph/x.py", "QUERY = 'MATCH (c:Child) RETURN c'\n"),
    "a query in a docstring": Source("api/x.py", '"""Runs MATCH (c) and so on."""\n'),
    "splink imported late": Source("ingest/matching/x.py", "def train():\n    import splink\n"),
}


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN.keys())
def test_a_breach_is_found(source: Source) -> None:
    assert len(breaches([source])) == 1


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT.keys())
def test_what_is_allowed_is_left(source: Source) -> None:
    assert breaches([source]) == []
