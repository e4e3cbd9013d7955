"""What a browser says about a page: where it is wider than the window, and what axe-core finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
LEFT_OUT = ["color-contrast-enhanced"]
"""Rules of axe-core that are not asked for. Contrast of 7 to 1 is level AAA; pages are made to AA, 4.5 to 1. Every
other rule is, those of best practice and the experimental ones too."""


def violations(page: Page) -> list[str]:
    """What axe-core objects to by all its rules but those left out, one line for each element."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        """left => axe.run({
            runOnly: {type: 'rule', values: axe.getRules().map(rule => rule.ruleId).filter(id => !left.includes(id))},
            resultTypes: ['violations'],
        })""",
        LEFT_OUT,
    )
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def too_wide(page: Page) -> int:
    """Points by which a page is wider than the window."""
    page.wait_for_load_state()  # a page that has only just been answered has no document yet
    found: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(found, 0)
