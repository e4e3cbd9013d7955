"""What the command line refuses, in words that say what to do."""

from __future__ import annotations


class RefusedError(Exception):
    """A command that is not carried out. The message says why and what to do instead."""
