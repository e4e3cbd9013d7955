"""What a statement of a pattern steps over: which edges and properties its answer about a child rests on, and whether
they are the child's own or those of others.

Read by regular expressions over the statement without comments and quoted text, as the checks are; the part that
decides about each child ``c`` by itself is what counts. A record of the desk's leads to another person only to see that
there is one.
"""

from __future__ import annotations

import re

from model.patterns import Steps
from queries.checks import bare

PEOPLE = frozenset({"Person", "Child", "Carer"})
CHILD = "c"
_NODE = r"\(\s*(\w*)\s*(?::\s*([\w|&:]+))?[^()]*\)"
_STEP = re.compile(rf"(?={_NODE}\s*<?-\s*\[\s*\w*\s*(?::\s*([\w|]+))?[^\]]*\]\s*->?\s*{_NODE})")
_LABELLED = re.compile(r"\(\s*(\w+)\s*:\s*([\w|&:]+)")
_PROPERTY = re.compile(r"(?<![\w.])(?:\w+)?\.([a-z_]\w*)")


def steps(decision: str) -> Steps:
    """What decides about a child. An edge of which no type is said counts as one of any type: ``*``."""
    text = bare(decision)
    labels: dict[str, set[str]] = {}
    for name, label in _LABELLED.findall(text):
        labels.setdefault(name, set()).update(re.findall(r"\w+", label))
    people = {name for name, said in labels.items() if said & PEOPLE} | {CHILD}
    asked: set[str] = set()
    own: set[str] = set()
    others: set[str] = set()
    for left, _, types, right, _ in _STEP.findall(text):
        ends = {left, right} & people
        desk = any("Record" in labels.get(end, ()) for end in (left, right))
        if not desk:
            asked |= ends - {CHILD}
        kinds = set(re.findall(r"\w+", types)) or {"*"}
        (own if desk or ends <= {CHILD} else others).update(kinds)
    return Steps(
        own=frozenset(own - others),
        others=frozenset(others),
        alone=not asked,
        properties=frozenset(_PROPERTY.findall(text)),
    )
