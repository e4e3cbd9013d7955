"""A network as the page needs it: the data of the drawing, and what its tables say."""

import json

from markupsafe import Markup

from model.views import Network, NetworkNode

FILTERS = ("network_json", "node_labels", "node_url")

_PAGES = {"child": "children", "adult": "adults", "address": "addresses"}

# Characters that could end the script element the data stands in.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&'\u2028\u2029"}


def network_json(network: Network) -> Markup:
    """The network as JSON that is safe inside a script element: the shape of ``GET /api/v1/children/{uid}/network``."""
    text = json.dumps(
        network.model_dump(mode="json", by_alias=True), ensure_ascii=False, separators=(",", ":")
    )
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - what could end the element has just been escaped


def node_labels(network: Network) -> dict[str, str]:
    """uid to label, for the ends of links; a uid without a node shows as not shown."""
    ends = {uid: "not shown" for edge in network.edges for uid in (edge.source, edge.target)}
    return ends | {node.uid: node.label for node in network.nodes}


def node_url(node: NetworkNode) -> str:
    """The page of a person or address; empty for what has none."""
    folder = _PAGES.get(node.kind)
    return f"/{folder}/{node.uid}" if folder else ""
