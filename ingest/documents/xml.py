"""XML as tables. A document type, an entity or anything outside the file is refused before it is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.feeds.declaration import Sheet
from ingest.reading.problems import DeliveryRefused, Problem

LARGEST = 512 << 20
"""Bytes of one file; a census of the largest authority takes some tens of millions."""
PROLOG = 1 << 16
JOIN = ";"

Element = etree._Element
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")


@dataclass(frozen=True, slots=True)
class Rows:
    """The elements that are the rows of one table, and where each column stands.

    ``element``: local name of the elements. ``columns``: column -> path of local names from the element, ``..`` for its
    parent, ``.`` for its own text, ``#`` for its place among its like, and several paths parted by ``|`` of which the
    first that says something counts. Several elements at one path are joined by semicolons. ``within``: local name of
    the parent, where the name alone would mean others too. ``when``: a column without which an element is no row.
    """

    table: str
    element: str
    columns: Mapping[str, str]
    within: str | None = None
    when: str | None = None


def root_of(head: bytes) -> str | None:
    """Local name of the root element, from the beginning of a file; None where it is no XML."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"<"):
        return None
    text = re.sub(rb"<\?.*?\?>|<!--.*?-->|<![^>]*>", b"", text, flags=re.DOTALL)
    found = _ROOT.search(text)
    return found.group(1).decode("ascii", "replace") if found else None


def has_root(*names: str) -> Callable[[bytes], bool]:
    """A recogniser of files with one of these root elements."""
    return lambda head: root_of(head) in names


def parse(path: Path) -> Element:
    """The root element of a file. Raises DeliveryRefused for what is not well formed, declares a document type or is
    too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise DeliveryRefused(
                [Problem("The file is too large.", "Ask whether it is the right one.", path.name)]
            )
        with path.open("rb") as stream:
            if _DECLARED.search(stream.read(PROLOG)):
                raise DeliveryRefused([_typed(path)])
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        tree = etree.parse(str(path), parser)
    except etree.XMLSyntaxError as error:
        what = "The file is not well-formed XML: it is cut off, or a mark is out of its place."
        raise DeliveryRefused([Problem(what, "Export it again whole.", path.name, error.lineno)]) from None
    except (OSError, LookupError, ValueError):
        raise DeliveryRefused([Problem("The file cannot be read.", "Export it again.", path.name)]) from None
    if tree.docinfo.internalDTD is not None:
        raise DeliveryRefused([_typed(path)])
    return tree.getroot()


def _typed(path: Path) -> Problem:
    what = (
        "The file declares a document type or entities, which could pull in or unfold what nobody delivered."
    )
    return Problem(what, "Export it without <!DOCTYPE>.", path.name)


def _line(element: Element) -> int:
    line: Any = element.sourceline
    return line or 0


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


@dataclass(slots=True)
class Reading:
    """One document on its way into tables. ``ignored``: local names of elements whose content is passed over on
    purpose and told by nobody."""

    root: Element
    ignored: frozenset[str] = frozenset()
    _used: set[Element] = field(default_factory=set)

    def sheets(self, tables: list[Rows]) -> list[Sheet]:
        """The tables; what the document says and no column reads is counted with the first of them."""
        found = [self._sheet(rows) for rows in tables]
        merged: dict[str, Sheet] = {}
        for sheet in found:
            before = merged.setdefault(sheet.table, sheet)
            if before is not sheet:
                before.rows += sheet.rows
        if found:
            found[0].left.update(self._left())
        return list(merged.values())

    def _sheet(self, rows: Rows) -> Sheet:
        names = tuple(rows.columns)
        sheet = Sheet(rows.table, names)
        for element in self.root.iter(f"{{*}}{rows.element}"):
            parent = element.getparent()
            if rows.within is not None and (parent is None or local(parent) != rows.within):
                continue
            cells = [self._cell(element, path) for path in rows.columns.values()]
            if rows.when is None or cells[names.index(rows.when)]:
                sheet.rows.append((_line(element), cells))
        return sheet

    def _cell(self, element: Element, paths: str) -> str:
        for path in paths.split("|"):
            if path == "#":
                return str(
                    1 + sum(1 for each in element.itersiblings(preceding=True) if each.tag == element.tag)
                )
            said = [text for found in _at(element, path.split("/")) if (text := self._text(found))]
            if said:
                return JOIN.join(said)
        return ""

    def _text(self, element: Element) -> str:
        self._used.add(element)
        return (element.text or "").strip()

    def _left(self) -> Counter[str]:
        left: Counter[str] = Counter()
        for element in self.root.iter():
            if len(element) or element in self._used or not (element.text or "").strip():
                continue
            path = [local(each) for each in reversed([element, *element.iterancestors()])]
            if not self.ignored & set(path):
                left["/".join(path[1:])] += 1
        return left


def _at(element: Element, path: list[str]) -> Iterator[Element]:
    if not path or path == ["."]:
        yield element
        return
    step, rest = path[0], path[1:]
    if step == "..":
        parent = element.getparent()
        if parent is not None:
            yield from _at(parent, rest)
        return
    for child in element:
        if local(child) == step:
            yield from _at(child, rest)
