"""The address book: which forms are one home depends on the current forms alone, however they came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.addresses.book import AddressBook
from model.judging import JudgedHomes
from model.observations import AddressForm

CODE = "AM1 2GF"


def elm(number: str, uprn: str | None = None, address_class: str | None = None) -> AddressForm:
    return AddressForm(
        paon=number,
        street="Elm Road",
        postcode=CODE,
        uprn=uprn,
        address_class=address_class,
    )


@contextmanager
def book() -> Iterator[AddressBook]:
    with TemporaryDirectory() as folder:
        opened = AddressBook(Path(folder))
        yield opened
        opened.close()


def test_a_form_without_a_uprn_belongs_to_the_only_uprn_of_its_key() -> None:
    with book() as homes:
        found = homes.rebuild(
            [
                ("care:person:1", elm("14", "77")),
                ("school:person:2", AddressForm(lines=("14 Elm Rd",), postcode=CODE)),
                ("welfare:person:3", AddressForm(lines=("14 ELM ROAD, Aldermere AM12GF",))),
            ]
        )
        assert set(found.anchors.values()) == {"uprn:000000000077"}
        home = homes.home("uprn:000000000077")
        assert home is not None
        assert home.matched == "uprn"
        assert home.form.paon == "14"


def test_a_key_given_with_two_uprns_stands_alone() -> None:
    with book() as homes:
        found = homes.rebuild(
            [
                ("a:person:1", elm("14", "77")),
                ("b:person:2", elm("14", "78")),
                ("c:person:3", elm("14")),
            ]
        )
        assert found.anchors["c:person:3"] == "key:AM12GF||14"


def test_a_second_uprn_parts_what_the_first_had_joined_and_its_going_joins_it_again() -> None:
    with book() as homes:
        homes.rebuild([("a:person:1", elm("14", "77")), ("c:person:3", elm("14"))])
        parted = homes.update([("b:person:2", elm("14", "78"))])
        assert parted.anchors == {"b:person:2": "uprn:000000000078", "c:person:3": "key:AM12GF||14"}
        assert set(parted.homes) == {"uprn:000000000077", "uprn:000000000078", "key:AM12GF||14"}
        joined = homes.update([], ["b:person:2"])
        assert joined.anchors == {"c:person:3": "uprn:000000000077"}
        assert joined.homes["uprn:000000000078"] is None
        assert joined.homes["key:AM12GF||14"] is None


def test_refuges_of_two_records_are_never_one_place_and_carry_nothing_that_locates() -> None:
    refuge = AddressForm(lines=("1 Safe Street",), postcode=CODE, uprn="99", address_class="refuge")
    with book() as homes:
        found = homes.rebuild(
            [
                ("care:person:1#a", refuge),
                ("care:person:2#a", refuge),
                ("x:person:3", elm("14", "99")),
            ]
        )
        assert found.anchors["care:person:1#a"] == "refuge:care:person:1"
        assert found.anchors["care:person:2#a"] == "refuge:care:person:2"
        home = homes.home("refuge:care:person:1")
        assert home is not None
        assert home.form == AddressForm(address_class="refuge")
        assert home.uprn is None


def test_an_address_that_says_too_little_stands_alone_and_says_so() -> None:
    with book() as homes:
        form = AddressForm(lines=("High Street",), postcode=CODE)
        found = homes.rebuild([("a:person:1", form), ("b:person:2", form)])
        assert len(set(found.anchors.values())) == 2
        assert {home.matched for home in found.homes.values() if home} == {"none"}


def test_the_class_is_the_telling_one() -> None:
    with book() as homes:
        found = homes.rebuild(
            [
                ("a:person:1", elm("14", "77")),
                ("b:person:2", elm("14", address_class="residential")),
                ("c:person:3", elm("14", address_class="hostel")),
            ]
        )
        home = found.homes["uprn:000000000077"]
        assert home is not None
        assert home.address_class == "hostel"


def test_a_torn_file_is_thrown_away() -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "addresses.sqlite").write_bytes(b"not a database at all, not even nearly" * 50)
        homes = AddressBook(Path(folder))
        assert homes.rebuild([("a:person:1", elm("14"))]).anchors == {"a:person:1": "key:AM12GF||14"}
        homes.close()


_forms = st.builds(
    AddressForm,
    saon=st.sampled_from([None, "Flat 1", "2"]),
    paon=st.sampled_from([None, "14", "Elm Court"]),
    street=st.sampled_from([None, "Elm Road"]),
    postcode=st.sampled_from([None, CODE]),
    uprn=st.sampled_from([None, "1", "2"]),
    address_class=st.sampled_from([None, "refuge", "hostel"]),
)
_steps = st.lists(st.tuples(st.integers(0, 7), st.one_of(st.none(), _forms), st.booleans()), max_size=25)


_tokens = st.sampled_from(
    ["uprn:000000000001", "uprn:000000000002", "key:AM12GF||14", "key:AM12GF|1|ELM COURT"]
)
_judged = st.dictionaries(
    st.tuples(_tokens, _tokens).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from(["same", "different"]),
    max_size=3,
).map(lambda found: [JudgedHomes(*pair, verdict) for pair, verdict in found.items()])  # type: ignore[arg-type]


@given(_steps, st.integers(1, 6), st.lists(st.one_of(st.none(), _judged), max_size=8))
@settings(max_examples=60)
def test_updates_end_where_a_rebuild_ends(
    steps: list[tuple[int, AddressForm | None, bool]], size: int, decisions: list[list[JudgedHomes] | None]
) -> None:
    """Whatever comes, goes, is taken back and is judged meanwhile; and a form whose home is another is told of."""
    current: dict[str, AddressForm] = {}
    former: set[str] = set()
    shown: dict[str, object] = {}
    anchors: dict[str, str] = {}
    judged: list[JudgedHomes] = []
    with book() as homes, book() as again:
        for at in range(0, len(steps), size):
            batch = {number: form for number, form, _ in steps[at : at + size]}
            former -= {f"f:person:{number}" for number in batch}
            former |= {f"f:person:{number}" for number, _, stands in steps[at : at + size] if not stands}
            upserts = {f"f:person:{number}": form for number, form in batch.items() if form is not None}
            removals = [f"f:person:{number}" for number, form in batch.items() if form is None]
            decided = decisions[at // size] if at // size < len(decisions) else None
            judged = judged if decided is None else decided
            members = homes.members(anchors.values())
            change = homes.update(upserts.items(), removals, decided, former)
            current = {key: form for key, form in (current | upserts).items() if key not in removals}
            before = anchors
            anchors = {key: anchor for key, anchor in (anchors | change.anchors).items() if key in current}
            shown = {anchor: home for anchor, home in (shown | change.homes).items() if home is not None}
            now = homes.members(anchors.values())
            rejoined = {
                key for key, anchor in anchors.items()
                if key in before and (anchor != before[key] or now.get(anchor) != members.get(before[key]))
            }  # fmt: skip
            assert rejoined <= change.moved
        whole = again.rebuild(current.items(), judged, former)
        assert whole.anchors == homes.anchors(current) == anchors
        assert whole.homes == shown
        assert again.members(whole.homes) == homes.members(shown)
        assert again.aliases(whole.homes) == homes.aliases(shown)


def test_a_uprn_that_was_taken_back_teaches_nothing_any_more() -> None:
    with book() as homes:
        homes.rebuild([("a:person:1#1", elm("14", "77")), ("b:person:2", elm("14"))])
        assert homes.anchors(["b:person:2"]) == {"b:person:2": "uprn:000000000077"}
        corrected = [("a:person:1#1", elm("14", "77")), ("a:person:1#2", elm("14", "78"))]
        homes.update(corrected, withdrawn=["a:person:1#1"])
        assert homes.anchors(["a:person:1#1", "b:person:2"]) == {
            "a:person:1#1": "uprn:000000000077", "b:person:2": "uprn:000000000078",
        }  # fmt: skip
        homes.update(corrected, withdrawn=["a:person:1#1", "a:person:1#2"])
        assert homes.anchors(["b:person:2"]) == {"b:person:2": "key:AM12GF||14"}


def test_two_homes_judged_one_are_one_until_that_is_taken_back() -> None:
    forms = [("a:person:1", elm("14", "77")), ("b:person:2", elm("14", "78")), ("c:person:3", elm("16"))]
    same = [JudgedHomes("key:AM12GF||16", "uprn:000000000077", "same"),
            JudgedHomes("uprn:000000000077", "uprn:000000000078", "same")]  # fmt: skip
    with book() as homes:
        apart = homes.rebuild(forms)
        assert set(homes.foresee(same).groups["key:AM12GF||16"]) == {
            "key:AM12GF||16", "uprn:000000000077", "uprn:000000000078"
        }  # fmt: skip
        assert homes.anchors(apart.anchors) == apart.anchors
        one = homes.update([], judged=same)
        assert set(homes.anchors(apart.anchors).values()) == {"uprn:000000000077"}
        assert one.moved == set(apart.anchors)
        assert one.homes["uprn:000000000078"] is None
        back = homes.update([], judged=[])
        assert homes.anchors(apart.anchors) == apart.anchors
        assert {anchor for anchor, home in back.homes.items() if home} == set(apart.homes)


def test_what_is_judged_different_is_joined_by_no_chain_and_by_no_rule() -> None:
    with book() as homes:
        homes.rebuild([("a:person:1", elm("14", "77")), ("b:person:2", elm("14")), ("c:person:3", elm("16"))])
        key, number, third = "key:AM12GF||14", "uprn:000000000077", "key:AM12GF||16"
        homes.update([], judged=[JudgedHomes(key, number, "different")])
        assert homes.anchors(["a:person:1", "b:person:2"]) == {"a:person:1": number, "b:person:2": key}
        chain = [JudgedHomes(key, number, "different"), JudgedHomes(key, third, "same"),
                 JudgedHomes(third, number, "same")]  # fmt: skip
        assert homes.foresee(chain).conflicts == ((third, number),)
