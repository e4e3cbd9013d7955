"""What the statutory returns without names have in common: a child is the authority's own identifier."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ingest.feeds._rows import given
from ingest.feeds._statement import identifier_of, without_repeats
from ingest.feeds.declaration import Rows
from model.codes import ServiceKind
from model.observations import Claim, Identity, Statement, record_key

AGENCY = "social_care"
LAWFUL_BASIS = (
    "Public task, UK GDPR Art. 6(1)(e): Children Act 1989 s. 83; for special categories Art. 9(2)(g) with the Data "
    "Protection Act 2018, Sch. 1 para. 18."
)
EVERY_DELIVERY_BRINGS: Rows = {"service": {"service": {"service": "service"}}}
"""Rows of the one record that stands for whoever works with the children of a return: it names no team."""

NAMES = {
    "looked_after": ("Children looked after (annual return)", ServiceKind.LOOKED_AFTER),
    "children_in_need": ("Children in need (annual census)", ServiceKind.SOCIAL_WORK),
}


def returns_observe(
    key: str, rows: Rows, feed: str, child: Callable[[str, str, Rows], Statement]
) -> Statement:
    """The statement of a record of a return: its service, a worker known by number, or a child."""
    kind, identifier = identifier_of(key)
    if kind == "service":
        name, sort = NAMES.get(identifier, (None, ServiceKind.SOCIAL_WORK))
        attributes = given(key=key, name=name, agency=AGENCY, kind=sort.value)
        return Statement(key, feed, AGENCY, "service", identifier, attributes=attributes)
    if kind == "professional":
        attributes = given(key=key, name=f"Social worker {identifier}", role="Social worker")
        return Statement(key, feed, AGENCY, "professional", identifier, attributes=attributes)
    return child(key, identifier, rows)


def child_statement(
    key: str, feed: str, identifier: str, identity: Identity, claims: Iterable[Claim]
) -> Statement:
    """The statement of a child: the same person as the social-care record of that identifier, where there is one."""
    return Statement(
        key,
        feed,
        AGENCY,
        "child",
        identifier,
        identity=identity,
        claims=without_repeats(claims),
        same_as=(record_key(AGENCY, "person", identifier),),
    )
