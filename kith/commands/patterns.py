"""``kith patterns``: the library of patterns, what each finds, and what people decide about that."""

from __future__ import annotations

import csv
import hashlib
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.ownquestions import OwnQuestions
from api.patternwork import PatternError, PatternWork
from api.store.audit import Outcome
from api.store.patterns import Disposition
from api.store.proposals import Proposals
from graph.pattern_document import pattern_markdown
from kith.composition import Kith, opened, utc_now
from kith.console import print_json, print_table, stages
from kith.desk import Json, reason_given
from kith.refusals import RefusedError
from model.findings import FindingView, Preview
from model.scope import Role

app = typer.Typer(help="Risk patterns: published questions, and what they find.", no_args_is_help=True)
LEADS = (Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR)
Id = Annotated[str, typer.Argument(help="The pattern, as `kith patterns list` names it.")]
Reason = Annotated[str, typer.Option(help="Why: kept for ever. No names.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="A threshold: NAME=NUMBER. May be given several times.")
]
Finding = Annotated[str, typer.Argument(help="The finding, as `kith patterns work` names it.")]


def _thresholds(given: list[str] | None) -> dict[str, int]:
    found = {}
    for each in given or ():
        name, _, value = each.partition("=")
        if not value.isdigit() or len(value) > 5:
            raise typer.BadParameter("--set takes NAME=NUMBER, a whole number")
        found[name] = int(value)
    return found


class _Working:
    """The patterns of an open index; what may not be done is said as a refusal."""

    def __init__(self, command: str) -> None:
        self._opened = opened(command=f"patterns {command}", roles=LEADS)
        self.command = f"patterns {command}"

    def __enter__(self) -> tuple[Kith, PatternWork]:
        kith = self._opened.__enter__()
        return kith, kith.patterns

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._opened.__exit__(kind, error, trace)
        if isinstance(error, PatternError):
            raise RefusedError(str(error)) from None


@app.command("list")
def list_patterns(json: Json = False) -> None:
    """Every pattern: how it stands, what it lacks, what it found, and how much of that was useful."""
    with _Working("list") as (kith, work):
        found = work.states()
        kith.record("patterns list", patterns=len(found))
    if json:
        print_json([each.model_dump(mode="json") for each in found])
        return
    rows = [
        (each.id, each.name, each.state, ", ".join(each.lacking) or None, each.findings,
         f"{each.useful} of {each.disposed}" if each.disposed else None)
        for each in found
    ]  # fmt: skip
    print_table("Patterns", ["id", "name", "state", "feeds lacking", "waiting", "useful"], rows)


@app.command()
def show(id_: Id) -> None:
    """A pattern as it is published: question, evidence, thresholds, false positives, cases, and its change log."""
    with _Working("show") as (kith, work):
        made = work.made(id_)
        log = work.kept.log(made.id)
        kith.record("patterns show", pattern=made.id)
    typer.echo(pattern_markdown(made))
    rows = [
        (each.at, each.what, dict(each.thresholds) or None, each.before, each.after, each.by, each.reason)
        for each in log
    ]
    print_table("Change log", ["when", "what", "thresholds", "before", "after", "who", "why"], rows)


@app.command()
def preview(id_: Id, thresholds: Set = None, json: Json = False) -> None:
    """How many children a pattern would find, by age, sex and ward. Small numbers are not shown; nothing is kept."""
    with _Working("preview") as (kith, work):
        found = work.preview(id_, _thresholds(thresholds))
        kith.record("patterns preview", pattern=found.pattern)
    _print_preview(found, json=json)


def _print_preview(found: Preview, *, json: bool) -> None:
    if json:
        print_json(found.model_dump(mode="json"))
        return
    few = "fewer than 5"
    rows: list[tuple[str, str, Any]] = [
        ("children", "", few if found.children is None else found.children),
        ("households", "", few if found.households is None else found.households),
        ("new a week", "", found.a_week),
    ]
    parts = (
        ("age", found.by_age),
        ("sex", found.by_sex),
        ("ward", found.by_ward),
        ("ethnicity", found.by_ethnicity),
        ("found by", found.overlap),
    )
    rows += [
        (name, share.group, few if share.children is None else share.children)
        for name, part in parts
        for share in part
    ]
    print_table(f"{found.pattern}: what it would find", ["", "", "children"], rows)
    if found.lacking:
        typer.echo(f"It gives no findings, because these feeds are not live: {', '.join(found.lacking)}.")


@app.command()
def propose(
    id_: Id,
    reason: Reason,
    thresholds: Set = None,
    although_off: Annotated[
        bool, typer.Option("--although-off", help="It ships switched off and is to be on all the same.")
    ] = False,
    json: Json = False,
) -> None:
    """Propose to switch a pattern on, or to change its thresholds. A second person approves."""
    with _Working("propose") as (kith, work):
        values = _thresholds(thresholds)
        found = work.propose(id_, values, reason_given(reason), although_off=although_off)
        kith.record("patterns propose", pattern=found.pattern, thresholds=values, reason=reason)
    _print_preview(found, json=json)


@app.command()
def approve(id_: Id, reason: Reason) -> None:
    """Switch on what another person has proposed."""
    with _Working("approve") as (kith, work):
        entry = work.approve(id_, reason_given(reason))
        kith.record(
            "patterns approve", pattern=entry.pattern, thresholds=dict(entry.thresholds), reason=reason
        )
    typer.echo(f"{entry.pattern} is on. Its historic matches are held: `kith patterns run {entry.pattern}`, then "
               f"`kith patterns work --held` and `kith patterns release {entry.pattern}`.")  # fmt: skip


@app.command()
def ask(
    file: Annotated[
        Path, typer.Argument(help="A question in the form of a pattern's file; `-` for standard input.")
    ],
    thresholds: Set = None,
    check: Annotated[bool, typer.Option("--check", help="Only say whether it may be asked.")] = False,
    propose: Annotated[
        bool, typer.Option("--propose", help="Propose it as a pattern, with --reason.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why it is proposed. No names.")] = "",
    json: Json = False,
) -> None:
    """A question of your own: checked, asked within ten seconds and 2,000 findings, and proposed as a pattern. Nothing
    of what it finds is kept. Ends with 1 where it is refused or stopped, with every reason."""
    text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    with _Working("ask") as (kith, work):
        questions = OwnQuestions(kith.graph, kith.store, work, kith.scope, utc_now().date())
        values = _thresholds(thresholds)
        if propose:
            answer = questions.propose(text, reason_given(reason))
        else:
            answer = questions.check(text, values) if check else questions.preview(text, values)
        kith.record(
            "patterns ask", Outcome.REFUSED if answer.refused else Outcome.DONE, refused=answer.refused,
            question=hashlib.blake2b(text.encode(), digest_size=8).hexdigest(), proposal=answer.proposal,
            subjects=sorted({each.child.uid for each in answer.findings}),
        )  # fmt: skip
    if json:
        print_json(answer.model_dump(mode="json"))
    elif answer.refused:
        typer.echo("\n".join(answer.refused), err=True)
    elif answer.proposal:
        typer.echo(f"Proposed as number {answer.proposal}: `kith patterns proposals`.")
    elif answer.preview:
        _print_preview(answer.preview, json=False)
        rows = [(each.child.name, each.sentence, each.evidence_on) for each in answer.findings]
        print_table("The first findings", ["child", "what", "evidence of"], rows)
    else:
        typer.echo(answer.plan)
    if answer.refused:
        raise typer.Exit(1)


@app.command()
def proposals(number: Annotated[int | None, typer.Argument(help="One of them, as a file.")] = None) -> None:
    """Questions that leads have proposed as patterns; with a number, the file for the library."""
    with _Working("proposals") as (kith, _):
        found = Proposals(kith.store).all()
        kith.record("patterns proposals", proposals=len(found))
    if number is None:
        print_table("Proposed", ["number", "name", "who", "when", "why"],
                    [(each.number, each.name, each.by, each.at, each.reason) for each in found])  # fmt: skip
        return
    chosen = [each for each in found if each.number == number]
    if not chosen:
        raise RefusedError(f"There is no proposal {number}.")
    typer.echo(chosen[0].text, nl=False)


@app.command("off")
def switch_off(id_: Id, reason: Reason) -> None:
    """Switch a pattern off."""
    with _Working("off") as (kith, work):
        work.switch_off(id_, reason_given(reason))
        kith.record("patterns off", pattern=id_, reason=reason)


@app.command()
def release(id_: Id, reason: Reason) -> None:
    """Let the historic matches of a pattern go to the worklist, after a person has looked at them."""
    with _Working("release") as (kith, work):
        count = work.release(id_, reason_given(reason))
        kith.record("patterns release", pattern=id_, findings=count, reason=reason)
    typer.echo(f"{count:,} findings released.")


@app.command("run")
def run_patterns(
    ids: Annotated[list[str] | None, typer.Argument(help="Some patterns; all that are on unless named.")] = None,
    changed_since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only children whom something that came after this day may concern. "
                     "Time alone makes patterns fire too, so run all of them once a day."),
    ] = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Run the patterns that are on and keep what they find."""
    with _Working("run") as (kith, work), stages(quiet=json) as progress:
        since = changed_since.date() if changed_since else None
        ran = work.run(ids or (), since, progress)
        kith.record("patterns run", patterns=len(ran), found=sum(each.found for each in ran))
    rows = [
        (each.pattern, each.state, ", ".join(each.lacking) or None, each.found, each.new, each.gone)
        for each in ran
    ]
    if json:
        names = ("pattern", "state", "lacking", "found", "new", "gone")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table("Run", ["pattern", "state", "feeds lacking", "found", "new", "no longer"], rows)


@app.command()
def work(
    pattern: Annotated[str, typer.Option(help="One pattern only.")] = "",
    held: Annotated[bool, typer.Option("--held", help="Historic matches that wait to be released.")] = False,
    decided: Annotated[bool, typer.Option("--decided", help="Those that were decided about, too.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer in CSV.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="Homes at most.")] = 50,
    json: Json = False,
) -> None:
    """The worklist: findings by home, the most recent evidence first."""
    with _Working("work") as (kith, working):
        items = working.worklist(pattern_id=pattern, held=held, quiet=decided, limit=limit)
        subjects = sorted({child.uid for item in items for child in item.children})
        kith.record("patterns work", homes=len(items), subjects=subjects)
    rows = [
        (
            view.id,
            item.household,
            view.pattern,
            view.child.name,
            view.sentence,
            view.evidence_on,
            view.assigned_to,
        )
        for item in items
        for view in item.findings
    ]
    columns = ["finding", "home", "pattern", "child", "what", "evidence of", "given to"]
    if json:
        print_json([item.model_dump(mode="json") for item in items])
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerows([columns, *([_safe(cell) for cell in row] for row in rows)])
    else:
        print_table("Findings by home, the most recent evidence first", columns, rows)


def _safe(cell: Any) -> str:
    """A cell that a spreadsheet does not run."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@app.command()
