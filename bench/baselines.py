"""The plain tools that Kith stands on, on the same rows: the raw driver, and Splink with its usual settings."""

from __future__ import annotations

import csv
import shutil
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from graph import lifecycle
from graph.gateway import Graph
from graph.settings import GraphSettings

BATCH = 5_000
NODES = "MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS properties"
EDGES = (
    "MATCH (a:{label})-[e]->(b) RETURN type(e) AS type, labels(b) AS labels, a.uid AS start, b.uid AS end, "
    "properties(e) AS properties"
)
LABELS = (
    "Person", "Address", "School", "Service", "Professional", "Agency", "FamilyFile", "Record", "Judgement", "Birth",
    "Delivery", "Protection",
)  # fmt: skip


def plain_writes(source: Graph, folder: Path) -> tuple[float, int, int]:
    """Seconds in which the raw driver writes what ``source`` holds into an empty graph with the same schema, and the
    numbers of nodes and edges. Reading them is not counted."""
    nodes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    edges: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for label in LABELS:
        for row in source.write(NODES.format(label=label)):
            nodes[":".join(sorted(row["labels"]))].append(row["properties"])
        if label in ("Judgement", "Birth", "Delivery", "Protection"):
            continue
        for row in source.write(EDGES.format(label=label)):
            end = "Person" if "Person" in row["labels"] else row["labels"][0]
            edges[row["type"], label, end].append(row)
    shutil.rmtree(folder, ignore_errors=True)
    settings = GraphSettings(data_dir=folder)
    try:
        with Graph.open(settings) as graph:
            graph.install_schema()
            began = time.monotonic()
            for labels, rows in nodes.items():
                graph.write_batches(
                    f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row.p",
                    ({"p": row} for row in rows),
                    BATCH,
                )
            for (kind, start, end), found in edges.items():
                if end == "Awaited":
                    continue
                graph.write_batches(
                    f"UNWIND $rows AS row MATCH (a:{start} {{uid: row.start}}) MATCH (b:{end} {{uid: row.end}}) "
                    f"CREATE (a)-[e:{kind}]->(b) SET e = row.properties",
                    found,
                    BATCH,
                )
            seconds = time.monotonic() - began
    finally:
        lifecycle.stop(settings)
    return seconds, sum(map(len, nodes.values())), sum(map(len, edges.values()))


def _people(borough: Path) -> list[tuple[Any, ...]]:
    """Every person record of the three feeds as plain columns."""
    found: list[tuple[Any, ...]] = []

    def rows(path: str) -> list[dict[str, str]]:
        with (borough / f"{path}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    for row in rows("social_care/ssd_person"):
        found.append(
            (
                f"s{row['pers_person_id']}",
                "social_care",
                row["pers_forename"],
                row["pers_surname"],
                row["pers_dob"],
                row["pers_sex"],
                row["pers_upn"],
            )
        )
    for row in rows("education/pupils"):
        found.append(
            (
                f"p{row['pupil_id']}",
                "education",
                row["forename"],
                row["surname"],
                row["date_of_birth"],
                row["sex"],
                row["upn"],
            )
        )
    for row in rows("education/contacts"):
        found.append((f"k{row['contact_link_id']}", "education", row["forename"], row["surname"], "", "", ""))
    for row in rows("education_welfare/children"):
        found.append(
            (
                f"w{row['child_id']}",
                "education_welfare",
                row["forename"],
                row["surname"],
                row["date_of_birth"],
                row["sex"],
                row["upn"],
            )
        )
    return [tuple(cell or None for cell in row) for row in found]


def plain_splink(borough: Path) -> tuple[float, int]:
    """Seconds that Splink takes with its usual settings, training and clustering included; the number of records."""
    people = _people(borough)
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '4GB'")
    columns = ("unique_id", "source_dataset", "forename", "surname", "date_of_birth", "sex", "upn")
    began = time.monotonic()
    table = pa.table(dict(zip(columns, map(list, zip(*people, strict=True)), strict=True)))
    connection.register("given", table)
    connection.execute("CREATE TABLE people AS SELECT * FROM given")
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("forename").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("upn"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("surname", "date_of_birth"),
            block_on("forename", "date_of_birth"),
            block_on("upn"),
        ],
    )
    api = DuckDBAPI(connection)
    linker = Linker(api.register("people"), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("upn")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("surname", "date_of_birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("forename", "date_of_birth"))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, threshold_match_probability=0.95)
    return time.monotonic() - began, len(people)
