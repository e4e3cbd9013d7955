"""JSON read whole, within bounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.reading.problems import DeliveryRefused, Problem

LARGEST = 256 << 20


def load(path: Path) -> Any:
    """What the file says. Raises DeliveryRefused for a file that is too large, not UTF-8, or no JSON."""
    try:
        if path.stat().st_size > LARGEST:
            raise DeliveryRefused(
                [Problem("The file is too large.", "Ask whether it is the right one.", path.name)]
            )
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        what = "The file is not JSON: it is cut off, or a mark is out of its place."
        raise DeliveryRefused([Problem(what, "Export it again whole.", path.name, error.lineno)]) from None
    except (OSError, ValueError, RecursionError):
        raise DeliveryRefused(
            [Problem("The file cannot be read as JSON.", "Export it again.", path.name)]
        ) from None