def why(finding: Finding, json: Json = False) -> None:
    """One finding: its path with dates and sources, what speaks against it, what protects, what was decided."""
    with _Working("why") as (kith, working):
        view = working.why(finding)
        kith.record("patterns why", finding=view.id, subjects=[view.child.uid])
    _print_finding(view, json=json)


@app.command()
def decide(
    finding: Finding,
    kind: Annotated[Disposition, typer.Argument(help="What you decide.")],
    reason: Reason,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Until when it holds.")] = None,
    json: Json = False,
) -> None:
    """Decide about one finding. It stays quiet until that day, or until something new happens."""
    with _Working("decide") as (kith, working):
        day: date | None = until.date() if until else None
        view = working.dispose(finding, kind, reason_given(reason), day)
        kith.record(
            "patterns decide", finding=view.id, kind=kind.value, subjects=[view.child.uid], reason=reason
        )
    _print_finding(view, json=json)


def _print_finding(view: FindingView, *, json: bool) -> None:
    if json:
        print_json(view.model_dump(mode="json"))
        return
    typer.echo(f"{view.pattern} {view.pattern_name}\n{view.sentence}")
    rows = [
        (step.sentence, step.from_, step.to, step.agency, step.confirmed, step.no_longer)
        for step in view.path
    ]
    print_table("Path", ["what", "from", "to", "says who", "confirmed", "said until"], rows)
    lines = [
        ("Thresholds", "; ".join(f"{name} {value}" for name, value in view.thresholds.items())),
        ("Feeds, all live", ", ".join(view.feeds)),
        ("Against it", "; ".join(view.against) or "nothing recorded"),
        ("Protective", "; ".join(view.protective) or "nothing recorded"),
        ("What would make it wrong", "; ".join(view.wrong)),
        (
            "Decided",
            "; ".join(f"{each.kind} by {each.by}: {each.reason}" for each in view.decided) or "not yet",
        ),
    ]
    print_table("In words", ["", ""], lines)
