"""A lead's own question: the text of a pattern file that nobody has reviewed, held to rules that nobody has to trust.

A statement of the library is reviewed; this one is typed. So what the library's checks look for anywhere is asked here
where it counts: each node and edge that is matched has its guard as a condition of its own in the ``WHERE`` of its
``MATCH``, in no ``OR`` and under no ``NOT``; each edge has to be believed on the day; a person noted as an abuser is
stepped through by no question; events are of the kinds that the reader may know. Names, identifiers, addresses in
words and ways to reach somebody are no words of a question. Nothing is called but the functions named here, nothing is
written, and each ``MATCH`` is joined to what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from model.patterns import Pattern
from queries import checks
from queries.library import StatementError, parse
from queries.patterns import read
from queries.vocabulary import vocabulary

LONGEST = 8_000
"""Characters of a question at most."""
MOST_UNWOUND = 2
"""Lists that a question may take apart. The embedded engine looks at its clock only while it reads."""
PEOPLE = frozenset({"Person", "Child", "Carer"})
LABELS = PEOPLE | {"Address", "School", "Service", "Event", "Professional", "Record"}
PROPERTIES = frozenset({
    "active", "address_class", "agency", "alleged_abuser", "category", "date_of_birth", "date_of_death", "deprivation",
    "dob_certainty", "end_reason", "extracted", "feed", "first_seen", "from", "guard", "held", "key", "kind",
    "last_confirmed", "last_contact", "last_seen", "last_seen_alone", "lead", "local_authority", "on", "outside",
    "paid", "phase", "place", "planned", "record", "relationship", "responsible_authority", "role", "sex", "since",
    "source_of_referral", "status", "to", "uid", "until", "ward", "withdrawn",
})  # fmt: skip
"""What a question may ask of a node or an edge, and call what it makes itself."""
FUNCTIONS = frozenset({
    "abs", "all", "any", "coalesce", "collect", "count", "date", "duration", "head", "last", "max", "min", "none",
    "replace", "single", "size", "sum", "tolower", "tostring", "toupper", "type",
})  # fmt: skip
HOP = frozenset({
    "key", "kind", "status", "from", "to", "first_seen", "last_seen", "last_confirmed", "last_contact",
    "last_seen_alone", "agency", "feed", "record", "type", "start", "end",
})  # fmt: skip
"""What a hop of the path may hold."""
HOP_TYPES = frozenset({
    "LIVES_AT", "ATTENDS", "CARES_FOR", "INVOLVED_WITH", "PARTY_TO", "WORKS_WITH", "DESCRIBES",
})  # fmt: skip
_FORBIDDEN = frozenset({
    "create", "merge", "set", "delete", "detach", "remove", "foreach", "load", "csv", "use", "drop", "alter", "grant",
    "deny", "revoke", "show", "terminate", "explain", "profile", "cypher", "yield", "insert", "finish", "transactions",
    "shortestpath", "allshortestpaths", "let", "filter",
})  # fmt: skip
_CLAUSES = frozenset(
    {"match", "optional", "where", "with", "return", "unwind", "call", "union", "order", "limit", "skip"}
)
_BEFORE_BRACKET = frozenset({
    "and", "or", "xor", "not", "in", "where", "when", "then", "else", "match", "call", "return", "with", "unwind", "as",
    "case", "by", "distinct", "is", "contains",
})  # fmt: skip
_SIGNS = frozenset("`;\\@#!~&%^$")
_TOKEN = re.compile(r"\s+|//[^\n]*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|\$?\w+|<=|>=|<>|.", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]\w*")
_OPEN, _CLOSE = "([{", ")]}"
Tokens = Sequence[str]


class OwnQuestionError(Exception):
    """What is wrong with a question, each reason a sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(dict.fromkeys(reasons))


