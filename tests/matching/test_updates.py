"""Order, batches and kills play no part: an update ends where a rebuild ends."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.matching import candidates, sifting, stand_ins
from ingest.matching.model import MatchModel
from ingest.matching.records import Group, HumanJudgement, HumanVerdict, MatchRecord, NoSeals, Resolution
from ingest.matching.resolver import Resolver
from model.desk import LEFT_OUT
from tests.matching.conftest import MakeResolver
from tests.matching.people import adult, child

FORENAMES = ("Teodora", "Theodora", "Marigold", "Orlando", "Bob", "Robert", "Twin 2", "Baby")
SURNAMES = ("Quillfeather", "Quilfeather", "Marchetti", "Obi", "Obi-Marchetti")


def borough(seed: int, size: int = 45) -> list[MatchRecord]:
    """A handful of families, told by three agencies that make mistakes."""
    chance = random.Random(seed)
    found: list[MatchRecord] = []
    for number in range(size):
        feed = chance.choice(("care", "school", "welfare"))
        born = dt.date(2012 + chance.randrange(2), chance.choice((1, 3)), chance.choice((1, 3, 17)))
        found.append(
            child(
                f"{feed}:person:{number}",
                chance.choice(FORENAMES),
                chance.choice(SURNAMES),
                date_of_birth=born,
                sex=chance.choice(("F", "M", None)),
                homes=(f"key:{chance.randrange(4)}",),
                upn=chance.choice((None, None, "A801200005001", "B801200005001")),
                protected=chance.random() < 0.05,
            )
        )
        if chance.random() < 0.6:
            mother = adult(
                f"{feed}:person:A{number}",
                chance.choice(FORENAMES),
                chance.choice(SURNAMES),
                (found[-1].key, chance.choice(("mother", "father", "parent"))),
            )
            found.append(replace(mother, per_child=feed == "welfare"))
    return found


def judgements(records: list[MatchRecord], seed: int) -> list[HumanJudgement]:
    chance = random.Random(seed)
    children = [record.key for record in records if record.kind == "child"]
    pairs = [sorted(chance.sample(children, 2)) for _ in range(4)]
    verdicts: list[HumanVerdict] = ["same", "different"]
    return [HumanJudgement(left, right, chance.choice(verdicts)) for left, right in pairs]


def follow(
    shown: dict[frozenset[str], Group], change: Resolution, current: set[str]
) -> dict[frozenset[str], Group]:
    """What somebody who only hears of changes believes the groups to be."""
    moved = {key for group in change.groups for key in group.keys}
    kept = {keys: group for keys, group in shown.items() if keys <= current and not keys & moved}
    return kept | {group.keys: group for group in change.groups}


@pytest.mark.parametrize(("seed", "holders"), [(1, stand_ins.HOLDERS), (2, 4), (3, 4)])
def test_updates_in_any_split_end_where_a_rebuild_ends(
    make_resolver: MakeResolver, monkeypatch: pytest.MonkeyPatch, seed: int, holders: int
) -> None:
    """Homes, too, that come to stand for nobody and cease to."""
    monkeypatch.setattr(stand_ins, "HOLDERS", holders)
    records = borough(seed)
    people = judgements(records, seed)
    chance = random.Random(seed)
    chance.shuffle(records)
    piecewise = make_resolver("piecewise")
    shown: dict[frozenset[str], Group] = {}
    current: dict[str, MatchRecord] = {}
    told: dict[tuple[str, str], str] = {}
    at = 0
    while at < len(records):
        batch = records[at : at + chance.choice((1, 5, 20))]
        at += len(batch)
        gone = set(chance.sample(sorted(current), min(len(current), 2)))
        moved = chance.sample(sorted(current), min(len(current), 2))
        again = [replace(current[key], homes=("key:9",)) for key in moved]
        upserts = [record for record in [*batch, *again] if record.key not in gone]
        change = piecewise.update(upserts, gone, people if at > 10 else [], str(at))
        current = {key: record for key, record in current.items() if key not in gone} | {
            r.key: r for r in upserts
        }
        shown = follow(shown, change, set(current))
        told = {pair: verdict for pair, verdict in told.items() if pair not in change.superseded}
        told |= {(judged.left, judged.right): judged.verdict for judged in change.judgements}
    change = piecewise.update([], [], people, "end")
    shown = follow(shown, change, set(current))
    whole = make_resolver("whole")
    everything = list(current.values())
    chance.shuffle(everything)
    rebuilt = whole.rebuild(everything, people, "end")
    assert piecewise.groups() == whole.groups()
    assert set(shown.values()) == set(whole.groups()) == set(rebuilt.groups)
    words = {row.level for judged in rebuilt.judgements for row in judged.evidence}
    assert (LEFT_OUT in words) == (holders == 4)
    told |= {(judged.left, judged.right): judged.verdict for judged in change.judgements}
    told = {pair: verdict for pair, verdict in told.items() if pair not in change.superseded}
    assert told == {(judged.left, judged.right): judged.verdict for judged in rebuilt.judgements}


def test_a_night_s_weights_are_those_of_a_rebuild(make_resolver: MakeResolver) -> None:
    records = borough(7)
    first, second = make_resolver("one"), make_resolver("other")
    first.rebuild(records[:-6], [], "1")
    night = first.update(records[-6:], [], [], "2")
    whole = {(judged.left, judged.right): judged for judged in second.rebuild(records, [], "2").judgements}
    assert night.judgements
    for judged in night.judgements:
        again = whole[judged.left, judged.right]
        assert judged.weight == pytest.approx(again.weight, abs=1e-9)
        assert [row.level for row in judged.evidence] == [row.level for row in again.evidence]


def test_a_borough_looked_at_in_slices_and_sifted_is_the_borough(
    make_resolver: MakeResolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = borough(5)
    whole = make_resolver("whole").rebuild(records, [], "built")
    monkeypatch.setattr(candidates, "AT_ONCE", 3)
    monkeypatch.setattr(sifting, "WORTH_IT", 0)
    sliced = make_resolver("sliced").rebuild(records, [], "built")
    assert sum(len(group.keys) > 1 and "person:A" in min(group.keys) for group in whole.groups) > 1
    assert sliced == whole


def test_the_same_again_changes_nothing(make_resolver: MakeResolver) -> None:
    records = borough(5, size=20)
    resolver = make_resolver()
    resolver.rebuild(records, [], "1")
    assert resolver.update(records, [], [], "2") == Resolution()


def test_a_cache_of_another_model_is_begun_anew(tmp_path: Path) -> None:
    resolver = Resolver(tmp_path, MatchModel.shipped(), NoSeals())
    resolver.rebuild([child("care:person:1")], [], "1")
    resolver.close()
    other = Resolver(tmp_path, replace(MatchModel.shipped(), version="another"), NoSeals())
    assert (other.stamp, other.groups()) == (None, [])
    other.close()


def test_a_torn_cache_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "matching.sqlite").write_bytes(b"torn" * 5000)
    resolver = Resolver(tmp_path, MatchModel.shipped(), NoSeals())
    assert resolver.stamp is None
    resolver.close()


def test_a_kill_in_the_middle_leaves_what_was_before(tmp_path: Path) -> None:
    resolver = Resolver(tmp_path, MatchModel.shipped(), NoSeals())
    resolver.rebuild([child("care:person:1")], [], "before")
    before = resolver.groups()
    resolver.close()
    script = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from ingest.matching.model import MatchModel
        from ingest.matching.resolver import Resolver
        from tests.matching.people import child

        class Killer:
            def sealed_apart(self, left_key, right_key):
                os.kill(os.getpid(), signal.SIGKILL)

        resolver = Resolver(Path(sys.argv[1]), MatchModel.shipped(), Killer())
        resolver.update([child("school:person:2"), child("welfare:person:3")], [], [], "after")
        """
    )
    died = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=False, env={**os.environ, "PYTHONPATH": "."}
    )
    assert died.returncode == -signal.SIGKILL
    again = Resolver(tmp_path, MatchModel.shipped(), NoSeals())
    assert (again.stamp, again.groups()) == ("before", before)
    again.close()
