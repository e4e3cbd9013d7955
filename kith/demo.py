"""The demonstration: an invented borough, generated, delivered and indexed, with an account for each role."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from api.security.passwords import hashed
from api.store.accounts import Account, Accounts
from api.store.errors import AccountExists
from graph.system import run
from kith.composition import Kith
from kith.loading import Given, Outcome, load
from kith.synth import generate
from kith.synth.borough import PLACES, POPULATION, WARDS
from kith.synth.columns import FEEDS
from model.guards import Clearance
from model.scope import Role

SEED = 1

HUB = frozenset({Clearance.LOCATION, Clearance.HIDDEN})

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration and its password, which is random and kept in the data folder."""

    account: Account
    password: str


def borough_folder(kith: Kith) -> Path:
    """Where the generated deliveries are."""
    return kith.settings.data / "borough"


def is_built(kith: Kith, feeds: tuple[str, ...] = FEEDS) -> bool:
    """Whether every one of these feeds has been delivered and closed."""
    closed = {row["feed"] for row in run(kith.graph, "ledger/deliveries") if row["status"] == "closed"}
    return closed >= set(feeds)


def build(kith: Kith, children: int, progress: Progress, feeds: tuple[str, ...] = FEEDS) -> Outcome:
    """Generate the borough's deliveries as of yesterday, so that they are fresh, and load them together. Deliveries
    that were generated for as many children and not yet loaded are taken as they are."""
    folder = borough_folder(kith)
    done = folder / "complete.json"
    wanted = {"children": children, "seed": SEED, "feeds": list(feeds)}
    if not done.exists() or json.loads(done.read_text()) != wanted:
        progress("generating the borough")
        shutil.rmtree(folder, ignore_errors=True)
        yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
        generate(folder, children=children, seed=SEED, as_of=yesterday, next_night=True, feeds=feeds)
        done.write_text(json.dumps(wanted))
        for name in (PLACES, POPULATION, WARDS):
            shutil.copy2(folder / name, kith.settings.data / name)
    return load(kith, [Given(feed, folder / feed) for feed in feeds], progress)


def _teams(kith: Kith, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row["key"] for row in run(kith.graph, "ledger/services") if row["kind"] in kinds)


def _accounts(kith: Kith) -> list[Account]:
    practitioner = Role.PRACTITIONER
    social_work = _teams(kith, ("social_work", "front_door", "looked_after"))
    welfare = _teams(kith, ("education_welfare",))
    return [
        Account("social.worker", "Demo social worker", practitioner, "social_care", social_work, demo=True),
        Account("education.officer", "Demo education officer", practitioner, "education", (), demo=True),
        Account(
            "welfare.officer",
            "Demo education welfare officer",
            practitioner,
            "education_welfare",
            welfare,
            demo=True,
        ),
        Account("school.lead", "Demo school safeguarding lead", practitioner, "school", (), demo=True),
        Account("lead", "Demo safeguarding lead", Role.SAFEGUARDING_LEAD, None, clearances=HUB, demo=True),
        Account("analyst", "Demo analyst", Role.ANALYST, demo=True),
        Account(
            "steward", "Demo data steward", Role.DATA_STEWARD, clearances=HUB | {Clearance.HELD}, demo=True
        ),
        Account("administrator", "Demo administrator", Role.ADMINISTRATOR, demo=True),
    ]


def accounts(kith: Kith) -> list[DemoAccount]:
    """The demonstration's accounts, made if they are not there. Passwords stand in a file that only its owner reads."""
    path = kith.settings.data / "demo-accounts.json"
    passwords: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    made = Accounts(kith.store)
    found: list[DemoAccount] = []
    for account in _accounts(kith):
        password = passwords.setdefault(
            account.username, f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}"
        )
        if made.get(account.username) is None:
            try:
                made.add(account, hashed(password))
            except AccountExists:
                continue
        found.append(DemoAccount(account, password))
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)
    return found
