"""What a statement's text must keep to before it is run: guards on all it matches, words of the model only.

The patterns are read by regular expressions over text without comments and quoted text; the server's own parser is
the judge of syntax (``tests/queries`` runs every statement on both engines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.vocabulary import vocabulary

_ASIDE = re.compile(r"//[^\n]*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
_PARAMETER = re.compile(r"\$(\w+)")
_EDGE = re.compile(r"-\s*\[\s*(\w*)\s*(?::\s*([\w|!&]+))?")
_BARE_EDGE = re.compile(r"\)\s*(?:<--|-->|--)\s*\(")
_LABELLED = re.compile(r"\(\s*(\w*)\s*:\s*([\w|&:]+)")
_BEFORE_EDGE = re.compile(r"\(\s*(\w*)\s*\)\s*<?-(?=\s*\[|-)")
_AFTER_EDGE = re.compile(r"(?:\]\s*->?|-->?)\s*\(\s*(\w*)\s*\)")
_YIELDED = re.compile(r"\bYIELD\s+node(?:\s+AS\s+(\w+))?")
_GUARD = re.compile(r"\b(\w+)\.guard\s+IN\s+\$clear\b")
_PROPERTY = re.compile(r"(?<![\w.])(?:\w+)?\.([a-z_]\w*)")
_WRITE = re.compile(r"\b(?:MERGE|CREATE|SET|DELETE|REMOVE)\b", re.IGNORECASE)


def bare(text: str) -> str:
    """The statement without comments and without what stands in quotes."""
    return _ASIDE.sub(lambda found: "''" if found.group()[0] in "'\"" else " ", text)


def parameters_used(text: str) -> frozenset[str]:
    """Names of the parameters in a statement."""
    return frozenset(_PARAMETER.findall(bare(text)))


def writes(text: str) -> bool:
    """Whether a statement changes the graph."""
    return _WRITE.search(bare(text)) is not None


def unguarded(text: str) -> Iterator[str]:
    """Each node and edge that a statement matches and whose guard it does not test."""
    plain = bare(text)
    tested = set(_GUARD.findall(plain))
    if _BARE_EDGE.search(plain):
        yield "an edge without a name"
    matched: list[tuple[str, str | None]] = [(name, None) for name, _ in _EDGE.findall(plain)]
    matched += [(name, label) for name, label in _LABELLED.findall(plain)]
    matched += [(name, None) for pattern in (_BEFORE_EDGE, _AFTER_EDGE) for name in pattern.findall(plain)]
    matched += [(name or "node", None) for name in _YIELDED.findall(plain)]
    open_names = {
        name for name, label in matched if label and not vocabulary().guarded & set(re.split(r"\W+", label))
    }
    for name, label in dict.fromkeys(matched):
        if name in open_names and name:
            continue
        if label and not vocabulary().guarded & set(re.split(r"\W+", label)):
            continue
        if not name:
            yield f"a node or an edge without a name{f' ({label})' if label else ''}"
        elif name not in tested:
            yield name


def unknown_words(text: str) -> Iterator[str]:
    """Each label, edge type or property in a statement that the model does not declare."""
    plain = bare(text)
    known = vocabulary()
    for _, types in _EDGE.findall(plain):
        yield from (word for word in re.findall(r"\w+", types) if word not in known.edge_types)
    for _, labels in _LABELLED.findall(plain):
        yield from (word for word in re.findall(r"\w+", labels) if word not in known.labels)
    called = {
        "fulltext",
        "index",
        "queryNodes",
        "year",
        "month",
        "day",
    }  # parts of a procedure's name, and of a date
    yield from (word for word in _PROPERTY.findall(plain) if word not in known.properties | called)
