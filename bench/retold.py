"""The step of a path told again from the edges as they are stored, to compare with what its sentence says."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from typing import Any

from graph.gateway import Graph
from model.views import NetworkEdge, PathStep

BETWEEN = (
    "MATCH (a {uid: $source})-[e]->(b {uid: $target}) WHERE type(e) IN $kinds "
    "RETURN type(e) AS type, e.guard AS guard, e.withdrawn AS withdrawn, e.from AS from, e.to AS to, "
    "e.first_seen AS first_seen, e.last_seen AS last_seen, e.agency AS agency, e.feed AS feed, "
    "e.role AS role, e.held AS held, "
    "coalesce(e.kind, e.relationship) AS label, a.guard AS one, b.guard AS other, a.forename AS forename, "
    "a.surname AS surname, a.name AS named, b.forename AS to_forename, b.surname AS to_surname, b.name AS to_named, "
    "b.on AS day, b.until AS until, b.lines AS lines, b.kind AS event"
)
AGENCIES = "MATCH (a:Agency) RETURN a.code AS code, a.name AS name"
FEEDS = "MATCH (f:Feed) RETURN f.code AS code, f.name AS name"
"""An agency that runs no service is called as its feed is."""
DELIVERED = (
    "MATCH (d:Delivery) WHERE d.status = 'closed' AND d.received <= $day "
    "RETURN d.feed AS feed, max(d.received) AS received"
)
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_SOURCE = re.compile(r"\(([^()]*?, (?:delivered today|[\d,]+ days? old)[^()]*)\)")
_PLACES = {
    "LIVES_AT": "home together",
    "ATTENDS": "school",
    "INVOLVED_WITH": "service",
    "WORKS_WITH": "worker",
}
_KIN = {
    "PARENT_OF": "parent",
    "CARES_FOR": "carer",
    "RESPONSIBLE_FOR": "responsibility",
    "RELATED_TO": "relative",
}


def kind_of(edge: str, label: str | None) -> str:
    """The kind of a stored edge: ``carer: step parent``, ``home together``, ``event: domestic abuse``."""
    if edge in _PLACES:
        return _PLACES[edge]
    said = f": {(label or 'not said').replace('_', ' ')}"
    return _KIN[edge] + ("" if edge == "RESPONSIBLE_FOR" else said) if edge in _KIN else f"event{said}"


def sources(graph: Graph) -> tuple[dict[str, str], dict[str, dt.date]]:
    """Names of agencies and of feeds, and the day on which each feed was last received."""
    rows = [*graph.read(FEEDS, {}), *graph.read(AGENCIES, {})]
    names = {row["code"]: row["name"] for row in rows if row["name"]}
    return names, {
        row["feed"]: row["received"] for row in graph.read(DELIVERED, {"day": dt.date(9999, 1, 1)})
    }


class Retold:
    """Counts what was compared and what was found wrong, by kind of hop."""

    def __init__(self, graph: Graph, day: dt.date, known: tuple[dict[str, str], dict[str, dt.date]]) -> None:
        self._graph = graph
        self._day = day
        self._names, self._delivered = known
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.wrong: defaultdict[str, list[str]] = defaultdict(list)

    def check(self, step: PathStep) -> None:
        """One step: its sentences are told of its edges in order, kin one by one and all else in pairs."""
        rest = step.sentence
        for group in _groups(step.edges):
            rows = [self._rows(edge) for edge in group]
            kind = _kind(group[0], rows[0])
            counts = self.counts[kind]
            counts["hops"] += 1
            counts["edges"] += len(group)
            if not all(rows):
                self.wrong[kind].append("an edge that no open, standing edge of the graph carries")
                continue
            said, rest = self._sentence(rest, group[0].kind, kind)
            self._named(said, rows, kind)
            self._sourced(said, rows, kind)
            if group[0].kind in _KIN:
                self._kin(said, rows[0], kind)
            elif group[0].kind == "PARTY_TO":
                self._event(said, rows, kind)
            else:
                self._together(said, rows, group, kind)
        if rest.strip() and not re.fullmatch(r"And \d+ earlier events? together\.", rest.strip()):
            self.wrong["rest"].append("words that no edge accounts for")

    def _rows(self, edge: NetworkEdge) -> list[dict[str, Any]]:
        """The stored edges behind one that is shown: open, standing and known by the day, with its label."""
        kinds = list(_KIN) if edge.kind in _KIN else [edge.kind]
        asked = {"source": edge.source, "target": edge.target, "kinds": kinds}
        rows = [
            row
            for row in self._graph.read(BETWEEN, asked)
            if not (row["guard"] or row["one"] or row["other"])
            and (row["withdrawn"] is None or row["withdrawn"] > self._day)
            and row["first_seen"] <= self._day
            and (row["from"] is None or row["from"] <= self._day)
            and (row["type"] != "RESPONSIBLE_FOR" or row["held"] == "yes")
        ]
        return [row for row in rows if _says(edge, row)]

    def _sentence(self, text: str, edge: str, kind: str) -> tuple[str, str]:
        """The first sentence of a text and what follows it."""
        ends = (
            r"(: [\d,]+ days?( so far)?|not all known( \(.*?\))?)\."
            if edge in _PLACES
            else r"(\)|[^ ]{2,})\."
        )
        found = re.search(ends + r"(?= |$)", text)
        if found is None:
            self.wrong[kind].append("a sentence that does not end")
            return text, ""
        return text[: found.end()], text[found.end() :].lstrip()

    def _named(self, said: str, rows: list[list[dict[str, Any]]], kind: str) -> None:
        names = {
            " ".join(filter(None, (row[f"{end}forename"], row[f"{end}surname"])))
            or row[f"{end}named"]
            or row["lines"]
            for each in rows
            for row in each
            for end in ("", "to_")
        } - {None, ""}
        self.counts[kind]["names"] += len(names)
        self.wrong[kind] += ["a name that the sentence leaves out" for name in names if name not in said]

    def _sourced(self, said: str, rows: list[list[dict[str, Any]]], kind: str) -> None:
        """Each agency once, with the age of the latest delivery of its that still said so."""
        latest: dict[str, dt.date] = {}
        for row in (row for each in rows for row in each):
            agency = self._names.get(row["agency"]) or self._names.get(row["feed"], row["agency"])
            gone = row["last_seen"] if row["last_seen"] and row["last_seen"] <= self._day else None
            seen = gone or self._delivered[row["feed"]]
            latest[agency] = max(latest.get(agency, seen), seen)
        expected = {
            agency: "delivered today" if seen >= self._day else f"{(self._day - seen).days:,}"
            for agency, seen in latest.items()
        }
        told = _SOURCE.findall(said)
        found: dict[str, str] = {}
        for each in told[-1].split("; ") if told else []:
            agency, _, age = each.rpartition(", ")
            found[agency] = age if age == "delivered today" else age.split(" ")[0]
        self.counts[kind]["sources"] += len(expected)
        if found != expected:
            self.wrong[kind].append(f"sources: {expected} in the graph, {found} said")

    def _kin(self, said: str, rows: list[dict[str, Any]], kind: str) -> None:
        """The days that most agencies give, then those told last, then by the feed's name; a beginning that is not
        among them is taken from the next that knows one."""
        groups: defaultdict[tuple[dt.date | None, dt.date | None], list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            groups[row["from"], row["to"]].append(row)
        order = sorted(
            groups,
            key=lambda days: (
                -len({row["agency"] for row in groups[days]}),
                -max(row["first_seen"] for row in groups[days]).toordinal(),
                min(row["feed"] for row in groups[days]),
                str(days),
            ),
        )
        start, end = order[0]
        start = start or next((begun for begun, _ in order if begun), None)
        found = re.search(rf"(?:, from ({_DAY}))?(?: to ({_DAY}))?(?: \([^()]*\))?\.$", said)
        told = tuple(_date(day) for day in found.groups()) if found else (None, None)
        self.counts[kind]["days"] += sum(day is not None for day in (start, end))
        if told != (start, end):
            self.wrong[kind].append(f"days: {start} to {end} in the graph, {told[0]} to {told[1]} said")

    def _event(self, said: str, rows: list[list[dict[str, Any]]], kind: str) -> None:
        (day,) = {row["day"] for each in rows for row in each}
        found = re.search(rf" of ({_DAY}) \(", said)
        self.counts[kind]["days"] += day is not None
        if (_date(found[1]) if found else None) != day:
            self.wrong[kind].append(f"day: {day} in the graph, {found[1] if found else None} said")
        for words in ({row["role"] for row in each} for each in rows):
            if not any((role or "role not recorded").replace("_", " ") in said for role in words):
                self.wrong[kind].append("a role that the sentence leaves out")

    def _together(
        self, said: str, rows: list[list[dict[str, Any]]], group: list[NetworkEdge], kind: str
    ) -> None:
        """The longest overlap of two stays, computed from the stored days; of equal ones the last."""
        person = "target" if group[0].kind == "WORKS_WITH" else "source"
        spans: defaultdict[str, list[tuple[dt.date, dt.date, dict[str, Any]]]] = defaultdict(list)
        for edge, each in zip(group, rows, strict=True):
            for row in each:
                end = min(row["to"] or self._day, self._day)
                start = min(row["from"] or row["first_seen"], end)
                spans[getattr(edge, person)].append((start, end, row))
        one, other = spans.values()
        overlaps = [
            (min(end, until) - max(start, begin), min(end, until), max(start, begin), mine, theirs)
            for start, end, mine in one
            for begin, until, theirs in other
            if max(start, begin) <= min(end, until)
        ]
        length, last, first, *_ = best = max(overlaps, key=lambda each: each[:2])
        equal = [each for each in overlaps if each[:2] == best[:2]]
        if "dates are not all known" in said:
            self.counts[kind]["undated"] += 1
            if all(mine["from"] and theirs["from"] for *_, mine, theirs in equal):
                self.wrong[kind].append("dates are known and not said")
            return
        open_ended = any(
            all(row["to"] is None or row["to"] >= self._day for row in each[3:]) for each in equal
        )
        self.counts[kind]["days"] += 1 if open_ended else 2
        self.counts[kind]["durations"] += 1
        days = f"since {_words(first)}" if open_ended else f"from {_words(first)} to {_words(last)}"
        count = (
            f": {length.days + 1:,} day{'' if length.days == 0 else 's'}{' so far' if open_ended else ''}."
        )
        if f" {days} (" not in said or not said.endswith(count):
            self.wrong[kind].append(f"{days}{count} in the graph, not said")


def _groups(edges: list[NetworkEdge]) -> list[list[NetworkEdge]]:
    """Edges of one sentence: one of kin; two of an event or a home; all of a school, service or worker."""
    if edges and edges[0].kind in _KIN:
        return [[edge] for edge in edges]
    if edges and edges[0].kind in ("ATTENDS", "INVOLVED_WITH", "WORKS_WITH"):
        return [edges]
    return [edges[number : number + 2] for number in range(0, len(edges), 2)]


def _kind(edge: NetworkEdge, rows: list[dict[str, Any]]) -> str:
    """The kind of a hop: kin by the words of the sentence, in which several kinds of edge may say the same."""
    if edge.kind in _KIN:
        return f"kin: {edge.label}"
    return kind_of(edge.kind, next((row["event"] for row in rows), None))


def _says(edge: NetworkEdge, row: dict[str, Any]) -> bool:
    """Whether a stored edge is one of those behind the shown one: it says the same."""
    said = (row["label"] or "").replace("_", " ")
    within = edge.label.partition("(")[2].rstrip(")")
    told = {
        "PARENT_OF": "parent of" if said in ("birth", "not recorded", "") else f"{said} parent of",
        "CARES_FOR": "cares for" if said in ("not recorded", "") else f"{said} of",
        "RELATED_TO": "related to" if said in ("not recorded", "") else f"{said} of",
        "RESPONSIBLE_FOR": "parental responsibility for",
    }
    if row["type"] in told:
        return edge.label == told[row["type"]]
    if edge.kind == "LIVES_AT":
        return within in (said, "")
    return edge.kind != "PARTY_TO" or within == (row["role"] or "").replace("_", " ")


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _date(text: str | None) -> dt.date | None:
    return dt.datetime.strptime(text, "%d %B %Y").date() if text else None  # noqa: DTZ007
