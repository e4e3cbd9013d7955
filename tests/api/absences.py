"""A borough of children whom one agency alone names, all alike."""

from __future__ import annotations

import datetime as dt

from starlette.testclient import TestClient

from tests.support.tiny import Tiny

API = "/api/v1/missing"
REASON = "The autumn check of all rolls"
NAMES = (
    "Aba Quist", "Bo Larsen", "Cem Yildiz", "Dora Evans", "Efua Mensah", "Finn Oxley", "Gita Rao", "Hugo Brandt",
    "Ines Duarte", "Jonah Pike", "Kofi Tuffour", "Lena Wirth",
)  # fmt: skip
LISTED = len(NAMES)
ONE_DAY = dt.timedelta(days=1)


def borough(today: dt.date) -> Tiny:
    tiny = Tiny()
    for number, feed in enumerate(("gp", "education", "revenues", "child_health", "not_in_school")):
        tiny.agency(feed, feed).delivery(feed, (today - ONE_DAY).isoformat(), number)
        joined = today - 400 * ONE_DAY
        tiny.node("Feed", f"feed-{feed}", code=feed, agency=feed, name=feed, cadence_days=7, joined=joined)
    for number, name in enumerate(NAMES):
        born = dt.date(today.year - 10, number + 1, 3).isoformat()
        tiny.address(f"high{number}", f"{number} High Street", "AM1 7AB", ward="Millfield")
        tiny.child(f"kid{number}", name, born=born, feeds=("revenues",))
        tiny.lives(f"kid{number}", f"high{number}", "2019-01-01")
    tiny.child(
        "rue", "Rue Shah", born=f"{today.year - 10}-06-06", feeds=("revenues",), place_guard="location"
    )
    return tiny


def begun(client: TestClient) -> str:
    answer = client.post(f"{API}/works", json={"title": "Autumn check", "reason": REASON})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
