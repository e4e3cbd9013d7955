"""Where a postcode lies: the borough's own list first, then the ONS list; what nobody says is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.addresses.places import NOWHERE, BadPlacesError, NoPlaces, Places

OWN = """postcode,authority,authority_name,ward,own
AM,E09000901,Aldermere,,Y
am1 2,E09000901,Aldermere,Lower Mere,Y
EB1,E09000902,Eastbourough,,N
EB1 3XY,E09000903,Wexcombe,,
"""
ENFIELD = "E09000010"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(OWN)
    return path


@pytest.mark.parametrize(
    ("postcode", "authority", "ward", "outside"),
    [
        ("AM7 1AA", "E09000901", None, False),
        ("am12ab", "E09000901", "Lower Mere", False),  # the sector says more than the area
        ("EB1 4AA", "E09000902", None, True),
        ("EB1 3XY", "E09000903", None, True),  # one postcode of another authority
        ("EB11 3XY", None, None, None),  # another district, of which nobody says anything
        ("ZZ99 3VZ", None, None, None),
        ("nowhere", None, None, None),
        (None, None, None, None),
    ],
)
def test_the_longest_beginning_of_the_own_list_speaks(
    own: Path, postcode: str | None, authority: str | None, ward: str | None, outside: bool | None
) -> None:
    found = Places(own).find(postcode)
    assert (found.authority, found.ward, found.outside) == (authority, ward, outside)


def test_the_ons_list_gives_authority_and_position_and_knows_what_is_no_postcode(own: Path) -> None:
    places = Places(own, [ENFIELD])
    known = places.find("N9 0AA")
    assert (known.authority, known.outside, known.listed) == (ENFIELD, False, True)
    assert known.easting is not None
    assert known.northing is not None
    assert 530_000 < known.easting < 540_000
    assert places.find("N9 9ZZ").listed is False
    assert places.find("AM1 2AB").listed is True
    assert Places().find("N9 0AA").outside is None  # nobody has said which authority the borough is


def test_without_any_list_nothing_is_known(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.addresses.places._PACKAGE", "not_installed_here")
    assert Places().find("N9 0AA") == NoPlaces().find("N9 0AA") == NOWHERE
    assert Places(own).find("N9 0AA") == NOWHERE
    assert Places(own).stamp != Places().stamp


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("postcode,ward\nAM,x\n", "column authority is missing"),
        ("postcode,authority\nAM,\n", "line 2"),
        ("postcode,authority\n,E09000901\n", "line 2"),
    ],
)
def test_a_list_that_cannot_be_read_says_where(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(text)
    with pytest.raises(BadPlacesError, match=says):
        Places(path)
