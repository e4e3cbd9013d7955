"""Which authority a home lies in, in the graph: from the first load, and anew when the lists are others."""

from __future__ import annotations

from pathlib import Path

from ingest.addresses.places import Places
from tests.ingest.families import OTIS, at_home, education
from tests.support.index import Index


def _homes(index: Index) -> list[tuple[object, ...]]:
    rows = index.rows(
        "MATCH (a:Address) RETURN a.postcode AS code, a.local_authority AS la, a.ward AS ward, a.outside AS outside, "
        "a.postcode_listed AS listed, a.position_from AS position ORDER BY code"
    )
    return [tuple(row.values()) for row in rows]


def _list(folder: Path, text: str) -> Path:
    path = folder / "places.csv"
    path.write_text("postcode,authority,authority_name,ward,own\n" + text)
    return path


def test_a_home_lies_where_the_lists_say(embedded_index: Index, tmp_path: Path) -> None:
    index = embedded_index
    index.deliver("education", education())
    assert _homes(index) == [("N9 7AB", None, None, None, None, None)]
    index.places = Places(_list(tmp_path, "N9,E09000901,Aldermere,Elm Ward,Y\n"))
    moved = education(
        pupils=[OTIS], addresses=[at_home("A3", "P2", "2026-08-01", postcode="EB1 4AA", uprn="")]
    )
    index.deliver("education", moved, kind="changes", extracted="2026-09-03")
    elsewhere = ("EB1 4AA", None, None, None, False, None)
    assert _homes(index) == [elsewhere, ("N9 7AB", "E09000901", "Elm Ward", False, True, "postcode")]
    night = index.graph.digest()
    index.rebuild()
    assert index.graph.digest() == night
    index.places = Places(_list(tmp_path, "N9,E09000902,Wexcombe,,\nEB1,E09000901,Aldermere,,Y\n"))
    index.rebuild()
    assert [home[:4] for home in _homes(index)] == [
        ("EB1 4AA", "E09000901", None, False),
        ("N9 7AB", "E09000902", None, True),
    ]
