"""The pages of one child and of one adult, without their lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from graph.gateway import Graph, Row
from graph.reads import refs
from graph.reads.deliveries import feeds
from graph.reads.facts import Claim, Provenance, Said, facts, in_words, settled
from graph.reads.kin import bonds, responsible
from graph.reads.moment import Moment
from graph.reads.services import workers_of
from model.facts import Fact, Feed, FeedState
from model.names import normalise
from model.scope import Scope
from model.views import LOCATION_WITHHELD, AdultView, ChildView, Identifier

T = TypeVar("T")


def child(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> ChildView | None:
    """A child's page, or None for one who does not exist for the reader."""
    moment = Moment(graph, scope, as_at, known_at)
    person = moment.person(uid)
    if person is None or not person["child"]:
        return None
    provenance = Provenance(moment)
    records = moment.known("records", uid=uid)
    found = bonds(
        moment.asked(
            "carers",
            uids=[uid],
            opened=[uid],
        ),
        as_at,
    )
    identity = _identity(person, records, provenance, as_at)
    fresh = feeds(graph, known_at)
    view = ChildView(
        uid=uid,
        **identity,
        dob_certainty=person["dob_certainty"],
        sex=settled(_said(records, "sex"), provenance, str),
        identifiers=_identifiers(records, provenance),
        interpreter=facts(_said(records, "interpreter"), provenance, normalise),
        contact_safely=facts(_said(records, "contact_safely"), provenance, normalise),
        unplaced=person["unplaced"],
        adults=responsible(found, moment, provenance, uid),
        workers=workers_of(moment, provenance, uid),
        feeds=fresh,
    )
    return view.model_copy(update={"not_known": _not_known(view, fresh)})


def adult(graph: Graph, scope: Scope, uid: str, *, as_at: dt.date, known_at: dt.date) -> AdultView | None:
    """An adult's page, or None for one who does not exist for the reader. A narrow reader opens only adults who are
    recorded with a child opened today."""
    moment = Moment(graph, scope, as_at, known_at)
    person = moment.person(uid)
    if person is None:
        return None
    provenance = Provenance(moment)
    records = moment.known("records", uid=uid)
    found = bonds(moment.asked("cared_for", uids=[uid], opened=sorted({uid, *scope.grants})), as_at)
    return AdultView(
        uid=uid,
        **_identity(person, records, provenance, as_at),
        children=responsible(found, moment, provenance, uid),
    )


def _identity(person: Row, records: list[Row], provenance: Provenance, as_at: dt.date) -> dict[str, Any]:
    """What both pages show of who somebody is."""
    names = [
        Said(
            refs.name_of(row["record"]["forename"], row["record"]["surname"]), Claim.of_record(row["record"])
        )
        for row in records
        if row["record"]["forename"] or row["record"]["surname"]
    ]
    called = refs.name_of(person["forename"], person["surname"])
    name = settled(names, provenance, normalise, prefer=_as_listed(called)) or Fact[str](value=called)
    born: Fact[dt.date] | None = settled(
        _said(records, "date_of_birth"), provenance, lambda day: day, in_words
    )
    died: Fact[dt.date] | None = settled(
        _said(records, "date_of_death"), provenance, lambda day: day, in_words
    )
    day = min(died.value, as_at) if died else as_at
    return {
        "name": name,
        "other_names": _other_names(name.value, names, records, provenance),
        "date_of_birth": born,
        "age": refs.age_on(born.value, day) if born else None,
        "died": died,
        "telephones": facts(_each(records, "telephones"), provenance, str),
        "notice": LOCATION_WITHHELD if person["withheld"] else None,
    }


def _as_listed(called: str) -> Callable[[str], int]:
    """The name by which somebody stands in lists and networks comes first, then one with the same forename: nobody has
    another name on their own page than elsewhere."""
    whole, forename = normalise(called), normalise(called).partition(" ")[0]

    def place(name: str) -> int:
        said = normalise(name)
        return 0 if said == whole else 1 if said.partition(" ")[0] == forename else 2

    return place


def _said(records: Iterable[Row], column: str) -> list[Said[Any]]:
    return [
        Said(row["record"][column], Claim.of_record(row["record"]))
        for row in records
        if row["record"][column] is not None
    ]


def _each(records: Iterable[Row], column: str) -> list[Said[Any]]:
    return [
        Said(value, Claim.of_record(row["record"]))
        for row in records
        for value in row["record"][column] or ()
        if value
    ]


def _other_names(
    shown: str, names: list[Said[str]], records: list[Row], provenance: Provenance
) -> list[Fact[str]]:
    """Names given otherwise, known-as and former names, each in words."""
    said = [each for each in names if normalise(each.value) != normalise(shown)]
    said += [Said(f"Known as {each.value}", each.claim) for each in _said(records, "known_as")]
    said += [Said(f"Formerly {each.value}", each.claim) for each in _said(records, "former_surname")]
    return facts(said, provenance, normalise)


def _identifiers(records: list[Row], provenance: Provenance) -> list[Fact[Identifier]]:
    """Identifiers in the order NHS number, pupil numbers, learner number, the agencies' own."""
    said: list[Said[Identifier]] = []
    plain: tuple[tuple[Any, Callable[[Row], Iterable[str | None]]], ...] = (
        ("nhs_number", lambda record: [record["nhs_number"]]),
        ("upn", lambda record: [record["upn"]]),
        ("former_upn", lambda record: record["former_upns"] or ()),
        ("uln", lambda record: [record["uln"]]),
        ("agency", lambda record: [record["key"].split(":", 2)[-1]]),
    )
    for kind, values in plain:
        for row in records:
            record = row["record"]
            status = record["nhs_number_status"] if kind == "nhs_number" else None
            said += [
                Said(Identifier(kind=kind, value=value, status=status), Claim.of_record(record))
                for value in values(record)
                if value
            ]
    order = [kind for kind, _ in plain]
    # An agency's own identifier is that agency's: the same digits of two agencies are two identifiers.
    agency = [each for each in said if each.value.kind == "agency"]
    others = [each for each in said if each.value.kind != "agency"]
    found = facts(
        others, provenance, lambda each: (each.kind, each.value, each.status), lambda each: each.value
    )
    for each in agency:
        found += facts([each], provenance, lambda value: value.value, lambda value: value.value)
    return sorted(found, key=lambda each: order.index(each.value.kind))


def _not_known(view: ChildView, fresh: Iterable[Feed]) -> list[str]:
    """What the page cannot tell, in sentences that say the same whether or not a withheld location is known."""
    sentences = []
    if view.date_of_birth is None:
        sentences.append("No date of birth is recorded.")
    elif view.dob_certainty == "estimated":
        sentences.append("The date of birth is an estimate.")
    elif view.dob_certainty == "expected":
        sentences.append("This child was not yet born when last recorded; the date is the expected one.")
    if not view.adults:
        sentences.append("No parent or carer is recorded. That is not the same as having none.")
    elif all(each.value.parental_responsibility == "not_recorded" for each in view.adults):
        sentences.append("Nobody is recorded as having parental responsibility, and nobody as not having it.")
    if view.notice is None:
        reasons = {
            "none_given": "No agency gave a current address.",
            "no_fixed_abode": "Recorded as having no fixed abode.",
            "unreadable": "The address that was given could not be read as one.",
            "left_area": "Recorded as having left the area.",
        }
        if view.unplaced:
            sentences.append(reasons.get(view.unplaced, "No current address could be placed."))
    for feed in fresh:
        if feed.state is FeedState.OLD:
            sentences.append(f"{feed.agency} has sent nothing since {in_words(feed.last_delivered)}.")
    return sentences
