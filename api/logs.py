"""What goes to the log: a line a request; never a query string, a body, a name or an exception's message."""

from __future__ import annotations

import logging
import traceback

import structlog

request_log = structlog.get_logger("kith.request")


def configure(json: bool) -> None:
    """Set up structlog for the whole process: JSON lines, or lines for people."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(),  # a line and its end in one write: threads do not mix them
        cache_logger_on_first_use=False,
    )


def where(error: BaseException) -> list[str]:
    """The frames of a fault as ``module:line``, innermost last. Messages and values are left out on purpose."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in frames[-8:]]
