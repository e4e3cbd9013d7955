"""Good files of every published format, and what may befall them on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from ingest.feeds import feed
from tests.formats.test_ssd import ROWS as SAFEGUARDING
from tests.support import published
from tests.support.deliveries import csv_text

Files = Mapping[str, bytes]
BOOK = published.workbook(published.ANNEX_A)
STANDARD = {
    f"{table.name}.csv": csv_text(table, SAFEGUARDING.get(table.name, ())).encode()
    for table in feed("ssd").tables
    if table.name in SAFEGUARDING or not table.drawn_from
}
"""The tables of the Standard Safeguarding Dataset: one delivery of many files."""
GOOD: dict[str, Files] = {
    "ssda903": {"return.xml": published.SSDA903_XML.encode()},
    "ssda903_csv": {"2025-episodes.csv": published.SSDA903_CSV["2025-episodes.csv"].encode()},
    "cin_census": {"census.xml": published.CIN_CENSUS.encode()},
    "common_transfer": {"transfer.xml": published.CTF.encode()},
    "school_census": {
        "2025_autumn_pupilonroll.csv": published.CENSUS_AUTUMN["2025_autumn_pupilonroll.csv"].encode()
    },
    "annex_a": {"Annex A.xlsx": BOOK},
    "gias": {
        "edubasealldata20260901.csv": (
            b"URN,EstablishmentName,EstablishmentStatus (name)\n150001,Aldermere,Open\n"
        )
    },
    "nhs_demographics": {"answer.json": published.fhir(published.PATIENT, published.RELATED).encode()},
    "ssd": STANDARD,
}
SNIPPETS = (
    b"<", b">", b"&", b'"', b",", b"\n", b"\0", b"\xff", b"=1+1", b"9" * 80, b"{", b"]", b"<!ENTITY x>", b"",
)  # fmt: skip
LONGEST_CUT = 12
Edit = tuple[int, int, bytes]
"""Where, how many bytes are taken away, and what stands there instead."""


def feed_code(form: str) -> str:
    """The feed of a format."""
    return form.removesuffix("_csv")


def edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    """A file after these edits, one after the other; a place past its end begins again at its beginning."""
    for somewhere, length, instead in edits:
        at = somewhere % (len(content) + 1)
        content = content[:at] + instead + content[at + length :]
    return content


def mutated(form: str, chance: Random) -> Files:
    """The good files of a format, one of them with one to four random edits."""
    files = GOOD[form]
    name = chance.choice(sorted(files))
    longest = max(map(len, files.values()))
    edits = [
        (chance.randint(0, longest), chance.randint(0, LONGEST_CUT), chance.choice(SNIPPETS))
        for _ in range(chance.randint(1, 4))
    ]
    return {**files, name: edited(files[name], edits)}
