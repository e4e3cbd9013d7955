"""The style sheet of a file that is taken out: it stands in the file itself, which fetches nothing."""

from functools import cache
from importlib.resources import files


@cache
def export_looks() -> str:
    """The style sheet."""
    return (files("web") / "styles" / "export.css").read_text(encoding="utf-8")
