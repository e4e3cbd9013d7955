"""Pages: contexts, templates, styles and the network view. ``render(name, context)`` makes one page."""

from web.render import render

__all__ = ["render"]
