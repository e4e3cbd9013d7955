"""Where every child went to school, term by term, and the pupil numbers that come with it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kith.synth.chance import mix
from kith.synth.identifiers import uln, upn_with_letter
from kith.synth.people import Family, Person, SchoolStay
from kith.synth.plan import Plan
from kith.synth.schools import School

MOVED, LEFT_AREA, HOME, UNKNOWN = (
    "school move",
    "left area",
    "elective home education",
    "destination not known",
)


@lru_cache(maxsize=16384)
def reception(dob: int) -> int:
    """The first of September after the fourth birthday."""
    born = date.fromordinal(dob)
    return date(born.year + (5 if born.month >= 9 else 4), 9, 1).toordinal()


def september(day: int, years: int) -> int:
    """The first of September some years after another."""
    return date(date.fromordinal(day).year + years, 9, 1).toordinal()


class Schooling:
    """Sends the children of one borough to school."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.settings = plan.settings
        self.horizon = plan.as_of - int(plan.settings.history_years * 365.25)

    def enrol(self, family: Family) -> None:
        """Fill in the schooling of the children of a family and give pupils their numbers."""
        outside = family.kind == "resident" and family.rng.random() < self.settings.cross_border * 0.61
        for child in family.children:
            if not child.unborn:
                self._child(family, child, outside)

    def _child(self, family: Family, child: Person, outside: bool) -> None:
        plan, rng, settings = self.plan, family.rng, self.settings
        now = plan.as_of if not child.died else child.died
        first = reception(child.dob)
        start = september(first, -1) if rng.random() < settings.nursery else first
        special = rng.random() < settings.special_school
        chance = rng.random()
        arrived = max(
            (stay.start for stay in child.stays if stay.start and stay.place[0] != "out"), default=0
        )
        arrived = (
            arrived
            if any(stay.place[0] == "out" for stay in child.stays) and family.kind == "resident"
            else 0
        )
        if child.status == "unaccompanied":
            arrived = child.stays[0].start if child.stays else now - 300
            start = arrived + 20
        departed = (family.kind == "left" and child.stays and child.stays[-1].start) or 0
        if start > now:
            return
        secondary, sixth, end = september(first, 7), september(first, 12), september(first, 14) - 45
        stays: list[SchoolStay] = []
        ends = min(end, now + 1)
        if not (rng.random() < settings.stays_on):
            ends = min(ends, sixth - 45)
        cuts = [(start, "primary"), (secondary, "secondary"), (sixth, "sixth")]
        for place, (begin, phase) in enumerate(cuts):
            finish = cuts[place + 1][0] - 45 if place < 2 else end
            finish = min(finish, ends)
            if begin >= finish or begin > now:
                continue
            begin_here = begin
            while begin_here < finish:
                # Drawn more often than wanted: some fall into the summer or lead to the same school again.
                gap = int(rng.expovariate(1.45 * settings.school_moves / 365.25)) + 30
                until = min(finish, begin_here + gap)
                if arrived and begin_here < arrived - 20 < until:
                    until = arrived
                stays.extend(
                    self._stay(family, child, phase, begin_here, until, special, outside, arrived, len(stays))
                )
                begin_here = until + 1
        if stays and stays[-1].end >= ends - 1 and (ends > now or ends == now + 1):
            stays[-1].end = 0
        if departed:
            stays = [stay for stay in stays if stay.start < departed]
            if stays and (not stays[-1].end or stays[-1].end > departed):
                stays[-1].end, stays[-1].reason = departed, LEFT_AREA
        if family.kind in ("resident", "uasc") and first <= now < sixth and child.status != "unaccompanied":
            stays = self._not_in_state_school(family, stays, chance, first, now)
        child.schooling = [stay for stay in stays if not stay.end or stay.end >= self.horizon]
        if any(stay.kind == "state" for stay in stays):
            self._numbers(family, child, first)

    def _stay(
        self,
        family: Family,
        child: Person,
        phase: str,
        begin: int,
        until: int,
        special: bool,
        outside: bool,
        arrived: int,
        place: int,
    ) -> list[SchoolStay]:
        schools, rng = self.plan.schools, family.rng
        beyond = (arrived and until <= arrived) or (outside and not special)
        group: tuple[School, ...]
        if beyond:
            group = schools.out_primary if phase == "primary" else schools.out_secondary
        elif special:
            group = schools.special
        elif phase == "sixth":
            group = schools.college if mix(family.index, child.slot, 61) % 100 < 45 else schools.secondary
        else:
            group = schools.primary if phase == "primary" else schools.secondary
        usual = mix(self.plan.seed, family.index, 60) % len(group)
        if phase == "sixth" and group is schools.secondary:
            usual = mix(self.plan.seed, family.index, 60) % len(schools.secondary)
        if place and rng.random() < 0.9 and phase != "sixth":
            usual = (usual + (place + 1) * 3 + (rng.randrange(3) if rng.random() < 0.1 else 0)) % len(group)
        elif rng.random() < 0.07:
            usual = rng.randrange(len(group))
        school = group[usual]
        reason = MOVED if until <= self.plan.as_of else ""
        if school.opened and school.opened > begin:
            old = schools.predecessor[school.urn]
            if until < school.opened:
                return [SchoolStay(old.urn, begin, until, "state", reason)]
            return [
                SchoolStay(old.urn, begin, school.opened - 1, "state", "school became an academy"),
                SchoolStay(school.urn, school.opened, until, "state", reason),
            ]
        return [SchoolStay(school.urn, begin, until, "state", reason)]

    def _not_in_state_school(
        self, family: Family, stays: list[SchoolStay], chance: float, first: int, now: int
    ) -> list[SchoolStay]:
        """Children of school age in independent schools, at home, or missing from education."""
        rng, settings, schools = family.rng, self.settings, self.plan.schools
        if chance < settings.independent:
            school = schools.independent[mix(self.plan.seed, family.index, 62) % len(schools.independent)]
            return [SchoolStay(school.urn, first, 0, "independent")]
        chance -= settings.independent
        kind = reason = ""
        if chance < settings.home_educated:
            kind, reason = "home_educated", HOME
        elif chance < settings.home_educated + settings.missing_education:
            kind, reason = "missing", UNKNOWN
        if not kind:
            return stays
        since = max(first, now - 30 - int(rng.expovariate(1 / (700.0 if kind == "home_educated" else 150.0))))
        kept = [stay for stay in stays if stay.start < since]
        if kept and rng.random() < 0.75:
            kept[-1].end, kept[-1].reason = since, reason
        else:
            kept, since = [], first
        return [*kept, SchoolStay("", since, 0, kind)]

    def _numbers(self, family: Family, child: Person, first: int) -> None:
        number = family.index * 8 + min(child.slot, 7)
        year = date.fromordinal(first).year % 100
        spread = self.plan.pupil_serial(number)
        child.upn = upn_with_letter(f"399{1000 + spread // 1000:04d}{year:02d}{spread % 1000:03d}")
        if family.rng.random() < self.settings.former_upn:
            # An earlier number, given by the authority over the border.
            child.former_upns = (
                upn_with_letter(f"398{1000 + spread // 1000:04d}{year:02d}{spread % 1000:03d}"),
            )
        if self.plan.as_of - child.dob > 14 * 365.25:
            child.uln = uln(spread * 43 + 7)
