"""Plain files are linked over tables that nobody keeps: who is together is what the index would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking.link import PROPOSED, link
from ingest.matching import sifting, training
from ingest.matching.cache import CacheUnwritableError
from ingest.matching.gathering import gathered, propose, proposed_recall
from ingest.matching.model import MatchModel
from tests.matching.conftest import MakeResolver
from tests.matching.people import child
from tests.matching.test_updates import borough


@pytest.mark.parametrize("seed", [4])
def test_linking_says_of_children_what_the_index_says(
    make_resolver: MakeResolver, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    records = [record for record in borough(seed) if record.kind == "child"]
    index = make_resolver().rebuild(records, [], "built")
    monkeypatch.setattr(sifting, "WORTH_IT", 0)
    with gathered(iter(records)) as tables:
        linked = link(tables, MatchModel.shipped())
    assert set(linked.groups) == {group.keys for group in index.groups}
    assert linked.groups == sorted(linked.groups, key=min)
    assert linked.judgements == index.judgements
    assert any(len(group) > 1 for group in linked.groups)


def test_the_recall_of_blocking_counts_pairs_that_nothing_proposes() -> None:
    alike = [child("care:person:1"), child("school:person:1")]
    other = child("welfare:person:9", "Xanthe", "Brockleby", date_of_birth=None, homes=(), sex=None)
    person_of = dict.fromkeys((record.key for record in (*alike, other)), "one")
    with gathered([*alike, other]) as tables:
        propose(tables, PROPOSED)
        assert proposed_recall(tables, PROPOSED, person_of) == pytest.approx(1 / 3, abs=1e-6)
        assert proposed_recall(tables, PROPOSED, {"care:person:1": "one"}) is None


def test_a_temporary_folder_without_room_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(CacheUnwritableError, match="TMPDIR"), gathered([child("care:person:1")]) as tables:
        tables.execute(f"COPY record TO '{tmp_path / 'nowhere' / 'x.csv'}'")


def test_parameters_are_those_of_the_records_in_whatever_order_they_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(training, "FEW", 20)
    records = [record for record in borough(8, size=30) if record.kind == "child"]
    found = []
    for order in (records, records[::-1]):
        with gathered(order) as tables:
            found.append(training.train_on_files(tables))
    assert found[0].fingerprint() == found[1].fingerprint() != MatchModel.shipped().fingerprint()
    with gathered(records[:19]) as tables:
        assert training.train_on_files(tables) == MatchModel.shipped()
