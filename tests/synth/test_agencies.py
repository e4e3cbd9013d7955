"""Every agency that joined after the pilot writes a delivery that its feed takes whole, and the truth of it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ingest.feeds import all_feeds, feed
from ingest.reading.delivery import ReadDelivery, read_delivery
from kith.synth import generate
from kith.synth.agencies import agencies, all_codes, chosen
from kith.synth.columns import FEEDS

pytestmark = pytest.mark.xdist_group("synth")

AS_OF = date(2026, 9, 30)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,500 children as every agency tells of them, with the night after."""
    out = tmp_path_factory.mktemp("borough") / "everything"
    generate(out, children=1500, seed=1, as_of=AS_OF, next_night=True, feeds=all_codes())
    return out


@pytest.fixture(scope="session")
def delivered(everything: Path) -> dict[str, ReadDelivery]:
    return {code: read_delivery(everything / code, feed(code)) for code in agencies()}


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_synthetic_delivery_has_a_feed() -> None:
    assert set(all_codes()) <= set(all_feeds())
    assert set(agencies()).isdisjoint(FEEDS)


@pytest.mark.parametrize("code", list(agencies()))
def test_a_delivery_is_taken_whole(delivered: dict[str, ReadDelivery], code: str) -> None:
    read = delivered[code]
    assert read.accepted > 0
    assert read.rejections == []


@pytest.mark.parametrize("code", list(agencies()))
def test_every_person_of_a_delivery_is_somebody(
    everything: Path, delivered: dict[str, ReadDelivery], code: str
) -> None:
    truth = {row["record_key"]: row["person"] for row in rows(everything, "truth/records")}
    people = {row["person"] for row in rows(everything, "truth/persons")}
    found = {key for key in delivered[code].records if key.split(":", 2)[1] == "person"}
    assert found
    assert found == {key for key in truth if key.startswith(f"{code}:")}
    assert {truth[key] for key in found} <= people


@pytest.mark.parametrize("code", list(agencies()))
def test_every_event_has_its_true_parties(
    everything: Path, delivered: dict[str, ReadDelivery], code: str
) -> None:
    declared = feed(code)
    truth = {(row["event"], row["person"], row["role"]): row for row in rows(everything, "truth/events")}
    person = {row["record_key"]: row["person"] for row in rows(everything, "truth/records")}
    said = {
        (claim.target, person[key], claim.properties["role"])
        for key, of_record in delivered[code].records.items()
        for claim in declared.observe(key, of_record).claims
        if claim.edge == "PARTY_TO"
    }
    assert said == {key for key in truth if key[0].startswith(f"{code}:")}
    for (event, _, _), row in truth.items():
        if event.startswith(f"{code}:"):
            statement = declared.observe(event, delivered[code].records[event])
            assert statement.attributes["kind"] == row["kind"]
            assert statement.attributes["on"].isoformat() == row["from"]


@pytest.mark.parametrize("code", list(agencies()))
def test_the_night_after_is_a_delivery_of_changes(everything: Path, code: str) -> None:
    folder = everything / "next_night" / code
    read = read_delivery(folder, feed(code))
    assert read.manifest.kind == "changes"
    assert read.rejections == []
    happened = {key for key in read.records if key.split(":", 2)[1] == "event"}
    new = happened - {row["event"] for row in rows(everything, "truth/events")}
    truth = {row["event"] for row in rows(everything / "next_night", "truth/events")}
    assert new <= truth
    if code == "emergency":
        assert new


def test_what_one_agency_writes_does_not_depend_on_the_others(everything: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    generate(alone, children=1500, seed=1, as_of=AS_OF, feeds=("housing",))
    assert not (alone / "education").exists()
    for table in feed("housing").tables:
        name = f"housing/{table.name}.csv"
        assert (alone / name).read_bytes() == (everything / name).read_bytes()


def test_feeds_are_named_or_all() -> None:
    assert chosen("all") == all_codes()
    assert chosen("police, education") == ("education", "police")
    assert chosen(",".join(FEEDS)) == FEEDS


def test_a_feed_that_nobody_writes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no synthetic delivery for libraries"):
        generate(tmp_path / "out", children=50, as_of=AS_OF, feeds=chosen("libraries"))
