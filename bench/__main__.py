"""``python -m bench [NAME …] [--children N]``: the benchmarks, one table each, and their figures as JSON."""

from __future__ import annotations

import argparse
import importlib
import pkgutil

import bench


def main() -> None:
    """Run the named benchmarks, or all. Each is a module of this folder with ``run(children)``."""
    found = [
        module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_")
    ]
    modules = {name: importlib.import_module(f"bench.{name}") for name in sorted(found)}
    runnable = [name for name, module in modules.items() if hasattr(module, "run")]
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument(
        "names", nargs="*", choices=[*runnable, []], default=runnable, help="which (default: all)"
    )
    parser.add_argument("--children", type=int, default=70_000, help="size of the borough")
    given = parser.parse_args()
    for name in given.names or runnable:
        modules[name].run(given.children)


if __name__ == "__main__":
    main()
