"""One pair of records out of the cache, weighed and decided as its stage does it: for somebody who asks why."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.matching import candidates
from ingest.matching.decide import Decision, decide
from ingest.matching.model import MatchModel, StageModel
from ingest.matching.relatives import bonds
from ingest.matching.scoring import ScoredPair, score
from ingest.matching.working import Working, fill, keys_table

MIXED = "one record is a child's and the other an adult's: those are not compared, and only a person can join them"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair with the model's decision. ``not_compared`` says why the stages do not compare them, if they do not."""

    pair: ScoredPair
    decision: Decision
    model: StageModel
    together: bool
    not_compared: str | None = None


def weigh(con: Working, model: MatchModel, left: str, right: str) -> Weighed | None:
    """The pair of two record keys, ``left`` the smaller; None where the cache lacks one of them."""
    keys_table(con, "asked_key", (left, right))
    con.bring("record", "key", "FROM asked_key")
    con.bring("place", "rec", "FROM asked_key")
    kinds = dict(con.execute("SELECT key, kind FROM record WHERE key IN (?, ?)", [left, right]).fetchall())
    if len(kinds) < 2:
        return None
    name = "adults" if set(kinds.values()) == {"adult"} else "children"
    stage = model.stage(name)
    con.execute("CREATE OR REPLACE TEMP TABLE asked_pair (l VARCHAR, r VARCHAR)")
    fill(con, "asked_pair", {"l": "VARCHAR", "r": "VARCHAR"}, [(left, right)])
    pair = next(score(con, name, stage, "asked_pair", floor=None))
    groups = con.execute(
        "SELECT count(DISTINCT gid) FROM place WHERE stage = 'adults' AND rec IN (?, ?)", [left, right]
    ).fetchone()
    together = groups is not None and groups[0] == 1
    why_not = MIXED if len(set(kinds.values())) > 1 else None
    if name == "adults":
        why_not = _not_compared(con, left, right)
    return Weighed(pair, decide(pair, stage.thresholds), stage, together, why_not)


def _not_compared(con: Working, left: str, right: str) -> str | None:
    """Adults are compared round one child, or where their two children may be brother and sister."""
    keys_table(con, "asked_adult", (left, right))
    if (
        candidates.propose_adults(con, (left, right), "asked_pair")
        and con.execute("SELECT 1 FROM asked_pair WHERE l = ? AND r = ?", [left, right]).fetchone()
    ):
        return None
    bonds(con, "asked_bond", "adult", "FROM asked_adult")
    shared = con.execute(
        "SELECT a.relationship, b.relationship FROM asked_bond a JOIN asked_bond b ON a.gid = b.gid"
        " WHERE a.adult = ? AND b.adult = ?",
        [left, right],
    ).fetchall()
    if not shared:
        return (
            "no child is recorded for both, nothing that is compared makes their children brother and sister, and they "
            "share no surname, date of birth and telephone or home together"
        )
    return "they stand to one child as one person cannot"
