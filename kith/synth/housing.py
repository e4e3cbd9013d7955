"""Where everybody in a family lived and when."""

from __future__ import annotations

from kith.synth.people import Family, Person, Stay
from kith.synth.places import Place
from kith.synth.plan import Plan

YEAR = 365.25


class Housing:
    """Gives homes to the families of one borough."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.settings = plan.settings
        # Shares of ranks: first those in temporary accommodation, then those in refuges.
        self.temporary = max(1, round(plan.ranks * self.settings.temporary_accommodation))
        self.special = self.temporary + round(plan.refuge_units * (1.12 + self.settings.left_area))
        self.horizon = plan.as_of - int(self.settings.history_years * YEAR)

    def settle(self, family: Family) -> None:
        """Fill in the stays of every person of a family."""
        plan, rng = self.plan, family.rng
        if family.kind == "uasc":
            return
        rank = plan.rank(family.index)
        hidden = family.kind == "resident" and rank >= self.special and rng.random() < self.settings.hidden
        family.situation = "hidden" if hidden else ""
        history = self._history(family, rank)
        refuge = family.kind == "resident" and self.temporary <= rank < self.special
        if refuge:
            self._to_refuge(family, history, rank - self.temporary)
        elif family.kind == "resident" and rank < self.temporary:
            family.situation = "ta"
        now, horizon = plan.as_of, self.horizon
        left = family.separated
        alone = {
            "father": ("home", plan.ranks * 6 + rank),
            "mother": ("home", plan.ranks * 5 + rank),
            "contact_grandparent": ("home", plan.ranks * 7 + rank),
        }
        away: dict[str, Place] = dict(alone)
        if family.kind == "incoming":
            away = {role: ("out", number) for role, (_, number) in alone.items()}
        live_in = {tie.adult.key for tie in family.ties if tie.lives_with}
        mothered = {tie.child.key for tie in family.ties if tie.relation == "mother"}
        for child in family.children:
            if child.role == "second_family":
                child.stays = [Stay(away["father"], max(left, child.dob), 0, "main_home")]
            elif family.shape == "kin":
                before = (
                    [Stay(away["mother"], max(child.dob, horizon), left, "main_home")]
                    if child.dob < left
                    else []
                )
                child.stays = before + _between(history, max(left, child.dob), 0)
            else:
                # A child without a mother here came with the partner.
                came = 0 if child.key in mothered else max(t.start for t in family.carers(child))
                child.stays = _between(history, max(came, child.dob), 0)
            if refuge and not child.stays:
                child.stays = _between(history, child.dob, 0)
        in_second = {
            t.adult.key
            for t in family.ties
            if t.child.role == "second_family" and t.relation in ("mother", "father")
        }
        for adult in family.adults:
            if adult.role == "contact_grandparent":
                adult.stays = [Stay(away["contact_grandparent"], horizon, 0, "main_home")]
            elif adult.role == "other_mother" or (
                adult.role == "father" and adult.key in in_second and family.shape == "lone"
            ):
                before = _between(history, 0, left) if adult.role == "father" else []
                adult.stays = [*before, Stay(away["father"], left, 0, "main_home")]
            elif adult.key in live_in:
                since = (
                    left
                    if adult.role in ("grandparent", "great_aunt_or_uncle")
                    else self._joined(family, adult)
                )
                adult.stays = _between(history, since, 0)
            else:
                role = "mother" if adult.sex == "F" and family.shape == "kin" else "father"
                ending = left or (history[-1].start if refuge else now)
                before = [] if family.shape == "kin" and role == "father" else _between(history, 0, ending)
                if family.shape == "kin" and role == "mother":
                    before = [Stay(away["mother"], horizon, 0, "main_home")]
                    adult.stays = before
                else:
                    adult.stays = [*before, Stay(away[role], max(ending, horizon), 0, "main_home")]
        self._second_homes(family, away["father"])

    def _joined(self, family: Family, adult: Person) -> int:
        if adult.role == "step_parent":
            return min((tie.start for tie in family.ties if tie.adult is adult), default=0)
        return 0

    def _history(self, family: Family, rank: int) -> list[Stay]:
        """Homes of the household that the children live in, the oldest first."""
        plan, rng, settings = self.plan, family.rng, self.settings
        ranks = plan.ranks
        now = plan.as_of
        outside = family.kind == "incoming"
        current: Place = ("out" if outside else "home", rank)
        since = plan.last_move(family.index)
        if family.kind == "resident" and rank < self.temporary:
            current, since = ("ta", rank), now - 20 - int(rng.random() ** 2 * 1100)
        elif family.kind == "left":
            current, since = (
                ("out", ranks + rank),
                now - 15 - int(rng.random() * 0.75 * settings.history_years * YEAR),
            )
        stays = [Stay(current, since, 0, "main_home")]
        start = since
        oldest = max(self.horizon, family.children[0].dob - 400)
        number = 0
        while start > oldest and number < 4:
            number += 1
            end = start
            start = end - 40 - int(min(rng.expovariate(settings.move_rate / YEAR), 16 * YEAR))
            place: Place = ("home", ranks * number + rank)
            if family.kind == "left" and number == 1:
                outside = False
            elif outside or rng.random() < settings.moved_in:
                outside = True
                place = ("out", ranks * (number + 1) + rank)
            elif rng.random() < 0.05:
                place = ("ta", plan.hash(family.index, number) % self.temporary)
                start = max(start, end - 400)
            elif rng.random() < settings.past_refuge:
                place, start = ("refuge", plan.hash(family.index, number) % plan.refuge_units), end - 120
            elif rng.random() < settings.successive:
                other = (family.index * 7919 + number * 104_729 + 13) % plan.units
                other_rank = plan.rank(other)
                if (
                    plan.unit(other)[0] == "resident"
                    and other_rank >= self.special
                    and plan.last_move(other) >= end
                ):
                    place = ("home", other_rank)
            stays.append(Stay(place, start, end, "main_home"))
        stays.reverse()
        return stays

    def _to_refuge(self, family: Family, history: list[Stay], unit: int) -> None:
        rng, now = family.rng, self.plan.as_of
        since = now - 5 - int(rng.random() * 240)
        family.situation = "refuge"
        if family.shape in ("couple", "shared", "step"):
            family.separated = since
        while len(history) > 1 and history[-1].start >= since:
            history.pop()
        history[-1].start = min(history[-1].start, since - 30)
        history[-1].end = since
        history.append(Stay(("refuge", unit), since, 0, "main_home"))
        men = {adult.key for adult in family.adults if adult.sex == "M"}
        for tie in family.ties:
            if tie.adult.key in men:
                tie.lives_with = False
        family.shape = "lone" if family.shape in ("couple", "shared", "step") else family.shape

    def _second_homes(self, family: Family, place: Place) -> None:
        if family.shape not in ("lone", "step") or family.situation in ("refuge", "hidden"):
            return
        fathers = [
            a
            for a in family.adults
            if a.role == "father" and a.sex == "M" and a.stays and a.stays[-1].place == place
        ]
        if not fathers or family.rng.random() > self.settings.second_homes / 0.178:
            return
        own = {tie.child.key for tie in family.ties if tie.adult is fathers[0] and tie.relation == "father"}
        for child in family.children:
            if child.key in own and child.role == "child":
                child.stays.append(Stay(place, max(child.dob, family.separated), 0, "second_home"))


def _between(history: list[Stay], start: int, end: int) -> list[Stay]:
    """The part of a history within two days (0: open)."""
    cut = []
    for stay in history:
        first = max(stay.start, start)
        last = stay.end
        if end and (not last or last > end):
            last = end
        if not last or first < last:
            cut.append(Stay(stay.place, first, last, stay.kind))
    return cut
