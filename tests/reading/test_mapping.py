"""A borough's own CSV, taught by a mapping file: the worked example of the documentation, and what goes wrong."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from ingest.feeds import document, feed
from ingest.reading import DeliveryRefused, ReadDelivery, read_delivery

EDUCATION = feed("education")
EXAMPLE = re.search(r"```toml\n(.*?)```", document.feeds_markdown(), re.DOTALL)
OWN = (
    "School code;Admission no;UPN;Family name;Given name;Born;Gender;House;Street;Post code;Status;Eye colour\n"
    "3082001;17;B801200005001;Quillféather;Ola;02 Mar 15;Girl;4;Elm Road;ZZ1 1AA;On roll;green\n"
    "3082001;18;;Marrowby;Finn;30 Nov 12;Boy;9;Elm Road;ZZ1 1AA;on roll;\n"
    "3082002;17;;Tolliver;Ada;31 Feb 12;Girl;1;Oak Road;ZZ1 1AB;On roll;\n"
    "3082002;18;;Gone;Away;01 Jan 12;Girl;1;Oak Road;ZZ1 1AB;Left;\n"
)


def read(folder: Path, mapping: str, own: str = OWN) -> ReadDelivery:
    (folder / "pupils_export_1.csv").write_text(own, encoding="cp1252")
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    return read_delivery(folder, EDUCATION, kind="changes", extracted=dt.date(2026, 9, 1))


def test_the_worked_example_of_the_documentation(tmp_path: Path) -> None:
    assert EXAMPLE is not None
    found = read(tmp_path, EXAMPLE.group(1))
    ola = found.records["education:person:3082001/17"]
    assert ola["pupils"]["3082001/17"] == {
        "pupil_id": "3082001/17", "upn": "B801200005001", "surname": "Quillféather", "forename": "Ola",
        "date_of_birth": "2015-03-02", "sex": "F",
    }  # fmt: skip
    assert ola["addresses"]["3082001/17"] == {
        "address_id": "3082001/17", "pupil_id": "3082001/17", "address_type": "HOME", "paon": "4",
        "street": "Elm Road", "postcode": "ZZ1 1AA",
    }  # fmt: skip
    assert "education:person:3082001/18" in found.records
    assert [(each.place, each.column, each.reason) for each in found.rejections] == [
        ("pupils_export_1.csv, line 4", "date_of_birth", "no such day as the mapping writes dates, %d %b %y")
    ]
    assert "pupils" not in found.records.get("education:person:3082002/18", {}), (
        "only pupils on roll are meant"
    )
    left = {each.column for each in found.warnings if "read by no column" in each.reason}
    assert {"Eye colour"} <= left


def test_the_same_files_with_another_mapping_are_another_delivery(tmp_path: Path) -> None:
    assert EXAMPLE is not None
    one = read(tmp_path, EXAMPLE.group(1)).digest
    assert read(tmp_path, EXAMPLE.group(1)).digest == one
    assert read(tmp_path, EXAMPLE.group(1).replace('Boy = "M"', 'Boy = "F"')).digest != one


WRONG = [
    ("not TOML", "feed = ", "not TOML"),
    ("no feed", 'feed = "parks"\n[[table]]\nfile = "a"\ntable = "b"', "no such feed"),
    ("no table", 'feed = "education"\n[[table]]\nfile = "a"\ntable = "b"', "no table 'b'. It has pupils"),
    (
        "no column",
        'feed = "education"\n[[table]]\nfile = "a"\ntable = "pupils"\n[table.columns]\npupil_id = "x"\nname = "y"',
        "no column 'name'",
    ),
    (
        "no key",
        'feed = "education"\n[[table]]\nfile = "a"\ntable = "pupils"\n[table.columns]\nsurname = "x"',
        "pupil_id of pupils is not mapped",
    ),
    (
        "a code that the feed lacks",
        'feed = "education"\n[[table]]\nfile = "a"\ntable = "pupils"\n[table.columns]\npupil_id = "x"\nsex = "y"\n'
        '[table.codes.sex]\nB = "BOY"',
        "no code 'BOY'. It has M, F",
    ),
    (
        "a column that the file lacks",
        'feed = "education"\n[[table]]\nfile = "*.csv"\ntable = "pupils"\ndelimiter = ";"\nencoding = "cp1252"\n'
        '[table.columns]\npupil_id = "Number"',
        "no column 'Number', which the mapping names. It has School code",
    ),
    ("an entry that is unknown", 'feed = "education"\ncolour = 1\n[[table]]\nfile = "a"\ntable = "b"', "colour"),
    ("an encoding that is unknown",
     'feed = "education"\n[[table]]\nfile = "a"\ntable = "pupils"\nencoding = "klingon"\n'
     '[table.columns]\npupil_id = "x"', "no such encoding"),
]  # fmt: skip


@pytest.mark.parametrize(("mapping", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_mapping_that_cannot_be_says_why(tmp_path: Path, mapping: str, words: str) -> None:
    with pytest.raises(DeliveryRefused, match=re.escape(words)):
        read(tmp_path, mapping)
