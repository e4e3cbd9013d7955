"""Names for what is known by an identifier already: people opened today, one's own services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from graph.ask import ask
from graph.gateway import Graph
from graph.reads import refs
from graph.reads.moment import Moment
from model.scope import Scope
from model.views import PersonRef


def person_refs(
    graph: Graph, scope: Scope, uids: Iterable[str], *, as_at: dt.date, known_at: dt.date
) -> dict[str, PersonRef]:
    """Each of these people as a list shows them; who may not be seen is left out."""
    moment = Moment(graph, scope, as_at, known_at)
    rows = moment.ask("search_people", uids=sorted(set(uids)))
    return {row["person"]["uid"]: refs.person(row["person"], as_at) for row in rows}


def service_names(graph: Graph, scope: Scope, keys: Iterable[str]) -> dict[str, str]:
    """Key to name, for services that have been delivered."""
    rows = ask(graph, "pages/service_names", scope, keys=sorted(set(keys)))
    return {row["key"]: row["name"] for row in rows}


def names_of_services(graph: Graph, scope: Scope, uids: Iterable[str]) -> dict[str, str]:
    """uid to name, for services that the reader may know by name."""
    rows = ask(graph, "pages/service_names_by_uid", scope, uids=sorted(set(uids)))
    return {row["uid"]: row["name"] for row in rows}
