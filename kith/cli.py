"""The command line. Each command is a file in ``kith/commands``: a function ``command``, or a group ``app``."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer
from rich.console import Console

import kith.commands
from kith.failures import explain


def application() -> typer.Typer:
    """The commands found in the folder, in alphabetical order."""
    app = typer.Typer(
        name="kith",
        help="A relationship index for child safeguarding.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for found in sorted(pkgutil.iter_modules(kith.commands.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"kith.commands.{found.name}")
        name = found.name.strip("_").replace("_", "-")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        elif hasattr(module, "command"):
            app.command(name)(module.command)
    return app


def main() -> None:
    """Run a command. A failure that is known says what, where and what to do; no other shows more than its kind."""
    try:
        application()()
    except Exception as error:
        Console(stderr=True).print(explain(error), style="red", markup=False, highlight=False)
        sys.exit(1)
