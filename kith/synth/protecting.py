"""Protections that social care declares, in the delivery and in the truth."""

from __future__ import annotations

from kith.synth.cases import Casework
from kith.synth.people import Family, Person
from kith.synth.recording import iso
from kith.synth.sheet import Sheet


def write_protections(
    sheet: Sheet, family: Family, work: Casework, known: dict[str, str], as_of: int
) -> None:
    """Rows for adopted children, families in refuges and families under witness protection."""

    def protect(
        person: Person, kind: str, basis: str, since: int, abuser: str = "", sealed: str = ""
    ) -> None:
        sheet.add(
            "social_care/protections",
            sheet.number("protection"),
            known[person.key],
            kind,
            basis,
            iso(since),
            "",
            known.get(abuser, ""),
            known.get(sealed, ""),
        )
        sheet.add("truth/protections", person.key, kind, basis, iso(since), "", abuser)

    for birth, after in work.birth_identities:
        if after.key in known:
            protect(after, "SEALED", "ADOPTION", work.cases[0].closed or birth.dob, sealed=birth.key)
        else:
            protect(birth, "SEALED", "ADOPTION", work.cases[0].closed or birth.dob)
    if family.situation == "refuge":
        men = [adult for adult in family.adults if adult.sex == "M"]
        abuser = next((man.key for man in men if man.key in known), men[0].key if men else "")
        for person in work.known:
            if person.role != "birth_identity" and any(
                stay.place[0] == "refuge" and not stay.end for stay in person.stays
            ):
                since = next(stay.start for stay in person.stays if stay.place[0] == "refuge")
                protect(person, "LOCATION", "REFUGE", since, abuser)
    if family.situation == "hidden":
        for person in work.known:
            protect(person, "HIDDEN", "WITNESS_PROTECTION", as_of - 300)
