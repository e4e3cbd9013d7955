"""How agencies write people down: names, dates, numbers and addresses as they reach a file, mistakes included."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from random import Random

from kith.synth.identifiers import landline, mistype
from kith.synth.names import name_book
from kith.synth.people import Family, Person, Stay
from kith.synth.places import Address, address
from kith.synth.plan import Plan

_KEYS = {
    "a": "s",
    "e": "r",
    "i": "o",
    "o": "i",
    "s": "d",
    "n": "m",
    "m": "n",
    "t": "r",
    "r": "t",
    "l": "k",
    "h": "j",
    "d": "f",
    "y": "u",
    "u": "i",
    "b": "v",
    "k": "l",
}
_SHORT = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Close": "Cl",
    "Lane": "Ln",
    "Gardens": "Gdns",
    "Drive": "Dr",
    "Crescent": "Cres",
    "Grove": "Gr",
    "Terrace": "Terr",
    "Park": "Pk",
    "House": "Hse",
    "Court": "Ct",
}
OFFICE = ("", "", "1", "Civic Square", "", "Aldermere", "AM99 0AA", "")
NOT_KNOWN = ("", "", "", "NOT KNOWN", "", "", "ZZ99 3VZ", "")
PLACEHOLDER_PHONES = ("00000000000", "07000000000", "01234567890", "999")


@lru_cache(maxsize=32768)
def iso(day: int) -> str:
    """A day as ISO text; 0 gives empty text."""
    return date.fromordinal(day).isoformat() if day else ""


def typo(rng: Random, name: str) -> str:
    """One slip of the fingers: a letter doubled, dropped, swapped or hit beside."""
    if len(name) < 4:
        return name + name[-1].lower()
    place = rng.randrange(1, len(name) - 1)
    how = rng.randrange(4)
    if how == 0:
        return name[:place] + name[place + 1 :]
    if how == 1:
        return (
            name[:place] + name[place + 1] + name[place] + name[place + 2 :]
            if name[place] != name[place + 1]
            else name[:place] + name[place + 1 :]
        )
    if how == 2:
        return name[:place] + name[place].lower() + name[place:]
    return name[:place] + _KEYS.get(name[place], "e" if name[place] != "e" else "a") + name[place + 1 :]


class Recorder:
    """Writes people as agencies do."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.settings, self.book = plan, plan.settings, name_book()

    def forename(self, rng: Random, family: Family, person: Person, factor: float = 1.0) -> str:
        """The forename as one record has it."""
        if rng.random() >= self.settings.forename_error * family.error * family.here * factor:
            return person.forename
        chance = rng.random()
        if chance < 0.30 and person.known_as:
            return person.known_as
        if chance < 0.42 and person.middle:
            return person.middle
        if chance < 0.50 and person.middle:
            return f"{person.forename} {person.middle}"
        if chance < 0.80:
            other = self.book.variant(rng, person.forename)
            if other and other != person.forename:
                return other
        return typo(rng, person.forename)

    def surname(self, rng: Random, family: Family, person: Person, factor: float = 1.0) -> str:
        """The surname as one record has it: another parent's, a part of a double one, another spelling, a slip."""
        if rng.random() >= self.settings.surname_error * family.error * family.here * factor:
            return person.surname
        chance = rng.random()
        others = [name for name in family.surnames if name != person.surname]
        if chance < 0.45 and others and person.role == "child":
            return rng.choice(others)
        for mark in ("-", " "):
            if mark in person.surname and chance < 0.75:
                parts = person.surname.split(mark)
                return rng.choice((parts[0], parts[-1], (" " if mark == "-" else "-").join(parts)))
        if chance < 0.78:
            other = self.book.variant(rng, person.surname)
            if other:
                return other
        if chance < 0.85 and others and person.role == "child":
            return f"{person.surname}-{rng.choice(others)}"
        return typo(rng, person.surname)

    def birthday(self, rng: Random, family: Family, person: Person, missing: float = 0.0) -> str:
        """The date of birth as one record has it."""
        if missing and rng.random() < missing:
            return ""
        if rng.random() >= self.settings.dob_error * family.error * family.here:
            return iso(person.dob)
        day = date.fromordinal(person.dob)
        how = rng.random()
        if how < 0.25 and day.day <= 12 and day.day != day.month:
            return date(day.year, day.day, day.month).isoformat()
        if how < 0.40:
            return date(day.year, 1, 1).isoformat()
        if how < 0.52:
            other = day.replace(year=day.year + rng.choice((-1, 1)), day=min(day.day, 28))
        elif how < 0.64:
            other = day.replace(month=day.month % 12 + 1, day=min(day.day, 28))
        else:
            other = day.replace(day=(day.day + rng.choice((1, 2, 7, 9, 10, 20)) - 1) % 28 + 1)
        return other.isoformat() if other.toordinal() < self.plan.as_of else day.isoformat()

    def number(self, rng: Random, family: Family, value: str) -> str:
        """An identifier, at times mistyped."""
        if value and rng.random() < self.settings.identifier_mistyped * family.error * family.here:
            return value[0] + mistype(rng, value[1:])
        return value

    def phone(self, rng: Random, person: Person) -> str:
        """A telephone number, in one of the ways people write it, or a placeholder."""
        chance = rng.random()
        if chance < self.settings.placeholder_phone:
            return (
                rng.choice(PLACEHOLDER_PHONES)
                if chance < self.settings.placeholder_phone * 0.6
                else landline(person.slot * 7 % 40)
            )
        if chance < self.settings.placeholder_phone + self.settings.phone_missing or not person.phone:
            return ""
        how = int(chance * 1000) % 4
        plain = person.phone.replace(" ", "")
        return (plain, person.phone, f"+44{plain[1:]}", f"{plain[:5]} {plain[5:8]} {plain[8:]}")[how]

    def written(
        self, rng: Random, family: Family, place: Address
    ) -> tuple[str, str, str, str, str, str, str, str]:
        """saon, building, paon, street, locality, town, postcode and UPRN as one record has them."""
        settings, chance = self.settings, rng.random()
        placeholder = settings.placeholder_address * family.error * family.here
        if chance < placeholder:
            return OFFICE if chance < placeholder / 2 else NOT_KNOWN
        street, saon, building, code = place.street, place.saon, place.building, place.postcode
        how = rng.random()
        if how < 0.22:
            head, _, tail = street.rpartition(" ")
            street = f"{head} {_SHORT.get(tail, tail)}"
        elif how < 0.22 + settings.street_misspelt * family.error * family.here:
            street = typo(rng, street)
        elif how > 0.93:
            street = street.upper()
        if saon and how > 0.6:
            number = saon.split(" ")[1]
            saon = (f"Apartment {number}", number, f"Fl {number}", f"FLAT {number}")[int(how * 100) % 4]
        if building and 0.4 < how < 0.5:
            head, _, tail = building.rpartition(" ")
            building = f"{head} {_SHORT.get(tail, tail)}"
        spoil = rng.random()
        if spoil < settings.postcode_missing:
            code = ""
        elif spoil < settings.postcode_missing + settings.postcode_mistyped * family.error * family.here:
            code = mistype(rng, code)
        elif spoil > 0.85:
            code = code.replace(" ", "") if spoil > 0.92 else code.lower()
        uprn = place.uprn if rng.random() < settings.uprn_present else ""
        return (
            saon,
            building,
            place.paon,
            street,
            place.locality if spoil < 0.5 else "",
            place.town if spoil > 0.1 else "",
            code,
            uprn,
        )

    def known_stays(self, rng: Random, family: Family, person: Person, since: int) -> list[tuple[Stay, int]]:
        """The stays that one record holds from a day on, each with the end it gives (0: none): the last may be missing
        because nobody said, and ends of earlier ones are left out at the published rate."""
        stays = [stay for stay in person.stays if not stay.end or stay.end >= since]
        mains = [stay for stay in stays if stay.kind == "main_home"]
        if (
            len(mains) > 1
            and not mains[-1].end
            and rng.random() < self.settings.stale_address * family.error * family.here
        ):
            stays.remove(mains[-1])
            mains[-2:] = [mains[-2]]
            return [(stay, 0 if stay is mains[-1] else stay.end) for stay in stays]
        return [
            (stay, 0 if stay.end and rng.random() < self.settings.never_ended else stay.end) for stay in stays
        ]

    @staticmethod
    def confirmed(stay: Stay, day: int) -> str:
        """The last day on which the family confirmed a home: about ``day``, or while they lived there."""
        return iso(max(stay.start, min(day, stay.end - 1) if stay.end else day))

    @staticmethod
    def meant(postcode: str, place: Address) -> str:
        """The truth of an address as written: nowhere, where it is a placeholder."""
        return "" if postcode in (OFFICE[6], NOT_KNOWN[6]) else place.place_id

    @staticmethod
    def place(stay: Stay) -> Address:
        """The address of a stay."""
        return address(stay.place)
