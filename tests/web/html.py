"""What is wrong with the structure of a page: a list of sentences, empty for a sound one."""

import itertools
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def faults(html: str) -> list[str]:
    page = soup(html)
    return [fault for check in CHECKS for fault in check(page)]


def _ids_are_unique(page: BeautifulSoup) -> Iterator[str]:
    counts = Counter(str(element["id"]) for element in page.find_all(id=True))
    yield from (f"id {name!r} is there {number} times" for name, number in counts.items() if number > 1)


def _references_lead_somewhere(page: BeautifulSoup) -> Iterator[str]:
    ids = {str(element["id"]) for element in page.find_all(id=True)}
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for element in page.select(f"[{attribute}]"):
            said = element[attribute]
            for name in (
                said.split() if isinstance(said, str) else said
            ):  # of some elements the parser makes a list
                if name not in ids:
                    yield f"{attribute} names {name!r}, which is not there"
    for link in page.select("a[href^='#']"):
        if str(link["href"])[1:] not in ids:
            yield f"a link leads to {link['href']}, which is not there"


def _inputs_have_labels(page: BeautifulSoup) -> Iterator[str]:
    labelled = {str(label["for"]) for label in page.find_all("label", attrs={"for": True})}
    for element in page.find_all(["input", "select", "textarea"]):
        if element.get("type") != "hidden" and element.get("id") not in labelled:
            yield f"{element.name} {element.get('name')!r} has no label"


def _one_first_heading_and_none_skipped(page: BeautifulSoup) -> Iterator[str]:
    levels = [int(heading.name[1]) for heading in page.find_all(HEADINGS)]
    # An error summary stands before the first heading of the page, as the Design System has it.
    summary = page.select(".govuk-error-summary h2, .govuk-notification-banner h2")
    levels = levels[len(summary) :]
    if levels.count(1) != 1 or levels[:1] != [1]:
        yield f"headings {levels} do not begin with the only h1"
    yield from (
        f"h{after} follows h{before}" for before, after in itertools.pairwise(levels) if after > before + 1
    )


def _landmarks(page: BeautifulSoup) -> Iterator[str]:
    for name in ("header", "main", "footer"):
        if len(page.find_all(name)) != 1:
            yield f"{len(page.find_all(name))} {name} elements"
    if not page.html or page.html.get("lang") != "en":
        yield "the language is not said"
    if not page.title or not page.title.get_text().endswith("– Kith"):
        yield "the page has no title"
    skip = page.find("a")
    if not isinstance(skip, Tag) or skip.get("href") != "#main-content":
        yield "the first link does not skip to the content"
    for navigation in page.find_all("nav"):
        if not navigation.get("aria-label") and not navigation.get("aria-labelledby"):
            yield "a navigation has no name"


def _nothing_inline(page: BeautifulSoup) -> Iterator[str]:
    for script in page.find_all("script"):
        if not script.get("src") and script.get("type") != "application/json":
            yield "a script stands in the page"
    if page.find("style"):
        yield "a style element"
    for element in page.find_all(True):
        for attribute in element.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{element.name} has {attribute}"
        for attribute in ("href", "src", "action"):
            address = str(element.get(attribute, "/"))
            drawn_here = element.name == "img" and address.startswith("data:image/svg+xml")
            if element.name != "a" and not address.startswith("/") and not drawn_here:
                yield f"{element.name} fetches {address}"
            if address.lower().startswith("javascript:"):
                yield f"{element.name} runs a script"


def _forms_carry_the_token(page: BeautifulSoup) -> Iterator[str]:
    for form in page.find_all("form"):
        token = form.find("input", attrs={"name": "csrf_token"})
        if (form.get("method") == "post") != (token is not None):
            yield f"the form to {form.get('action')} and the token do not go together"


def _tables_have_captions_and_even_rows(page: BeautifulSoup) -> Iterator[str]:
    for table in page.find_all("table"):
        if not table.caption or not table.caption.get_text(strip=True):
            yield "a table has no caption"
        headers = [header.get_text(strip=True) for header in table.select("thead th")]
        for row in table.select("tbody tr"):
            labels = [str(cell["data-label"]) for cell in row.find_all(["td", "th"], recursive=False)]
            if labels != headers:
                yield f"a row has the cells {labels} under the headers {headers}"


def _nesting_is_what_was_written(page: BeautifulSoup) -> Iterator[str]:
    for outer, inner in (
        ("p", "p, ul, ol, div, details, table"),
        ("a", "a"),
        ("button", "a, button"),
        ("form", "form"),
    ):
        if page.select(", ".join(f"{outer} {each.strip()}" for each in inner.split(","))):
            yield f"{outer} holds {inner}"
    for parent in page.find_all(["ul", "ol"]):
        if any(isinstance(child, Tag) and child.name != "li" for child in parent.children):
            yield "a list holds something besides its items"


CHECKS = (
    _ids_are_unique,
    _references_lead_somewhere,
    _inputs_have_labels,
    _one_first_heading_and_none_skipped,
    _landmarks,
    _nothing_inline,
    _forms_carry_the_token,
    _tables_have_captions_and_even_rows,
    _nesting_is_what_was_written,
)
