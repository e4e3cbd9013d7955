"""Check characters: known numbers, and that one wrong character is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import identifiers


@pytest.mark.parametrize("upn", ["B801200005001", "M80120000500A", "P207000016049"])
def test_upns_whose_letter_is_right(upn: str) -> None:
    assert identifiers.upn_is_valid(upn)


@pytest.mark.parametrize(
    ("upn", "why"),
    [
        ("Q207000016049", "a widely copied example whose letter was reckoned wrongly"),
        ("B801200005002", "last digit mistyped"),
        ("B810200005001", "two digits swapped"),
        ("I801200005001", "a letter that is never used"),
        ("B80120000500O", "a final letter that is never used"),
        ("B80120000500", "too short"),
        ("UN3", "a reason, not a number"),
        ("B٨01200005001", "a digit of another script"),
        ("", "nothing"),
    ],
)
def test_upns_that_are_wrong(upn: str, why: str) -> None:
    assert not identifiers.upn_is_valid(upn), why


def test_a_temporary_upn_ends_in_a_letter() -> None:
    assert identifiers.upn_is_temporary("M80120000500A")
    assert not identifiers.upn_is_temporary("B801200005001")


@pytest.mark.parametrize(
    ("upn", "plausible"), [("B801200005001", True), ("X940200005001", True), ("X999200005001", False)]
)
def test_an_unknown_authority_is_only_implausible(upn: str, plausible: bool) -> None:
    assert identifiers.upn_authority_is_plausible(upn) is plausible


@given(
    body=st.from_regex(r"[0-9]{11}[0-9A-HJ-NP-RT-Z]", fullmatch=True),
    place=st.integers(0, 10),
    step=st.integers(1, 9),
)
def test_one_wrong_digit_never_passes_for_the_same_upn(body: str, place: int, step: int) -> None:
    right = identifiers.upn_check_letter(body) + body
    digit = str((int(body[place]) + step) % 10)
    wrong = right[: place + 1] + digit + right[place + 2 :]
    assert identifiers.upn_is_valid(right)
    assert not identifiers.upn_is_valid(wrong)


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("9434765870", "unverified"),
        ("9434765871", "failed_check"),
        ("0000000000", "placeholder"),
        ("1111111111", "placeholder"),
        ("943476587", "malformed"),
        ("٩434765870", "malformed"),
    ],
)
def test_nhs_numbers(number: str, status: str) -> None:
    assert identifiers.nhs_number_status(number) == status


@pytest.mark.parametrize(
    ("number", "valid"),
    [("9276308686", True), ("9276308687", False), ("9999999999", False), ("0276308686", False)],
)
def test_ulns(number: str, valid: bool) -> None:
    assert identifiers.uln_is_valid(number) is valid
