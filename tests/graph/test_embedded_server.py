"""The embedded engine as a process of its own: started once, attached to, killed, stopped."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from graph import lifecycle
from graph.embedded.files import EmbeddedFolder
from graph.errors import GraphError, GraphUnavailable, WriteConflict
from graph.gateway import Graph
from graph.settings import GraphSettings

START = "from graph.settings import GraphSettings; from graph import lifecycle; from pathlib import Path; "
START += (
    "import sys; print(lifecycle.start(GraphSettings(data_dir=Path(sys.argv[1]), embedded_heap_mb=256)).pid)"
)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[GraphSettings]:
    """A data folder of its own; whatever server it has at the end is stopped."""
    made = GraphSettings(data_dir=tmp_path / "var", embedded_heap_mb=256)
    yield made
    lifecycle.stop(made)


@pytest.fixture
def folder(settings: GraphSettings) -> EmbeddedFolder:
    return EmbeddedFolder.under(settings.data_dir)


def pid_of(folder: EmbeddedFolder) -> int:
    info = folder.server_info()
    assert info is not None
    return info.pid


def kill(folder: EmbeddedFolder) -> None:
    """As the machine would: at once, with no chance to tidy up."""
    os.kill(pid_of(folder), signal.SIGKILL)
    while folder.is_held():
        time.sleep(0.01)


def test_start_status_and_stop_say_what_is_so(settings: GraphSettings) -> None:
    assert lifecycle.status(settings).state == "stopped"
    started = lifecycle.start(settings)
    assert (started.engine, started.state, started.nodes) == ("embedded", "answers", 0)
    assert started == lifecycle.status(settings)
    assert lifecycle.start(settings).pid == started.pid
    assert started.pid is not None
    assert lifecycle.stop(settings).stopped
    assert lifecycle.status(settings).state == "stopped"
    assert not psutil.pid_exists(started.pid)
    assert not lifecycle.stop(settings).stopped


def test_what_was_written_is_there_after_a_restart_by_another_process(settings: GraphSettings) -> None:
    with Graph.open(settings) as graph:
        graph.write("CREATE (:Thing {name: 'kept'})")
    lifecycle.stop(settings)
    subprocess.run([sys.executable, "-c", START, str(settings.data_dir)], check=True, capture_output=True)
    with Graph.open(settings) as graph:  # attaches: the process that started it has ended, the server has not
        assert graph.read("MATCH (t:Thing) RETURN t.name AS name") == [{"name": "kept"}]


def test_it_ends_in_good_order_while_a_client_is_still_connected(
    settings: GraphSettings, folder: EmbeddedFolder
) -> None:
    with Graph.open(settings) as graph:
        graph.write("CREATE (:Thing {name: 'kept'})")
        server = psutil.Process(pid_of(folder))
        server.terminate()
        assert server.wait(timeout=25) == 0  # before a stop would lose patience and kill it
    assert not folder.is_held()


def test_two_processes_that_start_it_at_once_get_one_server(settings: GraphSettings) -> None:
    def start(_: int) -> str:
        command = [sys.executable, "-c", START, str(settings.data_dir)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    with ThreadPoolExecutor(3) as pool:
        pids = set(pool.map(start, range(3)))
    assert pids == {str(lifecycle.status(settings).pid)}


def test_every_listener_is_on_loopback(settings: GraphSettings, folder: EmbeddedFolder) -> None:
    lifecycle.start(settings)
    listening = [
        c.laddr.ip
        for c in psutil.Process(pid_of(folder)).net_connections("inet")
        if c.status == psutil.CONN_LISTEN
    ]
    assert listening
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_only_the_owner_can_read_the_folder_and_its_password(
    settings: GraphSettings, folder: EmbeddedFolder
) -> None:
    lifecycle.start(settings)
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700
    for path in folder.root.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    passwords = json.loads((folder.root / "credentials.json").read_text())
    assert len(set(passwords.values())) == 2
    command_line = " ".join(psutil.Process(pid_of(folder)).cmdline())
    assert not any(password in command_line for password in passwords.values())
    assert not any(password in repr(folder.credentials()) for password in passwords.values())


def test_the_engines_logs_hold_no_values(settings: GraphSettings, folder: EmbeddedFolder) -> None:
    with Graph.open(settings) as graph:
        graph.install_schema()
        graph.write("CREATE (:Person {uid: 'Featherstonehaugh'})")
        with pytest.raises(WriteConflict):
            graph.write("CREATE (:Person {uid: $name})", {"name": "Featherstonehaugh"})
        with pytest.raises(GraphError):
            graph.read("MATCH (p:Person {uid: 'Featherstonehaugh'}) RETURN p.x.y.z.w()")
    lifecycle.stop(settings)
    logs = [folder.log, *(folder.root / "log").iterdir()]
    assert len(logs) > 1
    assert [path.name for path in logs if b"Featherstonehaugh" in path.read_bytes()] == []


def test_a_server_killed_in_the_middle_of_a_load_keeps_every_acknowledged_batch(
    settings: GraphSettings, folder: EmbeddedFolder
) -> None:
    acknowledged: list[int] = []
    statement = "UNWIND $rows AS row CREATE (:Thing {batch: row.batch, n: row.n})"
    with Graph.open(settings) as graph:
        graph.write("CREATE (:Thing {batch: -1, n: 0})")

        def load() -> None:
            for batch in range(10_000):
                try:
                    graph.write_batches(statement, [{"batch": batch, "n": n} for n in range(500)])
                except GraphError:
                    return
                acknowledged.append(batch)

        loading = threading.Thread(target=load, daemon=True)
        loading.start()
        while len(acknowledged) < 10:
            time.sleep(0.005)
        kill(folder)
    told = list(acknowledged)
    with Graph.open(settings) as graph:
        found = graph.read("MATCH (t:Thing) WHERE t.batch >= 0 RETURN t.batch AS batch, count(t) AS n")
    kept = {row["batch"] for row in found}
    assert set(told) <= kept
    assert {row["n"] for row in found} == {500}  # a batch is there whole or not at all
    assert kept <= {*told, len(told)}


def test_files_left_by_a_killed_server_do_not_hinder_the_next(
    settings: GraphSettings, folder: EmbeddedFolder
) -> None:
    lifecycle.start(settings)
    first = pid_of(folder)
    kill(folder)
    assert folder.server_info() is not None
    assert lifecycle.status(settings).state == "stopped"
    assert lifecycle.start(settings).pid != first


def test_the_pid_of_somebody_else_is_never_killed(settings: GraphSettings, folder: EmbeddedFolder) -> None:
    """A stale file may name a number that another program has by now."""
    folder.prepare()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as bystander:
        (folder.root / "server.json").write_text(
            json.dumps({"pid": bystander.pid, "bolt_port": 1, "http_port": 1})
        )
        assert not lifecycle.stop(settings).stopped
        assert lifecycle.start(settings).pid != bystander.pid
        assert bystander.poll() is None
        bystander.communicate(b"\n")


def test_a_folder_held_by_something_that_does_not_answer_is_refused(
    settings: GraphSettings, folder: EmbeddedFolder
) -> None:
    folder.prepare()
    with (folder.root / "server.lock").open("w") as theirs:
        fcntl.flock(theirs, fcntl.LOCK_EX)
        with pytest.raises(GraphUnavailable, match="in use by another process"):
            Graph.open(settings.model_copy(update={"start_timeout_s": 0.5}))
        assert lifecycle.status(settings).state == "does not answer"


def test_a_server_that_cannot_start_says_where_its_log_is(
    settings: GraphSettings, folder: EmbeddedFolder
) -> None:
    folder.prepare()
    (folder.root / "databases").write_text("not a folder")
    with pytest.raises(GraphUnavailable, match=r"server\.out"):
        Graph.open(settings)
    (folder.root / "databases").unlink()
    assert lifecycle.start(settings).state == "answers"


def test_a_server_by_address_is_asked_but_not_stopped() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings = GraphSettings(url=f"bolt://127.0.0.1:{nobody.getsockname()[1]}")
        assert lifecycle.status(settings).state == "does not answer"
        with pytest.raises(GraphUnavailable, match="where it runs"):
            lifecycle.stop(settings)
