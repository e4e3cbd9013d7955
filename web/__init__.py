"""Pages: contexts, templates, styles and the network view."""
