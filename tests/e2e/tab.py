"""A tab of somebody who works with Kith, and what they do in it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

REASON = "Call from the school this morning"


class Tab:
    """One tab. ``complaints`` are what the console said, ``elsewhere`` requests that left this machine."""

    def __init__(self, page: Page, address: str, passwords: dict[str, str]) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self._address = address
        self._passwords = passwords
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.context.on("request", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        # That a page which was asked for is refused is no fault of the page that is shown.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _watch(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.elsewhere.append(request.url)

    def go(self, path: str) -> int:
        """Open an address; the status."""
        answer = self.page.goto(self._address + path)
        assert answer is not None
        return answer.status

    def fetch(self, path: str) -> tuple[int, str]:
        """Status and text of an answer, with this tab's session."""
        answer = self.page.context.request.get(self._address + path)
        return answer.status, answer.text()

    @property
    def path(self) -> str:
        """Where the tab is."""
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """What can be read, the opened details included."""
        self.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        return re.sub(r"\s+", " ", self.page.locator("body").inner_text())

    def section(self, heading: str) -> str:
        """What can be read under one heading."""
        labelled = self.page.get_by_role("region", name=heading, exact=True)
        return re.sub(r"\s+", " ", labelled.inner_text())

    def sign_in(self, username: str) -> None:
        """Sign in by the form."""
        self.go("/sign-in")
        self.page.get_by_label("User name").fill(username)
        self.page.get_by_role("textbox", name="Password").fill(self._passwords[username])
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign in").click()

    def search(self, q: str = "", date_of_birth: str = "", postcode: str = "") -> None:
        """Search by the form."""
        self.go("/")
        self.page.get_by_label("Name").fill(q)
        self.page.get_by_label("Date of birth").fill(date_of_birth)
        self.page.get_by_label("Postcode").fill(postcode)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Search").click()

    def password(self, username: str) -> str:
        """What somebody signs in with."""
        return self._passwords[username]

    def give_reason(self, ground: str = "A purpose of the safeguarding hub") -> None:
        """Fill in the form that asks why."""
        self.page.get_by_label("Reason").wait_for()
        choices = self.page.get_by_role("radio", name=ground)
        if choices.count():  # with one ground only there is nothing to choose
            choices.check()
        else:
            assert ground in self.text
        self.page.get_by_label("Reason").fill(REASON)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Open the record").click()

    def open(self, uid: str, folder: str = "children") -> None:
        """Open a record, with a reason where it is asked for."""
        self.go(f"/{folder}/{uid}")
        if self.path.endswith("/reason"):
            self.give_reason()
