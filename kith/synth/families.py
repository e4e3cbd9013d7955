"""Who is in a family, how they are related and what they are called. Homes, schools and cases come afterwards."""

from __future__ import annotations

from random import Random

from kith.synth.births import YEAR, birthdays, january, year_of
from kith.synth.chance import generator
from kith.synth.identifiers import nhs_number
from kith.synth.names import NameBook, name_book
from kith.synth.people import Family, Person, Tie
from kith.synth.plan import Plan

UASC_ORIGINS = ("albanian", "kurdish", "arabic", "somali", "arabic")


class FamilyMaker:
    """Makes the families of one borough."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.settings = plan.settings
        self.book: NameBook = name_book()
        settings = plan.settings
        self._steps = (
            ("step", settings.step_families * 1.15),
            ("kin", settings.kinship),
            ("teen", settings.teenage_mothers / 0.62),
            ("shared", settings.cousins / 0.62),
            ("lone", settings.lone_parents),
        )

    def make(self, index: int) -> Family:
        """The family with a number, complete but for homes, schooling and cases."""
        plan = self.plan
        kind, count = plan.unit(index)
        rng = generator(plan.seed, index, 50)
        family = Family(index, kind, rng, self.book.origins.pick(rng.random()))
        messy = rng.random() < self.settings.messy_families
        share, factor = self.settings.messy_families, self.settings.messy_factor
        family.error = plan.error_scale * (factor if messy else (1 - share * factor) / (1 - share))
        family.shared_contacts = rng.random() < self.settings.shared_contact
        if kind == "uasc":
            self._unaccompanied(family)
        else:
            family.shape = self._shape(rng, count)
            dobs = birthdays(self.settings.multiples, plan.as_of, rng, count, family.shape)
            self._people(family, dobs)
            self._namesakes(family)
        for person in family.children + family.adults:
            number = index * 16 + min(person.slot, 15)
            person.nhs = nhs_number(plan.nhs_serial(number))
        return family

    def _shape(self, rng: Random, count: int) -> str:
        chance = rng.random()
        for shape, share in self._steps:
            if shape in ("teen", "shared") and count < 2:
                continue
            if chance < share:
                return shape
            chance -= share
        return "couple"

    def _adult(self, family: Family, sex: str, dob: int, origin: str, surname: str, role: str) -> Person:
        rng = family.rng
        forename = self.book.forename(rng, origin, sex, year_of(dob))
        person = Person(
            family.next_slot,
            f"{family.index}-{family.next_slot}",
            forename,
            surname,
            sex,
            dob,
            origin,
            role=role,
        )
        family.next_slot += 1
        family.adults.append(person)
        if rng.random() < 0.25:
            person.middle = self.book.forename(rng, origin, sex, year_of(dob))
        person.phone = self.plan.phone(family.index * 16 + person.slot)
        return person

    def _unaccompanied(self, family: Family) -> None:
        rng, plan = family.rng, self.plan
        family.origin = rng.choice(UASC_ORIGINS)
        sex = "M" if rng.random() < 0.92 else "F"
        year = year_of(plan.as_of) - rng.choice((14, 15, 16, 16, 17, 17, 17))
        dob = january(year)
        child = Person(
            0,
            f"{family.index}-0",
            self.book.forename(rng, family.origin, sex, year),
            self.book.surname(rng, family.origin),
            sex,
            dob,
            family.origin,
            estimated=True,
            status="unaccompanied",
        )
        family.next_slot = 1
        family.shape = "none"
        family.children.append(child)

    def _people(self, family: Family, dobs: list[int]) -> None:
        rng, book, settings = family.rng, self.book, self.settings
        shape, origin = family.shape, family.origin
        # Slots below the number of children are theirs.
        family.next_slot = len(dobs)
        first = dobs[0]
        mother_age = min(44.0, max(16.5, rng.gauss(29.0, 5.2)))
        if dobs[-1] - (first - mother_age * YEAR) > 46 * YEAR:
            mother_age = max(16.5, 46 - (dobs[-1] - first) / YEAR)
        mother_dob = first - int(mother_age * YEAR) - rng.randrange(300)
        father_origin = origin if rng.random() < 0.86 else book.origins.pick(rng.random())
        father_surname = book.surname(rng, father_origin)
        two_women = shape == "couple" and rng.random() < settings.same_sex_parents
        together = shape in ("couple", "shared") or (
            shape in ("lone", "step", "kin", "teen") and rng.random() < 0.45
        )
        mother = self._adult(
            family,
            "F",
            mother_dob,
            origin,
            book.woman_surname(rng, origin, father_surname if together else None),
            "mother",
        )
        known = shape in ("couple", "shared") or rng.random() < settings.absent_father_known
        father_dob = mother_dob - int(rng.gauss(2.5, 4.0) * YEAR)
        father_dob = min(father_dob, first - int(16.5 * YEAR))
        if two_women:
            father = self._adult(
                family, "F", father_dob, father_origin, book.surname(rng, father_origin), "mother"
            )
        else:
            father = self._adult(family, "M", father_dob, father_origin, father_surname, "father")
        middle_father = book.forename(rng, father_origin, "M", 1955)
        grandfather = book.forename(rng, father_origin, "M", 1930)
        if book.custom[father_origin] == "somali":
            father.middle, father.surname = middle_father, grandfather
        child_surname = self._child_surname(family, father, mother, middle_father, together)
        now = self.plan.as_of
        for place, dob in enumerate(dobs):
            sex = "M" if rng.random() < 0.512 else "F"
            if shape == "teen" and place == 0:
                sex = "F"
            surname = (
                book.for_woman(father_origin, child_surname, rng.random() * 2)
                if sex == "F"
                else child_surname
            )
            child = Person(
                place,
                f"{family.index}-{place}",
                self._child_name(family, father, sex, dob, father_origin, origin),
                surname,
                sex,
                dob,
                origin,
            )
            if place and dobs[place - 1] == dob:
                child.multiple = 2
                family.children[-1].multiple = family.children[-1].multiple or 1
            family.children.append(child)
            self._extra_names(family, child, father, father_origin)
        self._ties(family, mother, father, known, now)
        names = {child_surname, father.surname, mother.surname} | {
            a.surname for a in family.adults if a.role == "step_parent"
        }
        family.surnames = tuple(sorted(names))

    def _child_surname(
        self, family: Family, father: Person, mother: Person, middle: str, together: bool
    ) -> str:
        rng, custom = family.rng, self.book.custom[father.origin]
        if custom == "somali":
            return middle
        if custom == "double" or self.book.custom[mother.origin] == "double":
            return f"{father.surname} {mother.surname}"
        if custom == "sikh" and rng.random() < 0.25:
            return "Singh"
        chance = rng.random()
        if together or family.shape in ("couple", "shared"):
            if (
                chance < 0.07
                and mother.surname != father.surname
                and "-" not in mother.surname + father.surname
            ):
                return f"{mother.surname}-{father.surname}"
            return father.surname if chance < 0.93 else mother.surname
        return mother.surname if chance < 0.55 else father.surname

    def _child_name(
        self, family: Family, father: Person, sex: str, dob: int, father_origin: str, origin: str
    ) -> str:
        rng = family.rng
        if (
            sex == "M"
            and father.sex == "M"
            and rng.random() < self.settings.father_and_son
            and all(child.forename != father.forename for child in family.children)
        ):
            return father.forename
        taken = {child.forename for child in family.children}
        name = ""
        for _ in range(4):
            name = self.book.forename(rng, father_origin if rng.random() < 0.5 else origin, sex, year_of(dob))
            if name not in taken and not any(other in taken for other in self.book.variants.get(name, ())):
                break
        return name

    def _extra_names(self, family: Family, child: Person, father: Person, father_origin: str) -> None:
        rng, book, settings = family.rng, self.book, self.settings
        custom = book.custom[father_origin]
        if custom == "somali" and father.sex == "M":
            child.middle = father.forename
        elif custom == "sikh":
            child.middle = "" if child.surname == "Singh" else ("Singh" if child.sex == "M" else "Kaur")
            if child.surname == "Singh" and child.sex == "F":
                child.surname = "Kaur"
        elif rng.random() < settings.middle_name:
            child.middle = book.forename(rng, child.origin, child.sex, year_of(child.dob))
        if rng.random() < settings.known_as:
            chance = rng.random()
            short = book.variant(rng, child.forename)
            child.known_as = (short if chance < 0.7 else child.middle) or child.middle or ""

    def _ties(self, family: Family, mother: Person, father: Person, known: bool, now: int) -> None:
        rng, settings, shape = family.rng, self.settings, family.shape
        children = family.children
        youngest = children[-1].dob
        if shape in ("lone", "step", "kin", "teen"):
            family.separated = (
                youngest + int(rng.random() * max(60, now - youngest)) if now - youngest > 60 else now - 20
            )
        lone_father = shape == "lone" and known and rng.random() < settings.lone_fathers
        own = children if shape != "teen" else [children[0], *children[2:]]
        for child in own:
            mother_lives = not lone_father and shape != "kin"
            family.ties.append(Tie(mother, child, "mother", child.dob, 0, mother_lives))
            if known:
                lives = lone_father or shape in ("couple", "shared")
                relation = "mother" if father.sex == "F" else "father"
                family.ties.append(Tie(father, child, relation, child.dob, 0, lives))
        if not known:
            family.adults.remove(father)
        if shape == "teen":
            family.ties.append(Tie(children[0], children[1], "mother", children[1].dob, 0, True))
        elif shape == "step":
            self._step(family, mother, now)
        elif shape == "kin":
            self._kin(family, mother)
        elif shape == "shared":
            self._cousins(family, father)
        if shape == "lone" and known and not lone_father and len(children) > 1 and rng.random() < 0.12:
            self._second_family(family, mother, father)
        if shape == "couple" and rng.random() < 0.12:
            self._grandparent(family, mother)

    def _step(self, family: Family, mother: Person, now: int) -> None:
        rng, children = family.rng, family.children
        man = rng.random() < 0.97
        dob = mother.dob - int(rng.gauss(0.0, 5.0) * YEAR)
        partner = self._adult(
            family,
            "M" if man else "F",
            min(dob, now - 19 * 365),
            family.origin,
            self.book.surname(rng, family.origin),
            "step_parent",
        )
        since = family.separated + 200 if family.separated + 200 < now else now - 10
        shared = len(children) > 1 and man and rng.random() < 0.5
        brought = len(children) > 1 and man and not shared and rng.random() < 0.4
        for child in children:
            if brought and child is children[-1] and not child.multiple:
                # The partner's own child: a step brother or sister of the others.
                family.ties = [tie for tie in family.ties if tie.child is not child]
                family.ties.append(Tie(partner, child, "father", child.dob, 0, True))
                family.ties.append(Tie(mother, child, "step_parent", max(since, child.dob), 0, True))
                child.surname = partner.surname
            elif shared and child is children[-1] and not child.multiple:
                family.ties = [t for t in family.ties if not (t.child is child and t.relation == "father")]
                family.ties.append(Tie(partner, child, "father", child.dob, 0, True))
                child.surname = partner.surname
                family.separated = min(family.separated, max(children[-2].dob + 30, child.dob - 500))
            else:
                family.ties.append(Tie(partner, child, "step_parent", max(since, child.dob), 0, True))
        family.ties.append(Tie(partner, mother, "partner", since, 0, True))

    def _kin(self, family: Family, mother: Person) -> None:
        rng = family.rng
        great_aunt = rng.random() < 0.25
        dob = mother.dob - int((20 + rng.random() * 12) * YEAR)
        carer = self._adult(
            family,
            "F",
            dob,
            family.origin,
            self.book.surname(rng, family.origin) if great_aunt else mother.surname,
            "great_aunt_or_uncle" if great_aunt else "grandparent",
        )
        carers = [carer]
        if not great_aunt and rng.random() < 0.45:
            carers.append(self._adult(family, "M", dob - 600, family.origin, carer.surname, "grandparent"))
        for person in carers:
            for child in family.children:
                family.ties.append(Tie(person, child, person.role, max(child.dob, family.separated), 0, True))

    def _cousins(self, family: Family, father: Person) -> None:
        rng, children = family.rng, family.children
        cut = (len(children) + 1) // 2
        brother = self._adult(family, "M", father.dob - 900, father.origin, father.surname, "father")
        wife = self._adult(
            family,
            "F",
            father.dob + 500,
            father.origin,
            self.book.woman_surname(rng, father.origin, father.surname),
            "mother",
        )
        second = children[cut:]
        family.ties = [tie for tie in family.ties if tie.child not in second]
        for child in second:
            child.multiple = 0
            family.ties.append(Tie(wife, child, "mother", child.dob, 0, True))
            family.ties.append(Tie(brother, child, "father", child.dob, 0, True))
        if rng.random() < self.settings.cousins_same_name:
            second[0].forename, second[0].sex = children[0].forename, children[0].sex
        children[cut - 1].multiple = 0 if cut < 2 or children[cut - 2].dob != children[cut - 1].dob else 2

    def _second_family(self, family: Family, mother: Person, father: Person) -> None:
        """The father's home with another partner and a child of theirs: a half sibling across two households."""
        rng, child = family.rng, family.children[-1]
        if child.multiple:
            return
        partner = self._adult(
            family,
            "F",
            min(mother.dob + 700, child.dob - 6600),
            family.origin,
            self.book.surname(rng, family.origin),
            "other_mother",
        )
        family.ties = [tie for tie in family.ties if tie.child is not child]
        family.ties.append(Tie(partner, child, "mother", child.dob, 0, True))
        family.ties.append(Tie(father, child, "father", child.dob, 0, True))
        child.surname = father.surname
        child.role = "second_family"
        family.separated = max(family.children[-2].dob + 30, child.dob - 500)
        family.ties.append(Tie(partner, father, "partner", family.separated, 0, True))

    def _grandparent(self, family: Family, mother: Person) -> None:
        """A grandmother whom the school may ring."""
        rng = family.rng
        older = self._adult(
            family,
            "F",
            mother.dob - int((20 + rng.random() * 14) * YEAR),
            family.origin,
            self.book.surname(rng, family.origin),
            "contact_grandparent",
        )
        for child in family.children:
            family.ties.append(Tie(older, child, "grandparent", child.dob, 0, False))

    def _namesakes(self, family: Family) -> None:
        """The eldest bears the name, sex and nearly the birthday of a child of one other family."""
        pair = self.plan.namesake(family.index)
        if pair is None or family.shape == "teen":
            return
        child, shared = family.children[0], generator(self.plan.seed, pair, 51)
        if len(family.children) > 1 or family.kind == "uasc":
            return
        origin = self.book.origins.pick(shared.random())
        child.sex = "M" if shared.random() < 0.5 else "F"
        near = 0 if family.rng.random() < 0.5 else family.rng.randrange(1, 25)
        dob = self.plan.as_of - 300 - int(shared.random() * 17 * YEAR) - near
        moved = dob - child.dob
        child.dob = dob
        for adult in family.adults:
            adult.dob += moved
        for tie in family.ties:
            if tie.child is child:
                tie.start = max(child.dob, tie.start)
        family.separated = max(family.separated, dob + 30) if family.separated else 0
        child.forename = self.book.forename(shared, origin, child.sex, year_of(dob))
        child.surname = self.book.surname(shared, origin)
        child.known_as = ""
