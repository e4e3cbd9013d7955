"""The steward's desk at the command line: how pairs, reasons and effects are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from api.stewardship import Stewardship
from kith.composition import Kith
from kith.console import out, print_json, print_table
from model.desk import EffectView, PairView, Why
from model.judging import Decision
from model.scope import Role

STEWARDS = (Role.DATA_STEWARD, Role.ADMINISTRATOR)
"""Who uses the desk at the command line: as other commands, and whoever runs the server."""

Reason = Annotated[str, typer.Option(help="Why: kept with the decision for ever. No names.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say who would change; decide nothing.")]

STAKES = {
    "child_protection": "a child with an open child protection plan",
    "looked_after": "a child who is looked after",
    "involved": "an open involvement",
    "other": "no open involvement",
}


def reason_given(reason: str) -> str:
    """The reason, checked as the pages check it."""
    text = reason.strip()
    if not 5 <= len(text) <= 500:
        raise typer.BadParameter("--reason: give a reason of 5 to 500 characters")
    return text


def print_pair(pair: PairView) -> None:
    """Both records side by side, then why."""
    rows: list[list[Any]] = [
        ["Agency", pair.left.agency, pair.right.agency, ""],
        ["Extracted", pair.left.extracted, pair.right.extracted, ""],
    ]
    for value in pair.values:
        if value.left or value.right:
            rows.append([value.part, value.left, value.right, "differs" if value.differs else ""])
    rows.append(["Homes", "; ".join(pair.left.homes), "; ".join(pair.right.homes), ""])
    households = ["; ".join(each.name for each in side.household) for side in (pair.left, pair.right)]
    rows.append(["Lives with", *households, ""])
    out.print(f"Pair {pair.pair}: {STAKES[pair.stake]}", highlight=False, markup=False)
    print_table("Side by side", ["", pair.left.record, pair.right.record, ""], rows)
    print_why(pair.why)


def print_why(why: Why, values: dict[str, tuple[str | None, str | None]] | None = None) -> None:
    """The evidence as rows, then in words."""
    total = why.prior
    rows: list[list[Any]] = [
        ["before anything is compared", "", None, None, None, f"{why.prior:+.2f}", f"{total:.2f}"]
    ]
    for row in why.rows:
        if row.ledger == "personal":
            total += row.weight
        shown = _shown(values, row.comparison)
        rows.append(
            [
                f"{row.comparison.replace('_', ' ')}{'' if row.ledger == 'personal' else f' ({row.ledger})'}",
                f"{row.found}{shown}",
                None if row.m is None else f"{row.m:.6f}",
                None if row.u is None else f"{row.u:.7f}",
                f"{row.rarity:+.2f}" if row.rarity else None,
                f"{row.weight:+.2f}",
                f"{total:.2f}" if row.ledger == "personal" else None,
            ]
        )
    title = "Why: weights in bits; one bit doubles the odds of one person"
    print_table(title, ["comparison", "found", "m", "u", "rarity", "weight", "so far"], rows)
    lines = [
        ("Verdict", f"{why.verdict}: {why.reason}"),
        ("Now", "one person" if why.together else "two people"),
        ("Decided by a person", why.decided or "no"),
        ("Bands", f"same from {why.same_from:g}, a look from {why.review_from:g}; here {why.personal:.2f} personal, "
                  f"{why.household:+.2f} household"),
        ("Why same", "; ".join(why.agreeing) or "nothing agrees"),
        ("Why not", "; ".join(why.differing) or "nothing differs"),
        ("Missing", ", ".join(why.missing) or "nothing"),
        ("Guards", "; ".join(why.guards) or "none fired"),
        ("What would change it", "; ".join(why.changes) or "no single thing"),
    ]  # fmt: skip
    print_table("In words", ["", ""], lines)


def _shown(values: dict[str, tuple[str | None, str | None]] | None, comparison: str) -> str:
    found = (values or {}).get(comparison)
    return "" if found is None or found == (None, None) else f" [{found[0] or '–'} | {found[1] or '–'}]"


def values_of(pair: PairView) -> dict[str, tuple[str | None, str | None]]:
    """Both sides' values by the comparison that looks at them."""
    by_heading = {value.part: (value.left, value.right) for value in pair.values}
    names = {"Forename": "forename", "Middle names": "middle_names", "Surname": "surname", "Sex": "sex",
             "Date of birth": "date_of_birth", "NHS number": "nhs_number", "UPN": "upn", "Telephones": "phone",
             "E-mail": "email"}  # fmt: skip
    found = {name: by_heading[heading] for heading, name in names.items()}
    return found | {"home": ("; ".join(pair.left.homes) or None, "; ".join(pair.right.homes) or None)}


def carry_out(
    kith: Kith,
    desk: Stewardship,
    command: str,
    decisions: Sequence[Decision],
    *,
    dry_run: bool,
    **details: Any,
) -> tuple[tuple[str, ...], EffectView]:
    """Enter decisions, unless it is for show, and the command in the audit; the entries, and who would change."""
    effect = desk.effect(decisions)
    entries = () if dry_run else desk.decide(decisions)
    kith.record(command, **details, entries=list(entries), dry_run=dry_run)
    return entries, effect


def tell(entries: Sequence[str], effect: EffectView, *, json: bool) -> None:
    """What came of decisions."""
    if json:
        print_json({"entries": list(entries), **effect.model_dump(mode="json")})
    else:
        print_effect(effect)


def print_effect(effect: EffectView) -> None:
    """Who would change, or has changed."""
    rows = [
        [when, each.person.name if each.person else "somebody new", each.uid, ", ".join(each.records)]
        for when, people in (("before", effect.before), ("after", effect.after))
        for each in people
    ]
    if rows:
        print_table("People whose records are grouped otherwise", ["", "name", "uid", "records"], rows)
    else:
        typer.echo("Nobody's records are grouped otherwise.")
    for left, right in effect.conflicts:
        typer.echo(
            f"{left} and {right} stay apart all the same: somebody has judged records of theirs different."
        )
