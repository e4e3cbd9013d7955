"""Writing behind: batches go to the database in order, in a thread of their own, while the next are prepared."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

AHEAD = 3
"""Pieces of work that may wait: enough to keep the database busy, few enough to keep memory flat."""


class Behind:
    """Runs pieces of writing one after the other. The first failure is raised where the next piece is given, or at
    the end; nothing after it is run."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="kith-writer")
        self._waiting: deque[Future[None]] = deque()

    def run(self, piece: Callable[[], None]) -> None:
        """Give a piece of writing; waits where too many are waiting already."""
        while len(self._waiting) >= AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(piece))

    def wait(self) -> None:
        """Wait until everything is written."""
        while self._waiting:
            self._waiting.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.wait()
        finally:
            self._pool.shutdown(cancel_futures=True)
