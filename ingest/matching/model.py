"""The model file: how much each level of each comparison weighs, how rare names are, where the bands begin.

A model is trained once and kept; weights of a night's delivery come from the file, never from that night's data.
Names are kept with their frequency only where many records share them (:data:`COMMON`).
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from ingest.matching.comparisons import STAGES
from ingest.matching.family import EVEN, USUAL_SHARES
from ingest.matching.levels import Comparison

CODE_VERSION = 8
"""Raised when comparisons, columns or decisions change: weights of an older file mean something else."""
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,64}")
COMMON = 5
"""A name enters the file when at least so many records bear it; rarer ones share one frequency."""


class ModelError(ValueError):
    """A model file that cannot be used. The message names the file's fault and no value from it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the bands begin, in bits (log2 of the odds that two records are one person)."""

    same: float
    """On personal evidence alone."""
    review: float
    """On both ledgers together."""
    split: float
    """Below this on personal evidence, two ends of a chain contradict each other."""


@dataclass(frozen=True, slots=True)
class StageModel:
    """One stage's parameters. ``probabilities``: comparison -> level -> (m, u). ``frequencies``: column -> value ->
    share of records; a value that is absent has ``rare``."""

    prior: float
    probabilities: Mapping[str, Mapping[str, tuple[float, float]]]
    frequencies: Mapping[str, Mapping[str, float]]
    rare: Mapping[str, float]
    thresholds: Thresholds
    family: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: USUAL_SHARES)
    """comparison -> level -> share among pairs of two people of one household."""
    one_person_at_home: float = EVEN
    """One person's share of the pairs of records under one roof."""

    @property
    def home_weight(self) -> float:
        """The odds of one person against two of one household, before anything is compared, in bits."""
        return math.log2(self.one_person_at_home / (1 - self.one_person_at_home))

    @property
    def prior_weight(self) -> float:
        """The prior odds in bits."""
        return math.log2(self.prior / (1 - self.prior))


@dataclass(frozen=True, slots=True)
class MatchModel:
    """Parameters of both stages, with where they come from."""

    version: str
    trained_on: str
    children: StageModel
    adults: StageModel

    def stage(self, name: str) -> StageModel:
        """``children`` or ``adults``."""
        return self.children if name == "children" else self.adults

    @staticmethod
    def load(path: Path) -> MatchModel:
        """Reads a model file. Raises :class:`ModelError` where it is unreadable or from another version of the code."""
        try:
            model = _from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, ModelError):
                raise
            raise ModelError(f"the model file {path.name} cannot be read: train a new one") from None
        if wrong := next(_wrong(model), None):
            raise ModelError(
                f"the model file {path.name} holds what no training writes ({wrong}): train a new one"
            )
        return model

    @staticmethod
    def shipped() -> MatchModel:
        """The model that comes with Kith, trained on synthetic boroughs."""
        text = resources.files("ingest.matching.models").joinpath("default.json").read_text(encoding="utf-8")
        return _from_json(json.loads(text))

    @staticmethod
    def in_use(folder: Path) -> MatchModel:
        """The promoted model of a data folder (``model.json``), else the shipped one."""
        path = folder / "model.json"
        return MatchModel.load(path) if path.exists() else MatchModel.shipped()

    def save(self, path: Path) -> None:
        """Writes the file; the same model gives the same bytes."""
        text = json.dumps(_to_json(self), indent=1, sort_keys=True, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")

    @property
    def digest(self) -> str:
        """Tells two models apart by all that they hold, whatever they call themselves."""
        text = json.dumps(_to_json(self), sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

    def fingerprint(self) -> str:
        """Tells whether two models are one, and whether a cache was made by this one and by these comparisons."""
        compared = hashlib.blake2b(repr(STAGES).encode(), digest_size=6).hexdigest()
        return f"{CODE_VERSION}/{compared}/{self.version}"


def starting_stage(name: str) -> StageModel:
    """The parameters that training begins from."""
    comparisons = STAGES[name]
    return StageModel(
        prior=2.0**-18 if name == "children" else 0.25,
        probabilities={c.name: {level.name: (level.m, level.u) for level in c.levels} for c in comparisons},
        frequencies={},
        rare={},
        thresholds=Thresholds(8.5, -2.0, -8.0) if name == "children" else Thresholds(5.0, -1.0, -6.0),
    )


def splink_settings(stage: StageModel, comparisons: tuple[Comparison, ...]) -> dict[str, Any]:
    """Splink's settings of a stage, for candidates that Kith itself proposes."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "key",
        "probability_two_random_records_match": stage.prior,
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "comparisons": [_comparison(stage, comparison) for comparison in comparisons],
    }


def _comparison(stage: StageModel, comparison: Comparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.missing, "label_for_charts": "missing", "is_null_level": True},
    ]
    for level in comparison.levels:
        m, u = stage.probabilities[comparison.name][level.name]
        told: dict[str, Any] = {
            "sql_condition": level.sql,
            "label_for_charts": level.words,
            "m_probability": m,
            "u_probability": u,
        }
        if level.frequency in stage.frequencies:
            told |= {"tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0}
        levels.append(told)
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _to_json(model: MatchModel) -> dict[str, Any]:
    return {
        "version": model.version,
        "code": CODE_VERSION,
        "trained_on": model.trained_on,
        "stages": {name: _stage_to_json(model.stage(name)) for name in STAGES},
    }


def _stage_to_json(stage: StageModel) -> dict[str, Any]:
    bands = stage.thresholds
    return {
        "prior": stage.prior,
        "probabilities": {
            name: {level: {"m": m, "u": u} for level, (m, u) in levels.items()}
            for name, levels in stage.probabilities.items()
        },
        "frequencies": stage.frequencies,
        "rare": stage.rare,
        "family": stage.family,
        "one_person_at_home": stage.one_person_at_home,
        "thresholds": {"same": bands.same, "review": bands.review, "split": bands.split},
    }


def _from_json(told: dict[str, Any]) -> MatchModel:
    if told.get("code") != CODE_VERSION:
        raise ModelError(
            "the model file was trained by another version of the matching code: train a new one"
        )
    stages = {name: _stage_from_json(name, told["stages"][name]) for name in STAGES}
    return MatchModel(str(told["version"]), told["trained_on"], stages["children"], stages["adults"])


def _wrong(model: MatchModel) -> Iterator[str]:
    """What makes a model unfit to weigh anything."""
    if not _VERSION.fullmatch(model.version):
        yield "its version"
    for name in STAGES:
        stage = model.stage(name)
        shares = [stage.prior, stage.one_person_at_home]
        shares += [
            share for levels in stage.probabilities.values() for both in levels.values() for share in both
        ]
        if not all(0 < share < 1 for share in shares[:2]) or not all(0 < share <= 1 for share in shares):
            yield f"shares of the {name} that are none"
        bands = stage.thresholds
        if not bands.split <= bands.review <= bands.same < math.inf:
            yield f"bands of the {name} that are out of order"


def _stage_from_json(name: str, told: dict[str, Any]) -> StageModel:
    probabilities = {
        comparison.name: {
            level.name: (
                float(told["probabilities"][comparison.name][level.name]["m"]),
                float(told["probabilities"][comparison.name][level.name]["u"]),
            )
            for level in comparison.levels
        }
        for comparison in STAGES[name]
    }
    return StageModel(
        float(told["prior"]),
        probabilities,
        told["frequencies"],
        told["rare"],
        Thresholds(**told["thresholds"]),
        told["family"],
        float(told["one_person_at_home"]),
    )
