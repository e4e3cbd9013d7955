"""Practitioners at work: each searches, opens a child with a reason, reads the page and what surrounds the child."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from api.store import Store
from api.store.accounts import Account, Accounts
from api.store.sessions import Sessions
from bench.questions import Named, Typed, typed
from bench.served import LOOPBACK, Server
from model.scope import Role

HIT = re.compile(r'href="/children/([A-Za-z0-9_-]+)"')
REASON = "A call from the school today"
SEARCH, PAGE, NETWORK_1, NETWORK_2 = "search", "child page", "network, depth 1", "network, depth 2"
SIBLINGS, HOUSEHOLD, OPEN = "siblings", "household", "opening with a reason"


@dataclass(frozen=True, slots=True)
class Signed:
    """A session: what its browser sends."""

    username: str
    token: str
    csrf_token: str


def sign_in(store: Store, count: int) -> list[Signed]:
    """As many practitioners of social care, each with a session as the sign-in would have made it."""
    accounts, sessions, found = Accounts(store), Sessions(store), []
    for number in range(count):
        username = f"practitioner.{number:03}"
        if accounts.get(username) is None:
            accounts.add(Account(username, f"Practitioner {number}", Role.PRACTITIONER, "social_care"))
        token = sessions.start(username, "benchmark")
        session = sessions.find(token)
        assert session is not None
        found.append(Signed(username, token, session.csrf_token))
    return found


@dataclass
class Work:
    """What was asked so far: request id -> kind, the children that were opened, and when to stop."""

    most: int
    until: float
    kinds: dict[str, str] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    searched: list[Typed] = field(default_factory=list)
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def goes_on(self) -> bool:
        """Whether another request is wanted."""
        return len(self.kinds) < self.most and time.monotonic() < self.until


class Practitioner:
    """One person at one browser. ``think`` is the shortest and longest pause before each request, in seconds."""

    def __init__(
        self, server: Server, signed: Signed, work: Work, think: tuple[float, float], seed: int
    ) -> None:
        self._server = server
        self._work = work
        self._think = think
        self._chance = random.Random(seed)
        self._csrf = signed.csrf_token
        self._cookie = {"Cookie": f"kith_session={signed.token}", "Origin": server.origin}
        self._line = http.client.HTTPConnection(LOOPBACK, server.port, timeout=60)

    def work(self, children: list[Named]) -> None:
        """Child after child until enough was asked."""
        time.sleep(self._chance.uniform(0, self._think[1]))
        for asked in typed(children, self._chance):
            for _ in self._one(asked):
                if not self._work.goes_on:
                    return
                time.sleep(self._chance.uniform(*self._think))

    def _one(self, asked: Typed) -> Iterator[None]:
        self._post(None, "/search", {"q": asked.q, "date_of_birth": asked.date_of_birth, "postcode": ""})
        hits = list(dict.fromkeys(HIT.findall(self._get(SEARCH, "/search/results"))))
        self._work.searched.append(asked)
        yield
        if not hits:
            return
        child = f"/children/{self._chance.choice(hits[:5])}"
        self._post(OPEN, f"{child}/reason", {"purpose": "hub", "reason": REASON})
        self._work.opened.append(child.rpartition("/")[2])
        self._get(PAGE, child)
        yield
        self._get(NETWORK_2, f"{child}/network?depth=2")
        yield
        self._get(NETWORK_1, f"{child}/network?depth=1")
        yield
        self._get(SIBLINGS, f"/api/v1{child}/siblings")
        yield
        self._get(HOUSEHOLD, f"/api/v1{child}/household")
        yield

    def _get(self, kind: str, path: str) -> str:
        return self._ask(kind, "GET", path, None)

    def _post(self, kind: str | None, path: str, form: Mapping[str, str]) -> None:
        self._ask(kind, "POST", path, urlencode({**form, "csrf_token": self._csrf}))

    def _ask(self, kind: str | None, method: str, path: str, body: str | None) -> str:
        headers = dict(self._cookie)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self._answer(method, path, body, headers)
        text = answer.read().decode()
        with self._work.lock:
            if answer.status >= 400:
                self._work.refused += 1
            elif kind is not None:
                self._work.kinds[answer.headers["x-request-id"]] = kind
        return text

    def _answer(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        try:
            self._line.request(method, path, body, headers)
            return self._line.getresponse()
        except ConnectionError:  # the server hangs up on who thinks for long; a browser rings again
            self._line.close()
            self._line.request(method, path, body, headers)
            return self._line.getresponse()


def at_work(
    server: Server, signed: list[Signed], children: list[Named], *, requests: int, seconds: float,
    think: tuple[float, float],
) -> Work:  # fmt: skip
    """Everybody at once, each with a browser of their own."""
    work = Work(requests, time.monotonic() + seconds)
    people = [Practitioner(server, each, work, think, number) for number, each in enumerate(signed)]
    threads = [threading.Thread(target=each.work, args=(children,), daemon=True) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 120)
    return work
