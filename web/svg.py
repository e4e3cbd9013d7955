"""Drawing in SVG: elements with their texts escaped, names broken into lines. No style attribute, which the content
security policy refuses: looks are classes of the style sheet."""

from __future__ import annotations

import textwrap
import xml.etree.ElementTree as ET

from markupsafe import Markup

LINE = 17
"""Distance of two lines of text."""


class Drawing:
    """A drawing of a width and height in its own units, which are those of the page at full width."""

    def __init__(self, width: float, height: float, title: str, name: str, *, natural: bool = False) -> None:
        """``name`` makes the ids of the drawing its own on a page. ``natural``: as large as its units
        say, not as the page."""
        self.root = ET.Element(
            "svg",
            {
                "viewBox": f"0 0 {_number(width)} {_number(height)}",
                "class": f"kith-svg kith-svg--{name}",
                "role": "img",
                "aria-labelledby": f"{name}-title",
            },
        )
        if natural:
            self.root.attrib |= {"width": _number(width), "height": _number(height)}
        ET.SubElement(self.root, "title", {"id": f"{name}-title"}).text = title

    def add(self, tag: str, look: str, **attributes: float | str) -> ET.Element:
        """One element; an underscore in the name of an attribute stands for a hyphen."""
        given = {
            name.replace("_", "-"): value if isinstance(value, str) else _number(value)
            for name, value in attributes.items()
        }
        return ET.SubElement(self.root, tag, {"class": f"kith-svg__{look}", **given})

    def text(self, x: float, y: float, lines: list[str], look: str = "label", anchor: str = "middle") -> None:
        """Lines of text, the first at ``y``."""
        made = self.add("text", look, x=x, y=y, text_anchor=anchor)
        for number, line in enumerate(lines):
            ET.SubElement(
                made, "tspan", {"x": _number(x), "dy": "0" if number == 0 else str(LINE)}
            ).text = line

    def markup(self) -> Markup:
        """The drawing as part of a page."""
        return Markup(ET.tostring(self.root, encoding="unicode"))  # noqa: S704 - every text has been escaped


def broken(text: str, width: int, most: int = 3) -> list[str]:
    """A text in at most so many lines of about so many characters; what does not fit ends in an ellipsis."""
    lines = textwrap.wrap(text, width) or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1].rstrip() + "…"]
    return lines


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
