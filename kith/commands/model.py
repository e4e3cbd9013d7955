"""``kith model show|train|compare|promote``: the parameters of matching."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ingest.comparing import Altered, compare, records_of_index
from ingest.judging import human_judgements
from ingest.matching.model import MatchModel
from ingest.matching.training import train
from kith.composition import Kith, opened, utc_now
from kith.console import print_json, print_table, stages
from kith.desk import STEWARDS
from kith.models import Models, read_truth
from kith.settings import Settings

EXAMPLES = 20

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
    people: Annotated[
        Path | None, typer.Option(help="A CSV to write: every person it would change, record by record.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """A model against the one in use: on the truth if given, on what people decided, on the people it would change."""
    new = MatchModel.load(file)
    known = read_truth(truth) if truth else None
    with stages(quiet=json) as progress, opened(command="model compare", roles=STEWARDS) as kith:
        models = Models(kith.settings.loading / "matching")
        used = models.other(new)
        progress("reading the records")
        records = records_of_index(kith.graph)
        progress("matching with both models")
        human = human_judgements(kith.graph)
        found = compare(records, human, used, new, kith.seals, known)
        models.note(found, new, kith.account.username, utc_now())
        shown = _shown(kith, found.changed)
        kith.record(
            "model compare", in_use=found.in_use, new=found.new, people_changed=found.people_changed,
            people_shown=len(shown),
        )  # fmt: skip
    if people:
        _write_people(people, shown)
    if json:
        examples = [{"now": each.now, "then": each.then} for each in shown[:EXAMPLES]]
        print_json(
            {**found.as_dict(), "people_not_shown": len(found.changed) - len(shown), "examples": examples}
        )
        return
    told = {name: value for name, value in found.as_dict().items() if not isinstance(value, list | dict)}
    print_table("Compared", ["what", "value"], list(told.items()))
    for title, sides in (("On what people decided", found.decisions), ("Against the truth", found.truth)):
        if sides:
            names = list(sides["new"])
            rows = [(name, sides["in_use"][name], sides["new"][name]) for name in names]
            print_table(title, ["what", "in use", "new"], rows)
    if shown:
        title = "Some of the people who would change, as their records" + (
            "" if people else "; --people FILE writes all"
        )
        some = [(", ".join(each.now), "; ".join(map(", ".join, each.then))) for each in shown[:EXAMPLES]]
        print_table(title, ["today one person", "then"], some)
    if len(found.changed) > len(shown):
        typer.echo(f"{len(found.changed) - len(shown):,} more are not for this account to see.")


def _shown(kith: Kith, changed: Sequence[Altered]) -> list[Altered]:
    """Those of whom the account may judge every record: the others are counted and not named."""
    visible = kith.stewardship.may_judge({key for each in changed for key in each.keys})
    return [each for each in changed if each.keys <= visible]


def _write_people(path: Path, changed: Sequence[Altered]) -> None:
    """One line a record: which person of today it is among, and which of the new model's."""
    numbers: dict[tuple[str, ...], int] = {}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("record", "person_now", "person_then"))
        for number, each in enumerate(changed, 1):
            then = {key: group for group in each.then for key in group}
            writer.writerows(
                (key, number, numbers.setdefault(then[key], len(numbers) + 1))
                for key in each.now
                if key in then
            )


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
        models.compared(new)

        def put_in_use() -> None:
            models.promote(new, kith.account.username, utc_now())
            kith.record("model promote", model=new.version, before=before)

        written = kith.pipeline(new).rebuild(progress, utc_now().date(), first=put_in_use).written
    if json:
        print_json({"model": new.version, "before": before, **written.counts})
    else:
        print_table(f"In use: {new.version}", list(written.counts), [list(written.counts.values())])
