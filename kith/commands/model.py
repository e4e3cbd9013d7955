"""``kith model show|train|compare|promote``: the parameters of matching."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.comparing import compare, records_of_index
from ingest.judging import human_judgements
from ingest.matching.model import MatchModel
from ingest.matching.training import train
from kith.composition import opened, utc_now
from kith.console import print_json, print_table, stages
from kith.desk import STEWARDS
from kith.models import Models, read_truth
from kith.settings import Settings

app = typer.Typer(
    help="The model of matching. Training writes a file; nothing changes until it is put in use.",
    no_args_is_help=True,
)


@app.command()
def show(json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False) -> None:
    """The model in use."""
    models = Models(Settings().loading / "matching")
    model = models.in_use
    values = {"version": model.version, "trained on": model.trained_on}
    latest = next((each for each in reversed(models.promotions) if each["model"] == model.version), None)
    if latest:
        values |= {"promoted by": latest["by"], "promoted at": latest["at"], "in place of": latest["before"]}
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
        opened(command="model train", roles=STEWARDS) as kith,
    ):
        progress("reading the records")
        records = records_of_index(kith.graph)
        progress("training")
        train(records, out, seed)
        kith.record("model train", records=len(records))


@app.command("compare")
def compare_models(
    file: Annotated[Path, typer.Argument(help="The model file to look at, as `kith model train` wrote it.")],
    truth: Annotated[
        Path | None,
        typer.Option(help="A CSV of record_key (or source and record_id) and person: measured against it."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """A model against the one in use: on the truth if given, on what people decided, on the people it would change."""
    new = MatchModel.load(file)
    known = read_truth(truth) if truth else None
    with stages(quiet=json) as progress, opened(command="model compare", roles=STEWARDS) as kith:
        models = Models(kith.settings.loading / "matching")
        progress("reading the records")
        records = records_of_index(kith.graph)
        progress("matching with both models")
        human = human_judgements(kith.graph)
        found = compare(records, human, models.in_use, new, kith.seals, known)
        models.note(found, kith.account.username, utc_now())
        kith.record("model compare", in_use=found.in_use, new=found.new, people_changed=found.people_changed)
    if json:
        print_json(found.as_dict())
        return
    told = {name: value for name, value in found.as_dict().items() if not isinstance(value, list | dict)}
    print_table("Compared", ["what", "value"], list(told.items()))
    for title, sides in (("On what people decided", found.decisions), ("Against the truth", found.truth)):
        if sides:
            names = list(sides["new"])
            rows = [(name, sides["in_use"][name], sides["new"][name]) for name in names]
            print_table(title, ["what", "in use", "new"], rows)
    if found.examples:
        examples = [(", ".join(group),) for group in found.examples]
        print_table("Some of the people who would change, as their records", ["records"], examples)


@app.command()
def promote(
    file: Annotated[Path, typer.Argument(help="The model file that was compared.")],
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Put a model in use, once it has been compared with the one that is, and match the whole index with it. What
    people decided stands, and people keep their uids."""
    new = MatchModel.load(file)
    with stages(quiet=json) as progress, opened(command="model promote", roles=STEWARDS) as kith:
        models = Models(kith.settings.loading / "matching")
        before = models.in_use.version
        models.promote(new, kith.account.username, utc_now())
        kith.record("model promote", model=new.version, before=before)
        written = kith.pipeline().rebuild(progress, utc_now().date()).written
    if json:
        print_json({"model": new.version, "before": before, **written.counts})
    else:
        print_table(f"In use: {new.version}", list(written.counts), [list(written.counts.values())])
