"""``docs/patterns.md``, made from the headers of the patterns and their cases."""

from __future__ import annotations

from collections.abc import Iterator

from model.patterns import Pattern
from queries.cases import Case, cases
from queries.patterns import all_patterns

_BEGIN = """<!-- Made by `python -m kith.docs` from queries/cypher/patterns. Do not edit. -->

# Patterns

A pattern is a published question. What it finds is a prompt to look: a path with dates and sources, never a level of
risk, a score or an order of families, and never right by itself. In most reviewed cases the facts were there and were
weighed wrongly; a pattern says what is linked, not what to think.

Thresholds are defaults; an authority sets its own, with a reason. *No published basis* means that somebody chose the
number. A pattern whose feeds are not live gives no findings. To add one, put a `.cypher` file and a case file beside it
into `queries/cypher/patterns`. Never built: counts of acquaintances, flags handed on beyond one step of living together
or of care, any use of ethnicity, benefits, free meals, deprivation or language, any combined score.
"""


def patterns_markdown() -> str:
    """The document."""
    return "\n".join([_BEGIN, *_positives(), *(line for made in all_patterns() for line in _lines(made))])


def _positives() -> Iterator[str]:
    """Every known false positive in one table: by what it is silenced and which case shows it, or why it is not."""
    yield "## Every known false positive\n"
    yield "What is kept out is shown by a case, and planted in the synthetic borough where a delivery can say it"
    yield "(`python -m bench patterns` counts what is silenced). What is not kept out says why.\n"
    yield "| pattern | false positive | kept out | by what, or why not | shown by |\n|---|---|---|---|---|"
    for made in all_patterns():
        for each in made.guards:
            shown = "; ".join(case.name for case in cases(made.id) if case.guard == each.name)
            yield f"| {made.id} | {each.name} | yes | {each.how if each.how != each.name else ''} | {shown} |"
        for each in made.unguarded:
            yield f"| {made.id} | {each.name} | no | {each.how if each.how != each.name else ''} | |"
    yield ""


def pattern_markdown(made: Pattern) -> str:
    """One pattern as it is published."""
    return "\n".join(_lines(made))


def _lines(made: Pattern) -> Iterator[str]:
    yield f"## {made.id} {made.name}\n"
    yield f"**{made.question}**{'' if made.on else ' *Ships switched off.*'}\n"
    yield f"{made.why} *{made.source}.*\n"
    yield "| threshold | default | basis | what it is |\n|---|---|---|---|"
    yield from (
        f"| `{each.name}` | {each.in_words()}{' before' if each.before else ''} | {each.basis} | {each.meaning} |"
        for each in made.thresholds
    )
    yield f"\nFeeds: {', '.join(made.feeds)}. A finding is known by: {', '.join(made.identity)}.\n"
    yield "Known false positives that are kept out:\n"
    yield from (f"- {each.name}{'' if each.how == each.name else ': ' + each.how}" for each in made.guards)
    yield "\nKnown false positives that are not kept out, and why:\n"
    yield from (f"- {each.name}{'' if each.how == each.name else ': ' + each.how}" for each in made.unguarded)
    yield f"\nWhat would make it wrong: {'; '.join(made.wrong)}. What is protective: {'; '.join(made.protective)}.\n"
    yield from _cases(cases(made.id))
    yield f"\nOwner: {made.owner}. Version {made.version}, to be reviewed by {made.review}.\n"


def _cases(found: tuple[Case, ...]) -> Iterator[str]:
    yield "Cases:\n"
    for case in found:
        says = "found" if case.finds else "not found"
        about = case.review or (case.near and f"near miss of `{case.near}`") or case.guard
        yield f"- {says}: {case.name}{f' ({about})' if about else ''}"
