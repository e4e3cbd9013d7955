"""Python's cycle collector, at rest while very many objects come that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """The collector walks everything in memory again and again while objects are made by the hundred thousand. Where
    they have no cycles, let it rest until they are there."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
