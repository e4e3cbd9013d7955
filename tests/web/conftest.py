"""A browser and the example pages for the tests that need a real one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.web.example_networks import before_elif, more_of_toby
from tests.web.people import CARE, SCHOOLS, TODAY
from tests.web.preview import preview

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

ANSWERS = {
    "api/v1/children/c-maya/network": (200, before_elif(TODAY, CARE, SCHOOLS).model_dump_json(by_alias=True)),
    "api/v1/children/c-toby/network": (200, more_of_toby(SCHOOLS).model_dump_json(by_alias=True)),
    "api/v1/children/c-elif/network": (403, '{"title": "A reason is needed"}'),
}


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with preview(ANSWERS) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """The one browser of the test process: Playwright runs once in a thread."""
    return chromium
