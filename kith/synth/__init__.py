"""The synthetic borough: deliveries of three agencies about invented families, and the truth beside them."""

from kith.synth.borough import Summary, generate

__all__ = ["Summary", "generate"]
