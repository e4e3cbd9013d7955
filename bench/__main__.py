"""``python -m bench [NAME …] [--children N …]``: the benchmarks, one table each, and their figures as JSON."""

from __future__ import annotations

import argparse
import importlib
import pkgutil

import bench


def main() -> None:
    """Run the named benchmarks, or all. Each is a module of this folder with ``run(children)``; one with
    ``run_sizes(sizes)`` too takes several sizes into one table."""
    found = [
        module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_")
    ]
    modules = {name: importlib.import_module(f"bench.{name}") for name in sorted(found)}
    runnable = [name for name, module in modules.items() if hasattr(module, "run")]
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument(
        "names", nargs="*", choices=[*runnable, []], default=runnable, help="which (default: all)"
    )
    parser.add_argument(
        "--children", type=int, nargs="+", default=[70_000], help="size of the borough, or several sizes"
    )
    given = parser.parse_args()
    for name in given.names or runnable:
        module, sizes = modules[name], given.children
        if len(sizes) > 1 and hasattr(module, "run_sizes"):
            module.run_sizes(sizes)
            continue
        for size in sizes:
            module.run(size)


if __name__ == "__main__":
    main()
