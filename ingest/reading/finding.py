"""What a file or folder holds: which feed and table each file is of, by its name, its beginning and its columns."""

from __future__ import annotations

import datetime as dt
import fnmatch
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ingest.feeds import all_feeds
from ingest.feeds.declaration import Document, Feed, Opened, Sheet, Type
from ingest.reading import files
from ingest.reading.fitting import fits, part_of
from ingest.reading.header import columns_of
from ingest.reading.mapping import NAME as MAPPING
from ingest.reading.mapping import MappedSource, Mapping, read_mapping
from ingest.reading.newest import take_newest
from ingest.reading.problems import DeliveryRefused, Problem, Warned
from ingest.reading.source import CsvSource, DrawnSource, SheetSource, Source
from ingest.reading.values import date as parsed_date

MANIFEST = "manifest.json"
DELETIONS = "deletions"
HEAD = 4_096
DEEPEST = 3
"""Folders within folders that are looked into."""
DATES_LOOKED_AT = 200_000
STRANGER = "a file that belongs to no table; not read"


@dataclass(slots=True)
class Found:
    """The files of a delivery: table -> where its rows come from, and what else lay there.

    ``part``: what tells deliveries of one feed in one folder apart: a year, a term. ``taken``: the day of the extract
    where the files say so.
    """

    tables: dict[str, Source] = field(default_factory=dict)
    manifest: Path | None = None
    deletions: Path | None = None
    mapping: Path | None = None
    part: str = ""
    taken: dt.date | None = None
    warnings: Counter[Warned] = field(default_factory=Counter)

    @property
    def paths(self) -> list[Path]:
        """Every file that the delivery is made of."""
        of_tables = [path for source in self.tables.values() for path in source.paths]
        beside = [path for path in (self.manifest, self.deletions, self.mapping) if path is not None]
        return sorted({*of_tables, *beside})


@dataclass(slots=True)
class Holding:
    """All that lies at a path: deliveries by feed and part, and the files of which nobody knows what they are."""

    deliveries: dict[tuple[str, str], Found] = field(default_factory=dict)
    strangers: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find(path: Path, feed: Feed, part: str | None = None, mapping: Path | None = None) -> Found:
    """The files of one delivery of a feed at a path: a folder, or one file.

    Raises DeliveryRefused where the path holds nothing that this feed could be, or several deliveries and no ``part``
    says which.
    """
    alone = path.is_file() and mapping is None and not feed.documents and feed.usual_kind is None
    if alone and len(feed.tables) > 1:
        raise DeliveryRefused([files.packed(path) or _nothing(path, feed)])
    holding = _holding(path, [feed], mapping)
    if holding.problems:
        raise DeliveryRefused(holding.problems)
    found = {name: each for (_, name), each in holding.deliveries.items() if each.tables or each.deletions}
    if part is not None:
        found = {name: each for name, each in found.items() if name == part}
    if not found:
        raise DeliveryRefused([_nothing(path, feed)])
    if len(found) > 1:
        names = ", ".join(sorted(found))
        what = f"There are {len(found)} deliveries of the feed {feed.code} here: {names}."
        raise DeliveryRefused(
            [Problem(what, "Say which with --part, or leave the feed out to take all.", path.name)]
        )
    delivery = next(iter(found.values()))
    delivery.warnings[Warned("delivery", None, STRANGER)] += len(holding.strangers)
    delivery.warnings += Counter()
    return delivery


def identify(path: Path, mapping: Path | None = None, feeds: Sequence[Feed] | None = None) -> Holding:
    """Everything that a path holds, of these feeds or of any. Files that cannot be right are told in ``problems``, and
    stop nothing here."""
    return _holding(path, list(all_feeds().values()) if feeds is None else feeds, mapping)


def _nothing(path: Path, feed: Feed) -> Problem:
    expected = ", ".join(f"{table.name}.csv" for table in feed.tables)
    if not path.exists():
        return Problem("There is no such file or folder.", "Check the path.", path.name)
    if path.is_file() and not feed.documents:
        if len(feed.tables) > 1:
            what = f"One file, but the feed {feed.code} has {len(feed.tables)} tables."
            return Problem(what, f"Deliver a folder with {expected}.", path.name)
        return Problem(f"The file is none of the feed {feed.code}.", f"Expected is {expected}.", path.name)
    what = f"The folder holds no file of the feed {feed.code}."
    if feed.documents:
        expected += ", or " + ", ".join(document.name for document in feed.documents)
    return Problem(what, f"Expected are {expected}.", path.name)


def _holding(path: Path, feeds: Sequence[Feed], mapping: Path | None) -> Holding:
    holding = Holding()
    if path.is_dir():
        here = list(_files(path, deep=any(feed.documents for feed in feeds)))
    elif path.is_file():
        here = [path]
    else:
        holding.problems.append(Problem("There is no such file or folder.", "Check the path.", path.name))
        return holding
    _Sorting(holding, feeds, mapping, alone=path.is_file()).sort(here)
    return holding


