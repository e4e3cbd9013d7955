"""One home is recognised however an agency writes it; two homes never share a key; too little is no home."""

from __future__ import annotations

import pytest

from model.addresses import parse, postcode, tokens, uprn
from model.observations import AddressForm

CODE = "AM1 2GF"
ONE_HOME = [
    [
        AddressForm(saon="Flat 20", paon="Falcon Court", street="Tenniswood Terrace", postcode=CODE),
        AddressForm(saon="FLAT 20, Falcon Court", paon="1", street="Tenniswood Terrace", postcode=CODE),
        AddressForm(saon="20, Falcon Ct", paon="1", street="Tenniswood Tce", postcode="am12gf"),
        AddressForm(lines=("Flat 20", "Falcon Court", "1 Tenniswood Terrace"), postcode=CODE),
        AddressForm(lines=("20 Falcon Court, Tenniswood Terrace, Aldermere AM1 2GF",)),
    ],
    [
        AddressForm(saon="2", paon="14", street="Elm Road", postcode=CODE),
        AddressForm(lines=("FLAT 2, 14 ELM RD",), postcode=CODE),
        AddressForm(lines=("14/2 Elm Road",), postcode=CODE),
        AddressForm(lines=("Apt 2", "14 Elm Road", "Aldermere"), postcode=CODE),
    ],
    [
        AddressForm(paon="14A", street="St. Mary's Road", postcode=CODE),
        AddressForm(lines=("14 A St Marys Rd",), postcode=CODE),
        AddressForm(lines=("14a Saint Mary's Road, Aldermere, AM1 2GF",)),
    ],
    [
        AddressForm(lines=("Ground Floor Flat", "9 High St"), postcode=CODE),
        AddressForm(lines=("GFF 9 High Street",), postcode=CODE),
    ],
]


@pytest.mark.parametrize("forms", ONE_HOME)
def test_ways_to_write_one_home_share_a_key(forms: list[AddressForm]) -> None:
    keys = {parsed.key for form in forms if (parsed := parse(form)) is not None}
    assert len(keys) == 1
    assert all(parse(form) is not None for form in forms)


def test_different_homes_have_different_keys() -> None:
    keys = [parsed.key for forms in ONE_HOME if (parsed := parse(forms[0])) is not None]
    others = [
        AddressForm(saon="3", paon="14", street="Elm Road", postcode=CODE),
        AddressForm(paon="14", street="Elm Road", postcode=CODE),
        AddressForm(paon="14", street="Elm Road", postcode="AM1 2GG"),
        AddressForm(lines=("Rose Cottage", "Mill Lane"), postcode=CODE),
    ]
    keys += [parsed.key for form in others if (parsed := parse(form)) is not None]
    assert len(keys) == len(set(keys)) == len(ONE_HOME) + len(others)


@pytest.mark.parametrize(
    "form",
    [
        AddressForm(),
        AddressForm(lines=("High Street",), postcode=CODE),
        AddressForm(lines=("14 Elm Road",)),
        AddressForm(lines=("14 Elm Road",), postcode="ZZ99 3VZ"),
        AddressForm(lines=("No fixed abode",), postcode=CODE),
        AddressForm(lines=("1 Safe Street",), postcode=CODE, address_class="refuge"),
        AddressForm(lines=("1 Safe Street",), postcode=CODE, address_class="no_fixed_abode"),
    ],
)
def test_too_little_or_too_secret_is_no_home(form: AddressForm) -> None:
    assert parse(form) is None
    assert tokens(form) == frozenset()


def test_a_refuge_has_no_token_even_with_a_uprn() -> None:
    assert tokens(AddressForm(uprn="100023336956", address_class="refuge")) == frozenset()


def test_tokens_are_the_uprn_and_the_key() -> None:
    form = AddressForm(paon="14", street="Elm Road", postcode=CODE, uprn="12345678")
    assert tokens(form) == {"uprn:000012345678", "key:AM12GF||14"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345678", "000012345678"),
        (" 1 234 ", "000000001234"),
        ("000012345678", "000012345678"),
        ("0", None),
        ("", None),
        (None, None),
        ("1234567890123", None),
        ("12a", None),
    ],
)
def test_uprns(text: str | None, expected: str | None) -> None:
    assert uprn(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am12gf", "AM1 2GF"),
        ("E1W 3SS", "E1W 3SS"),
        ("ZZ99 3WZ", None),
        ("12345", None),
        (None, None),
        ("AM1", None),
    ],
)
def test_postcodes(text: str | None, expected: str | None) -> None:
    assert postcode(text) == expected