def own_question(text: str, number: int = 99) -> Pattern:
    """A typed question as a pattern. Raises OwnQuestionError with every reason why it is not asked."""
    if len(text) > LONGEST:
        raise OwnQuestionError([f"The question is longer than {LONGEST:,} characters."])
    text = text.replace("\r\n", "\n").strip() + "\n"
    reasons = list(_Reader(_body(text)).problems())
    reasons += [f"There is no {word} in the model." for word in dict.fromkeys(checks.unknown_words(text))]
    try:
        made = read(parse(f"patterns/R{number}_own_question", text))
    except (StatementError, KeyError, ValueError) as error:
        reasons.append(f"{str(error).partition(': ')[2] or 'A value of the header is not understood'}.")
        raise OwnQuestionError(reasons) from None
    if reasons:
        raise OwnQuestionError(reasons)
    return made


def example() -> str:
    """A question to begin with."""
    return (Path(__file__).parent / "question.cypher").read_text(encoding="utf-8")


def _body(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))


@dataclass
class _Reader:
    """Reads a statement clause by clause, knowing which names stand for something whose guard was tested."""

    text: str
    found: list[str] = field(default_factory=list)

    def problems(self) -> Iterator[str]:
        """What is wrong, sentence by sentence."""
        tokens = [each for each in _TOKEN.findall(self.text) if not (each.isspace() or each.startswith("//"))]
        self._words(tokens)
        if not self.found:
            if not _balanced(tokens):
                self.found.append("Its brackets do not match.")
            elif not tokens or tokens[0].lower() not in ("match", "call"):
                self.found.append("It begins with MATCH.")
            else:
                self._query(tokens, set(), top=True)
        yield from self.found

    def _words(self, tokens: Tokens) -> None:
        """What may stand nowhere."""
        padded = ["", *tokens, "", ""]
        self.found += [
            said for number in range(len(tokens)) if (said := _wrong(*padded[number : number + 4]))
        ]
        if sum(each.lower() == "unwind" for each in tokens) > MOST_UNWOUND:
            self.found.append(f"UNWIND is used at most {MOST_UNWOUND} times: lists multiply.")
        if _list_in_list(tokens):
            self.found.append("A list is gone through by itself: not within another, for lists multiply.")

    def _query(self, tokens: Tokens, scope: set[str], *, top: bool = False) -> set[str]:
        """Read the clauses of a query or of a part in braces. The names that it returns."""
        returned: set[str] = set()
        here, outer = set(scope), set(scope)
        clauses = list(_clauses(tokens))
        for number, (name, part) in enumerate(clauses):
            follows = clauses[number + 1] if number + 1 < len(clauses) else ("", ())
            if name in ("match", "optional match"):
                self._match(part, follows[1] if follows[0] == "where" else (), here)
            elif name == "where":
                self._expression(part, here)
            elif name == "with":
                self._expression(part, here)
                if "c" in here and not any(
                    list(each) in (["c"], ["DISTINCT", "c"]) for each in _split(part, ",")
                ):
                    self.found.append("Each WITH keeps the child, c: what is collected is of one child.")
                here = self._projected(part)
            elif name == "unwind":
                self._expression(part[:-2], here)
                if part and part[0] == "[":
                    self.found.append("UNWIND takes a list that was collected, by its name.")
                here.add(part[-1] if part else "")
            elif name == "call":
                here |= self._call(part, here)
            elif name == "union":
                here = set(outer)
                if top:
                    self.found.append("A question is one statement: put what UNION joins into CALL { }.")
            elif name == "return":
                self._expression(part, here)
                returned = self._projected(part)
                if top and follows[0] not in ("", "order by"):
                    self.found.append(
                        "Nothing follows RETURN: how many rows are read is not for the question to say."
                    )
            elif name in ("limit", "skip") or name == "order by":
                self._expression(part, here)
            elif part:
                self.found.append(f"Not understood, near {part[0]}.")
        return returned

    def _projected(self, part: Tokens) -> set[str]:
        names = set()
        for each in _split(part[1:] if part and part[0].lower() == "distinct" else part, ","):
            if each and each[-1] == "*":
                self.found.append("WITH and RETURN name each column.")
            elif each:
                names.add(each[-1])
        return names

    def _call(self, part: Tokens, here: set[str]) -> set[str]:
        if part and part[0] == "(":
            end = _end(part, 0)
            names, rest = {each for each in part[1:end] if _WORD.fullmatch(each)}, part[end + 1 :]
        else:
            names, rest = set(), part
        if not rest or rest[0] != "{" or _end(rest, 0) != len(rest) - 1:
            self.found.append("CALL is used with a part in braces only, never for a procedure.")
            return set()
        if here and not names & here:
            self.found.append("A part in CALL { } is joined to what is there: name it, as in CALL (c) { }.")
        return self._query(rest[1:-1], names & here)

    def _match(self, pattern: Tokens, where: Tokens, here: set[str]) -> None:
        conditions = _conditions(where)
        outside = set(here)
        for part in _split(pattern, ","):
            elements = list(_elements(part))
            if not elements:
                self.found.append(
                    "A pattern is not understood: write (a:Label)-[e:TYPE]->(b:Label), step by step."
                )
                return
            if outside and not {name for _, name, _ in elements} & outside:
                self.found.append("A MATCH is joined to what is there: unconnected parts multiply.")
            for kind, name, words in elements:
                if name in here and kind != "edge":
                    continue
                self._met(kind, name, words, conditions)
                here.add(name)
            outside |= {name for _, name, _ in elements}

    def _met(self, kind: str, name: str, words: frozenset[str], conditions: set[str]) -> None:
        needs = [f"{name}.guard IN $clear"]
        if not name or not words:
            self.found.append(
                "Every node and edge has a name and a label or type, such as (a:Carer) or [e:LIVES_AT]."
            )
            return
        if kind == "edge":
            needs += [
                f"{name}.first_seen <= $known_at",
                f"({name}.withdrawn IS NULL OR {name}.withdrawn > $known_at)",
            ]
            known: frozenset[str] = vocabulary().edge_types
        else:
            known = LABELS
            if words & PEOPLE:
                needs.append(f"NOT coalesce({name}.alleged_abuser, false)")
            if "Event" in words:
                needs.append(f"{name}.kind IN $event_kinds")
        self.found += [f"A question does not ask about {word}." for word in sorted(words - known)]
        lacking = [each for each in needs if _plain(each) not in conditions]
        if lacking:
            self.found.append(f"The WHERE of the MATCH that names {name} lacks: {' AND '.join(lacking)}.")

    def _expression(self, tokens: Tokens, here: set[str]) -> None:
        """No pattern outside MATCH; what stands in the braces of EXISTS, COUNT and COLLECT is a query."""
        number = 0
        while number < len(tokens):
            pair = tokens[number : number + 2]
            if pair in (["-", "["], ["-", "-"], ["<", "-"], ["-", ">"]):
                self.found.append("A pattern stands in MATCH, or in EXISTS { MATCH ... }, nowhere else.")
            if pair[1:] == ["{"] and pair[0].lower() in ("exists", "count", "collect"):
                end = _end(tokens, number + 1)
                self._query(tokens[number + 2 : end], here)
                number = end
            number += 1


