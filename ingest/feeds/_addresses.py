"""From the address columns of a row to an address form, or to the reason why there is none."""

from __future__ import annotations

import json
import re
from typing import Literal

from ingest.feeds.declaration import Row
from model.codes import AddressClass
from model.observations import AddressForm

Unplaced = Literal["none_given", "no_fixed_abode", "unreadable", "left_area"]

PSEUDO_POSTCODES: dict[str, Unplaced] = {
    "ZZ993VZ": "no_fixed_abode",
    "ZZ993WZ": "none_given",
    "ZZ993CZ": "none_given",
}
"""NHS pseudo postcodes (domain note 4.1). The other ZZ99 codes stand for countries: gone from the area."""

_NO_ABODE = re.compile(
    r"\b(no fixed (abode|address)|nfa|rough sleeper|homeless|of no fixed)\b", re.IGNORECASE
)
_LEFT = re.compile(
    r"\b(left (the )?(area|country|borough|uk)|moved (away|abroad)|gone abroad|emigrated)\b", re.IGNORECASE
)
_NOTHING = re.compile(
    r"(?:address )?(?:unknown|not known|not given|not recorded|not disclosed|none|none given|n ?a|tbc|tba|withheld|x+|"
    r"no address|no known address|gone away|test)?",
    re.IGNORECASE,
)


def parts_form(row: Row, prefix: str = "", address_class: str | None = None) -> AddressForm | Unplaced | None:
    """The form of BS 7666 columns (saon, paon, street, locality, town, postcode, uprn); None where all are empty."""
    names = ("saon", "paon", "street", "locality", "town", "postcode", "uprn")
    saon, paon, street, locality, town, postcode, uprn = (_text(row.get(prefix + name)) for name in names)
    return placed(
        AddressForm(
            saon=saon,
            paon=paon,
            street=street,
            locality=locality,
            town=town,
            postcode=postcode,
            uprn=uprn,
            address_class=address_class,
        )
    )


def json_form(
    json_text: str | None, postcode: str | None, address_class: str | None
) -> AddressForm | Unplaced | None:
    """The form of the Standard Safeguarding Dataset's address object, as the reader stored it."""
    found = json.loads(json_text) if json_text else {}
    within = [found[name] for name in ("room", "floor", "flat") if name in found]
    outside = [found[name] for name in ("building", "house") if name in found]
    return placed(
        AddressForm(
            saon=", ".join(within) or None,
            paon=", ".join(outside) or None,
            street=found.get("street"),
            town=found.get("town"),
            postcode=postcode,
            uprn=found.get("uprn"),
            address_class=address_class,
            easting=_number(found.get("easting")),
            northing=_number(found.get("northing")),
        )
    )


def line_form(line: str | None, postcode: str | None) -> AddressForm | Unplaced | None:
    """The form of an address written in one line, parted by commas."""
    lines = tuple(part.strip() for part in (line or "").split(",") if part.strip())
    return placed(AddressForm(lines=lines, postcode=postcode))


def placed(form: AddressForm) -> AddressForm | Unplaced | None:
    """The form itself where it says a place; otherwise why it does not, or None where it says nothing at all.

    A postcode alone is not a home: fifteen homes share it. It is an address that cannot be read.
    """
    written = [
        *form.lines,
        *(part for part in (form.saon, form.paon, form.street, form.locality, form.town) if part),
    ]
    words = " ".join(written)
    pseudo = _pseudo(form.postcode)
    if _NO_ABODE.search(words) or pseudo == "no_fixed_abode":
        return "no_fixed_abode"
    if _LEFT.search(words) or pseudo == "left_area":
        return "left_area"
    if form.uprn is not None:
        return form
    if pseudo is not None:
        return pseudo
    if not written and form.postcode is None:
        return None
    if _NOTHING.fullmatch(re.sub(r"[^\w ]+", "", words).strip()):
        return "unreadable" if form.postcode else "none_given"
    return form


def refuge() -> AddressForm:
    """A refuge is a token: no lines, no UPRN, no postcode, no position (design decision 7)."""
    return AddressForm(lines=("Refuge",), address_class=AddressClass.REFUGE.value)


def _pseudo(postcode: str | None) -> Unplaced | None:
    compact = (postcode or "").replace(" ", "").upper()
    if not compact.startswith("ZZ99"):
        return None
    return PSEUDO_POSTCODES.get(compact, "left_area")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> float | None:
    try:
        return None if value is None else float(value)
    except ValueError:
        return None
