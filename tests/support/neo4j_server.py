"""The Neo4j server the tests run on.

In this order: the address in ``KITH_TEST_NEO4J_URL`` (an empty database, or one marked as made for a test;
sign-in from ``KITH_TEST_NEO4J_USER`` and ``KITH_TEST_NEO4J_PASSWORD``); Neo4j's own jars by Maven on Java 17
or later; a container. Without any of them the tests fail and say what is missing: an engine is never skipped.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path

from pydantic import SecretStr

from graph.settings import GraphSettings

HERE = Path(__file__).parent / "neo4j"
CACHE = Path(os.environ.get("KITH_TEST_CACHE") or Path(__file__).parents[2] / ".cache")
CONTAINER_IMAGE = "neo4j:5.26-community"
LOOPBACK = "127.0.0.1"
OLDEST_JAVA = 17
JVM_OPTIONS = (
    "-Xms256m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # compiled fast rather than well: a test run is short
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


class NoNeo4jError(Exception):
    """No way to a Neo4j server on this machine; the message says what would make one."""


@contextmanager
def neo4j_server(folder: Path) -> Iterator[GraphSettings]:
    """Settings of a Neo4j for tests, its files in ``folder``; what was started here is stopped at the end."""
    given = os.environ.get("KITH_TEST_NEO4J_URL")
    if given:
        yield GraphSettings(
            url=given,
            user=os.environ.get("KITH_TEST_NEO4J_USER", "neo4j"),
            password=SecretStr(os.environ.get("KITH_TEST_NEO4J_PASSWORD", "")),
        )
        return
    missing = _missing_for_java()
    with ExitStack() as stack:
        if not missing:
            port = stack.enter_context(_java_server(folder))
        elif (runtime := _container_runtime()) is not None:
            port = stack.enter_context(_container(runtime))
        else:
            raise NoNeo4jError(
                f"no Neo4j to test on: {' and '.join(missing)} missing, and no container runtime answers. "
                "Install Maven and a Java 17 development kit (Debian: maven, openjdk-17-jdk-headless), "
                "start docker or podman, or set KITH_TEST_NEO4J_URL to an empty Neo4j 5 database"
            )
        yield GraphSettings(url=f"bolt://{LOOPBACK}:{port}", start_timeout_s=90)


def _missing_for_java() -> list[str]:
    missing = [program for program in ("mvn", "java", "javac") if shutil.which(program) is None]
    if "java" not in missing:
        banner = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
        version = re.search(r'version "(\d+)', banner)
        if version is None or int(version.group(1)) < OLDEST_JAVA:
            missing.append(f"Java {OLDEST_JAVA} or later")
    return missing


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _program() -> Path:
    """The folder of the server's jars and its compiled starter, fetched and compiled once."""
    made_from = sha256(b"".join((HERE / name).read_bytes() for name in ("pom.xml", "TestServer.java")))
    program = CACHE / f"neo4j-{made_from.hexdigest()[:12]}"
    program.mkdir(parents=True, exist_ok=True)
    with (program / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        complete = program / "complete"
        if not complete.exists():
            fetch = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
            _run([*fetch, f"-DoutputDirectory={program / 'jars'}"])
            _run(["javac", "-cp", f"{program}/jars/*", "-d", str(program), str(HERE / "TestServer.java")])
            complete.touch()
    return program


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise NoNeo4jError(f"{command[0]} failed while making the tests' Neo4j:\n{done.stdout[-2000:]}")


@contextmanager
def _java_server(home: Path) -> Iterator[int]:
    program = _program()
    port = _free_port()
    home.mkdir(parents=True, exist_ok=True)
    # A plan is kept although the graph was emptied and filled again: planning costs more than asking a tiny graph.
    (home / "neo4j.conf").write_text(
        f"server.bolt.enabled=true\nserver.bolt.listen_address={LOOPBACK}:{port}\n"
        "dbms.security.auth_enabled=false\ndbms.usage_report.enabled=false\n"
        "dbms.cypher.min_replan_interval=1h\nserver.memory.pagecache.size=64m\ndb.tx_log.preallocate=false\n"
        "internal.cypher.use_parameter_size=false\n"  # plan a statement once, however many guards a reader clears
    )
    classpath = f"{program}{os.pathsep}{program}/jars/*"
    with (
        (home / "server.out").open("w") as log,
        subprocess.Popen(
            ["java", *JVM_OPTIONS, "-cp", classpath, "TestServer", str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            if process.stdout.readline().strip() != "ready":
                raise NoNeo4jError(
                    f"the tests' Neo4j did not start:\n{(home / 'server.out').read_text()[-2000:]}"
                )
            yield port
        finally:
            process.stdin.close()  # the server ends with its input
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _container_runtime() -> str | None:
    for name in ("docker", "podman"):
        if (
            shutil.which(name)
            and not subprocess.run([name, "info"], capture_output=True, check=False).returncode
        ):
            return name
    return None


@contextmanager
def _container(runtime: str) -> Iterator[int]:
    port = _free_port()
    run = [
        runtime,
        "run",
        "--rm",
        "--detach",
        "--publish",
        f"{LOOPBACK}:{port}:7687",
        "--env",
        "NEO4J_AUTH=none",
    ]
    started = subprocess.run([*run, CONTAINER_IMAGE], capture_output=True, text=True, check=False)
    if started.returncode:
        raise NoNeo4jError(f"{runtime} could not start {CONTAINER_IMAGE}:\n{started.stderr[-2000:]}")
    try:
        yield port
    finally:
        subprocess.run([runtime, "stop", started.stdout.strip()], capture_output=True, check=False)