def _wrong(before: str, here: str, after: str, second: str) -> str | None:
    """What is wrong with a word or sign, given what stands before and after it."""
    word = here.lower()
    if here in _SIGNS or (here, after) == ("/", "*"):
        return f"The sign {here} is not used in a question."
    if (here, after) == (".", "*"):
        return "A question names each property that it asks for."
    if here == "[" and _is_value(before) and not (after.isdigit() and second == "]"):
        return "A place in a list is a number, such as pair[0]."
    if not _WORD.fullmatch(here):
        return None
    if before == ".":
        allowed = here in PROPERTIES and after != "("
        return None if allowed else f"A question may not ask for .{here}."
    if word in _FORBIDDEN:
        return f"{here.upper()} is not used: a question only reads."
    if after == "(" and before != "[" and word not in FUNCTIONS | _BEFORE_BRACKET:
        return f"The function {here} is not used in a question."
    return None


def _list_in_list(tokens: Tokens) -> bool:
    """Whether a list is gone through for each element of another: no engine looks at its clock there."""
    open_: list[bool] = []
    for number, sign in enumerate(tokens):
        if sign in _OPEN:
            goes = [each.lower() for each in tokens[number + 2 : number + 3]] == ["in"]
            named = number > 0 and tokens[number - 1].lower() in ("all", "any", "none", "single")
            goes = goes and (sign in "[{" or named)
            if goes and any(open_):
                return True
            open_.append(goes)
        elif sign in _CLOSE and open_:
            open_.pop()
    return False


