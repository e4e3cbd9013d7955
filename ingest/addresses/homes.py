"""One home out of the forms that agencies write for it. Pure, and the same for any order of the forms."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

from model.addresses import postcode
from model.codes import AddressClass
from model.observations import AddressForm

Matched = Literal["uprn", "key", "none"]

_PARTS = tuple(part.name for part in fields(AddressForm))
_VAGUE = (AddressClass.UNKNOWN, AddressClass.RESIDENTIAL)


@dataclass(frozen=True, slots=True)
class Home:
    """An address as it is shown. ``anchor`` is its token; ``form`` the fullest way in which an agency wrote it."""

    anchor: str
    form: AddressForm
    address_class: str
    matched: Matched
    """By what it was recognised: a UPRN, a key of its parts, or nothing (a visible state, not silence)."""
    uprn: str | None = None


def to_text(form: AddressForm) -> str:
    """A form as canonical JSON text, without the parts that are absent."""
    return json.dumps({name: value for name in _PARTS if (value := getattr(form, name))}, sort_keys=True)


def from_text(text: str) -> AddressForm:
    """The form that :func:`to_text` wrote."""
    parts = json.loads(text)
    parts["lines"] = tuple(parts.get("lines", ()))
    return AddressForm(**parts)


def home_of(anchor: str, texts: Sequence[str]) -> Home:
    """The home of one anchor out of its forms (at least one). The fullest form is shown, then the one most often
    written; the class is the one most often given apart from *residential* and *unknown*, which say little."""
    counts = Counter(texts)
    forms = {text: from_text(text) for text in counts}
    best = min(counts, key=lambda text: (_bareness(forms[text]), -counts[text], text))
    classes: Counter[str] = Counter()
    for text, times in counts.items():
        classes[forms[text].address_class or AddressClass.UNKNOWN] += times
    telling = {name: times for name, times in classes.items() if name not in _VAGUE}
    ranked = telling or {name: times for name, times in classes.items() if name != AddressClass.UNKNOWN}
    address_class = min(ranked, key=lambda name: (-ranked[name], name)) if ranked else AddressClass.UNKNOWN
    scheme, _, value = anchor.partition(":")
    matched: Matched = "uprn" if scheme == "uprn" else "key" if scheme == "key" else "none"
    return Home(anchor, forms[best], str(address_class), matched, value if scheme == "uprn" else None)


def _bareness(form: AddressForm) -> tuple[int, int, int]:
    parsed = (form.saon, form.paon, form.street, form.locality, form.town)
    return (
        int(postcode(form.postcode) is None),
        -sum(1 for part in parsed if part),
        -sum(len(line) for line in form.lines),
    )
