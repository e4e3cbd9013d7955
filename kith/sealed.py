"""Encrypted deliveries: opened in memory alone, never written to a disk in the clear."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from ingest.reading.problems import DeliveryRefused, Problem
from kith.refusals import RefusedError
from kith.settings import Settings

AGE = ".age"
IN_MEMORY = frozenset({"tmpfs", "ramfs"})
"""File systems that are held in memory."""
LARGEST = 4 * 1024**3
"""Bytes of one unpacked delivery; more is refused, as is a bundle of more than MOST_FILES."""
MOST_FILES = 2_000


def is_sealed(path: Path) -> bool:
    """Whether a file is an encrypted delivery, by its name."""
    return path.is_file() and path.suffix == AGE


@contextmanager
def in_the_clear(path: Path, settings: Settings) -> Iterator[Path]:
    """The delivery at a path, opened if it is encrypted: a folder in memory that is gone at the end of the block.

    ``NAME.tar.age`` and ``NAME.zip.age`` hold a folder, any other ``NAME.age`` the one file ``NAME``. Raises
    DeliveryRefused for what cannot be opened and RefusedError where this machine is not set up for it.
    """
    if not is_sealed(path):
        yield path
        return
    folder = Path(tempfile.mkdtemp(prefix="kith-", dir=_memory(settings)))
    try:
        plain = folder / path.stem
        _decrypt(path, plain, settings)
        yield _unpacked(plain, folder / "delivery", path.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory(settings: Settings) -> Path:
    """The folder in memory. Raises RefusedError where it is not held in memory."""
    folder = settings.memory.resolve()
    mounts = {Path(part.mountpoint): part.fstype for part in psutil.disk_partitions(all=True)}
    at = next((place for place in (folder, *folder.parents) if place in mounts), None)
    if not folder.is_dir() or at is None or mounts[at] not in IN_MEMORY:
        raise RefusedError(
            "Encrypted deliveries are opened in memory, and KITH_MEMORY is no folder that is held in memory (tmpfs)."
        )
    return folder


def _decrypt(path: Path, plain: Path, settings: Settings) -> None:
    import pyrage

    if settings.age_identity is None:
        raise RefusedError(
            f"{path.name} is encrypted. Set KITH_AGE_IDENTITY to the file of the age identity."
        )
    try:
        lines = settings.age_identity.read_text(encoding="ascii").splitlines()
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise RefusedError("KITH_AGE_IDENTITY names no file with an age identity.")
    try:
        with path.open("rb") as sealed, plain.open("wb") as opened:
            pyrage.decrypt_io(sealed, opened, keys)
    except (pyrage.DecryptError, OSError):  # what was changed shows while it is read
        raise _refused(
            path.name, "It cannot be opened with this index's key, or it was changed on its way."
        ) from None


def _unpacked(plain: Path, into: Path, name: str) -> Path:
    into.mkdir()
    try:
        if plain.suffix == ".zip":
            with zipfile.ZipFile(plain) as bundle:
                _check(
                    name, [(each.filename, each.file_size, not _is_link(each)) for each in bundle.infolist()]
                )
                bundle.extractall(into)  # noqa: S202 - every member was checked
        elif plain.suffix in (".tar", ".tgz") or plain.name.endswith(".tar.gz"):
            with tarfile.open(plain) as bundle:
                members = bundle.getmembers()
                _check(name, [(each.name, each.size, each.isfile() or each.isdir()) for each in members])
                bundle.extractall(into, filter="data")
        else:
            plain.rename(into / plain.name)
            return into / plain.name
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, RuntimeError):
        raise _refused(name, "The bundle inside cannot be unpacked.") from None
    plain.unlink()
    return into


def _is_link(member: zipfile.ZipInfo) -> bool:
    return (member.external_attr >> 16) & 0o170000 == 0o120000


def _check(name: str, members: list[tuple[str, int, bool]]) -> None:
    """No links, no way out of the folder, no flood."""
    if len(members) > MOST_FILES or sum(size for _, size, _ in members) > LARGEST:
        raise _refused(name, "The bundle inside is larger than any delivery.")
    for member, _, plain in members:
        path = Path(member)
        if not plain or path.is_absolute() or ".." in path.parts or "\\" in member:
            raise _refused(name, "The bundle inside holds something that is no plain file.")


def _refused(name: str, what: str) -> DeliveryRefused:
    return DeliveryRefused([Problem(what, "Deliver it again.", name)])
