"""``python -m bench [NAME …] [--children N …]``: the benchmarks, one table each, and their figures as JSON."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

import bench


def main() -> None:
    """Run the named benchmarks, or all. Each is a module of this folder with ``run(children)``; one with
    ``run_sizes(sizes)`` too takes several sizes into one table. One with ``run_data(folder)`` reads published samples
    from a folder, and is run only where one is named."""
    found = [
        module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_")
    ]
    modules = {name: importlib.import_module(f"bench.{name}") for name in sorted(found)}
    runnable = [
        name for name, module in modules.items() if hasattr(module, "run") or hasattr(module, "run_data")
    ]
    usual = [name for name in runnable if hasattr(modules[name], "run")]
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument(
        "names",
        nargs="*",
        choices=[*runnable, []],
        default=usual,
        help="which (default: all that need no samples)",
    )
    parser.add_argument(
        "--children", type=int, nargs="+", default=[70_000], help="size of the borough, or several sizes"
    )
    parser.add_argument("--data", type=Path, help="folder of published samples, for those that read them")
    given = parser.parse_args()
    for name in given.names or usual:
        module, sizes = modules[name], given.children
        if hasattr(module, "run_data"):
            if given.data is None:
                parser.error(f"{name} reads published samples: name their folder with --data")
            module.run_data(given.data)
            continue
        if len(sizes) > 1 and hasattr(module, "run_sizes"):
            module.run_sizes(sizes)
            continue
        for size in sizes:
            module.run(size)


if __name__ == "__main__":
    main()
