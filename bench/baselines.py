"""The plain tools that Kith stands on, on the same rows: the raw driver, and Splink with its usual settings."""

from __future__ import annotations

import csv
import logging
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
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


_COLUMNS = (
    "unique_id",
    "forename",
    "surname",
    "date_of_birth",
    "sex",
    "upn",
    "nhs_number",
    "phone",
    "postcode",
)
Person = tuple[str | None, ...]
"""Plain values in the order of ``_COLUMNS``."""


def _people(borough: Path) -> tuple[list[Person], list[Person]]:
    """Every person record of the three feeds as plain columns: children, and adults."""

    def rows(path: str) -> list[dict[str, str]]:
        with (borough / f"{path}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def person(*cells: str) -> Person:
        return tuple(cell.strip().lower() or None for cell in cells)

    of_social_care = {
        row["addr_person_id"]: row["addr_address_postcode"] for row in rows("social_care/ssd_address")
    }
    of_education = {row["pupil_id"]: row["postcode"] for row in rows("education/addresses")}
    children: list[Person] = []
    adults: list[Person] = []
    for row in rows("social_care/ssd_person"):
        number = row["pers_person_id"]
        found = person(
            f"s{number}", row["pers_forename"], row["pers_surname"], row["pers_dob"], row["pers_sex"], row["pers_upn"],
            row["pers_single_unique_id"], row["pers_telephone"].replace(" ", ""), of_social_care.get(number, ""),
        )  # fmt: skip
        (adults if row["pers_is_adult"] == "Y" else children).append(found)
    for row in rows("education/pupils"):
        number = row["pupil_id"]
        children.append(
            person(
                f"p{number}", row["forename"], row["surname"], row["date_of_birth"], row["sex"], row["upn"], "",
                row["phone"].replace(" ", ""), of_education.get(number, ""),
            )
        )  # fmt: skip
    for row in rows("education_welfare/children"):
        children.append(
            person(
                f"w{row['child_id']}", row["forename"], row["surname"], row["date_of_birth"], row["sex"], row["upn"],
                "", "", row["postcode"],
            )
        )  # fmt: skip
        forename, _, surname = row["parent_name"].rpartition(" ")
        if surname:
            phone = row["parent_phone"].replace(" ", "")
            adults.append(
                person(f"v{row['child_id']}", forename, surname, "", "", "", "", phone, row["postcode"])
            )
    for row in rows("education/contacts"):
        phone = (row["mobile_phone"] or row["home_phone"]).replace(" ", "")
        adults.append(
            person(
                f"k{row['contact_link_id']}",
                row["forename"],
                row["surname"],
                "",
                "",
                "",
                "",
                phone,
                row["postcode"],
            )
        )
    return children, adults


def plain_splink(borough: Path) -> list[tuple[str, float, int]]:
    """What Splink takes with its usual settings for the job that Kith's matching does: children and adults of all
    feeds, each trained, predicted and clustered. Name, seconds and number of records of each."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    children, adults = _people(borough)
    names = [
        cl.NameComparison("forename").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
    ]
    home = [cl.PostcodeComparison("postcode"), cl.ExactMatch("phone")]
    identity = [cl.DateOfBirthComparison("date_of_birth", input_is_string=True), cl.ExactMatch("sex")]
    numbers = [cl.ExactMatch("upn"), cl.ExactMatch("nhs_number")]
    return [
        _matched(
            "children",
            children,
            [*names, *identity, *numbers, *home],
            (("surname", "date_of_birth"), ("forename", "date_of_birth"), ("upn",), ("nhs_number",)),
            (("upn",), ("forename", "surname", "date_of_birth")),
            (("surname", "date_of_birth"), ("forename", "postcode")),
        ),
        _matched(
            "adults",
            adults,
            [*names, *home],
            (("phone",), ("forename", "surname"), ("surname", "postcode")),
            (("forename", "surname", "phone"),),
            (("forename", "surname"), ("phone",)),
        ),
    ]


def _matched(
    name: str,
    people: Sequence[Person],
    comparisons: Sequence[Any],
    blocking: Sequence[tuple[str, ...]],
    sure: Sequence[tuple[str, ...]],
    training: Sequence[tuple[str, ...]],
) -> tuple[str, float, int]:
    began = time.monotonic()
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '4GB'")
        table = pa.table(dict(zip(_COLUMNS, map(list, zip(*people, strict=True)), strict=True)))
        connection.register("given", table)
        connection.execute("CREATE TABLE people AS SELECT * FROM given")
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=list(comparisons),
            blocking_rules_to_generate_predictions=[block_on(*rule) for rule in blocking],
        )
        linker = Linker(DuckDBAPI(connection).register("people"), settings, log_level=None)
        linker.training.estimate_probability_two_random_records_match(
            [block_on(*rule) for rule in sure], recall=0.8
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in training:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
        predictions = linker.inference.predict(threshold_match_probability=0.5)
        linker.clustering.cluster_pairwise_predictions_at_threshold(
            predictions, threshold_match_probability=0.95
        )
    return name, time.monotonic() - began, len(people)
