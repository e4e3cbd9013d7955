"""The baseline: Splink as its own tutorials use it, on the same records, with none of Kith's columns or rules.

Each column that the records fill is compared as Splink's demonstrations do it: names with ``NameComparison`` and term
frequencies, dates with ``DateOfBirthComparison``, e-mail with ``EmailComparison``, a British postcode with
``PostcodeComparison``, everything else exactly, with term frequencies where values repeat.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.matching.records import MatchRecord
from model.addresses import postcode

PROBABILITY = 0.95
"""The usual threshold of the tutorials."""
TINY = 500
"""Pairs below which a training rule is left out: Splink's own advice is to train on rules that find enough."""

_EXACT = ("house", "street", "town", "phone", "upn", "nhs_number")
SMALL = 10_000
"""Records up to which the tutorials block on one column alone."""
_NARROW = (
    ("forename", "surname"),
    ("surname", "dob"),
    ("forename", "dob"),
    ("postcode", "dob"),
    ("email",),
    ("upn",),
    ("nhs_number",),
)
_WIDE = (
    ("forename",),
    ("surname",),
    ("dob",),
    ("postcode",),
    ("house", "street"),
    ("email",),
    ("upn",),
    ("nhs_number",),
)
"""Rules for candidates; those of columns that nobody fills are left out."""
_SURE = (("forename", "surname", "dob"), ("upn",), ("nhs_number",), ("email",))
"""Rules by which two records are surely one person, for the prior."""
_TRAINING = (("forename", "surname"), ("dob",))


def plain_groups(records: Sequence[MatchRecord], **more: Any) -> list[frozenset[str]]:
    """Connected components over records of the index. ``more``: see :func:`plain_groups_of_rows`."""
    rows = {
        record.key: {
            "forename": record.identity.forename,
            "surname": record.identity.surname,
            "dob": str(record.identity.date_of_birth) if record.identity.date_of_birth else None,
            "postcode": record.postcodes[0] if record.postcodes else None,
            "upn": record.identity.upn,
            "nhs_number": record.identity.nhs_number,
        }
        for record in records
    }
    return plain_groups_of_rows(rows, **more)


def plain_groups_of_rows(
    rows: Mapping[str, Mapping[str, str | None]],
    sources: Mapping[str, str] | None = None,
    probability: float = PROBABILITY,
) -> list[frozenset[str]]:
    """Connected components of the pairs at a probability. ``rows``: record -> column -> value; ``sources``: record ->
    source, where no source repeats a person: only pairs of different sources are compared then."""
    import pyarrow as pa
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    filled = {name for row in rows.values() for name, value in row.items() if value}
    rules = _WIDE if len(rows) <= SMALL else _NARROW
    usable = [rule for rule in rules if filled.issuperset(rule)]
    british = all(postcode(row.get("postcode")) for row in rows.values() if row.get("postcode"))
    settings = SettingsCreator(
        link_type="dedupe_only" if sources is None else "link_only",
        comparisons=_comparisons(filled, british),
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in usable],
    )
    table: list[dict[str, str | None]] = [
        {
            "unique_id": key,
            "source_dataset": sources[key] if sources else "all",
            **{name: _text(row.get(name)) for name in sorted(filled)},
        }
        for key, row in rows.items()
    ]
    tables = [
        pa.Table.from_pylist([row for row in table if row["source_dataset"] == source])
        for source in sorted({row["source_dataset"] or "" for row in table})
    ]
    api = DuckDBAPI()
    linker = Linker([api.register(each) for each in tables], settings, log_level=None)
    sure: list[Any] = [block_on(*rule) for rule in _SURE if filled.issuperset(rule)]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    for rule in _TRAINING:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    predicted = linker.inference.predict(threshold_match_probability=probability)
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=probability
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in clustered.as_record_list():
        found[str(row["cluster_id"])].add(str(row["unique_id"]))
    return [frozenset(members) for members in found.values()]


def _comparisons(filled: set[str], british: bool) -> list[Any]:
    import splink.comparison_library as cl

    found: list[Any] = [
        cl.NameComparison("forename").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
    ]
    if "postcode" in filled:
        exact = cl.ExactMatch("postcode").configure(term_frequency_adjustments=True)
        found.append(cl.PostcodeComparison("postcode") if british else exact)
    if "email" in filled:
        found.append(cl.EmailComparison("email"))
    for name in _EXACT:
        if name in filled:
            repeated = name in ("house", "street", "town")
            found.append(cl.ExactMatch(name).configure(term_frequency_adjustments=repeated))
    return found


def _text(name: str | None) -> str | None:
    return name.strip().lower() if name and name.strip() else None
