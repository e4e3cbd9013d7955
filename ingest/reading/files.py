"""Files before they are read as tables: their digest, their encoding, and whether they are text at all."""

from __future__ import annotations

import codecs
import hashlib
import json
from pathlib import Path

from ingest.reading.problems import DeliveryRefused, Problem
from ingest.reading.source import Inspected

CHUNK = 1 << 20
LONGEST_LINE = 1_000_000
LARGEST_FILE = 8 << 30
"""Bytes of one file. Ten times what the largest authority's largest table takes."""

_SAVE_AS_CSV = "Save it as 'CSV UTF-8' and deliver that."
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), not a CSV file.", _SAVE_AS_CSV),
    (b"\x1f\x8b", "compressed (gzip).", "Unpack it and deliver the CSV file."),
    (b"7z\xbc\xaf", "a packed archive (7z).", "Unpack it and deliver the CSV files in a folder."),
    (b"Rar!", "a packed archive (RAR).", "Unpack it and deliver the CSV files in a folder."),
    (b"%PDF", "a PDF document, not a CSV file.", "Deliver the extract itself as CSV."),
    (b"SQLite format 3", "a database file, not a CSV file.", "Deliver the extract as CSV."),
    (b"PAR1", "a Parquet file, not a CSV file.", "Deliver the extract as CSV."),
)
_UTF_16 = "is encoded as UTF-16."
_AS_UTF_8 = "Save it again as UTF-8 (in Excel: 'CSV UTF-8')."


def packed(file: Path) -> Problem | None:
    """The problem of a file that is a workbook, an archive or a document. Archives are never opened."""
    try:
        with file.open("rb") as stream:
            return magic(stream.read(128), file.name)
    except OSError:
        return Problem("The file cannot be opened.", "Check who may read it.", file.name)


def magic(head: bytes, name: str) -> Problem | None:
    """The problem of a file that begins like this, or None if it may be text."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if b"[Content_Types]" in head or b"_rels/" in head or name.lower().endswith((".xlsx", ".xlsm")):
            return Problem("The file is an Excel workbook, not a CSV file.", _SAVE_AS_CSV, name)
        if b"opendocument" in head or name.lower().endswith(".ods"):
            return Problem("The file is an OpenDocument spreadsheet, not a CSV file.", _SAVE_AS_CSV, name)
        return Problem(
            "The file is a ZIP archive; archives are not opened.", "Unpack it and deliver the folder.", name
        )
    for start, what, do in _MAGIC:
        if head.startswith(start):
            return Problem(f"The file is {what}", do, name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _nulls_alternate(head):
        return Problem(f"The file {_UTF_16}", _AS_UTF_8, name)
    if head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return Problem("The file is a web page or XML, not CSV.", "Deliver the extract itself as CSV.", name)
    return None


def _nulls_alternate(head: bytes) -> bool:
    return len(head) >= 4 and (not any(head[0:8:2]) or not any(head[1:8:2]))


def inspect(path: Path, name: str, encoding: str = "utf-8") -> Inspected:
    """Read a file once as bytes. Raises DeliveryRefused with one problem where it cannot be a table's text."""
    hashed = hashlib.sha256()
    decoder = codecs.getincrementaldecoder(encoding)()
    line, size, since_break, last = 1, 0, 0, b""
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                if size == 0 and (problem := magic(chunk[:128], name)) is not None:
                    raise DeliveryRefused([problem])
                _check(chunk, line, name)
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    raise DeliveryRefused([_wrong_encoding(chunk, error, line, name)]) from None
                breaks = chunk.count(b"\n") or chunk.count(b"\r")
                since_break = since_break + len(chunk) if breaks == 0 else 0
                if since_break > LONGEST_LINE:
                    raise DeliveryRefused([_endless(name, line)])
                hashed.update(chunk)
                line += breaks
                size += len(chunk)
                last = chunk[-1:]
                if size > LARGEST_FILE:
                    raise DeliveryRefused(
                        [Problem("The file is too large.", "Ask whether it is the right one.", name)]
                    )
        decoder.decode(b"", final=True)
    except OSError:
        raise DeliveryRefused([Problem("The file cannot be read.", "Check who may read it.", name)]) from None
    except UnicodeDecodeError:
        raise DeliveryRefused(
            [Problem("The file ends inside a letter.", "Deliver it again whole.", name, line)]
        ) from None
    if size == 0:
        what = "The file is empty."
        raise DeliveryRefused(
            [Problem(what, "A table without rows still has its line of column names.", name)]
        )
    return Inspected(hashed.hexdigest(), size, last in (b"\n", b"\r"))


def encoding_of(path: Path, allowed: tuple[str, ...]) -> str:
    """The first of ``allowed`` in which the whole file can be read; the first of all where none is right."""
    for encoding in allowed if len(allowed) > 1 else ():
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except (UnicodeDecodeError, OSError):
            continue
        return encoding
    return allowed[0]


def _check(chunk: bytes, line: int, name: str) -> None:
    at = chunk.find(b"\0")
    if at >= 0:
        line += chunk.count(b"\n", 0, at)
        raise DeliveryRefused(
            [Problem("The file holds NUL bytes.", "Export it again as plain CSV.", name, line)]
        )


def _endless(name: str, line: int) -> Problem:
    what = f"A line is longer than {LONGEST_LINE:,} characters."
    return Problem(what, "Look for a quotation mark that is never closed.", name, line)


def _wrong_encoding(chunk: bytes, error: UnicodeDecodeError, line: int, name: str) -> Problem:
    """The likeliest encoding in words: what Windows writes by default, if the bytes are letters there."""
    offending = error.object[error.start : error.start + 1]
    try:
        looks = "It looks like Windows-1252." if offending.decode("cp1252").isprintable() else ""
    except UnicodeDecodeError:
        looks = ""
    line += chunk.count(b"\n", 0, max(error.start, 0))
    what = "The file is not encoded as UTF-8." + (f" {looks}" if looks else "")
    return Problem(what, _AS_UTF_8, name, line)


def digest(files: dict[str, str]) -> str:
    """One SHA-256 of a whole delivery, from file name -> SHA-256 of its bytes. The order of files plays no part."""
    lines = "".join(f"{name}\0{files[name]}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file; nothing where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError:
        return b""


def feed_of_manifest(path: Path) -> str | None:
    """The feed that a manifest names, where it can be read at all."""
    try:
        said = json.loads(head(path, CHUNK).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    named = said.get("feed") if isinstance(said, dict) else None
    return named if isinstance(named, str) else None
