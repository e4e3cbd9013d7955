"""The command line. Each command is a file in ``kith/commands``: a function ``command``, or a group ``app``.

A command's file is imported when that command is asked for: most need a good part of Kith, and none needs all of it.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Any, cast

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup

import kith.commands


class _Commands(TyperGroup):
    """The commands found in the folder."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Their names, in alphabetical order."""
        return sorted(_name(found.name) for found in pkgutil.iter_modules(kith.commands.__path__))

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """The command of this name; None where there is none."""
        for found in pkgutil.iter_modules(kith.commands.__path__):
            if _name(found.name) == cmd_name:
                return _command(cmd_name, found.name)
        return None


def application() -> typer.Typer:
    """The command line as a whole."""
    app = typer.Typer(
        name="kith", cls=_Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback(help="A relationship index for child safeguarding.")(lambda: None)
    return app


def _name(module: str) -> str:
    return module.strip("_").replace("_", "-")


def _command(name: str, module_name: str) -> TyperCommand | TyperGroup:
    module = importlib.import_module(f"kith.commands.{module_name}")
    if hasattr(module, "app"):
        group = typer.main.get_group(module.app)
        group.name = name
        return group
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(module.command)
    return cast("TyperCommand", typer.main.get_command(alone))


def main() -> None:
    """Run a command. A failure that is known says what, where and what to do; no other shows more than its kind."""
    try:
        application()()
    except Exception as error:
        # What explains failures knows every part, so it is not imported where nothing failed.
        from kith.failures import explain

        Console(stderr=True).print(explain(error), style="red", markup=False, highlight=False)
        sys.exit(1)
