"""Files that cannot be right refuse the delivery whole: one clear error, where it is, what to do, and no value."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.feeds import feed
from ingest.reading import DeliveryRefused, Manifest, Problem, ReadDelivery, read_delivery
from tests.support.deliveries import csv_text, deliver

EDUCATION = feed("education")
PUPILS = EDUCATION.table("pupils")
CHILDREN = [
    {
        "pupil_id": "101",
        "surname": "Quillfeather",
        "forename": "Ola",
        "date_of_birth": "2015-03-02",
        "upn": "B801200005001",
    },
    {
        "pupil_id": "102",
        "surname": "Quillfeather",
        "forename": "Ida",
        "date_of_birth": "2013-07-19",
        "uln": "9276308686",
    },
    {"pupil_id": "103", "surname": "Marrowby", "forename": "Finn", "date_of_birth": "2012-11-30", "sex": "M"},
]
GOOD = csv_text(PUPILS, CHILDREN)


def packed(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    ) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def without(column: str, instead: str = "") -> str:
    first, _, rest = GOOD.partition("\n")
    names = [instead if name == column else name for name in first.strip().split(",")]
    return ",".join(names) + "\n" + rest


def swapped(one: str, other: str) -> str:
    rows = [{**row, one: row.get(other, ""), other: row.get(one, "")} for row in CHILDREN]
    return csv_text(PUPILS, rows)


def outcome(folder: Path) -> tuple[ReadDelivery, Sequence[Problem]]:
    """What was read, or nothing and the problems."""
    try:
        return read_delivery(folder, EDUCATION), ()
    except DeliveryRefused as refused:
        manifest = Manifest(feed="education", kind="full", extracted=dt.date.min, received=dt.date.min)
        return ReadDelivery(EDUCATION, manifest, ""), refused.problems


BAD: list[tuple[str, bytes, str]] = [
    (
        "Windows-1252",
        GOOD.replace("Quillfeather", "Quillfé").encode("cp1252"),
        "line 2: The file is not encoded as UTF-8. It looks like Windows-1252.",
    ),
    ("UTF-16 with a mark", GOOD.encode("utf-16"), "encoded as UTF-16"),
    ("UTF-16 without a mark", GOOD.encode("utf-16-le"), "encoded as UTF-16"),
    ("cut inside a letter", (GOOD.rstrip() + "é").encode()[:-1], "ends inside a letter"),
    ("semicolons", GOOD.replace(",", ";").encode(), "parted by semicolons, not by commas"),
    ("tabs", GOOD.replace(",", "\t").encode(), "parted by tabs"),
    (
        "a missing column",
        without("date_of_birth").encode(),
        "column date_of_birth: The column is missing. Add it",
    ),
    (
        "a misspelt column",
        without("date_of_birth", "dateofbirth").encode(),
        "Is it the one called 'dateofbirth'?",
    ),
    (
        "a column twice",
        GOOD.replace("email", "email,phone", 1).encode(),
        "column phone: The column stands in the file twice.",
    ),
    ("no header", GOOD.partition("\n")[2].encode(), "first line does not hold the table's column names"),
    ("swapped columns", swapped("surname", "date_of_birth").encode(), "seems to be swapped with"),
    ("swapped numbers", swapped("upn", "date_of_birth").encode(), "seems to be swapped with"),
    (
        "cut off in a row",
        GOOD[: GOOD.rindex("Finn") + 2].encode(),
        "line 4: The file ends in the middle of a row",
    ),
    (
        "cut off in quotation marks",
        (GOOD + '104,"Quill').encode(),
        "line 5: The file ends inside a quoted cell",
    ),
    (
        "a stray quotation mark",
        (GOOD + '104,"a"b,\n').encode(),
        "line 5: A quotation mark stands inside a cell",
    ),
    ("a million-character cell", (GOOD + "104,," + "a" * 1_000_000 + "\n").encode(), "A cell is longer than"),
    ("a line without end", (GOOD + "a" * 5_000_000).encode(), "A line is longer than"),
    ("NUL bytes", GOOD.replace("Finn", "Fi\0n").encode(), "line 4: The file holds NUL bytes"),
    ("nothing", b"", "The file is empty"),
    ("only a byte-order mark", b"\xef\xbb\xbf", "first line does not hold"),
    ("no rows", GOOD.partition("\n")[0].encode() + b"\n", "no rows below its column names"),
    (
        "an Excel workbook",
        packed("[Content_Types].xml"),
        "Excel workbook, not a CSV file. Save it as 'CSV UTF-8'",
    ),
    ("an old Excel workbook", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel workbook"),
    (
        "an OpenDocument spreadsheet",
        packed("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        "OpenDocument spreadsheet",
    ),
    ("a packed archive", packed("pupils.csv", GOOD.encode()), "ZIP archive; archives are not opened"),
    ("a zip bomb", packed("pupils.csv", b"0" * 50_000_000), "ZIP archive; archives are not opened"),
    ("a web page", b"<!DOCTYPE html><html>Sign in</html>", "web page"),
    (
        "most rows of another width",
        (GOOD.partition("\n")[0] + "\n" + "1,2\n" * 9).encode(),
        "Most rows do not have the 14 cells",
    ),
]


@pytest.mark.parametrize(("content", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_file_is_refused_with_one_clear_error(tmp_path: Path, content: bytes, words: str) -> None:
    folder = deliver(tmp_path, "education", {"pupils": CHILDREN})
    (folder / "pupils.csv").write_bytes(content)
    with pytest.raises(DeliveryRefused) as refused:
        read_delivery(folder, EDUCATION)
    (problem,) = refused.value.problems
    assert problem.file == "pupils.csv"
    assert words in str(problem)
    said = str(refused.value)
    assert not any(value in said for row in CHILDREN for value in row.values() if len(value) > 1)


def test_the_good_file_is_taken_with_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    folder = deliver(tmp_path, "education", {"pupils": CHILDREN})
    (folder / "pupils.csv").write_bytes(
        b"\xef\xbb\xbf" + GOOD.replace("\r\n", "\n").replace("\n", "\r\n").encode()
    )
    assert read_delivery(folder, EDUCATION).accepted == 3


def test_all_bad_files_are_named_at_once(tmp_path: Path) -> None:
    folder = deliver(tmp_path, "education", {"pupils": CHILDREN})
    (folder / "contacts.csv").write_bytes(b"")
    (folder / "schools.csv").write_text(GOOD)
    (folder / "addresses.csv").unlink()
    with pytest.raises(DeliveryRefused) as refused:
        read_delivery(folder, EDUCATION)
    assert {problem.file for problem in refused.value.problems} == {
        "addresses.csv",
        "contacts.csv",
        "schools.csv",
    }


def _nowhere(folder: Path) -> Path:
    return folder / "nowhere"


def _empty_folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def _one_file(folder: Path) -> Path:
    return folder / "pupils.csv"


def _archive(folder: Path) -> Path:
    (folder / "delivery.zip").write_bytes(packed("pupils.csv"))
    return folder / "delivery.zip"


def _workbook_beside(folder: Path) -> Path:
    (folder / "pupils.xlsx").write_bytes(packed("[Content_Types].xml"))
    return folder


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (_nowhere, "no such file or folder"),
        (_empty_folder, "holds no file of the feed education"),
        (_one_file, "the feed education has 5 tables"),
        (_archive, "archives are not opened"),
        (_workbook_beside, "Excel workbook"),
    ],
)
def test_a_path_that_is_no_delivery(tmp_path: Path, path: Callable[[Path], Path], words: str) -> None:
    folder = deliver(tmp_path, "education", {"pupils": CHILDREN})
    with pytest.raises(DeliveryRefused, match=words):
        read_delivery(path(folder), EDUCATION)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not readable JSON"),
        ("[]", "not a JSON object"),
        ('{"feed": "social_care", "kind": "full", "extracted": "2026-09-01"}', "names another feed"),
        ('{"feed": "education", "extracted": "2026-09-01"}', "lacks 'kind'"),
        (
            '{"feed": "education", "kind": "some", "extracted": "2026-09-01"}',
            "'kind' cannot be read. It is full or changes",
        ),
        ('{"feed": "education", "kind": "full", "extracted": "soon"}', "'extracted' cannot be read"),
        (
            '{"feed": "education", "kind": "full", "extracted": "2026-09-01", "secret": 1}',
            "entry that is not known",
        ),
        (
            '{"feed": "education", "kind": "full", "extracted": "2026-09-02", "received": "2026-09-01"}',
            "before it was taken",
        ),
        (
            '{"feed": "education", "kind": "full", "extracted": "2026-09-02", "rows": {"pupils": 4}}',
            "the manifest says 4",
        ),
    ],
)
def test_a_bad_manifest(tmp_path: Path, text: str, words: str) -> None:
    folder = deliver(tmp_path, "education", {"pupils": CHILDREN})
    (folder / "manifest.json").write_text(text)
    with pytest.raises(DeliveryRefused, match=words):
        read_delivery(folder, EDUCATION)


def test_a_delivery_without_a_manifest_asks_for_one_or_for_its_words(tmp_path: Path) -> None:
    folder = deliver(tmp_path, "education", {"pupils": CHILDREN})
    (folder / "manifest.json").unlink()
    with pytest.raises(DeliveryRefused, match=r"--kind full or --kind changes and --extracted"):
        read_delivery(folder, EDUCATION)
    read = read_delivery(folder, EDUCATION, kind="full", extracted=dt.date(2026, 9, 1))
    assert read.manifest.received == dt.date(2026, 9, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
@example(content=GOOD.encode() + b"\r\r\n\n,,,\n")
@example(content=GOOD.replace("\n", "\r").encode())
@example(content=GOOD.encode() + b'104,"a\nb",\n')
def test_any_bytes_are_taken_or_refused_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    folder = deliver(tmp_path / "delivery", "education", {"pupils": CHILDREN})
    for name in ("pupils.csv", "deletions.csv", "manifest.json"):
        good = (folder / name).read_bytes() if (folder / name).exists() else None
        (folder / name).write_bytes(content)
        read, problems = outcome(folder)
        assert problems or read.delivered >= read.rejected
        if good is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(good)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=12), min_size=14, max_size=14),
        max_size=4,
    )
)
def test_any_cells_below_a_good_header(tmp_path: Path, cells: list[list[str]]) -> None:
    folder = deliver(tmp_path / "delivery", "education", {})
    out = io.StringIO(newline="")
    csv.writer(out).writerows([PUPILS.names, *cells])
    (folder / "pupils.csv").write_bytes(out.getvalue().encode())
    read, _ = outcome(folder)
    for key, rows in read.records.items():
        assert EDUCATION.observe(key, rows).key == key
