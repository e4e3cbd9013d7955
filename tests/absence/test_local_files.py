"""The borough's own files: the estimate of how many children there are, and the shapes of its wards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from absence.population import PopulationError, population
from absence.wards import WardsError, shapes
from model.absence import Band

HEAD = "ward,age,children,source\n"


def estimate(folder: Path, text: str | bytes) -> Path:
    file = folder / "population.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_ages_are_added_up_to_bands_by_ward(tmp_path: Path) -> None:
    found = population(
        estimate(
            tmp_path,
            HEAD + "Elm,0,10,ONS 2025\nElm,4,7,\nElm,1,5,\nElm,10,3,\nElm,11,2,\nElm,17,1,\nOak,4,9,other\n",
        )
    )
    assert found is not None
    assert found.source == "ONS 2025"
    assert found.children == {
        ("Elm", Band.UNDER_ONE): 10,
        ("Elm", Band.ONE_TO_FOUR): 12,
        ("Elm", Band.FIVE_TO_TEN): 3,
        ("Elm", Band.ELEVEN_TO_FIFTEEN): 2,
        ("Elm", Band.SIXTEEN_UP): 1,
        ("Oak", Band.ONE_TO_FOUR): 9,
    }


def test_a_source_may_be_left_out_and_a_mark_of_byte_order_be_there(tmp_path: Path) -> None:
    found = population(estimate(tmp_path, b"\xef\xbb\xbfward,age,children\nElm,3,4\n"))
    assert found is not None
    assert (found.source, found.children) == ("population.csv", {("Elm", Band.ONE_TO_FOUR): 4})
    assert population(None) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ward,age\nElm,3\n", "the column children is missing"),
        ("", "the column ward is missing"),
        (HEAD + "Elm,18,4,\n", "line 2: an age is a whole number of years from 0 to 17"),
        (HEAD + "Elm,3,4,\nElm,two,4,\n", "line 3: an age"),
        (HEAD + "Elm,3,-4,\n", "line 2: a number of children is a whole number"),
        (HEAD + "Elm,3,4.5,\n", "line 2: a number of children"),
        (HEAD + "Elm,3\n", "line 2: a number of children"),
        (HEAD + " ,3,4,\n", "line 2: give a ward"),
        (HEAD + "Elm,3,4,\nElm,3,5,\n", "line 3: this ward and age are given twice"),
        ("ward,age,children\nÉlm,3,4\n".encode("latin-1"), "cannot be read (UnicodeDecodeError)"),
    ],
)
def test_an_estimate_that_cannot_be_used_says_where(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(PopulationError, match=r"population\.csv") as refused:
        population(estimate(tmp_path, text))
    assert says in str(refused.value)


def test_an_estimate_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(PopulationError, match="cannot be read"):
        population(tmp_path / "population.csv")


SQUARE = [[0, 0], [0, 1], [1, 1], [0, 0]]


def feature(
    name: str | None, kind: str = "Polygon", coordinates: Any = None, key: str = "ward"
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {key: name} if name else {"OBJECTID": 1},
        "geometry": {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates},
    }


def wards(folder: Path, *features: Any) -> Path:
    file = folder / "wards.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def test_a_ward_is_named_by_our_property_or_that_of_the_statistics_office(tmp_path: Path) -> None:
    two = [[SQUARE], [[[5, 5, 9], [5, 6, 9], [6, 6, 9]], SQUARE]]
    found = shapes(
        wards(tmp_path, feature("Elm"), feature("Oak", "MultiPolygon", two, key="WD25NM"), feature("Elm"))
    )
    assert found is not None
    assert {name: len(rings) for name, rings in found.items()} == {"Elm": 2, "Oak": 2}
    assert found["Oak"][1] == ((5.0, 5.0), (5.0, 6.0), (6.0, 6.0))
    assert shapes(None) is None


@pytest.mark.parametrize(
    ("features", "says"),
    [
        ([feature("Elm"), feature(None)], "feature 2 has no property ward"),
        ([feature("Elm", "Point", [0, 0])], "feature 1 is no polygon"),
        ([feature("Elm", coordinates=[[["a", 1]]])], "is no GeoJSON collection of wards (ValueError)"),
        (
            [{"properties": {"ward": "Elm"}, "geometry": None}],
            "is no GeoJSON collection of wards (TypeError)",
        ),
        ([7], "is no GeoJSON collection of wards (TypeError)"),
    ],
)
def test_shapes_that_cannot_be_used_say_where(tmp_path: Path, features: list[Any], says: str) -> None:
    with pytest.raises(WardsError, match=r"wards\.geojson") as refused:
        shapes(wards(tmp_path, *features))
    assert says in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": 3}', "\xff"])
def test_what_is_no_collection_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wards.geojson"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(WardsError, match="is no GeoJSON collection of wards"):
        shapes(file)
    with pytest.raises(WardsError, match="cannot be read"):
        shapes(tmp_path / "nowhere.geojson")
