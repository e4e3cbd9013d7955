"""Night after night: a watched folder, encrypted deliveries, what is refused, held, released, and a lock."""

from __future__ import annotations

import fcntl
import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest

from ingest.reading.problems import DeliveryRefused
from kith import after_night
from kith.sealed import in_the_clear
from kith.settings import Settings
from tests.cli.conftest import Answer, Shell
from tests.ingest.families import education, social_care
from tests.support.deliveries import deliver

pytestmark = pytest.mark.xdist_group("cli")
IDENTITY = pyrage.x25519.Identity.generate()


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "identity.txt"
    path.write_text(f"# the key of this index\n{IDENTITY}\n")
    return path


def sealed(folder: Path, to: Path, *extra: tarfile.TarInfo) -> Path:
    """The folder as an encrypted bundle."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as bundle:
        bundle.add(folder, arcname=folder.name)
        for member in extra:
            bundle.addfile(member)
    to.write_bytes(pyrage.encrypt(packed.getvalue(), [IDENTITY.to_public()]))
    return to


def states(answer: Answer) -> dict[str | None, str]:
    return {each["feed"]: each["state"] for each in answer.json["deliveries"]}


BROKEN = """
from kith.after_night import Step
def do(kith, since, progress):
    if since is None and (kith.settings.data / "broken").exists():
        raise ZeroDivisionError
    return ["Swept."]
STEP = Step({order}, "{title}", do)
"""


def a_step(folder: Path, name: str, order: int, title: str) -> None:
    """A further step, as somebody would add it: a file."""
    (folder / f"{name}.py").write_text(BROKEN.replace("{order}", str(order)).replace("{title}", title))


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of steps beside those of Kith."""
    folder = tmp_path / "steps"
    folder.mkdir()
    monkeypatch.setattr(after_night, "__path__", [*after_night.__path__, str(folder)])
    after_night.steps.cache_clear()
    yield folder
    after_night.steps.cache_clear()


def test_a_week_of_nights(shells: Callable[[], Shell], tmp_path: Path, key: Path, steps: Path) -> None:
    shell, inbox = shells(), tmp_path / "inbox"
    inbox.mkdir()
    a_step(steps, "sweeping", 1, "sweeping")
    a_step(steps, "closing", 99, "closing")

    def night(**environment: Any) -> Answer:
        said = {"KITH_AGE_IDENTITY": str(key), **environment}
        return shell.kith("night", inbox, "--settled", "0", "--json", **said)

    # The first: one delivery in the clear, one encrypted, one that nobody can read, one still on its way.
    deliver(inbox / "roll", "education", education())
    care = deliver(tmp_path / "care", "social_care", social_care())
    sealed(care, inbox / "care.tar.age")
    (inbox / "notes.txt").write_text("see you on Monday")
    (inbox / "big.csv.part").write_text("pupil_id,su")
    (inbox / "truth").mkdir()
    (inbox / "truth" / "records.csv").write_text("record_key,person")
    first = night()
    assert first.code == 3, first.said
    assert states(first) == {"education": "closed", "social_care": "closed", None: "refused"}
    assert first.json["waiting"] == ["big.csv.part"]
    assert sorted(each.name for each in inbox.glob("done/*/*")) == ["care.tar.age", "roll"]
    assert [each.name for each in inbox.glob("refused/*/*.why.txt")] == ["notes.txt.why.txt"]
    assert (inbox / "truth" / "records.csv").exists(), "what a generated borough has beside its deliveries"
    (inbox / "big.csv.part").unlink()

    # The second: the same files again change nothing.
    deliver(inbox / "roll", "education", education())
    again = night()
    assert (again.code, states(again)) == (0, {"education": "already loaded"})

    # The third: a roll that has lost half its children and a column waits for somebody; another agency's goes on.
    few = education(
        pupils=[{"pupil_id": "P1", "forename": "Maya"}], addresses=[], contacts=[], school_history=[]
    )
    deliver(inbox / "roll", "education", few, extracted="2026-09-03")
    third = night()
    assert (third.code, states(third)) == (3, {"education": "held"})
    held = next(each for each in third.json["deliveries"] if each["state"] == "held")
    assert any("rows" in why for why in held["why"])
    uid = shell.kith("feed", "deliveries", "--json").json[-1]["uid"]
    assert shell.kith("feed", "refuse", uid, "--because", "An export of one class").code == 0
    assert states(night()) == {"education": "refused"}
    assert not (shell.data / "held" / uid).exists()

    # A step after the deliveries that fails is said, and undoes neither them nor the steps after it.
    assert [each["name"] for each in again.json["steps"]][:: len(again.json["steps"]) - 1] == [
        "sweeping",
        "closing",
    ]
    (shell.data / "after_night.json").unlink()
    (shell.data / "broken").touch()
    deliver(inbox / "roll", "education", education(), extracted="2026-09-04")
    failed = night()
    assert (failed.code, states(failed)) == (3, {"education": "closed"})
    done = {each["name"]: (each["lines"], each["failed"]) for each in failed.json["steps"]}
    assert "ZeroDivisionError" in str(done["sweeping"][1])
    assert done["patterns"] == (["No pattern is on."], None)
    assert "sweeping: failed" in sorted((shell.data / "nights").iterdir())[-1].read_text()
    (shell.data / "broken").unlink()

    # Two nights never run at once.
    with (shell.data / "night.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another night is running" in night().said
    assert night().json["good"]
    assert "put aside" in sorted((shell.data / "nights").iterdir())[0].read_text()


def test_what_is_encrypted_is_opened_in_memory_and_gone_afterwards(tmp_path: Path, key: Path) -> None:
    settings = Settings(data=tmp_path, age_identity=key)
    bundle = sealed(deliver(tmp_path / "care", "social_care", social_care()), tmp_path / "care.tar.age")
    with in_the_clear(bundle, settings) as opened:
        assert opened.is_relative_to(settings.memory)
        assert list(opened.rglob("ssd_person.csv"))
    assert not opened.exists()


@pytest.mark.parametrize("name", ["../outside.csv", "/outside.csv"])
def test_a_bundle_that_would_write_elsewhere_is_refused(tmp_path: Path, key: Path, name: str) -> None:
    bundle = sealed(
        deliver(tmp_path / "care", "social_care", social_care()),
        tmp_path / "x.tar.age",
        tarfile.TarInfo(name),
    )
    with (
        pytest.raises(DeliveryRefused, match="no plain file"),
        in_the_clear(bundle, Settings(data=tmp_path, age_identity=key)),
    ):
        pass


def test_what_was_changed_on_its_way_is_refused(tmp_path: Path, key: Path) -> None:
    bundle = sealed(deliver(tmp_path / "care", "social_care", social_care()), tmp_path / "x.tar.age")
    data = bytearray(bundle.read_bytes())
    data[-1] ^= 1
    bundle.write_bytes(data)
    with (
        pytest.raises(DeliveryRefused, match="cannot be opened"),
        in_the_clear(bundle, Settings(data=tmp_path, age_identity=key)),
    ):
        pass
