"""``kith model show|train``: the parameters of matching."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.delivery.ledger import all_histories
from ingest.matching.model import MatchModel
from ingest.matching.records import MatchRecord
from ingest.matching.training import train
from ingest.people import person_record
from ingest.spoken import spoken_of
from kith.composition import opened
from kith.console import print_json, print_table, stages
from kith.settings import Settings
from model.scope import Role

app = typer.Typer(
    help="The model of matching. Training writes a file; nothing changes until it is put in use.",
    no_args_is_help=True,
)


@app.command()
def show(json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False) -> None:
    """The model in use."""
    model = MatchModel.in_use(Settings().loading / "matching")
    values = {"version": model.version, "trained on": model.trained_on}
    if json:
        print_json(values)
    else:
        print_table("Model", ["what", "value"], list(values.items()))


@app.command("train")
def train_model(
    out: Annotated[Path, typer.Argument(help="File to write.")],
    seed: Annotated[int, typer.Option(help="Of the sample that training draws.")] = 1,
) -> None:
    """Train on the records in this index and write a model file. It is not put in use."""
    with (
        stages() as progress,
        opened(command="model train", roles=(Role.ADMINISTRATOR, Role.DATA_STEWARD)) as kith,
    ):
        progress("reading the records")
        records: list[MatchRecord] = []
        for page in all_histories(kith.graph):
            for key, history in page.items():
                if key.split(":", 2)[1] == "person":
                    record = person_record(spoken_of(history), {}, protected=False)
                    records.extend([record] if record is not None else [])
        progress("training")
        train(records, out, seed)
        kith.record("model train", records=len(records))