def _files(folder: Path, *, deep: bool, depth: int = 0) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        if each.name.startswith("."):
            continue
        if each.is_file():
            yield each
        elif deep and depth < DEEPEST and each.is_dir() and not each.is_symlink():
            yield from _files(each, deep=deep, depth=depth + 1)


class _Sorting:
    """Puts files to their feeds and tables."""

    def __init__(self, holding: Holding, feeds: Sequence[Feed], mapping: Path | None, *, alone: bool) -> None:
        self._holding = holding
        self._feeds = list(feeds)
        self._mapping = mapping
        self._alone = alone
        self._left: list[tuple[str, str | None, Warned]] = []
        self._opened: list[tuple[Found, Path, Opened]] = []

    def sort(self, here: list[Path]) -> None:
        manifest = next((each for each in here if each.name.lower() == MANIFEST), None)
        deletions = next(
            (each for each in here if each.suffix.lower() == ".csv" and each.stem.lower() == DELETIONS), None
        )
        given = self._mapping or next((each for each in here if each.name.lower() == MAPPING), None)
        rest = [each for each in here if each not in (manifest, deletions, given)]
        if manifest is not None and len(self._feeds) > 1:
            named = files.feed_of_manifest(manifest)
            self._feeds = [feed for feed in self._feeds if feed.code == named] or self._feeds
        if given is not None:
            rest = self._mapped(given, rest)
        for each in rest:
            self._sort_one(each)
        newest = take_newest([opened for _, _, opened in self._opened])
        for (found, file, _), notes in zip(self._opened, newest, strict=True):
            for note, times in notes.items():
                found.warnings[Warned(file.name, None, note)] += times
        self._in_full()
        for (code, _), found in self._holding.deliveries.items():
            feed = next(feed for feed in self._feeds if feed.code == code)
            _draw(feed, found)
            if found.taken is None and feed.taken is not None and manifest is None:
                names = [path.stem.lower() for source in found.tables.values() for path in source.paths]
                found.taken = feed.taken(names, list(_dates(feed, found)))
        for code, of_part, warned in self._left:
            for (of_feed, part), found in self._holding.deliveries.items():
                if of_feed == code and of_part in (None, part):
                    found.warnings[warned] += 1
        if manifest is not None or deletions is not None:
            self._beside(manifest, deletions)

    def _in_full(self) -> None:
        """Files of a feed go to the feed that has all its tables and more, where the folder holds any of those."""
        for feed in self._feeds:
            whole = self._holding.deliveries.get((feed.code, ""))
            part = self._holding.deliveries.get((feed.in_full_of or "", "")) if whole is not None else None
            if whole is not None and part is not None:
                whole.tables = {**part.tables, **whole.tables}
                whole.warnings.update(part.warnings)
                del self._holding.deliveries[feed.in_full_of or "", ""]

    def _beside(self, manifest: Path | None, deletions: Path | None) -> None:
        """Manifest and deletions belong to the one delivery that there is, or make one."""
        if not self._holding.deliveries and len(self._feeds) == 1:
            self._found(self._feeds[0], "")
        for found in self._holding.deliveries.values():
            found.manifest = manifest
            found.deletions = deletions

    def _found(self, feed: Feed, part: str) -> Found:
        return self._holding.deliveries.setdefault((feed.code, part), Found(part=part))

    def _mapped(self, given: Path, rest: list[Path]) -> list[Path]:
        """Take the files that a mapping teaches; the others."""
        try:
            mapping: Mapping = read_mapping(given, {feed.code: feed for feed in all_feeds().values()})
        except DeliveryRefused as refused:
            self._holding.problems += refused.problems
            return rest
        if mapping.feed not in [feed.code for feed in self._feeds]:
            what = "The mapping file teaches another feed."
            self._holding.problems.append(Problem(what, f"It names {mapping.feed}.", given.name))
            return rest
        feed = next(feed for feed in self._feeds if feed.code == mapping.feed)
        taken: set[Path] = set()
        for spec in mapping.tables:
            for each in rest:
                if not fnmatch.fnmatch(each.name.lower(), spec.file.lower()):
                    continue
                if (problem := files.packed(each)) is not None:
                    self._holding.problems.append(problem)
                    continue
                taken.add(each)
                found = self._found(feed, "")
                found.mapping = given
                if spec.table in found.tables:
                    self._twice(each, spec.table, found)
                    continue
                found.tables[spec.table] = MappedSource(each, spec, feed.table(spec.table))
        return [each for each in rest if each not in taken]

    def _sort_one(self, file: Path) -> None:
        suffix = file.suffix.lower()
        head = files.head(file, HEAD)
        documents = [
            (feed, document)
            for feed in self._feeds
            for document in feed.documents
            if suffix in document.endings and document.recognises(head)
        ]
        if documents:
            self._open(file, *documents[0])
            return
        if suffix == ".csv" or (self._alone and len(self._feeds) == 1):
            self._sort_csv(file)
            return
        problem = self._strange_xml(file, head) or files.packed(file)
        if problem is not None:
            self._holding.problems.append(problem)
        else:
            self._holding.strangers.append(file)

    def _strange_xml(self, file: Path, head: bytes) -> Problem | None:
        """The problem of an XML document that none of the feeds publishes: nobody knows what it may hold."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return None
        known = sorted(
            document.name for feed in self._feeds for document in feed.documents if ".xml" in document.endings
        )
        if not known:
            return None
        what = "An XML document of a kind that this index does not read."
        return Problem(what, f"It reads {', '.join(known)}. Take it away, or deliver the extract.", file.name)

    def _on_purpose(self, file: Path) -> bool:
        """Whether a file is one that a feed knows and does not take; then its deliveries say why."""
        stem = file.stem.lower()
        for feed in self._feeds:
            for name, why in feed.not_taken.items():
                if stem == name or stem.endswith((f"-{name}", f"_{name}", f" {name}")):
                    warned = Warned(file.name, None, f"not taken on purpose: {why}")
                    self._left.append((feed.code, part_of(feed, stem), warned))
                    return True
        return False

    def _open(self, file: Path, feed: Feed, document: Document) -> None:
        try:
            opened = document.open(file)
        except DeliveryRefused as refused:
            self._holding.problems += refused.problems
            return
        found = self._found(feed, "")
        if opened.taken is not None:
            found.taken = max(found.taken or opened.taken, opened.taken)
        self._opened.append((found, file, opened))
        for note, times in opened.notes.items():
            found.warnings[Warned(file.name, None, note)] += times
        for sheet in opened.sheets:
            self._take_sheet(file, sheet, feed, found)

    def _take_sheet(self, file: Path, sheet: Sheet, feed: Feed, found: Found) -> None:
        names = [table.name for table in feed.tables]
        if sheet.table not in names:
            found.warnings[
                Warned(file.name, sheet.table[:40], "a part that the feed does not have; not read")
            ] += 1
            return
        before = found.tables.get(sheet.table)
        if before is None:
            found.tables[sheet.table] = SheetSource([(file, sheet)])
        elif isinstance(before, SheetSource) and tuple(before.names()) == sheet.names:
            before.files.append((file, sheet))
        else:
            self._twice(file, sheet.table, found)

    def _twice(self, file: Path, table: str, found: Found) -> None:
        other = found.tables[table].file
        what = f"Two files for one table: {other} holds {table} too."
        self._holding.problems.append(
            Problem(what, "Deliver one of them, or each in a folder of its own.", file.name)
        )

    def _sort_csv(self, file: Path) -> None:
        if self._on_purpose(file):
            return
        possible = sorted(
            fits(file, self._feeds, alone=self._alone),
            key=lambda fit: (fit.rank, fit.share, fit.feed.in_full_of is None),
            reverse=True,
        )
        if not possible:
            if (problem := files.packed(file)) is not None:
                self._holding.problems.append(problem)
            else:
                self._holding.strangers.append(file)
            return
        best = possible[0]
        found = self._found(best.feed, best.part)
        if best.table.name in found.tables:
            self._twice(file, best.table.name, found)
            return
        encoding = files.encoding_of(file, best.feed.encodings)
        found.tables[best.table.name] = CsvSource(file, "utf-8-sig" if encoding == "utf-8" else encoding)
        if encoding != best.feed.encodings[0]:
            found.warnings[Warned(file.name, None, f"encoded as {encoding}")] += 1


def _draw(feed: Feed, found: Found) -> None:
    """Add the tables that are drawn from others and that no file holds."""
    for table in feed.tables:
        others = [name for name in table.drawn_from if name in found.tables]
        if not others or table.name in found.tables:
            continue
        names = tuple(column.name for column in table.columns if not column.computed)
        places: list[tuple[Source, list[int | None]]] = []
        for other in others:
            columns = columns_of(feed.table(other), found.tables[other].names())
            places.append(
                (found.tables[other], [columns.index(name) if name in columns else None for name in names])
            )
        found.tables[table.name] = DrawnSource(names, places)


def _dates(feed: Feed, found: Found) -> Iterator[str]:
    """Dates in the files, ISO, as far as they can be read."""
    for name, source in found.tables.items():
        table = feed.table(name)
        columns = columns_of(table, source.names())
        places = [
            place
            for place, column in enumerate(columns)
            if column is not None
            and table.column(column).type is Type.DATE
            and table.column(column).must_be_given
        ]
        try:
            for _, cells in islice(source.rows(), DATES_LOOKED_AT):
                for place in places:
                    value = parsed_date(cells[place]) if place < len(cells) and cells[place].strip() else None
                    value = getattr(value, "value", value)
                    if isinstance(value, str):
                        yield value
        except DeliveryRefused:
            continue
