"""How the tests come by their Neo4j where Maven and Java are missing: an address, a container, or a clear failure. The
programs of a container runtime are small stand-ins here, which write down how they were called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.neo4j_server import CONTAINER_IMAGE, NoNeo4jError, neo4j_server


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for; empty."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("KITH_TEST_NEO4J_URL", "KITH_TEST_NEO4J_USER", "KITH_TEST_NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return folder


def runtime(folder: Path, name: str, *, info: str = "exit 0", run: str = "echo 4f2a") -> Path:
    """A container runtime that answers ``info`` and ``run`` with a line of shell; the log of its calls."""
    log = folder / f"{name}.log"
    program = folder / name
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {log}\ncase "$1" in info) {info};; run) {run};; esac\n', encoding="utf-8"
    )
    program.chmod(0o755)
    return log


def test_an_address_that_is_given_is_taken_with_its_sign_in(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime(programs, "docker")
    monkeypatch.setenv("KITH_TEST_NEO4J_URL", "neo4j://graph.example:7687")
    monkeypatch.setenv("KITH_TEST_NEO4J_USER", "tester")
    monkeypatch.setenv("KITH_TEST_NEO4J_PASSWORD", "three-words-long")
    with neo4j_server(programs / "home") as settings:
        assert (settings.url, settings.user) == ("neo4j://graph.example:7687", "tester")
        assert settings.password is not None
        assert settings.password.get_secret_value() == "three-words-long"
    assert not (programs / "docker.log").exists()


def test_a_container_is_started_on_loopback_and_stopped_at_the_end(programs: Path) -> None:
    runtime(programs, "docker", info="exit 1")  # installed, and nobody answers
    log = runtime(programs, "podman")
    with neo4j_server(programs / "home") as settings:
        port = settings.url.rpartition(":")[2]
        called = log.read_text(encoding="utf-8").splitlines()
        assert settings.url == f"bolt://127.0.0.1:{port}"
        assert called[-1].startswith(f"run --rm --detach --publish 127.0.0.1:{port}:7687")
        assert called[-1].endswith(CONTAINER_IMAGE)
    assert log.read_text(encoding="utf-8").splitlines()[-1] == "stop 4f2a"


def test_a_container_that_does_not_start_says_why(programs: Path) -> None:
    runtime(programs, "docker", run="echo no such image >&2; exit 125")
    with (
        pytest.raises(NoNeo4jError, match=rf"docker could not start {CONTAINER_IMAGE}:\s+no such image"),
        neo4j_server(programs / "home"),
    ):
        pass


def test_without_any_way_the_failure_says_what_is_missing(programs: Path) -> None:
    with (
        pytest.raises(NoNeo4jError, match=r"mvn and java and javac missing.*KITH_TEST_NEO4J_URL"),
        neo4j_server(programs / "home"),
    ):
        pass
