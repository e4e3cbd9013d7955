"""The machine's Chromium, driven by Playwright. Where it is missing, tests that need it fail saying so."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

# Chromium in a container has no sandbox of its own, and a browser under test rings nobody up.
ARGUMENTS = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_program() -> str:
    """The path of Chromium. Raises RuntimeError where there is none."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError(
        f"none of {', '.join(NAMES)} is on the PATH: make test-tools, or the Debian package chromium"
    )


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A browser that lives as long as the context."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
