"""The audit cannot be changed unseen, and without it nothing happens."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from api.store import AuditUnavailable, Store
from api.store.audit import Action, AuditTrail, Broken, Entry, Head, Outcome
from api.store.keys import Keys
from tests.api.conftest import KEYS

UNLOCK = {
    "sqlite": ("DROP TRIGGER audit_keeps_updates_out", "DROP TRIGGER audit_keeps_deletes_out"),
    "postgresql": ("DROP TRIGGER audit_keeps_changes_out ON audit",),
}


def five_entries(store: Store) -> AuditTrail:
    trail = AuditTrail(store)
    for number in range(1, 6):
        trail.append(
            Entry(Action.READ, account="ines", subjects=(f"child-{number}",), reason="Referral of today")
        )
    return trail


def tamper(url: str, *statements: str) -> None:
    """What somebody could do who owns the database but not the key."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in (*UNLOCK[engine.dialect.name], *statements):
            connection.execute(text(statement))
    engine.dispose()


def test_an_untouched_chain_holds_and_says_what_was_done(store: Store) -> None:
    trail = five_entries(store)
    assert trail.verify() is None
    third = trail.entries(after=2, limit=1)[0]
    assert (third["seq"], third["account"], third["subjects"]) == (3, "ines", ["child-3"])
    assert third["reason"] == "Referral of today"


@pytest.mark.parametrize(
    ("what", "statements", "broken"),
    [
        (
            "a reader's name is put right",
            ["UPDATE audit SET account = 'piet' WHERE seq = 3"],
            Broken(3, "changed"),
        ),
        ("a subject is taken out", ["UPDATE audit SET subjects = '[]' WHERE seq = 1"], Broken(1, "changed")),
        ("a time is moved", ["UPDATE audit SET at = '2026-01-01' WHERE seq = 5"], Broken(5, "changed")),
        ("an entry in the middle is removed", ["DELETE FROM audit WHERE seq = 3"], Broken(3, "missing")),
        ("the first entry is removed", ["DELETE FROM audit WHERE seq = 1"], Broken(1, "missing")),
        ("the last entry is cut off", ["DELETE FROM audit WHERE seq = 5"], Broken(5, "missing at the end")),
        ("everything is cut off", ["DELETE FROM audit"], Broken(1, "missing at the end")),
        (
            "the last entry is cut off and the head moved back",
            [
                "DELETE FROM audit WHERE seq = 5",
                "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE seq = 4)",
            ],
            Broken(4, "the head of the chain was changed"),
        ),
        ("the head is removed", ["DELETE FROM audit_head"], Broken(1, "the head of the chain is missing")),
        (
            "two entries change places",
            [
                "UPDATE audit SET seq = 99 WHERE seq = 2",
                "UPDATE audit SET seq = 2 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 99",
            ],
            Broken(2, "does not follow from the entry before it"),
        ),
        (
            "an entry is taken out and the rest closes up",
            [
                "DELETE FROM audit WHERE seq = 3",
                "UPDATE audit SET seq = 3, previous = (SELECT hash FROM audit WHERE seq = 2) WHERE seq = 4",
                "UPDATE audit SET seq = 4 WHERE seq = 5",
            ],
            Broken(3, "changed"),
        ),
    ],
)
def test_tampering_is_named_at_the_first_broken_entry(
    store: Store, store_url: str, what: str, statements: list[str], broken: Broken
) -> None:
    trail = five_entries(store)
    tamper(store_url, *statements)
    assert trail.verify() == broken, what


def test_a_chain_put_back_to_an_older_state_is_found_by_a_noted_head(store: Store, store_url: str) -> None:
    trail = AuditTrail(store)
    trail.append(Entry(Action.READ, account="ines"))
    with store.reading() as connection:
        old = dict(connection.execute(text("SELECT * FROM audit_head")).mappings().one())
    trail.append(Entry(Action.EXPORT, account="ines"))
    noted = trail.head()
    tamper(store_url, "DELETE FROM audit WHERE seq = 2")
    with store.writing() as connection:
        connection.execute(text("UPDATE audit_head SET seq = :seq, hash = :hash, seal = :seal"), old)
    assert trail.verify() is None, "the older state is whole in itself"
    assert trail.verify(noted) == Broken(2, "missing: the chain was longer when it was noted")
    trail.append(Entry(Action.READ, account="ines"))
    assert trail.verify(noted) == Broken(2, "is not the entry that was noted")


def test_another_key_does_not_make_a_valid_chain(store: Store, store_url: str) -> None:
    five_entries(store)
    with Store.open(store_url, Keys(bytes(32))) as other:
        assert AuditTrail(other).verify() == Broken(1, "changed")


@pytest.mark.parametrize("statement", ["UPDATE audit SET account = 'piet'", "DELETE FROM audit"])
def test_the_database_itself_refuses_changes(store: Store, store_url: str, statement: str) -> None:
    five_entries(store)
    engine = create_engine(store_url)
    with pytest.raises(SQLAlchemyError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_many_threads_write_one_chain(store: Store) -> None:
    trail = AuditTrail(store)
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: trail.append(Entry(Action.READ)), range(80)))
    assert sorted(numbers) == list(range(1, 81))
    assert trail.verify() is None


def _write_some(url: str) -> None:
    with Store.open(url, KEYS) as store:
        for _ in range(20):
            AuditTrail(store).append(Entry(Action.SEARCH, Outcome.DONE))


def test_several_processes_write_one_chain(store: Store, store_url: str) -> None:
    processes = [get_context("spawn").Process(target=_write_some, args=(store_url,)) for _ in range(2)]
    for process in processes:
        process.start()
    _write_some(store_url)
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    trail = AuditTrail(store)
    assert trail.head().seq == 60
    assert trail.verify() is None


def test_a_lost_head_stops_writing_instead_of_starting_anew(store: Store, store_url: str) -> None:
    trail = five_entries(store)
    tamper(store_url, "DELETE FROM audit_head")
    with pytest.raises(AuditUnavailable):
        trail.append(Entry(Action.READ))


def test_a_database_that_is_gone_is_an_error_without_content(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'a.sqlite'}", KEYS)
    trail = AuditTrail(store)
    with store.writing() as connection:
        connection.execute(text("DROP TABLE audit"))
    with pytest.raises(AuditUnavailable) as caught:
        trail.append(Entry(Action.SEARCH, details={"asked": "Amara Okafor"}))
    store.close()
    assert "Amara" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_empty_chain_holds(store: Store) -> None:
    trail = AuditTrail(store)
    assert trail.verify() is None
    assert trail.head() == Head(0, "0" * 64)
