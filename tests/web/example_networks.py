"""An invented network and an invented path."""

import datetime as dt

from model.facts import Source
from model.views import Network, NetworkEdge, NetworkNode, Path, PathStep


def network(today: dt.date, care: Source, education: Source) -> Network:
    def edge(
        uid: str, source: str, target: str, kind: str, label: str, told: Source, *, current: bool = True
    ) -> NetworkEdge:
        since = dt.date(2022, 3, 1)
        until = None if current else dt.date(2025, 12, 20)
        return NetworkEdge(
            uid=uid,
            source=source,
            target=target,
            kind=kind,
            label=label,
            to=until,
            current=current,
            sources=[told],
        ).model_copy(update={"from_": since})

    return Network(
        start="c-maya",
        as_at=today,
        as_known_at=today,
        depth=2,
        nodes=[
            NetworkNode(
                uid="c-maya",
                kind="child",
                label="Maya Achterberg",
                detail="aged 10",
                hops=0,
                household="h-mill",
            ),
            NetworkNode(uid="c-toby", kind="child", label="Toby Achterberg-Lee", detail="aged 7", hops=1),
            NetworkNode(uid="c-elif", kind="child", label="Elif Demir", hops=2, notice="Location withheld"),
            NetworkNode(
                uid="a-carla",
                kind="adult",
                label="Carla Achterberg",
                detail="aged 36",
                hops=1,
                household="h-mill",
            ),
            NetworkNode(uid="a-ron", kind="adult", label="Ron Lee", hops=1),
            NetworkNode(uid="h-mill", kind="address", label="Flat 2, 14 Mill Lane", hops=1),
            NetworkNode(uid="s-1", kind="school", label="Alder Primary School", hops=1, hub=True, count=412),
            NetworkNode(
                uid="social_care:north", kind="service", label="Family support team, North", hops=1, hub=True
            ),
            NetworkNode(uid="w-1", kind="professional", label="Shanice Bell", detail="social worker", hops=1),
            NetworkNode(uid="e-1", kind="event", label="Missing episode", detail="2 May 2026", hops=1),
        ],
        edges=[
            edge("1", "a-carla", "c-maya", "PARENT_OF", "mother of", care),
            edge("2", "a-carla", "c-toby", "PARENT_OF", "mother of", care),
            edge("3", "c-maya", "h-mill", "LIVES_AT", "lives at, main home", education),
            edge("4", "a-ron", "h-mill", "LIVES_AT", "lives at, main home", education),
            edge("5", "c-elif", "h-mill", "LIVES_AT", "lived at, main home", education, current=False),
            edge("6", "c-maya", "s-1", "ATTENDS", "attends", education),
            edge("7", "c-maya", "social_care:north", "INVOLVED_WITH", "child protection plan", care),
            edge("8", "w-1", "c-maya", "WORKS_WITH", "lead professional of", care),
            edge("9", "c-maya", "e-1", "PARTY_TO", "went missing", care),
            edge("10", "a-carla", "h-mill", "LIVES_AT", "lives at, main home", education),
        ],
    )


def more_of_toby(told: Source) -> Network:
    """What one step from a brother shows: one adult who is drawn already, and one who is new."""
    new = NetworkEdge(
        uid="99", source="a-new", target="c-toby", kind="CARES_FOR", label="grandparent of", sources=[told]
    )
    return Network(
        start="c-toby",
        as_at=dt.date(2026, 9, 1),
        as_known_at=dt.date(2026, 9, 1),
        depth=1,
        nodes=[
            NetworkNode(uid="c-toby", kind="child", label="Toby Achterberg-Lee", hops=0),
            NetworkNode(uid="a-carla", kind="adult", label="Carla Achterberg", hops=1),
            NetworkNode(uid="a-new", kind="adult", label="Nadia <b>Lee</b>", detail="aged 61", hops=1),
        ],
        edges=[
            NetworkEdge(uid="2", source="a-carla", target="c-toby", kind="PARENT_OF", label="mother of"),
            new.model_copy(update={"from_": dt.date(2020, 1, 1)}),
        ],
    )


def before_elif(today: dt.date, care: Source, education: Source) -> Network:
    """The same network on an earlier day: one child had not come yet, and somebody was there who has left since."""
    now, toby = network(today, care, education), more_of_toby(education)
    nodes = [node for node in now.nodes if node.uid != "c-elif"] + toby.nodes[-1:]
    edges = [edge for edge in now.edges if edge.source != "c-elif"] + toby.edges[-1:]
    return now.model_copy(update={"nodes": nodes, "edges": edges})


def path(told: Source) -> Path:
    together = NetworkEdge(
        uid="1",
        source="c-maya",
        target="h-mill",
        kind="LIVES_AT",
        label="residence of Maya Achterberg",
        to=dt.date(2025, 12, 20),
        sources=[told],
    ).model_copy(update={"from_": dt.date(2024, 1, 1)})
    return Path(
        nodes=[
            NetworkNode(uid="c-maya", kind="child", label="Maya Achterberg", hops=0),
            NetworkNode(uid="h-mill", kind="address", label="Flat 2, 14 Mill Lane", hops=1),
            NetworkNode(uid="c-elif", kind="child", label="Elif Demir", hops=2),
        ],
        steps=[
            PathStep(
                sentence="Maya Achterberg and Elif Demir both lived at Flat 2, 14 Mill Lane from 1 January 2024 to "
                "20 December 2025, 720 days.",
                edges=[together],
            )
        ],
    )


def in_common(told: Source) -> Path:
    """A school that both children of the path were at."""
    attended = [
        NetworkEdge(
            uid=uid, source=uid, target="s-fern", kind="ATTENDS", label="attends (current)", sources=[told]
        )
        for uid in ("c-maya", "c-elif")
    ]
    return Path(
        nodes=[
            NetworkNode(uid="c-maya", kind="child", label="Maya Achterberg", hops=0),
            NetworkNode(uid="s-fern", kind="school", label="Fernhill Primary", hops=1, hub=True),
            NetworkNode(uid="c-elif", kind="child", label="Elif Demir", hops=2),
        ],
        steps=[
            PathStep(
                sentence="Maya Achterberg and Elif Demir are both at Fernhill Primary since 1 September 2024: 365 days "
                "so far.",
                edges=attended,
            )
        ],
        in_common=True,
    )
