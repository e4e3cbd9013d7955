"""Pages: contexts, templates, styles and the network view. ``render(name, context)`` makes one page."""

from web.render import render, render_file

__all__ = ["render", "render_file"]
