"""What commands say when something is wrong, what they enter in the audit, and their answers for programs."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kith.cli import application
from tests.cli.conftest import HEAP_MB, Shell
from tests.ingest.families import education
from tests.support.deliveries import deliver

pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture(scope="module")
def shell(shells: Callable[[], Shell]) -> Shell:
    return shells()


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    return deliver(tmp_path / "delivery", "education", education())


WRONG = [
    ("unknown feed", ("ingest", "nosuch", "."), "There is no feed 'nosuch'. The feeds are:"),
    ("missing folder", ("ingest", "education", "nowhere"), "nowhere: There is no such file or folder."),
    ("wrong kind", ("ingest", "education", ".", "--kind", "some"), "--kind: a delivery is 'full' or 'changes'"),
    ("no such day", ("ingest", "education", ".", "--extracted", "2026-02-31"), "--extracted: write a day that exists"),
    ("no such received day", ("ingest", "education", ".", "--received", "soon"), "--received: write a day that exists"),
    ("unknown feed to switch", ("feed", "off", "nosuch"), "`kith feed list` lists those there are."),
    ("a borough of nobody's feed", ("synth", "{folder}", "--feeds", "bakery"), "no synthetic delivery for bakery"),
    ("unknown delivery", ("feed", "release", "x"), "`kith feed deliveries` lists those there are."),
    ("the past without a place", ("rebuild", "--as-known-at", "2026-01-01"), "Say where with --into FOLDER"),
    ("no such past", ("rebuild", "--as-known-at", "2026-13-01"), "--as-known-at: write a day that exists"),
    ("unknown account", ("account", "disable", "nobody"), "`kith account list` shows those there are."),
    ("sealed", ("account", "add", "x", "--name", "X", "--role", "analyst", "--clearance", "sealed"), "is cleared for"),
    ("too small a borough", ("synth", "{folder}", "--children", "3"), "50"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG])
def test_a_mistake_is_told_with_what_to_do(
    shell: Shell, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = shell.kith(*(each.format(folder=tmp_path / "out") for each in arguments))
    assert answer.code != 0
    assert said in answer.said.replace("│ ", "").replace(" │", "")
    assert "Traceback" not in answer.said


SETTINGS = [
    ("KITH_PORT", "eighty", ("serve",), "KITH_PORT: Input should be a valid integer"),
    ("KITH_GRAPH_URL", "http://secret@graph", ("db", "status"), "KITH_GRAPH_URL: url must be 'embedded' or start with"),
    ("KITH_STORE_URL", "secret", ("audit", "verify"), "That is not the address of a database"),
    ("KITH_STORE_URL", "postgresql://u:secret@127.0.0.1:1/x", ("audit", "verify"), "what KITH_STORE_URL names"),
    ("KITH_KEY", "secret", ("audit", "verify"), "its key is KITH_KEY"),
    ("KITH_ACCOUNT", "nobody", ("export", "crosswalk"), "Set KITH_ACCOUNT to one of `kith account list`"),
    ("KITH_OIDC_ISSUER", "https://id.example", ("serve",), "needs KITH_OIDC_CLIENT_ID and KITH_OIDC_CLIENT_SECRET"),
    ("KITH_DATA", "/dev/null/nowhere", ("audit", "verify"), "Name another place"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "arguments", "said"), SETTINGS)
def test_a_setting_that_cannot_be_used_is_named_and_not_repeated(
    shell: Shell, name: str, value: str, arguments: tuple[str, ...], said: str
) -> None:
    answer = shell.kith(*arguments, **{name: value})
    assert answer.code == 1
    assert said in answer.said
    assert "secret" not in answer.said


def test_a_feed_that_is_switched_off_takes_nothing_until_it_is_on_again(shell: Shell, tmp_path: Path) -> None:
    child = {"person_id": "1", "person_type": "CHILD", "surname": "Ash", "forename": "Ola"}
    folder = deliver(tmp_path / "police", "police", {"people": [child]})
    assert shell.kith("feed", "off", "police", "--since", "2026-09-01").code == 0
    refused = shell.kith("ingest", "police", str(folder))
    assert refused.code == 1
    assert "switched off since 2026-09-01. Nothing was loaded." in refused.said.replace("\n", " ")
    assert shell.kith("feed", "on", "police").code == 0
    assert shell.kith("ingest", "police", str(folder)).code == 0


def test_a_workbook_is_no_delivery(shell: Shell, delivery: Path) -> None:
    (delivery / "pupils.csv").unlink()
    (delivery / "pupils.xlsx").write_bytes(b"PK\x03\x04")
    answer = shell.kith("ingest", "education", delivery)
    assert answer.code == 1
    assert "pupils.xlsx: The file is an Excel workbook, not a CSV file." in answer.said


def test_a_port_in_use_is_told_before_anything_starts(shells: Callable[[], Shell]) -> None:
    shell = shells()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = shell.kith("serve", KITH_PORT=str(taken.getsockname()[1]))
    assert answer.code == 1
    assert "Address already in use" in answer.said
    assert "Set KITH_PORT to another port" in answer.said
    assert shell.kith("db", "status", "--json").json["state"] == "stopped"


def test_passwords_that_do_not_fit_are_told(shells: Callable[[], Shell]) -> None:
    shell = shells()
    assert shell.kith("db", "start").code == 0
    kept = shell.data / "graph" / "credentials.json"
    whole = kept.read_text()
    kept.write_text(whole.replace('password": "', 'password": "x'))
    assert "refused the sign-in; check the user and password" in shell.kith("export", "crosswalk").said
    kept.write_text("{")
    assert "graph/credentials.json in the data folder is damaged" in shell.kith("export", "crosswalk").said
    kept.write_text(whole)
    assert shell.kith("export", "crosswalk").code == 0


def test_the_program_itself_shows_no_traceback(shell: Shell) -> None:
    environment = {
        **os.environ,
        "KITH_DATA": str(shell.data),
        "KITH_GRAPH_HEAP_MB": HEAP_MB,
        "COLUMNS": "200",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "kith", "ingest", "nosuch", "."],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith("There is no feed 'nosuch'.")
    assert "Traceback" not in ran.stderr


def test_whatever_is_a_table_can_be_had_as_json(shell: Shell, delivery: Path) -> None:
    for arguments in (
        ("feed", "list"), ("feed", "deliveries"), ("feed", "errors"), ("db", "status"), ("model", "show"),
        ("account", "list"), ("audit", "verify"), ("export", "crosswalk"), ("rebuild",),
        ("ingest", "education", str(delivery), "--dry-run"),
    ):  # fmt: skip
        answer = shell.kith(*arguments, "--json")
        assert answer.code == 0, (arguments, answer.said)
        assert answer.json is not None


def entries(shell: Shell) -> list[tuple[str, str, str]]:
    """Account, outcome and details of each entry of the audit."""
    with sqlite3.connect(shell.data / "accounts.sqlite") as store:
        return store.execute("SELECT account, outcome, details FROM audit ORDER BY seq").fetchall()


def test_commands_are_entries_of_the_audit_those_that_fail_too(
    shells: Callable[[], Shell], delivery: Path
) -> None:
    shell = shells()
    shell.kith("ingest", "education", delivery)
    shell.kith("export", "crosswalk")
    shell.kith("feed", "release", "x")
    shell.kith("account", "add", "ana", "--name", "Ana", "--role", "analyst")
    shell.kith("export", "crosswalk", KITH_ACCOUNT="ana")
    found = entries(shell)
    assert [(account, outcome) for account, outcome, _ in found] == [
        ("operator", "done"), ("operator", "done"), ("operator", "error"), ("operator", "done"), ("ana", "refused"),
    ]  # fmt: skip
    for command, (_, _, details) in zip(
        ("ingest", "export crosswalk", "feed release", "account add", "export crosswalk"), found, strict=True
    ):
        assert command in details
    assert "Lindqvist" not in str(found)


def test_a_changed_entry_is_named(shells: Callable[[], Shell]) -> None:
    shell = shells()
    for _ in range(3):
        shell.kith("account", "list")
    assert "The audit holds: 3 entries." in shell.kith("audit", "verify").said
    with sqlite3.connect(shell.data / "accounts.sqlite") as store:
        store.execute("DROP TRIGGER audit_keeps_updates_out")
        store.execute("UPDATE audit SET account = 'somebody' WHERE seq = 2")
    answer = shell.kith("audit", "verify")
    assert answer.code == 4
    assert "First broken entry: 2" in answer.said
    assert shell.kith("audit", "verify", "--json").json["broken"]["entry"] == 2


def test_the_database_is_started_by_need_and_stopped_by_command(shells: Callable[[], Shell]) -> None:
    shell = shells()
    assert shell.kith("db", "status", "--json").json["state"] == "stopped"
    assert shell.kith("export", "crosswalk").code == 0
    running = shell.kith("db", "status", "--json").json
    assert running["state"] == "answers"
    assert shell.kith("db", "stop", "--json").json["stopped"]
    assert not shell.kith("db", "stop", "--json").json["stopped"]
    assert shell.kith("db", "start", "--json").json["bolt_port"] == running["bolt_port"], (
        "who was connected finds it again"
    )


def test_every_command_says_in_plain_words_what_it_does(shell: Shell) -> None:
    listed = shell.kith("--help").out
    for name in (
        "account",
        "audit",
        "db",
        "demo",
        "export",
        "feed",
        "ingest",
        "model",
        "rebuild",
        "serve",
        "synth",
    ):
        assert f" {name} " in listed
        assert "Usage:" in shell.kith(name, "--help").out


def test_a_command_alone_is_typed_as_among_all() -> None:
    alone = CliRunner().invoke(application("link"), ["link", "--help"])
    assert alone.exit_code == 0
    assert "Say which records" in alone.output
    assert CliRunner().invoke(application("link"), ["rebuild"]).exit_code != 0
    assert CliRunner().invoke(application("no such"), ["rebuild", "--help"]).exit_code == 0
