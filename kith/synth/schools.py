"""Invented schools, those inside the borough and those over the border, with the histories of converted academies."""

from __future__ import annotations

from typing import NamedTuple

from kith.synth.chance import mix, unit
from kith.synth.identifiers import AUTHORITY
from kith.synth.places import LOCALITIES, postcode
from kith.synth.settings import Settings

_SAINTS = [
    "St Alban's",
    "St Bride's",
    "St Cuthbert's",
    "St Dunstan's",
    "St Edith's",
    "St Hilda's",
    "Holy Cross",
    "Our Lady's",
    "St Oswald's",
]
_TREES = [
    "Alder", "Ash", "Beech", "Birch", "Bramble", "Cedar", "Chestnut", "Clover", "Elder", "Elm", "Fern",
    "Hawthorn", "Hazel", "Heather", "Holly", "Juniper", "Larch", "Laurel", "Lime", "Linden", "Maple",
    "Meadow", "Mulberry", "Oak", "Olive", "Orchard", "Pear", "Pine", "Poplar", "Quince", "Rowan", "Rush",
    "Sorrel", "Sycamore", "Thorn", "Walnut", "Willow", "Yew",
]  # fmt: skip
_PLACES = [
    "bank",
    "bourne",
    "brook",
    "dale",
    "field",
    "ford",
    "gate",
    "hill",
    "hurst",
    "lands",
    "lea",
    "mead",
    "moor",
    "ridge",
    "side",
    "stead",
    "wood",
    "worth",
]


class School(NamedTuple):
    """A school. ``opened`` is the day on which it took over from ``predecessor`` (an ordinal), or 0."""

    urn: str
    name: str
    laestab: str
    phase: str
    status: str
    telephone: str
    email: str
    postcode: str
    lead: str
    predecessor: str
    opened: int
    inside: bool


class Schools(NamedTuple):
    """The schools that a child can attend, by phase, and every row of the register."""

    rows: tuple[School, ...]
    primary: tuple[School, ...]
    secondary: tuple[School, ...]
    special: tuple[School, ...]
    independent: tuple[School, ...]
    college: tuple[School, ...]
    out_primary: tuple[School, ...]
    out_secondary: tuple[School, ...]
    predecessor: dict[str, School]


def _name(seed: int, number: int, phase: str) -> str:
    pick = mix(seed, number, 11)
    if phase in ("Primary", "Independent") and pick % 4 == 0:
        stem = _SAINTS[(pick >> 8) % len(_SAINTS)]
        kind = "Catholic Primary School" if (pick >> 16) % 2 else "CofE Primary School"
    else:
        stem = _TREES[(pick >> 8) % len(_TREES)] + _PLACES[(pick >> 20) % len(_PLACES)]
        kind = {
            "Primary": "Primary School",
            "Secondary": "School",
            "Special": "School",
            "16 plus": "Sixth Form College",
            "PRU": "Learning Centre",
        }.get(phase, "School")
    if phase == "Independent":
        kind = "Preparatory School" if pick % 2 else "College"
    place = LOCALITIES[(pick >> 32) % len(LOCALITIES)]
    return f"{stem} {kind}" if number % 3 else f"{stem} {kind}, {place}"


def make_schools(settings: Settings, seed: int, children: int, as_of: int) -> Schools:
    """Schools in proportion to the children, the same for the same seed, number and day."""
    counts = {
        "Primary": max(3, round(children * settings.primary_schools_per_child)),
        "Secondary": max(2, round(children * settings.secondary_schools_per_child)),
        "Special": max(1, round(children / 12_000)),
        "Independent": max(1, round(children / 6_000)),
        "16 plus": max(1, round(children / 35_000)),
        "PRU": max(1, round(children / 70_000)),
        "Out Primary": max(2, round(children / 5_000)),
        "Out Secondary": max(2, round(children / 5_000)),
    }
    rows: list[School] = []
    groups: dict[str, list[School]] = {}
    predecessors: dict[str, School] = {}
    number = 0
    for phase, count in counts.items():
        outside = phase.startswith("Out ")
        plain = phase.removeprefix("Out ")
        for _ in range(count):
            number += 1
            chance = unit(seed, number, 12)
            converted = not outside and (
                chance < settings.converted_primaries
                if plain == "Primary"
                else plain == "Secondary" and chance < settings.converted_secondaries
            )
            opened = as_of - 200 - mix(seed, number, 13) % 2200 if converted else 0
            old_urn = str(900_000 + number)
            code = postcode("EB" if outside else "AM", 300_000 + number * 3)
            establishment = f"{'398' if outside else AUTHORITY}/{1000 + number}"
            name = _name(seed, number, plain)
            phone = f"020 7946 {number % 1000:04d}"
            email = f"office@school{number}.aldermere.example"
            lead = f"Safeguarding lead, {name}"[:80]
            if converted:
                old = School(
                    old_urn, name, establishment, plain, "Closed", phone, email, code, lead, "", 0, True
                )
                rows.append(old)
                urn = str(950_000 + number)
                predecessors[urn] = old
                new = School(
                    urn,
                    name.replace("Primary School", "Primary Academy"),
                    establishment,
                    plain,
                    "Open",
                    phone,
                    email,
                    code,
                    lead,
                    old_urn,
                    opened,
                    True,
                )
            else:
                new = School(
                    old_urn, name, establishment, plain, "Open", phone, email, code, lead, "", 0, not outside
                )
            rows.append(new)
            groups.setdefault(phase, []).append(new)
    pick = {phase: tuple(found) for phase, found in groups.items()}
    return Schools(
        tuple(rows),
        pick["Primary"],
        pick["Secondary"],
        pick["Special"] + pick["PRU"],
        pick["Independent"],
        pick["16 plus"],
        pick["Out Primary"],
        pick["Out Secondary"],
        predecessors,
    )
