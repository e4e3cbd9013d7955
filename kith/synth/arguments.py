"""``python -m kith.synth --children 2000 --out DIR``: the generator without the rest of the application."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from kith.synth.borough import generate


def main() -> None:
    """Parse the arguments and write the borough."""
    parser = argparse.ArgumentParser(prog="python -m kith.synth")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--children", type=int, default=70_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 9, 30))
    parser.add_argument("--next-night", action="store_true")
    parser.add_argument("--error-scale", type=float, default=1.0)
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    summary = generate(
        given.out,
        children=given.children,
        seed=given.seed,
        as_of=given.as_of,
        next_night=given.next_night,
        error_scale=given.error_scale,
        processes=given.processes,
    )
    sys.stdout.write(summary.as_json() + "\n")
