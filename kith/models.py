"""The model files of a data folder: comparisons that were made, promotion, and the log of both."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.comparing import Comparison
from ingest.matching.model import MatchModel
from kith.refusals import RefusedError
from model.observations import record_key


class Models:
    """What stands beside the model in use (``model.json``) of a data folder's ``loading/matching``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "promotions.json"

    @property
    def in_use(self) -> MatchModel:
        """The promoted model, else the shipped one."""
        return MatchModel.in_use(self._folder)

    @property
    def promotions(self) -> list[dict[str, Any]]:
        """Who put which model in use, when, after which comparison; the latest last."""
        return json.loads(self._log.read_text(encoding="utf-8")) if self._log.exists() else []

    def other(self, new: MatchModel) -> MatchModel:
        """The model in use, which ``new`` is not. Raises RefusedError where it is, or takes its name."""
        used = self.in_use
        if new.digest == used.digest:
            raise RefusedError(
                "This is the model in use. If its promotion was cut short, kith rebuild matches the index with it."
            )
        if new.version == used.version:
            raise RefusedError(
                "This file bears the version of the model in use and holds something else: train a new one."
            )
        return used

    def note(self, comparison: Comparison, new: MatchModel, by: str, at: datetime) -> None:
        """Keep the counts of a comparison: a promotion asks for it."""
        kept = {**comparison.as_dict(), "by": by, "at": at.isoformat()}
        _replace(self._comparison(self.in_use, new), _text(kept))

    def compared(self, new: MatchModel) -> dict[str, Any]:
        """The comparison of a model with the one in use. Raises RefusedError where nobody has made it."""
        path = self._comparison(self.other(new), new)
        if not path.exists():
            raise RefusedError(
                "This model has not been compared with the one in use. Run kith model compare FILE first, and look at "
                "the people it would change."
            )
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def promote(self, new: MatchModel, by: str, at: datetime) -> None:
        """Put a model in use and write down who did, when, and what it was compared with. Raises RefusedError."""
        comparison = self.compared(new)
        entry = {"model": new.version, "before": comparison["in_use"], "by": by, "at": at.isoformat(),
                 "compared_by": comparison["by"], "compared_at": comparison["at"],
                 "people_changed": comparison["people_changed"]}  # fmt: skip
        log = [*self.promotions, entry]
        _replace(self._log, _text(log))
        part = self._folder / "model.json.part"
        new.save(part)
        part.replace(self._folder / "model.json")

    def _comparison(self, in_use: MatchModel, new: MatchModel) -> Path:
        return self._folder / "comparisons" / f"{in_use.digest}-{new.digest}.json"


def _text(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True) + "\n"


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def read_truth(path: Path) -> dict[str, str]:
    """Record key -> person, from a CSV with the columns ``person`` and ``record_key``, or ``source`` and ``record_id``.
    Raises RefusedError where it has neither."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = set(reader.fieldnames or ())
        if "person" not in columns or not ({"record_key"} <= columns or {"source", "record_id"} <= columns):
            raise RefusedError(
                f"{path.name}: give the columns person and record_key, or person, source and record_id"
            )
        return {
            row.get("record_key") or record_key(row["source"], "person", row["record_id"]): row["person"]
            for row in reader
        }
