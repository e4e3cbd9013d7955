"""The statements behind a view, for those who check what they are shown."""

from __future__ import annotations

from model.facts import View


class StatementBehind(View):
    """One statement: the question it answers and its text. Its parameters stand beside it as names only."""

    name: str
    question: str
    text: str
