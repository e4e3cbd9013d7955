"""A browser and the example pages for the tests that need a real one."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.web.example_networks import more_of_toby
from tests.web.people import SCHOOLS
from tests.web.preview import preview

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

ANSWERS = {
    "api/v1/children/c-toby/network": (200, more_of_toby(SCHOOLS).model_dump_json(by_alias=True)),
    "api/v1/children/c-elif/network": (403, '{"title": "A reason is needed"}'),
}


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with preview(ANSWERS) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, f"none of {', '.join(BROWSERS)} is installed: run make test-tools"
    # Chromium has no sandbox for root, which is who runs in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()
