"""What social care did with a family's children, and who else it knows because of that."""

from __future__ import annotations

from random import Random

from kith.synth.cases import Case, Casework
from kith.synth.chance import generator
from kith.synth.families import FamilyMaker
from kith.synth.people import Family, Person, Stay, Tie
from kith.synth.places import Place
from kith.synth.plan import Plan

YEAR = 365.25
NEEDS = ("N1", "N1", "N1", "N1", "N2", "N3", "N4", "N5", "N5", "N5", "N6", "N8", "N9")
SOURCES = (
    "6",
    "6",
    "6",
    "2A",
    "2A",
    "2A",
    "1A",
    "3A",
    "3B",
    "3E",
    "3F",
    "4",
    "5A",
    "5B",
    "5C",
    "5D",
    "9",
    "10",
    "1D",
    "8",
    "2B",
)
CATEGORIES = ("NEG", "NEG", "EMO", "EMO", "PHY", "SAB", "MUL")


class Caseworker:
    """Opens and closes cases in one borough."""

    def __init__(self, plan: Plan, maker: FamilyMaker) -> None:
        self.plan, self.settings, self.maker = plan, plan.settings, maker
        settings = plan.settings
        # Some repeats arise by chance, so fewer are planned.
        self._follow = 0.8 * settings.repeat_referrals / (1 - settings.repeat_referrals)
        self._care_rate = settings.looked_after_per_child * (1 - settings.unaccompanied)
        # Refuges, teenage mothers and chance add a twentieth.
        self._need_rate = (
            0.95 * settings.open_per_child
            - settings.looked_after_per_child
            - settings.protection_plans_per_child
        )
        base = settings.referrals_per_child / (1 + self._follow)
        # Of the referrals of each year, those whose cases are still open are made with the open cases.
        still_open = [
            0.86 * self._need_rate + 0.55 * settings.protection_plans_per_child + 0.2 * self._care_rate
        ]
        still_open += [
            0.12 * self._need_rate + 0.35 * settings.protection_plans_per_child + 0.2 * self._care_rate
        ]
        years = int(settings.care_years)
        self._closed_rates = [
            base - (still_open[year] if year < 2 else 0.1 * self._care_rate) for year in range(years)
        ]

    def work(self, family: Family) -> Casework:
        """The casework of a family; also moves children who are looked after to their placements."""
        work = Casework()
        if family.kind == "uasc":
            self._unaccompanied(family, work)
        elif family.kind != "incoming":
            self._extra_children(family, work)
            self._adoption(family, work)
            self._open(family, work)
            self._closed(family, work)
            if family.situation in ("refuge", "hidden") and not work.cases:
                self._open_case(family, work, self._all(family), 40, "need")
        if work.cases:
            self._known(family, work)
        return work

    @staticmethod
    def _all(family: Family) -> list[Person]:
        return [child for child in family.children if not child.died]

    def _affected(self, rng: Random, children: list[Person], rate: float) -> list[Person]:
        """Children of a group who are in a case together, so that each child's chance is ``rate``."""
        count, share = len(children), self.settings.sibling_in_case
        if not count:
            return []
        expected = count * share + (1 - share) ** count
        if rng.random() >= rate * count / expected:
            return []
        return [child for child in children if rng.random() < share] or [rng.choice(children)]

    def _open(self, family: Family, work: Casework) -> None:
        rng = family.rng
        if family.kind != "resident":
            return
        free = [
            child
            for child in family.children
            if not child.died and not child.unborn and child.status != "adopted"
        ]
        for kind, rate in (
            ("care", self._care_rate),
            ("plan", self.settings.protection_plans_per_child),
            ("need", self._need_rate),
        ):
            taken = self._affected(rng, free, rate)
            if kind == "care" and family.situation in ("refuge", "hidden"):
                taken = []
            if taken:
                mean = {"care": 700, "plan": 280, "need": 200}[kind]
                self._open_case(family, work, taken, mean, kind)
                free = [child for child in free if child not in taken]
        if family.shape == "teen" and rng.random() < 0.5 and not work.cases:
            self._open_case(family, work, family.children[:2], 150, "need")

    def _open_case(
        self, family: Family, work: Casework, children: list[Person], mean: int, kind: str
    ) -> None:
        rng, now = family.rng, self.plan.as_of
        elapsed = 3 + int(rng.expovariate(1 / mean)) + (40 if kind != "need" else 0)
        source, need, category = rng.choice(SOURCES), rng.choice(NEEDS), rng.choice(CATEGORIES)
        placement = self._placement(family, rng)
        for child in children:
            referred = now - elapsed
            if not child.unborn:
                referred = max(referred, child.dob - 60) if child.dob < now - 3 else now - 2
            referred = min(referred, now - 1)
            case = Case(child, referred, 0, source, need)
            if kind == "plan":
                case.plan = (min(now - 1, referred + 25 + rng.randrange(15)), 0, category)
            elif kind == "care":
                self._enter_care(case, child, rng, placement)
            work.cases.append(case)
        if rng.random() < self._follow:
            self._closed_event(family, work, children, now - elapsed - 40 - rng.randrange(300))

    def _placement(self, family: Family, rng: Random) -> Place:
        chance, outside = rng.random(), rng.random() < self.settings.placed_outside
        homes = self.plan.foster_homes
        border = max(1, int(homes * 0.46))
        if chance < 0.72:
            number = (
                rng.randrange(border) if outside else rng.randrange(border, homes) if border < homes else 0
            )
            return ("out_foster" if outside else "foster", number)
        if chance < 0.86:
            return (
                "out_childrens_home" if outside else "childrens_home",
                rng.randrange(12 if outside else 18),
            )
        return (
            ("out", self.plan.ranks * 8 + self.plan.rank(family.index))
            if outside
            else ("home", self.plan.ranks * 8 + self.plan.rank(family.index))
        )

    def _enter_care(self, case: Case, child: Person, rng: Random, placement: Place) -> None:
        now = self.plan.as_of
        entered = min(
            now - 1, max(child.dob, case.referred + 5 + int(rng.random() * (now - case.referred) * 0.6))
        )
        case.entered_care = entered
        legal = rng.choices(("C2", "C1", "V2", "E1"), (50, 30, 17, 3))[0]
        if now - entered > 300 and rng.random() < 0.5:
            change = entered + (now - entered) // 2
            earlier = (
                "foster",
                rng.randrange(max(1, int(self.plan.foster_homes * 0.46)), max(2, self.plan.foster_homes)),
            )
            case.care = [(entered, change, "C1", earlier), (change, 0, legal, placement)]
        else:
            case.care = [(entered, 0, legal, placement)]
        child.status = "looked_after"
        for stay in child.stays:
            if not stay.end or stay.end > entered:
                stay.end = max(entered, stay.start)
        child.stays = [stay for stay in child.stays if stay.end != stay.start]
        child.stays += [Stay(place, start, end, "placement") for start, end, _, place in case.care]

    def _closed(self, family: Family, work: Casework) -> None:
        rng, now = family.rng, self.plan.as_of
        children = [child for child in family.children if not child.unborn and child.status != "adopted"]
        for year, rate in enumerate(self._closed_rates):
            taken = self._affected(rng, children, rate)
            if taken:
                day = now - int((year + rng.random()) * YEAR) - 1
                self._closed_event(family, work, taken, day)
                if rng.random() < self._follow:
                    self._closed_event(family, work, taken, day - 30 - rng.randrange(320))

    def _closed_event(self, family: Family, work: Casework, children: list[Person], day: int) -> None:
        rng, now = family.rng, self.plan.as_of
        source, need, nfa = rng.choice(SOURCES), rng.choice(NEEDS), rng.random() < 0.3
        length = 1 + rng.randrange(9) if nfa else 15 + int(rng.expovariate(1 / 90))
        departed = (
            family.children[0].stays[-1].start if family.kind == "left" and family.children[0].stays else 0
        )
        protected = not nfa and rng.random() < 0.07
        for child in children:
            if child.dob >= day or (child.died and day > child.died) or (departed and day > departed):
                continue
            closed = min(day + length, now - 1, child.died or now)
            reason = "RC8" if nfa else rng.choice(("RC1", "RC2", "RC7", "RC8"))
            case = Case(child, day, max(day, closed), source, need, nfa, reason)
            if protected and closed - day > 40:
                case.plan = (day + 25, closed, rng.choice(CATEGORIES))
            work.cases.append(case)

    def _unaccompanied(self, family: Family, work: Casework) -> None:
        rng, now, child = family.rng, self.plan.as_of, family.children[0]
        arrived = now - 10 - int(rng.random() * 700)
        place = self._placement(family, rng)
        if place[0] in ("home", "out") or rng.random() < 0.35:
            place = (
                ("supported", rng.randrange(48))
                if rng.random() > self.settings.placed_outside
                else ("out_childrens_home", rng.randrange(12))
            )
        child.stays = [Stay(place, arrived, 0, "placement")]
        work.cases.append(
            Case(
                child,
                arrived,
                0,
                rng.choice(("6", "5C", "8")),
                "N8",
                care=[(arrived, 0, "V2", place)],
                entered_care=arrived,
            )
        )

    def _extra_children(self, family: Family, work: Casework) -> None:
        """A child who died, and a child who is expected: neither counts among the residents."""
        rng, settings, now = family.rng, self.settings, self.plan.as_of
        mother = next((tie.adult for tie in family.ties if tie.relation == "mother"), None)
        if mother is None or family.shape in ("teen", "shared"):
            return
        count = len(family.children)
        if rng.random() < settings.deaths_per_year * settings.care_years * count:
            dob = max(mother.dob + 6200, family.children[-1].dob - 700 - rng.randrange(400))
            child = self._another(family, mother, dob, "")
            child.died = min(now - 20, dob + 1 + int(rng.random() ** 2 * (now - dob)))
            for stay in child.stays:
                stay.end = min(stay.end or child.died, child.died)
            child.stays = [stay for stay in child.stays if stay.start < child.died]
        if (
            family.kind == "resident"
            and rng.random() < settings.unborn_known * count
            and mother.dob > now - 45 * 365
        ):
            child = self._another(family, mother, now + 10 + rng.randrange(170), "")
            child.unborn, child.stays = True, []
            self._open_case(family, work, [child], 50, "need")
            if rng.random() < 0.3:
                last = work.cases[-1]
                last.plan = (min(now - 1, last.referred + 20), 0, "NEG")

    def _another(self, family: Family, mother: Person, dob: int, role: str) -> Person:
        rng = family.rng
        sex = "M" if rng.random() < 0.512 else "F"
        eldest = family.children[0]
        child = Person(
            family.next_slot,
            f"{family.index}-{family.next_slot}",
            self.maker.book.forename(rng, family.origin, sex, 2020),
            eldest.surname,
            sex,
            dob,
            family.origin,
        )
        family.next_slot += 1
        if role:
            child.role = role
        child.stays = [
            Stay(s.place, max(s.start, dob), s.end, s.kind) for s in mother.stays if not s.end or s.end > dob
        ]
        for tie in list(family.ties):
            if tie.child is eldest and tie.relation in ("mother", "father"):
                family.ties.append(Tie(tie.adult, child, tie.relation, dob, 0, tie.lives_with))
        family.children.append(child)
        return child

    def _adoption(self, family: Family, work: Casework) -> None:
        """A child adopted into this family; some have an earlier identity in this authority's files."""
        rng, settings, now = family.rng, self.settings, self.plan.as_of
        if family.kind != "resident" or family.shape != "couple" or family.situation:
            return
        child = family.children[-1]
        # Couples hold about three in five children; one child of a family is adopted.
        if (
            child.unborn
            or child.died
            or child.multiple
            or rng.random() >= settings.adopted_residents * self.plan.family_size / 0.5
        ):
            return
        day = child.dob + 200 + rng.randrange(1500)
        if day > now - 30:
            return
        child.status = "adopted"
        for tie in family.ties:
            if tie.child is child and tie.relation in ("mother", "father"):
                tie.relation, tie.start = "adoptive_parent", day
        child.stays = [
            Stay(s.place, max(s.start, day), s.end, s.kind) for s in child.stays if not s.end or s.end > day
        ]
        if rng.random() >= settings.adopted_birth_here:
            return
        before = generator(self.plan.seed, family.index, 70)
        book = self.maker.book
        origin = book.origins.pick(before.random())
        surname = book.surname(before, origin)
        slot = family.next_slot
        birth = Person(
            slot,
            f"{family.index}-b{slot}",
            book.forename(before, origin, child.sex, 2015),
            surname,
            child.sex,
            child.dob,
            origin,
            role="birth_identity",
        )
        mother = Person(
            slot + 1,
            f"{family.index}-b{slot + 1}",
            book.forename(before, origin, "F", 1990),
            surname,
            "F",
            child.dob - int((17 + before.random() * 15) * YEAR),
            origin,
            role="birth_mother",
        )
        family.next_slot += 2
        home: Place = ("home", self.plan.ranks * 8 + self.plan.rank(family.index))
        entered = child.dob + 5 + before.randrange(150)
        mother.stays = [Stay(home, child.dob - 400, 0, "main_home")]
        foster: Place = (
            "foster",
            before.randrange(max(1, int(self.plan.foster_homes * 0.46)), max(2, self.plan.foster_homes)),
        )
        birth.stays = [Stay(home, child.dob, entered, "main_home"), Stay(foster, entered, day, "placement")]
        case = Case(birth, child.dob + 1, day, "3F", "N1", close_reason="RC1", entered_care=entered)
        case.care = [(entered, day, "E1", foster)]
        work.cases.append(case)
        work.birth_identities.append((birth, child))
        family.ties.append(Tie(mother, birth, "mother", child.dob, day, True))
        family.adults.append(mother)

    def _known(self, family: Family, work: Casework) -> None:
        """Brothers, sisters and adults of children with cases are in the files as well."""
        rng = family.rng
        subjects = {case.child.key for case in work.cases}
        births = [birth for birth, _ in work.birth_identities]
        ordinary = any(case.child.role != "birth_identity" for case in work.cases)
        for birth in births:
            work.known.append(birth)
            work.known.extend(tie.adult for tie in family.ties if tie.child is birth)
        for child in family.children:
            if child.key in subjects:
                work.known.append(child)
            elif child.status == "adopted" and child.key not in subjects:
                if any(after is child for _, after in work.birth_identities) and rng.random() < 0.4:
                    work.known.append(child)
            elif ordinary and rng.random() < 0.9:
                work.known.append(child)
        there = {child.key for child in work.known}
        chances = {
            "mother": 0.97,
            "other_mother": 0.6,
            "father": 0.8,
            "step_parent": 0.7,
            "contact_grandparent": 0.1,
        }
        for adult in family.adults:
            tied = [
                tie
                for tie in family.ties
                if tie.adult is adult and tie.child.key in there and tie.child.role != "birth_identity"
            ]
            if tied and ordinary and rng.random() < chances.get(adult.role, 0.95):
                work.known.append(adult)
