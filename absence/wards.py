"""The shapes of wards, for a map: a local GeoJSON file (RFC 7946), ``wards.geojson`` in the data folder or named by
``KITH_WARDS``.

A collection of polygons and multipolygons. The name of a ward, as in the list of places, is the property ``ward``, or
the one that the Office for National Statistics calls ``WD24NM`` (with the year in it). Coordinates are degrees, or
metres of a grid. Holes are drawn as if they were filled.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Ring = tuple[tuple[float, float], ...]
Shapes = Mapping[str, tuple[Ring, ...]]
_NAME = re.compile(r"^(ward|WD\d\dNM)$")


class WardsError(ValueError):
    """A file that cannot be used; says where and what to do."""


def shapes(path: Path | None) -> Shapes | None:
    """The outlines of each ward; None where there is no file. Raises :class:`WardsError`."""
    if path is None:
        return None
    try:
        whole = json.loads(path.read_bytes())
        found: dict[str, tuple[Ring, ...]] = {}
        for number, feature in enumerate(whole["features"], 1):
            name = next((text for key, text in feature["properties"].items() if _NAME.match(key)), None)
            if not name:
                raise WardsError(f"{path.name}: feature {number} has no property ward with the ward's name.")
            found[name] = found.get(name, ()) + tuple(_rings(path, number, feature["geometry"]))
    except OSError as error:
        raise WardsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, WardsError):
            raise
        raise WardsError(
            f"{path.name}: is no GeoJSON collection of wards ({type(error).__name__})."
        ) from None
    return found


def _rings(path: Path, number: int, geometry: Mapping[str, Any]) -> Iterator[Ring]:
    parts = {"Polygon": lambda given: [given], "MultiPolygon": list}.get(geometry["type"])
    if parts is None:
        raise WardsError(f"{path.name}: feature {number} is no polygon and no multipolygon.")
    for polygon in parts(geometry["coordinates"]):
        yield tuple((float(point[0]), float(point[1])) for point in polygon[0])
