"""``kith patterns``: the library of patterns, what each finds, and what people decide about that."""

from __future__ import annotations

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
from api.worklist import Narrowing
from graph.pattern_document import pattern_markdown
from kith.composition import Kith, opened, utc_now
from kith.console import print_csv, print_json, print_table, stages
from kith.desk import Json, reason_given
from kith.pattern_answers import print_finding, print_preview, print_worklist
from kith.refusals import RefusedError
from model.scope import Role

app = typer.Typer(help="Risk patterns: published questions, and what they find.", no_args_is_help=True)
LEADS = (Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR)
Id = Annotated[str, typer.Argument(help="The pattern, as `kith patterns list` names it.")]
Reason = Annotated[str, typer.Option(help="Why: kept for ever. No names.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="A threshold: NAME=NUMBER. May be given several times.")
]
Csv = Annotated[bool, typer.Option("--csv", help="Answer in CSV.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Evidence of then or later.")]
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
def list_patterns(json: Json = False, as_csv: Csv = False) -> None:
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
    columns = ["id", "name", "state", "feeds lacking", "waiting", "useful"]
    if as_csv:
        print_csv(columns, rows)
    else:
        print_table("Patterns", columns, rows)


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
def preview(id_: Id, thresholds: Set = None, json: Json = False, as_csv: Csv = False) -> None:
    """How many children a pattern would find, by age, sex and ward. Small numbers are not shown; nothing is kept."""
    with _Working("preview") as (kith, work):
        found = work.preview(id_, _thresholds(thresholds))
        kith.record("patterns preview", pattern=found.pattern)
    print_preview(found, json=json, as_csv=as_csv)


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
    print_preview(found, json=json)


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
        print_preview(answer.preview, json=False)
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
    as_csv: Csv = False,
) -> None:  # fmt: skip
    """Run the patterns that are on and keep what they find."""
    with _Working("run") as (kith, work), stages(quiet=json or as_csv) as progress:
        since = changed_since.date() if changed_since else None
        ran = work.run(ids or (), since, progress)
        kith.record("patterns run", patterns=len(ran), found=sum(each.found for each in ran))
    rows = [
        (each.pattern, each.state, ", ".join(each.lacking) or None, each.found, each.new, each.gone)
        for each in ran
    ]
    columns = ["pattern", "state", "feeds lacking", "found", "new", "no longer"]
    if json:
        names = ("pattern", "state", "lacking", "found", "new", "gone")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif as_csv:
        print_csv(columns, rows)
    else:
        print_table("Run", columns, rows)


@app.command()
def work(
    pattern: Annotated[str, typer.Option(help="One pattern only.")] = "",
    assigned: Annotated[
        str, typer.Option(help="What was given to this account; - for what nobody has.")
    ] = "",
    since: Since = None,
    held: Annotated[bool, typer.Option("--held", help="Historic matches that wait to be released.")] = False,
    decided: Annotated[bool, typer.Option("--decided", help="Those that were decided about, too.")] = False,
    protected: Annotated[bool, typer.Option("--protected", help="About protected people only.")] = False,
    as_csv: Csv = False,
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    limit: Annotated[int, typer.Option(min=1, max=500, help="Homes of a page at most.")] = 50,
    json: Json = False,
) -> None:
    """The worklist: findings by home, the most recent evidence first."""
    day = since.date() if since else None
    with _Working("work") as (kith, working):
        found = working.worklist(Narrowing(pattern, assigned, day, decided, held, protected, page, limit))
        subjects = sorted({child.uid for item in found.items for child in item.children})
        kith.record("patterns work", homes=len(found.items), subjects=subjects)
    print_worklist(found, json=json, as_csv=as_csv)


@app.command()
def assign(
    finding: Finding,
    to: Annotated[str, typer.Option(help="The account that looks at it; leave it out for nobody.")] = "",
) -> None:
    """Give a home to somebody who looks at findings: the finding, and what else waits about that home."""
    with _Working("assign") as (kith, working):
        view = working.assign(finding, to or None)
        kith.record("patterns assign", finding=view.id, to=to or None, subjects=[view.child.uid])
    typer.echo(f"Given to {view.assigned_to or 'nobody'}.")


@app.command()
def share(
    pattern: Annotated[str, typer.Option(help="One pattern only.")] = "",
    since: Since = None,
    json: Json = False,
) -> None:
    """Give homes that nobody has to those who look at findings: evenly, and to nobody more than five a week."""
    with _Working("share") as (kith, working):
        shares = working.share_out(Narrowing(pattern=pattern, since=since.date() if since else None))
        kith.record("patterns share", homes=shares)
        among = working.workers()
    if json:
        print_json(shares)
        return
    rows = [(each.account, shares.get(each.account, 0), f"{each.given} of {each.most}") for each in among]
    print_table("Shared out", ["account", "homes", "given this week"], rows)


@app.command()
def why(finding: Finding, json: Json = False, as_csv: Csv = False) -> None:
    """One finding: its path with dates and sources, what speaks against it, what protects, what was decided."""
    with _Working("why") as (kith, working):
        view = working.why(finding)
        kith.record("patterns why", finding=view.id, subjects=[view.child.uid])
    print_finding(view, json=json, as_csv=as_csv)


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
    print_finding(view, json=json)
