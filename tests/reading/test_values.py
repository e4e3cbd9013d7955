"""What becomes of a cell: kept, kept with a warning, left out with a warning, or its row sent back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.feeds.declaration import Column, Type
from ingest.reading.telephones import telephone
from ingest.reading.values import Bad, Doubtful, Reader

CODES = {"N1": "abuse or neglect", "N9": "not in need"}


def read(type_: Type, raw: str) -> object:
    return Reader(Column("cell", type_, codes=CODES if type_ is Type.CODE else {}))[raw]


KEPT = [
    (Type.TEXT, "  Ann   Marie ", "Ann Marie"),
    (Type.TEXT, "O'Brien-Smith", "O'Brien-Smith"),
    (Type.TEXT, "S\u0327ahin", "Şahin"),
    (Type.TEXT, "line\none", "line one"),
    (Type.TEXT, "   ", None),
    (Type.IDENTIFIER, "00123", "00123"),
    (Type.DATE, "2015-03-02", "2015-03-02"),
    (Type.DATE, "2015-03-02T00:00:00", "2015-03-02"),
    (Type.DATE, "2016-02-29", "2016-02-29"),
    (Type.YES_NO, "Y", True),
    (Type.YES_NO, "no", False),
    (Type.YES_NO, "unknown", None),
    (Type.CODE, "n1", "N1"),
    (Type.CODE, "N1 - Abuse or neglect", "N1"),
    (Type.CODE, "Neglect", "N1"),
    (Type.UPN, "b801 2000 05001", "B801200005001"),
    (Type.UPNS, "M80120000500A; B801200005001", "B801200005001;M80120000500A"),
    (Type.NHS_NUMBER, "943 476 5870", "9434765870"),
    (Type.ULN, "9276308686", "9276308686"),
    (Type.POSTCODE, "ze14qt", "ZE1 4QT"),
    (Type.POSTCODE, "SW1A1AA", "SW1A 1AA"),
    (Type.UPRN, "100023336956", "100023336956"),
    (Type.UPRN, "5", "000000000005"),
    (Type.UPRN, "100023336956.0", "100023336956"),
    (Type.URN, "100001", "100001"),
    (Type.PHONE, "07700 900123", "+447700900123"),
    (Type.PHONE, "+44 (0)20 7946 0123", "+442079460123"),
    (Type.PHONE, "7700900123", "+447700900123"),
    (Type.PHONE, "020 7946 0123 ext. 12", "+442079460123"),
    (Type.PHONE, "+353 1 679 8888", "+35316798888"),
    (Type.EMAIL, "Ann@Example.ORG", "ann@example.org"),
    (Type.INTEGER, "2", 2),
]


@pytest.mark.parametrize(("type_", "raw", "value"), KEPT)
def test_what_is_kept(type_: Type, raw: str, value: object) -> None:
    assert read(type_, raw) == value


def test_an_address_object_is_kept_with_the_parts_that_say_something() -> None:
    raw = '{"house": 14, "street": "Elm  Road", "flat": "", "uprn": 5, "other": 1}'
    assert read(Type.JSON_ADDRESS, raw) == '{"house": "14", "street": "Elm Road", "uprn": "000000000005"}'
    assert read(Type.JSON_ADDRESS, "{}") is None


DOUBTFUL = [
    (Type.TEXT, "-", None, "punctuation"),
    (Type.TEXT, "NULL", None, "NULL"),
    (Type.TEXT, "JosÃ©", "JosÃ©", "wrong encoding"),
    (Type.DATE, "02/03/2015", "2015-03-02", "DD/MM/YYYY"),
    (Type.YES_NO, "maybe", None, "neither Y nor N"),
    (Type.CODE, "N7", None, "list does not have"),
    (Type.UPN, "UN3", None, "reason for having no UPN"),
    (Type.UPN, "12345", None, "not formed"),
    (Type.UPN, "B801200005002", "B801200005002", "check letter"),
    (Type.NHS_NUMBER, "1111111111", None, "one digit ten times"),
    (Type.NHS_NUMBER, "9434765871", "9434765871", "check digit"),
    (Type.NHS_NUMBER, "43476", None, "not ten digits"),
    (Type.ULN, "9276308687", None, "check digit"),
    (Type.POSTCODE, "ZE1", "ZE1", "part of a postcode"),
    (Type.POSTCODE, "ZE1 Q4T", "ZE1 Q4T", "typing error"),
    (Type.POSTCODE, "somewhere", None, "not formed"),
    (Type.UPRN, "1.00E+11", None, "twelve digits"),
    (Type.UPRN, "0", None, "zeros"),
    (Type.PHONE, "07000000000", None, "placeholder"),
    (Type.PHONE, "02000000000", None, "placeholder"),
    (Type.PHONE, "00000000000", None, "placeholder"),
    (Type.PHONE, "01234567890", None, "placeholder"),
    (Type.PHONE, "ask mum", None, "not a telephone"),
    (Type.EMAIL, "none@none.com", None, "placeholder"),
    (Type.EMAIL, "ann at example", None, "not an e-mail"),
    (Type.INTEGER, "first", None, "whole number"),
]


@pytest.mark.parametrize(("type_", "raw", "value", "reason"), DOUBTFUL)
def test_what_is_doubtful(type_: Type, raw: str, value: object, reason: str) -> None:
    found = read(type_, raw)
    assert isinstance(found, Doubtful)
    assert found.value == value
    assert reason in found.reason


BAD = [
    (Type.TEXT, "=HYPERLINK(1)", "formula"),
    (Type.TEXT, "@SUM(A1)", "formula"),
    (Type.TEXT, "+1+1", "formula"),
    (Type.TEXT, "a\x07b", "control"),
    (Type.TEXT, "a" * 1_001, "longer"),
    (Type.IDENTIFIER, "a" * 65, "longer"),
    (Type.IDENTIFIER, "=1", "formula"),
    (Type.IDENTIFIER, "-", "no identifier"),
    (Type.DATE, "2015-02-31", "calendar"),
    (Type.DATE, "31/02/2015", "calendar"),
    (Type.DATE, "03/14/2015", "calendar"),
    (Type.DATE, "42005", "day number"),
    (Type.DATE, "0205-03-02", "year outside"),
    (Type.DATE, "March", "not a date"),
    (Type.URN, "12", "six digits"),
    (Type.POSTCODE, "=A1", "formula"),
    (Type.EMAIL, "=a@b.org", "formula"),
    (Type.JSON_ADDRESS, "14 Elm Road", "JSON"),
    (Type.JSON_ADDRESS, "[" * 50_000, "JSON"),
    (Type.JSON_ADDRESS, '{"street": "=A1"}', "formula"),
    (Type.JSON_ADDRESS, '{"street": "\\ud800"}', "control"),
    (Type.JSON_ADDRESS, '{"street": ["Elm"]}', "neither text"),
]


@pytest.mark.parametrize(
    ("type_", "raw", "reason"), BAD, ids=[f"{case[0]}-{number}" for number, case in enumerate(BAD)]
)
def test_what_goes_back(type_: Type, raw: str, reason: str) -> None:
    found = read(type_, raw)
    assert isinstance(found, Bad)
    assert reason in found.reason


@pytest.mark.parametrize("type_", list(Type))
@given(raw=st.text(max_size=40))
def test_every_parser_answers_every_text_and_its_value_stays_as_it_is(type_: Type, raw: str) -> None:
    found = read(type_, raw)
    if isinstance(found, str):
        again = read(type_, found)
        assert found in (again, again.value if isinstance(again, Doubtful) else again)
    else:
        assert found is None or isinstance(found, bool | int | Doubtful | Bad)


@given(number=st.from_regex(r"0(7[1-57-9][0-9]{8}|20[378][0-9]{7}|1[2-9][0-9]{8})", fullmatch=True))
def test_the_short_way_and_the_library_agree_on_numbers_that_both_know(number: str) -> None:
    import phonenumbers

    found = phonenumbers.parse(number, "GB")
    short, trouble = telephone(number)
    if phonenumbers.is_valid_number(found) and trouble is None:
        assert short == phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
