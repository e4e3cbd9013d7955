"""``python -m kith.docs``: the documents made from declarations. ``--check`` fails where one is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

from graph.document import graph_markdown
from graph.pattern_document import patterns_markdown
from ingest.feeds.document import feeds_markdown

DOCS = Path(__file__).parent.parent / "docs"


def documents() -> dict[Path, str]:
    """Each made document and what it should say."""
    return {
        DOCS / "graph.md": graph_markdown(),
        DOCS / "feeds.md": feeds_markdown(),
        DOCS / "patterns.md": patterns_markdown(),
    }


def main() -> None:
    """Write the documents, or with ``--check`` say which are out of date and fail."""
    made = documents()
    stale = [
        path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            sys.stderr.write(f"docs/{path.name} is out of date: run python -m kith.docs\n")
        sys.exit(1 if stale else 0)
    for path in stale:
        path.write_text(made[path], encoding="utf-8")


if __name__ == "__main__":
    main()
