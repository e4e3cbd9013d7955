"""Deliveries that wait for a person."""

from __future__ import annotations

from graph.ask import ask
from graph.gateway import Graph
from graph.reads.scorecards import reasons, report_of
from model.quality import HeldDelivery


def held(graph: Graph) -> list[HeldDelivery]:
    """Deliveries that are held, or that a person has released or refused, the newest first."""
    return [_held(row["delivery"]) for row in ask(graph, "quality/held", None)]


def _held(row: dict[str, object]) -> HeldDelivery:
    report = report_of(row)
    shown = {name: value for name, value in row.items() if name not in ("report", "sequence")}
    return HeldDelivery(
        **shown,  # type: ignore[arg-type]
        reasons=report.get("held_because", []),
        preview=report.get("preview", {}),
        rejected_for=reasons(report.get("rejected_for", ())),
    )
