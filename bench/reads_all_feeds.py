"""The same reads as :mod:`bench.reads`, in a borough in which every agency delivers and everything is planted."""

from __future__ import annotations

from bench.indexes import generated_whole, whole
from bench.questions import children
from bench.reads import practitioners


def run(count: int) -> None:
    """Measure a borough of ``count`` children with all feeds; the index is built unless it is there."""
    found = children(generated_whole(count))
    with whole(count) as kith:
        practitioners(kith, found, count, "reads_all_feeds", "all feeds")
