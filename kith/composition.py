"""Putting the parts together: graph, store, pipeline and the account that acts. The only place that knows them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from absence.expectations import Expectations, packaged
from api.patternwork import PatternWork
from api.stewardship import Stewardship
from api.stewardship_homes import HomeStewardship
from api.store import Store
from api.store.accounts import Account, Accounts
from api.store.audit import Action, AuditTrail, Entry, Outcome
from api.store.expectations import ExpectationBook
from api.store.keys import Keys
from api.store.seals import SealKeeper
from graph.changes import Changes
from graph.gateway import Graph
from ingest.addresses.places import BadPlacesError, Places
from ingest.deciding_homes import DecidingHomes
from ingest.matching.model import MatchModel
from ingest.pipeline import Pipeline, changes_in
from kith.refusals import RefusedError
from kith.settings import Settings
from model.scope import Purpose, Role, Scope

OPERATOR = Account("operator", "Operator of this machine", Role.ADMINISTRATOR)
"""The account of whoever runs commands on the server itself; entries in the audit carry its name."""


def utc_now() -> dt.datetime:
    """The present moment, to the second, in UTC."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(slots=True)
class Kith:
    """The open parts of the application."""

    settings: Settings
    graph: Graph
    store: Store
    account: Account

    @property
    def audit(self) -> AuditTrail:
        """The audit of the store."""
        return AuditTrail(self.store)

    @property
    def scope(self) -> Scope:
        """What the acting account may read. Commands open nobody, so there are no grants."""
        return Scope(
            self.account.username,
            self.account.role,
            self.account.agency,
            self.account.services,
            clearances=self.account.clearances,
        )

    @property
    def seals(self) -> SealKeeper:
        """The keeper of seals."""
        return SealKeeper(self.store, self.store.keys.derived("seals"))

    @property
    def places(self) -> Places:
        """Where postcodes lie: the borough's own list and, if it is installed, the ONS list. Raises RefusedError."""
        own = [code.strip() for code in (self.settings.authority or "").split(",") if code.strip()]
        try:
            return Places(self.settings.own_places, own)
        except BadPlacesError as error:
            raise RefusedError(str(error)) from None

    @property
    def expected(self) -> Expectations:
        """The table of who is expected to know which child: the one that a setting names, else the one that was
        adopted last, else the one that comes with Kith."""
        return self.settings.expected or ExpectationBook(self.store).adopted() or packaged()

    def pipeline(self, model: MatchModel | None = None) -> Pipeline:
        """The way in for deliveries, with the model in use unless another is given."""
        model = model or MatchModel.in_use(self.settings.loading / "matching")
        return Pipeline(self.graph, self.settings.loading, model, self.seals, utc_now, self.places)

    def deciding(self) -> DecidingHomes:
        """The way in for decisions of people, with the model in use and the seals as they are now."""
        model = MatchModel.in_use(self.settings.loading / "matching")
        return DecidingHomes(self.graph, self.settings.loading, model, self.seals, utc_now, self.places)

    @property
    def stewardship(self) -> Stewardship:
        """The steward's desk as the acting account uses it."""
        scope = replace(self.scope, purpose=Purpose.STEWARDSHIP)
        return Stewardship(self.graph, scope, self.deciding(), utc_now().date())

    @property
    def home_stewardship(self) -> HomeStewardship:
        """The steward's desk for addresses as the acting account uses it."""
        return HomeStewardship(self.graph, replace(self.scope, purpose=Purpose.STEWARDSHIP), self.deciding())

    @property
    def patterns(self) -> PatternWork:
        """Patterns and findings as the acting account uses them."""
        journal = Changes(changes_in(self.settings.loading))
        return PatternWork(
            self.graph, self.store, self.scope, utc_now().date(), self.places.own, journal=journal
        )

    def record(self, command: str, outcome: Outcome = Outcome.DONE, **details: Any) -> None:
        """Enter a command in the audit. What it did to whom is in ``details``: identifiers and counts, no names."""
        entry = Entry(Action.COMMAND, outcome, self.account.username, details={"command": command, **details})
        self.audit.append(entry)


@contextmanager
def opened(
    settings: Settings | None = None, *, command: str = "serve", roles: tuple[Role, ...] = ()
) -> Iterator[Kith]:
    """Open graph and store as the acting account. Raises RefusedError where the account is unknown or its role is not
    one of ``roles`` (none given: any). Refusals and failures are audited under the name of ``command``."""
    settings = settings or Settings()
    with ExitStack() as stack:
        settings.data.mkdir(parents=True, exist_ok=True)
        store = stack.enter_context(Store.open(settings.store_address, Keys.load(settings.key_file)))
        account = _acting(store, settings.account)
        if roles and account.role not in roles:
            allowed = ", ".join(role.value.replace("_", " ") for role in roles)
            details = {"command": command}
            AuditTrail(store).append(
                Entry(Action.COMMAND, Outcome.REFUSED, account.username, details=details)
            )
            raise RefusedError(f"The account {account.username} may not do this. It takes one of: {allowed}.")
        try:
            graph = stack.enter_context(Graph.open(settings.graph))
            graph.install_schema()
            yield Kith(settings, graph, store, account)
        except Exception as error:
            details = {"command": command, "error": type(error).__name__}
            AuditTrail(store).append(Entry(Action.COMMAND, Outcome.ERROR, account.username, details=details))
            raise


def _acting(store: Store, username: str) -> Account:
    accounts = Accounts(store)
    account = accounts.get(username)
    if account is None and username == OPERATOR.username:
        accounts.add(OPERATOR)
        return OPERATOR
    if account is None or not account.enabled:
        raise RefusedError(
            f"There is no account {username!r} that is in use. Set KITH_ACCOUNT to one of `kith account list`, or "
            "leave it out."
        )
    return account
