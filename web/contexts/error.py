"""A page that says what went wrong, in the shape the JSON API says it."""

from dataclasses import dataclass, field
from typing import Annotated

from web.contexts.base import FormError, Page


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """One problem (RFC 9457), without personal data."""

    status: Annotated[int, "HTTP status."]
    title: Annotated[str, "What happened, in a few words: the heading."]
    detail: Annotated[str, "What the reader can do, in a sentence or two."]
    error_id: Annotated[str | None, "What to quote to support; None where there is nothing to look up."] = (
        None
    )
    retry_after: Annotated[int | None, "Seconds after which to try again (429)."] = None
    errors: Annotated[list[FormError], "What to put right, by the name of the field."] = field(
        default_factory=list
    )
