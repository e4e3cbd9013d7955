"""Writes ``docs/synthetic-borough.md``: ``python -m kith.synth.document [--check]``."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import fields
from datetime import date
from pathlib import Path

from kith.synth.agencies import agencies
from kith.synth.borough import generate
from kith.synth.check import check
from kith.synth.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "synthetic-borough.md"
CHILDREN, SEED, AS_OF = 20_000, 1, date(2026, 9, 30)
INTRODUCTION = """# The synthetic borough

Written by `python -m kith.synth.document`; do not edit.

`kith synth OUT` invents a borough called Aldermere: families, homes, schools and cases, and what the agencies wrote
about them, mistakes included: the three of the pilot, or more (`--feeds all`). Beside the deliveries stands the
truth. The same seed, number of children and day give the same bytes, however many processes write. All people,
addresses and numbers are invented. Not in use anywhere are the postcode areas AM and EB, the authority numbers 398
and 399, UPRNs that begin with 99 and the positions, which lie in the North Sea. NHS numbers stand in the 999 range;
telephone numbers follow those that Ofcom keeps for drama.

| folder | what |
|---|---|
| `OUT/social_care`, `OUT/education`, `OUT/education_welfare`, … | full deliveries, a folder for each feed |
| `OUT/next_night/...` | with `--next-night`: the deliveries of changes of the day after, and the truth then (`truth`) |
| `OUT/places.csv` | the borough's own list of places: authority, ward and decile of deprivation of a postcode |
| `OUT/population.csv` | how many children live there, by ward and year of age: what a population estimate would say |
| `OUT/wards.geojson` | invented shapes of the wards, for a map |
| `OUT/truth` | which record is which person, who is related, who lived where, where each address row leads |

An adopted child is two people in the truth, the identity before and the one after; `identity_of` in
`truth/persons.csv` is the only place that joins them.

## Settings

"""


def page() -> str:
    """The page, with the figures of a borough generated now."""
    lines = [INTRODUCTION, "| setting | value | meaning | source |\n|---|---|---|---|\n"]
    for entry in fields(Settings):
        value = f"{entry.default:.5g}"
        lines.append(
            f"| `{entry.name}` | {value} | {entry.metadata['meaning']} | {entry.metadata['source']} |\n"
        )
    lines.append(
        "\n## The other agencies\n\nWritten with `kith synth --feeds all`, or those named; `truth/events.csv` says who "
        "was truly party to which event.\n\n| agency | rate | value | meaning | source |\n|---|---|---|---|---|\n"
    )
    for code, desk in agencies().items():
        for rate in desk.rates:
            lines.append(
                f"| `{code}` | `{rate.name}` | {rate.value:.5g} | {rate.meaning} | {rate.source} |\n"
            )
    lines.append(f"\n## Figures of a borough of {CHILDREN:,} children (seed {SEED}) against the targets\n\n")
    lines.append("Recomputed by `kith.synth.check` from the truth and the deliveries alone.\n\n")
    lines.append("| figure | target | found | counted |\n|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), children=CHILDREN, seed=SEED, as_of=AS_OF)
        for row in check(Path(folder), AS_OF):
            lines.append(f"| {row.name} | {row.target:.4f} | {row.found:.4f} | {row.count:,} |\n")
    return "".join(lines)


def main() -> None:
    """Write the page, or fail with ``--check`` where it is out of date."""
    text = page()
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
            sys.exit("docs/synthetic-borough.md is out of date: run python -m kith.synth.document")
    else:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
