"""A network as the page needs it: the data of the drawing, and what its tables say."""

import datetime as dt
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from model.narrowing import EVERYTHING, Narrowing
from model.views import Network, NetworkNode
from web.filters import dates_query

FILTERS = ("household_in_words", "network_json", "network_query", "node_labels", "node_url")

_PAGES = {"child": "children", "adult": "adults", "address": "addresses"}

# Characters that could end the script element the data stands in.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&'\u2028\u2029"}


def network_json(network: Network) -> Markup:
    """The network as JSON that is safe inside a script element: the shape of ``GET /api/v1/children/{uid}/network``."""
    text = json.dumps(
        network.model_dump(mode="json", by_alias=True), ensure_ascii=False, separators=(",", ":")
    )
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - what could end the element has just been escaped


def network_query(
    today: dt.date, as_at: dt.date, known_at: dt.date, narrowing: Narrowing, depth: int | None = None
) -> str:
    """The query string of a network as it was asked for: depth, narrowing and dates, where they are not the usual."""
    asked: dict[str, object] = {"depth": depth} if depth else {}
    if narrowing.kinds != EVERYTHING.kinds:
        asked["link"] = sorted(narrowing.kinds)
    if narrowing.agencies:
        asked["agency"] = sorted(narrowing.agencies)
    if narrowing.since:
        asked["since"] = narrowing.since.isoformat()
    if narrowing.past:
        asked["past"] = "yes"
    dates = dates_query(today, as_at, known_at).removeprefix("?")
    return "?".join(["", "&".join(filter(None, (urlencode(asked, doseq=True), dates)))]).rstrip("?")


def node_labels(network: Network) -> dict[str, str]:
    """uid to label, for the ends of links; a uid without a node shows as not shown."""
    ends = {uid: "not shown" for edge in network.edges for uid in (edge.source, edge.target)}
    return ends | {node.uid: node.label for node in network.nodes}


def household_in_words(node: NetworkNode, labels: Mapping[str, str]) -> str:
    """Where somebody of a drawn network belongs to the household, and on what word."""
    if node.household is None:
        return "–"
    home = labels.get(node.household, "not shown")
    return f"Said to live at {home}; no address of their own is recorded" if node.said_to_live_with else home


def node_url(node: NetworkNode) -> str:
    """The page of a person or address; empty for what has none."""
    folder = _PAGES.get(node.kind)
    return f"/{folder}/{node.uid}" if folder else ""
