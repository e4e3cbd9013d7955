"""Searching by name."""

from __future__ import annotations

from api.access import Can
from api.context import Visit
from api.errors import Invalid, TooMany
from api.shapes import SearchQuestion
from api.store.audit import Action
from api.store.clock import now
from graph import reads
from model.facts import Page
from model.search import question as taken_apart
from model.views import SearchHit


def _check(asked: SearchQuestion) -> None:
    """A date or postcode that says nothing is an error: left out in silence, it would look like a search by it."""
    wrong = []
    said = taken_apart("", asked.date_of_birth)
    if asked.date_of_birth and said.born is None and (said.age is None or not asked.q):
        wrong.append(
            (
                "date_of_birth",
                "Enter a date such as 27 3 2014, March 2014 or 2014. An age needs a name beside it.",
            )
        )
    if asked.postcode and taken_apart("", None, asked.postcode).postcode is None:
        wrong.append(("postcode", "Enter a postcode or its beginning, such as N9 or N9 7AB."))
    if wrong:
        raise Invalid(wrong)


def search(visit: Visit, question: SearchQuestion) -> Page[SearchHit]:
    """One page of hits. What was typed is kept in the audit, nowhere else.

    Raises NotPermitted, TooMany and Invalid.
    """
    visit.intends(Action.SEARCH)
    parts, account = visit.parts, visit.account
    visit.access.require(account, Can.SEARCH)
    wait = parts.rates.count(parts.settings.searches, account.username)
    if wait is not None:
        raise TooMany(retry_after=wait)
    if not (question.q or question.date_of_birth or question.postcode):
        raise Invalid([("q", "Enter a name, a date of birth or a postcode.")])
    _check(question)
    place = ("search", account.username, question.q, question.date_of_birth, question.postcode)
    today = now().date()
    try:
        found = reads.search(
            visit.graph,
            visit.access.scope(account),
            question.q,
            question.date_of_birth or None,
            question.postcode or None,
            question.limit,
            parts.cursors.read(place, question.cursor),
            as_at=today,
            known_at=today,
        )
    except ValueError:
        raise Invalid([("q", "This cannot be searched for. Enter a name, a date or a postcode.")]) from None
    visit.record(
        subjects=tuple(hit.person.uid for hit in found.items),
        count=len(found.items),
        details={"asked": question.model_dump(exclude={"cursor"})},
    )
    return found.model_copy(update={"next_cursor": parts.cursors.make(place, found.next_cursor)})
