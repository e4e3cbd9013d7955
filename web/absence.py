"""The list of children whom expected services do not know, in words and as choices of a form."""

from collections.abc import Iterable

from model.absence import (
    CATEGORY_WORDS,
    CAUSE_WORDS,
    OUTCOME_WORDS,
    STANDING_WORDS,
    Band,
    Category,
    Cause,
    Outcome,
    Standing,
)
from model.facts import FeedState
from web.words import in_words

FILTERS = (
    "agency_choices",
    "area_choices",
    "category_choices",
    "category_in_words",
    "cause_choices",
    "cause_in_words",
    "band_choices",
    "candidate_choices",
    "feed_in_words",
    "outcome_choices",
    "outcome_in_words",
    "standing_in_words",
)


def category_in_words(category: Category) -> str:
    """Why a child is listed."""
    return CATEGORY_WORDS[category]


def cause_in_words(cause: Cause) -> str:
    """What explains a line."""
    return CAUSE_WORDS[cause]


def standing_in_words(standing: Standing) -> str:
    """How sure an explanation is."""
    return STANDING_WORDS[standing]


_FEEDS = {
    FeedState.LIVE: "live",
    FeedState.OLD: "late",
    FeedState.OFF: "switched off",
    FeedState.ABSENT: "not joined",
}


def feed_in_words(state: FeedState) -> str:
    """How a feed stands."""
    return _FEEDS.get(state, state.value)


def outcome_in_words(outcome: Outcome) -> str:
    """How an enquiry ended."""
    return OUTCOME_WORDS[outcome]


def category_choices(chosen: str) -> list[dict[str, str]]:
    """All categories for a select, the one chosen among them."""
    del chosen  # the component marks it by its value
    return [
        {"value": "", "text": "All"},
        *({"value": each.value, "text": CATEGORY_WORDS[each]} for each in Category),
    ]


def cause_choices(chosen: str) -> list[dict[str, str]]:
    """All explanations for a select."""
    del chosen
    words = [
        {"value": each.value, "text": CAUSE_WORDS[each][:1].upper() + CAUSE_WORDS[each][1:]} for each in Cause
    ]
    return [{"value": "", "text": "All"}, *words]


def band_choices(chosen: str) -> list[dict[str, str]]:
    """All age bands for a select."""
    del chosen
    words = [{"value": each.value, "text": each.value[:1].upper() + each.value[1:]} for each in Band]
    return [{"value": "", "text": "All"}, *words]


def area_choices(areas: Iterable[str]) -> list[dict[str, str]]:
    """Areas for a select."""
    return [
        {"value": "", "text": "All"},
        *({"value": area, "text": area[:1].upper() + area[1:]} for area in areas),
    ]


def candidate_choices(names: Iterable[str]) -> list[dict[str, str]]:
    """The child of a line, and children whose records may be that child's, for a select."""
    return [{"value": "", "text": "The child's"}, *({"value": name, "text": f"{name}'s"} for name in names)]


def agency_choices(codes: Iterable[str]) -> list[dict[str, str]]:
    """Agencies for a select; none is chosen beforehand."""
    words = [{"value": code, "text": in_words(code)[:1].upper() + in_words(code)[1:]} for code in codes]
    return [{"value": "", "text": "Choose an agency"}, *words]


def outcome_choices(chosen: str) -> list[dict[str, str]]:
    """Outcomes for a select; usually the enquiry goes on."""
    del chosen
    return [
        {"value": "", "text": "The enquiry goes on"},
        *({"value": each.value, "text": OUTCOME_WORDS[each]} for each in Outcome),
    ]
