"""What is locked is what is declared, by version and hash, and says nothing of where it is fetched from."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools.frontend import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED_ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?P<rest>(?:.*\\\n)+.*)$", re.MULTILINE)


def declared() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    return [Requirement(text) for texts in (PROJECT["project"]["dependencies"], *extras) for text in texts]


def locked(file: str) -> dict[str, list[re.Match[str]]]:
    """Entries of a lock file by name; a package may be locked once for each of several Python versions."""
    entries: dict[str, list[re.Match[str]]] = {}
    for entry in LOCKED_ENTRY.finditer((ROOT / file).read_text(encoding="utf-8")):
        entries.setdefault(canonicalize_name(entry["name"]), []).append(entry)
    return entries


@pytest.mark.parametrize("requirement", declared(), ids=lambda requirement: requirement.name)
def test_what_is_declared_is_locked_at_a_version_that_will_do(requirement: Requirement) -> None:
    entries = locked("constraints.txt")[canonicalize_name(requirement.name)]
    assert all(Version(entry["version"]) in requirement.specifier for entry in entries)


@pytest.mark.parametrize("file", ["constraints.txt", "constraints-node.txt"])
def test_a_python_lock_holds_names_versions_and_hashes_only(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert all("--hash=sha256:" in entry["rest"] for entries in locked(file).values() for entry in entries)
    assert not [line for line in text.splitlines() if not re.match(r"[\w.-]+==\S+ |    --hash=sha256:", line)]


def test_the_front_end_lock_holds_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert packages
    assert not [path for path, entry in packages.items() if "resolved" in entry]
    assert not [path for path, entry in packages.items() if not entry["integrity"].startswith("sha512-")]


def test_the_macros_and_the_styles_are_of_one_version() -> None:
    """govuk-frontend-jinja 4.1.0 renders the markup of GOV.UK Frontend 6.3.0."""
    assert [entry["version"] for entry in locked("constraints.txt")["govuk-frontend-jinja"]] == ["4.1.0"]
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/govuk-frontend"]["version"] == "6.3.0"
