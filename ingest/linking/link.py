"""Linking plain person files: the same columns, weights, guards and groups as the index, on rows of anybody's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ingest.linking.files import Person
from ingest.linking.placeholders import Placeholders
from ingest.matching.gathering import propose
from ingest.matching.model import MatchModel
from ingest.matching.records import MatchRecord, ModelJudgement, NoSeals
from ingest.matching.stage import decided, stand_together
from ingest.matching.working import Working
from model.addresses import postcode, tokens
from model.names import normalise
from model.observations import AddressForm, Identity

PROPOSED = "candidate"
REPEATS = 0.005
"""A source in which more than this share of records repeats another's names and birthday, or identifier, holds
duplicates of its own: namesakes born on one day are rarer. Assumed."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Groups of record keys, every group and every judged pair once. ``candidates``: pairs that were weighed or found
    too far apart for it. ``proposed``: those that each rule of blocking proposes, by the rule in words; a pair may be
    proposed by several."""

    groups: list[frozenset[str]]
    judgements: tuple[ModelJudgement, ...]
    candidates: int
    proposed: dict[str, int]


def repeats(people: Iterable[Person]) -> dict[str, int]:
    """By source, how many of its records repeat another's names and birthday, or identifier."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    again: Counter[str] = Counter()
    for row in people:
        signs = _signs(row)
        again[row.source] += bool(signs & seen[row.source])
        seen[row.source] |= signs
    return dict(sorted(again.items()))


def sources_that_repeat(people: Iterable[Person]) -> set[str]:
    """The sources that hold several records of one person, found out from the data."""
    rows = list(people)
    total = Counter(row.source for row in rows)
    return {source for source, times in repeats(rows).items() if times > REPEATS * total[source]}


def _signs(row: Person) -> set[str]:
    said = {f"{name}|{row.values[name]}" for name in ("nhs_number", "upn") if row.values.get(name)}
    forename, surname = row.values.get("forename"), row.values.get("surname")
    if forename and surname and row.date_of_birth:
        said.add(f"{forename.lower()}|{surname.lower()}|{row.date_of_birth}")
    return said


def match_records(
    people: Iterable[Person], placeholders: Placeholders, repeating: Collection[str]
) -> Iterator[MatchRecord]:
    """What matching sees of each row, one after the other. A row of a source that repeats is a source of its own, so
    that nothing is asked of it because another of the same source is there."""
    for row in people:
        yield _record(row, placeholders, row.key if row.source in repeating else row.source)


def _record(row: Person, placeholders: Placeholders, feed: str) -> MatchRecord:
    said = {name: value for name, value in row.values.items() if not placeholders.has(name, value)}
    vague = placeholders.has("date_of_birth", str(row.date_of_birth))
    form = AddressForm(
        lines=tuple(part.strip() for part in said.get("address", "").split(",") if part.strip()),
        postcode=said.get("postcode"),
        uprn=said.get("uprn"),
    )
    code = postcode(said.get("postcode")) or _foreign_code(said.get("postcode"))
    homes = tokens(form)
    if not homes and code and any(letter.isdigit() for letter in said.get("address", "")):
        homes = frozenset({f"text:{code}|{' '.join(normalise(said['address']).split())}"})
    return MatchRecord(
        key=row.key,
        feed=feed,
        kind="child",
        identity=Identity(
            forename=said.get("forename"),
            middle_names=said.get("middle_names"),
            surname=said.get("surname"),
            known_as=said.get("known_as"),
            former_surname=said.get("former_surname"),
            date_of_birth=row.date_of_birth,
            dob_certainty="estimated" if vague else None,
            sex=row.sex,
            nhs_number=said.get("nhs_number"),
            upn=said.get("upn"),
            telephones=(said["phone"],) if "phone" in said else (),
            email=said.get("email"),
        ),
        homes=tuple(sorted(homes)),
        address=said.get("address"),
        postcodes=(code,) if code else (),
    )


def _foreign_code(text: str | None) -> str | None:
    """A postcode of another country, as it is written; pseudo codes are none."""
    code = "".join(letter for letter in (text or "").upper() if letter.isalnum())
    return code if len(code) > 2 and any(letter.isdigit() for letter in code) and code[:2] != "ZZ" else None


def link(con: Working, model: MatchModel) -> Linked:
    """Group the records that :func:`ingest.matching.gathering.gathered` has gathered. Their proposed pairs stay in the
    table :data:`PROPOSED`."""
    candidates, proposed = propose(con, PROPOSED)
    told = {
        (judgement.left, judgement.right): (judgement, contradicts)
        for judgement, contradicts in decided(con, "children", model.children, NoSeals(), PROPOSED)
    }
    con.put(
        "pair",
        [
            ("children", *pair, each.verdict, each.weight, against, 0)
            for pair, (each, against) in told.items()
        ],
    )
    groups = [frozenset(group) for group in stand_together(con, "children", model.children, NoSeals())]
    joined = {key for group in groups for key in group}
    alone = (
        frozenset(row) for row in con.execute("SELECT key FROM record").fetchall() if row[0] not in joined
    )
    judgements = tuple(told[pair][0] for pair in sorted(told))
    return Linked(sorted((*groups, *alone), key=min), judgements, candidates, proposed)
