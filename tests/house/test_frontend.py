"""What a browser is served is built here, complete, and asks nobody else for anything."""

import re
from pathlib import Path

import pytest

from tools.frontend import SCRIPTS, VENDOR

STYLE_SHEET = VENDOR / "kith.css"


def test_every_script_and_the_style_sheet_are_built() -> None:
    assert {path.name for path in VENDOR.iterdir()} == {*SCRIPTS, "kith.css", "images"}


@pytest.mark.parametrize("selector", [".govuk-button", ".govuk-summary-list", ".moj-timeline", ".moj-badge"])
def test_both_design_systems_are_in_the_one_style_sheet(selector: str) -> None:
    assert selector in STYLE_SHEET.read_text(encoding="utf-8")


def test_what_the_style_sheet_names_is_served_from_here_and_is_there() -> None:
    named = re.findall(r'url\(\s*"?([^")]+)"?\s*\)', STYLE_SHEET.read_text(encoding="utf-8"))
    assert named
    for address in named:
        assert address.startswith("/static/vendor/images/")
        assert (VENDOR / address.removeprefix("/static/vendor/")).is_file()


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.*")), ids=lambda path: path.name)
def test_nothing_that_belongs_to_government_domains_is_served(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for mark in ("GDS Transport", "@font-face", "govuk-crest", "govuk-logotype", ".woff"):
        assert mark not in text


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.*")), ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    fetched = re.compile(
        r"""(?:url\(\s*["']?|@import\s*["']|import\(\s*["']|from\s*["']|\bsrc\s*=\s*["']|fetch\(\s*["'])(?:https?:)?//""",
        re.IGNORECASE,
    )
    assert fetched.search(text) is None
    assert "sourceMappingURL" not in text
