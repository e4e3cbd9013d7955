"""Tables as CSV, with every cell made safe for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from starlette.responses import Response

from model.facts import Fact
from model.findings import HouseholdItem
from model.taking_out import Mark
from model.views import AddressRef, Event, Household, Involvement, Network, SchoolStay, Sibling, Stay

Row = Sequence[Any]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, items: Iterable[Any]) -> Response:
    """One of a child's lists."""
    header, rows = TABLES[name]
    return _csv(name, header, [row for item in items for row in rows(item)])


def network_csv(network: Network) -> Response:
    """The links of a network."""
    labels = {node.uid: node.label for node in network.nodes}
    rows = [
        (
            labels.get(edge.source),
            edge.label,
            labels.get(edge.target),
            edge.from_,
            edge.to,
            _said_by(edge.sources),
        )
        for edge in network.edges
    ]
    return _csv("network", ("first", "link", "second", "from", "to", "sources"), rows)


def marked_network_csv(network: Network, mark: Mark) -> Response:
    """The links of a network that is taken out; every row says who took it out, for whom, and how old it is."""
    labels = {node.uid: node.label for node in network.nodes}
    header = (
        "first",
        "link",
        "second",
        "from",
        "to",
        "sources",
        "delivered",
        "for",
        "taken out by",
        "at",
        "number",
    )
    rows = [
        (
            labels[edge.source],
            edge.label,
            labels[edge.target],
            edge.from_,
            edge.to,
            _said_by(edge.sources),
            max((source.delivered for source in edge.sources if source.delivered), default=None),
            mark.audience,
            mark.by,
            mark.at.isoformat(timespec="minutes"),
            mark.reference,
        )
        for edge in network.edges
    ]
    return _csv(f"network-{mark.reference}", header, rows)


def csv_of(name: str, header: Sequence[str], rows: Iterable[Row]) -> Response:
    """Any table as CSV."""
    return _csv(name, header, rows)


def text_of(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A table as the text of a CSV file; by its byte order mark a spreadsheet reads names in every script."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _csv(name: str, header: Sequence[str], rows: Iterable[Row]) -> Response:
    return Response(
        text_of(header, rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _safe(cell: Any) -> str:
    """A cell that a spreadsheet does not run (ASVS 5.0, V1.2.10)."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _said_by(sources: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(source.agency for source in sources))


def _address(address: AddressRef | None) -> tuple[str | None, str | None]:
    return (address.line, address.postcode) if address else (None, None)


def _siblings(item: Sibling) -> Iterable[Row]:
    for basis in item.bases:
        yield (
            item.person.name, item.person.date_of_birth, item.described_as, basis.sentence, basis.from_, basis.to,
            _said_by(basis.sources),
        )  # fmt: skip


def _household(item: Household) -> Iterable[Row]:
    for what, facts in (
        ("lives here", item.members), ("joined", item.joined), ("left", item.left), ("linked", item.also_linked)
    ):  # fmt: skip
        for fact in facts:
            person = fact.value.person
            yield (
                *_address(item.address), person.name, person.date_of_birth, what, fact.value.kind, fact.from_, fact.to,
                fact.last_confirmed, _said_by(fact.sources),
            )  # fmt: skip


def _stay(item: Fact[Stay]) -> Iterable[Row]:
    stay = item.value
    yield (
        *_address(stay.address),
        stay.kind,
        item.from_,
        item.to,
        item.last_confirmed,
        _said_by(item.sources),
    )


def _involvement(item: Fact[Involvement]) -> Iterable[Row]:
    value = item.value
    yield (
        value.service.name, value.kind, value.status, item.from_, item.to, value.last_contact, value.last_seen_alone,
        value.service.telephone, _said_by(item.sources),
    )  # fmt: skip


def _school(item: Fact[SchoolStay]) -> Iterable[Row]:
    value = item.value
    yield (
        value.school.name,
        value.school.urn,
        value.status,
        item.from_,
        item.to,
        value.end_reason,
        _said_by(item.sources),
    )


def _event(item: Fact[Event]) -> Iterable[Row]:
    value = item.value
    yield (
        value.kind, value.role, item.from_, item.to, value.category, value.place, value.outcome, value.interview,
        value.interview_on, "; ".join(f"{other.person.name} ({other.role})" for other in value.others),
        _said_by(item.sources),
    )  # fmt: skip


TABLES: dict[str, tuple[Sequence[str], Callable[[Any], Iterable[Row]]]] = {
    "siblings": (("name", "date of birth", "described as", "basis", "from", "to", "sources"), _siblings),
    "household": (
        (
            "address",
            "postcode",
            "name",
            "date of birth",
            "what",
            "kind",
            "from",
            "to",
            "last confirmed",
            "sources",
        ),
        _household,
    ),
    "addresses": (("address", "postcode", "kind", "from", "to", "last confirmed", "sources"), _stay),
    "involvements": (
        (
            "service",
            "kind",
            "status",
            "from",
            "to",
            "last contact",
            "last seen alone",
            "telephone",
            "sources",
        ),
        _involvement,
    ),
    "events": (
        (
            "event",
            "role",
            "from",
            "to",
            "category",
            "place",
            "outcome",
            "return interview",
            "interviewed on",
            "also party to it",
            "sources",
        ),
        _event,
    ),
    "schools": (("school", "URN", "status", "from", "to", "end reason", "sources"), _school),
}


def findings_csv(items: Iterable[HouseholdItem]) -> Response:
    """The worklist of a lead."""
    rows = [
        (
            view.id, item.household, view.pattern, view.pattern_name, view.child.name, view.child.date_of_birth,
            view.sentence, view.evidence_on, "; ".join(view.against), "; ".join(view.protective), view.assigned_to,
        )
        for item in items
        for view in item.findings
    ]  # fmt: skip
    header = (
        "finding", "home", "pattern", "name of the pattern", "child", "date of birth", "what", "evidence of", "against",
        "protective", "given to",
    )  # fmt: skip
    return _csv("findings", header, rows)