def _is_value(before: str) -> bool:
    """Whether a square bracket after this takes a place out of something."""
    named = _WORD.fullmatch(before.removeprefix("$")) and before.lower() not in _BEFORE_BRACKET
    return bool(named) or (before != "" and before in ")]}")


def _balanced(tokens: Tokens) -> bool:
    waiting: list[str] = []
    for token in tokens:
        if token in _OPEN:
            waiting.append(_CLOSE[_OPEN.index(token)])
        elif token in _CLOSE and (not waiting or waiting.pop() != token):
            return False
    return not waiting


def _end(tokens: Tokens, start: int) -> int:
    """Where the bracket that opens at ``start`` closes."""
    depth = 0
    for number in range(start, len(tokens)):
        depth += (tokens[number] in _OPEN) - (tokens[number] in _CLOSE)
        if not depth:
            return number
    return len(tokens) - 1


def _split(tokens: Tokens, at: str) -> list[Tokens]:
    """The parts between words or signs that stand in no bracket."""
    parts: list[Tokens] = []
    depth = begun = 0
    for number, token in enumerate(tokens):
        depth += (token in _OPEN) - (token in _CLOSE)
        if not depth and token.lower() == at:
            parts.append(tokens[begun:number])
            begun = number + 1
    return [*parts, tokens[begun:]]


def _clauses(tokens: Tokens) -> Iterator[tuple[str, Tokens]]:
    """Each clause by its word, and what follows it."""
    name, begun, depth, number = "", 0, 0, 0
    while number < len(tokens):
        token, word = tokens[number], tokens[number].lower()
        depth += (token in _OPEN) - (token in _CLOSE)
        before = tokens[number - 1].lower() if number else ""
        if not depth and word in _CLAUSES and before not in ("starts", "ends", ".", "as"):
            if name or number > begun:
                yield name, tokens[begun:number]
            after = tokens[number + 1].lower() if number + 1 < len(tokens) else ""
            two = (word, after) in (("optional", "match"), ("order", "by"), ("union", "all"))
            name = "union" if word == "union" else f"{word} {after}" if two else word
            number += two
            begun = number + 1
        number += 1
    yield name, tokens[begun:]


_WORDS = r"\w+(?: \| \w+)*"
_NODE = rf"\( (?:(?P<node>\w+) )?(?:: (?P<labels>{_WORDS}) )?\)"
_EDGE = rf"(?:< )?- \[ (?:(?P<edge>\w+) )?(?:: (?P<types>{_WORDS}) )?\] -(?: >)?"
_PATH = re.compile(re.sub(r"\?P<\w+>", "?:", f"{_NODE}(?: {_EDGE} {_NODE})*"))
_ELEMENT = re.compile(f"(?P<is_edge>{_EDGE})|{_NODE}")


def _elements(part: Tokens) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Nodes and edges of one path: kind, name, labels or types. Nothing for what is written otherwise."""
    text = " ".join(part)
    if not _PATH.fullmatch(text):
        return
    for found in _ELEMENT.finditer(text):
        kind = "edge" if found["is_edge"] else "node"
        words = found["types"] if found["is_edge"] else found["labels"]
        yield kind, found[kind] or "", frozenset(words.split(" | ") if words else ())


def _conditions(where: Tokens) -> set[str]:
    """What has to be true by itself: the parts between AND, where no OR stands beside them."""
    if len(_split(where, "or")) > 1 or len(_split(where, "xor")) > 1:
        return set()
    return {" ".join(each) for each in _split(where, "and")}


def _plain(condition: str) -> str:
    return " ".join(each for each in _TOKEN.findall(condition) if not each.isspace())
