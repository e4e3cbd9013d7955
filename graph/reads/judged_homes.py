"""What a steward may judge of homes: no refuge, no home that nothing recognises, none of sealed people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.ask import ask
from graph.gateway import Graph
from graph.reads.entries import entry, newest_first
from model.desk_homes import HomeDecidedView, JudgedHome
from model.scope import Scope


def found(graph: Graph, scope: Scope, named: str) -> tuple[str, str] | None:
    """The uid of a home and the token that names it in decisions, from a token or a uid."""
    statement = "matching/home_of_token" if ":" in named else "matching/home_of_uid"
    rows = ask(graph, statement, scope, named=named)
    return (rows[0]["uid"], rows[0]["token"]) if rows else None


def people(graph: Graph, scope: Scope, uids: Iterable[str]) -> dict[str, list[str]]:
    """Who is linked to these homes, now or before."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(graph, "matching/homes_judged", scope, uids=sorted(set(uids))):
        found[row["uid"]].add(row["person"])
    return {uid: sorted(linked) for uid, linked in found.items()}


def homes(graph: Graph, scope: Scope, uids: Iterable[str]) -> dict[str, JudgedHome]:
    """These homes, as far as the reader may judge them."""
    rows = ask(graph, "matching/homes_judged", scope, uids=sorted(set(uids)))
    linked: defaultdict[str, set[str]] = defaultdict(set)
    agencies: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        linked[row["uid"]].add(row["person"])
        agencies[row["uid"]].add(row["agency"] or "")
    return {
        uid: JudgedHome(
            uid=uid,
            token=home["anchor"],
            line=home.get("lines"),
            postcode=home.get("postcode"),
            uprn=home.get("uprn"),
            authority=home.get("authority_name"),
            address_class=home.get("address_class"),
            people=len(linked[uid]),
            agencies=sorted(filter(None, agencies[uid])),
        )
        for uid, home in {row["uid"]: row["home"] for row in rows}.items()
    }


def of_postcode(graph: Graph, scope: Scope, postcode: str) -> list[JudgedHome]:
    """The homes of a postcode, in order of their lines."""
    uids = [row["uid"] for row in ask(graph, "matching/homes_by_postcode", scope, postcode=postcode)]
    return sorted(homes(graph, scope, uids).values(), key=lambda home: (home.line or "", home.uid))


def alike(graph: Graph, scope: Scope) -> list[list[JudgedHome]]:
    """Homes that are written alike and stand apart, because agencies give them different numbers."""
    groups = [row["uids"] for row in ask(graph, "matching/homes_alike", scope)]
    known = homes(graph, scope, [uid for group in groups for uid in group])
    return [some for group in groups if len(some := [known[uid] for uid in group if uid in known]) > 1]


def decided(graph: Graph, scope: Scope) -> list[HomeDecidedView]:
    """What people have decided about homes, the newest first."""
    rows = ask(graph, "matching/homes_decided", scope)
    known = homes(graph, scope, [row[side] for row in rows for side in ("left_home", "right_home")])
    rows = [row for row in rows if known.keys() >= {row["left_home"], row["right_home"]}]
    return [
        HomeDecidedView(
            **entry(row),
            left=known[row["left_home"]],
            right=known[row["right_home"]],
            left_token=row["left"],
            right_token=row["right"],
        )
        for row in newest_first(rows)
    ]
