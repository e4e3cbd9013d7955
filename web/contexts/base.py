"""What every page has, and the small shapes that several pages share."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated

from model.quality import Coverage


@dataclass(frozen=True)
class User:
    """Who is signed in, in words."""

    name: Annotated[str, "Name as the account gives it."]
    role: Annotated[str, "Role in words, such as 'Safeguarding lead'."]
    agency: Annotated[str | None, "Agency in words; None for those who work for none."] = None
    searches: Annotated[bool, "Whether this role searches and opens children."] = True
    reviews: Annotated[bool, "Whether this role reviews refusals and openings (leads)."] = False
    judges: Annotated[bool, "Whether this role judges which records are one person's (data stewards)."] = (
        False
    )
    analyses: Annotated[bool, "Whether this role sees the list of children whom services do not know."] = (
        False
    )
    enquires: Annotated[bool, "Whether children may be handed over to this account for enquiries."] = False


@dataclass(frozen=True)
class FormError:
    """One thing to put right in a form."""

    field: Annotated[str, "Name of the form field, which is also the id of its input."]
    message: Annotated[str, "What to do about it, without repeating what was typed."]


@dataclass(frozen=True, kw_only=True)
class Page:
    """Base of every page's context."""

    today: Annotated[dt.date, "The day of the request: staleness is counted to it and a print shows it."]
    user: Annotated[User | None, "Who is signed in; None on the pages before sign-in."] = None
    csrf_token: Annotated[
        str, "Token that every form returns; empty where nobody is signed in and no form is shown."
    ] = ""
    coverage: Annotated[
        Coverage | None, "Who takes part and what share of the children is here; None before sign-in."
    ] = None


@dataclass(frozen=True, kw_only=True)
class DatedPage(Page):
    """Base of the pages that can be asked as at another date."""

    as_at: Annotated[dt.date, "What was so on this day is shown."]
    known_at: Annotated[dt.date, "What the index could have shown on this day is shown."]
    errors: Annotated[list[FormError], "What to put right in the dates that were asked for."] = field(
        default_factory=list
    )
    notes: Annotated[list[str], "Sentences on what these dates cannot tell, such as a younger judgement."] = (
        field(default_factory=list)
    )
