"""Search, and what it found."""

from dataclasses import dataclass, field
from typing import Annotated

from model.facts import Page as Items
from model.views import PersonRef, SearchHit
from web.contexts.base import FormError, Page


@dataclass(frozen=True)
class SearchForm:
    """What was typed, as it was typed."""

    q: Annotated[str, "Names, in any order and spelling."] = ""
    date_of_birth: Annotated[str, "A date of birth or a part of one."] = ""
    postcode: Annotated[str, "A postcode or its beginning."] = ""


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """The form of ``POST /search`` (fields ``q``, ``date_of_birth``, ``postcode``) and its results."""

    form: Annotated[SearchForm, "What was typed, as it was typed."] = SearchForm()
    errors: Annotated[list[FormError], "What to put right."] = field(default_factory=list)
    results: Annotated[Items[SearchHit] | None, "What was found; None before a search."] = None
    recent: Annotated[list[PersonRef], "Whom the reader opened last, newest first."] = field(
        default_factory=list
    )
    next_url: Annotated[str | None, "The next page of results, without any name in it."] = None
