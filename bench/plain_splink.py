"""The baseline: Splink as its own tutorial uses it, on the same records, with none of Kith's columns or rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.matching.records import MatchRecord


def plain_groups(records: Sequence[MatchRecord]) -> list[frozenset[str]]:
    """Connected components of the pairs at a probability of 0.95 or more."""
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    rows = [
        {
            "unique_id": record.key,
            "forename": _text(record.identity.forename),
            "surname": _text(record.identity.surname),
            "dob": str(record.identity.date_of_birth) if record.identity.date_of_birth else None,
            "postcode": record.postcodes[0] if record.postcodes else None,
            "upn": record.identity.upn,
            "nhs_number": record.identity.nhs_number,
        }
        for record in records
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("forename").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("upn"),
            cl.ExactMatch("nhs_number"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("forename", "surname"),
            block_on("surname", "dob"),
            block_on("forename", "dob"),
            block_on("postcode", "dob"),
            block_on("upn"),
            block_on("nhs_number"),
        ],
    )
    linker = Linker(DuckDBAPI().register(pa.Table.from_pylist(rows)), settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("forename", "surname", "dob"), block_on("upn")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("forename", "surname"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    predicted = linker.inference.predict(threshold_match_probability=0.95)
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=0.95
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in clustered.as_record_list():
        found[str(row["cluster_id"])].add(str(row["unique_id"]))
    return [frozenset(members) for members in found.values()]


def _text(name: str | None) -> str | None:
    return name.strip().lower() if name and name.strip() else None
