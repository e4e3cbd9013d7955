"""Compact name tables of the synthetic borough; see ``derive`` and NOTICE."""
