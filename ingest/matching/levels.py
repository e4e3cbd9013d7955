"""The shape of a comparison and its levels: data that Splink's settings are made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.matching.records import Ledger


@dataclass(frozen=True, slots=True)
class Level:
    """``name`` is what decisions test, ``words`` what a reader is told; ``m``/``u``: how often one person's / two
    persons' records reach it, to start with. ``frequency`` names the column whose rarity adjusts the weight."""

    name: str
    sql: str
    words: str
    m: float
    u: float
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison. Where ``missing`` holds there is no evidence either way."""

    name: str
    ledger: Ledger
    missing: str
    levels: tuple[Level, ...]

    def level(self, gamma: int) -> Level | None:
        """The level of Splink's number for it (the last is 0); None where a value is missing."""
        return None if gamma < 0 else self.levels[len(self.levels) - 1 - gamma]


def missing(*columns: str) -> str:
    """The condition that one of these columns is null on either side."""
    return " OR ".join(f"{column}_l IS NULL OR {column}_r IS NULL" for column in columns)
