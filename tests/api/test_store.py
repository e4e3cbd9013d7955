"""Accounts, sessions, openings, seals and counters, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from api.store import Store, StoreUnavailable, database
from api.store.accounts import Account, Accounts
from api.store.audit import Action, AuditTrail, Entry
from api.store.errors import AccountExists
from api.store.keys import Keys
from api.store.openings import Ground, Openings
from api.store.rates import Limit, Rates
from api.store.seals import SealKeeper
from api.store.sessions import Sessions
from api.store.sign_ins import SignIns, Started
from model.guards import Clearance
from model.scope import Purpose, Role
from tests.api.conftest import KEYS

INES = Account(
    "ines",
    "Ines Okonjo",
    Role.PRACTITIONER,
    "social_care",
    ("social_care:T1",),
    frozenset({Clearance.LOCATION}),
    person_uid="p1",
)


@pytest.fixture
def accounts(store: Store) -> Accounts:
    made = Accounts(store)
    made.add(INES)
    return made


def test_an_account_comes_back_as_it_was_given(accounts: Accounts) -> None:
    assert accounts.get("ines") == INES
    assert accounts.get("nobody") is None
    with pytest.raises(AccountExists):
        accounts.add(INES)


def test_an_identity_leads_to_its_account_only_at_its_own_provider(accounts: Accounts) -> None:
    accounts.link_identity("https://provider.example", "subject-1", "ines")
    assert accounts.by_identity("https://provider.example", "subject-1") == INES
    assert accounts.by_identity("https://other.example", "subject-1") is None
    assert accounts.by_identity("https://provider.example", "subject-2") is None


def test_the_schema_is_brought_up_to_date_once_whoever_comes_first(store_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store.open(store_url, KEYS), range(4)))
    with stores[0].reading() as connection:
        versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert sorted(versions) == sorted(ScriptDirectory(str(database.MIGRATIONS)).get_heads())
    for each in stores:
        each.close()


def test_the_files_are_for_their_owner_only(tmp_path: Path) -> None:
    keys = Keys.load(tmp_path / "secrets" / "key")
    with Store.open(f"sqlite:///{tmp_path / 'data' / 'accounts.sqlite'}", keys) as store:
        Accounts(store).add(INES)
        for path in [tmp_path / "secrets" / "key", *(tmp_path / "data").iterdir()]:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    Keys.load(tmp_path / "key")
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(StoreUnavailable, match="chmod 600"):
        Keys.load(tmp_path / "key")


@pytest.mark.parametrize("url", ["mysql://127.0.0.1/kith", "sqlite://"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(StoreUnavailable):
        Store.open(url, KEYS)


class TestSessions:
    def test_a_token_opens_its_session_and_is_kept_nowhere(self, store: Store, accounts: Accounts) -> None:
        token = Sessions(store).start("ines", "password")
        session = Sessions(store).find(token)
        assert session is not None
        assert session.account == INES
        with store.reading() as connection:
            assert token not in str(connection.execute(text("SELECT * FROM sessions")).all())

    def test_unknown_ended_and_disabled_sessions_open_nothing(self, store: Store, accounts: Accounts) -> None:
        sessions = Sessions(store)
        assert sessions.find("made up") is None
        ended, other = sessions.start("ines", "password"), sessions.start("ines", "password")
        found = sessions.find(ended)
        assert found is not None
        sessions.end(found)
        assert sessions.find(ended) is None
        assert sessions.find(other) is not None, "only the one that was ended"
        accounts.disable("ines")
        assert sessions.find(other) is None

    def test_all_sessions_of_an_account_can_be_ended_at_once(self, store: Store, accounts: Accounts) -> None:
        sessions = Sessions(store)
        tokens = [sessions.start("ines", "password") for _ in range(3)]
        sessions.end_all("ines")
        assert [sessions.find(token) for token in tokens] == [None, None, None]

    def test_a_session_ends_by_itself(self, store: Store, accounts: Accounts) -> None:
        nothing, hour = dt.timedelta(0), dt.timedelta(hours=1)
        idle = Sessions(store, idle=nothing, absolute=hour)
        assert idle.find(idle.start("ines", "password")) is None
        old = Sessions(store, idle=hour, absolute=nothing)
        assert old.find(old.start("ines", "password")) is None

    def test_use_keeps_a_session_awake(self, store: Store, accounts: Accounts) -> None:
        sessions = Sessions(store)
        token = sessions.start("ines", "password")
        with store.writing() as connection:
            earlier = (dt.datetime.now(dt.UTC) - dt.timedelta(minutes=20)).isoformat(timespec="microseconds")
            connection.execute(text("UPDATE sessions SET seen_at = :at"), {"at": earlier})
        assert sessions.find(token) is not None
        with store.reading() as connection:
            assert connection.execute(text("SELECT seen_at FROM sessions")).scalar_one() > earlier

    def test_the_last_search_is_forgotten_with_the_session(self, store: Store, accounts: Accounts) -> None:
        sessions = Sessions(store)
        token = sessions.start("ines", "password")
        session = sessions.find(token)
        assert session is not None
        sessions.keep_search(session, {"q": "Amara"})
        again = sessions.find(token)
        assert again is not None
        assert again.search == {"q": "Amara"}
        sessions.end(session)
        with store.reading() as connection:
            assert connection.execute(text("SELECT search FROM sessions")).scalar_one() is None


class TestOpenings:
    def test_an_opening_is_for_one_account_one_person_one_day(self, store: Store, accounts: Accounts) -> None:
        openings = Openings(store)
        made = openings.add(INES, "c1", Purpose.HUB, "A call from the school", sampled=True, ground=None)
        assert openings.today("ines", "c1") == made
        assert openings.today("piet", "c1") is None
        assert openings.today("ines", "c2") is None
        assert openings.opened_today("ines") == {"c1"}
        with store.writing() as connection:
            connection.execute(text("UPDATE openings SET day = '2020-01-01'"))
        assert openings.today("ines", "c1") is None

    def test_a_second_opening_on_one_day_changes_nothing(self, store: Store, accounts: Accounts) -> None:
        openings = Openings(store)
        first = openings.add(INES, "c1", Purpose.HUB, "A call from the school", sampled=True, ground=None)
        again = openings.add(INES, "c1", Purpose.OWN_INVOLVEMENT, "Other words", sampled=False, ground=None)
        assert again == first

    def test_a_lead_sees_their_own_agency_and_a_lead_of_the_hub_all(
        self, store: Store, accounts: Accounts
    ) -> None:
        piet = Account("piet", "Piet Haverkamp", Role.PRACTITIONER, "education")
        accounts.add(piet)
        openings = Openings(store)
        for account in (INES, piet):
            openings.add(account, "c1", Purpose.HUB, "A call", sampled=True, ground=None)
            openings.add(account, "c2", Purpose.HUB, "A call", sampled=False, ground=None)
            openings.refuse(account, "c3", Ground.NEIGHBOUR)
        assert [each.username for each in openings.sampled("education", 10)] == ["piet"]
        assert [each.username for each in openings.sampled(None, 10)] == ["piet", "ines"]
        assert [each.username for each in openings.refused("social_care", 10)] == ["ines"]
        newest, eldest = openings.refused(None, 10)
        assert openings.refused(None, 10, before=newest.id) == [eldest]


class TestSeals:
    BEFORE, AFTER, OTHER = "social_care:person:12", "education:person:77", "education:person:78"

    def test_a_sealed_pair_is_kept_apart_in_either_order_and_after_a_restart(self, store: Store) -> None:
        SealKeeper(store, b"key").seal(self.BEFORE, self.AFTER)
        keeper = SealKeeper(store, b"key")
        assert keeper.sealed_apart(self.BEFORE, self.AFTER)
        assert keeper.sealed_apart(self.AFTER, self.BEFORE)
        assert not keeper.sealed_apart(self.BEFORE, self.OTHER)
        assert not keeper.sealed_apart(self.OTHER, self.AFTER)

    def test_two_sealed_pairs_do_not_seal_each_other(self, store: Store) -> None:
        keeper = SealKeeper(store, b"key")
        keeper.seal(self.BEFORE, self.AFTER)
        keeper.seal("social_care:person:13", self.OTHER)
        keeper.seal(self.AFTER, self.BEFORE)
        assert not keeper.sealed_apart(self.BEFORE, self.OTHER)
        assert keeper.label(self.BEFORE) in keeper.labels

    def test_nothing_that_is_kept_can_be_read(self, store: Store) -> None:
        SealKeeper(store, b"key").seal(self.BEFORE, self.AFTER)
        with store.reading() as connection:
            pairs = connection.execute(text("SELECT * FROM seals")).all()
            kept = str([*pairs, *connection.execute(text("SELECT * FROM seal_labels")).all()])
        assert "social_care" not in kept
        assert "77" not in kept.replace("0x", "").split("'")
        assert not SealKeeper(store, b"another key").sealed_apart(self.BEFORE, self.AFTER)


class TestRates:
    LIMIT = Limit("search", 3, 3_600)

    def test_a_limit_counts_per_subject(self, store: Store) -> None:
        rates = Rates(store)
        assert [rates.count(self.LIMIT, "ines") for _ in range(3)] == [None, None, None]
        wait = rates.count(self.LIMIT, "ines")
        assert wait is not None
        assert 0 < wait <= 3_600
        assert rates.count(self.LIMIT, "piet") is None

    def test_no_count_is_lost_between_threads(self, store: Store) -> None:
        rates = Rates(store)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: rates.count(self.LIMIT, "ines"), range(20)))
        assert answers.count(None) == 3

    def test_forgetting_begins_anew_and_names_are_not_kept(self, store: Store) -> None:
        rates = Rates(store)
        for _ in range(4):
            rates.count(self.LIMIT, "ines")
        with store.reading() as connection:
            assert "ines" not in str(connection.execute(text("SELECT * FROM rate_counts")).all())
        rates.forget(self.LIMIT, "ines")
        assert rates.count(self.LIMIT, "ines") is None


class TestSignIns:
    def test_a_sign_in_is_finished_once_by_the_browser_that_began_it(self, store: Store) -> None:
        sign_ins = SignIns(store)
        started = Started("nonce", "verifier")
        sign_ins.start("state", "browser", started)
        assert sign_ins.finish("state", "browser") == started
        assert sign_ins.finish("state", "browser") is None

    def test_another_browser_does_not_finish_it(self, store: Store) -> None:
        sign_ins = SignIns(store)
        sign_ins.start("state", "browser", Started("nonce", "verifier"))
        assert sign_ins.finish("other", "browser") is None
        assert sign_ins.finish("state", "thief") is None
        assert sign_ins.finish("state", "browser") is None, "an attempt uses it up"


def test_writers_of_several_processes_wait_in_line_and_none_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)  # SQLite's own patience, shorter than the wait below
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    with Store.open(url, KEYS) as one, Store.open(url, KEYS) as other, ThreadPoolExecutor() as people:
        with one.writing():
            counted = people.submit(Rates(other).count, Limit("search", 1, 3_600), "somebody")
            written = people.submit(AuditTrail(other).append, Entry(Action.READ))
            sleep(0.5)
            assert not counted.done()
            assert not written.done()
        assert counted.result(10) is None
        assert written.result(10) == 1
