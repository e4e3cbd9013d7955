"""The command line. Each command is a file in ``kith/commands``: a function ``command``, or a group ``app``."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer
from rich.console import Console

import kith.commands


def application(only: str | None = None) -> typer.Typer:
    """The commands found in the folder, in alphabetical order. ``only``: the one that is asked for, if it is known; the
    others and what they need are then not loaded, which takes seconds and as much memory as small work itself."""
    app = typer.Typer(
        name="kith",
        help="A relationship index for child safeguarding.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_no_more)
    names = {
        found.name.strip("_").replace("_", "-"): found.name
        for found in sorted(pkgutil.iter_modules(kith.commands.__path__), key=lambda module: module.name)
    }
    for name in (only,) if only in names else names:
        module = importlib.import_module(f"kith.commands.{names[name]}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        elif hasattr(module, "command"):
            app.command(name)(module.command)
    return app


def _no_more() -> None:
    # Keeps a command's name to be typed where it is the only one.
    pass


def main() -> None:
    """Run a command. A failure that is known says what, where and what to do; no other shows more than its kind."""
    try:
        application(sys.argv[1] if len(sys.argv) > 1 else None)()
    except Exception as error:
        from kith.failures import explain  # the database's driver is known to it

        Console(stderr=True).print(explain(error), style="red", markup=False, highlight=False)
        sys.exit(1)
