"""Invented places: dwellings, blocks of temporary accommodation, refuges, homes, and addresses over the border.

A place is a pair (kind, number) and its address a pure function of the pair. Postcodes stand in the areas AM and EB,
UPRNs begin with 99 and positions lie in the North Sea: none of them belongs to a real address.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kith.synth.chance import mix

TOWN = "Aldermere"
NEIGHBOURS = ("Eastbourough", "Wexcombe", "Norhaven", "Stonefleet")
LOCALITIES = (
    "Alder Green",
    "Lower Mere",
    "Harrowden",
    "Pilgrims Wood",
    "Kingsmere",
    "Brook End",
    "Millfield",
    "Pipers Lea",
    "Oakhatch",
    "Southmere",
    "Winchley",
    "Forge Hill",
)
_FIRST = [
    "Alma", "Acacia", "Albany", "Alder", "Ashgrove", "Baker", "Barley", "Beech", "Bellevue", "Birch",
    "Bramley", "Brook", "Burnside", "Bury", "Caister", "Canon", "Carlton", "Cedar", "Chase", "Chestnut",
    "Churchfield", "Clarence", "Clay", "Clifton", "Clover", "Copper", "Cornwall", "Crescent", "Dale",
    "Derby", "Dunnock", "Eden", "Elm", "Fairfield", "Falcon", "Farm", "Fern", "Forest", "Fountain",
    "Gallery", "Garden", "Gable", "Gladstone", "Grange", "Green", "Grove", "Hawthorn", "Hazel", "Heron",
    "Hertford", "High", "Hillside", "Holly", "Holmwood", "Ivy", "Jasper", "Jubilee", "Kestrel", "Kimberley",
    "Kings", "Laburnum", "Lancaster", "Larch", "Laurel", "Lavender", "Leighton", "Lime", "Lincoln", "Linden",
    "Linnet", "Lodge", "Longfield", "Lynton", "Maple", "Marsh", "Meadow", "Melville", "Mere", "Mill",
    "Monks", "Monmouth", "Nettle", "Newbury", "Northfield", "Oak", "Orchard", "Osborne", "Palace", "Park",
    "Parsonage", "Pembroke", "Pine", "Poplar", "Primrose", "Queens", "Raleigh", "Rosewood", "Rectory",
    "Ridge", "River", "Robin", "Rowan", "Russet", "Salisbury", "Sandringham", "Seaford", "Severn", "Sheldon",
    "Silver", "Skylark", "South", "Spring", "Station", "Sycamore", "Teasel", "Thistle", "Trinity", "Tulip",
    "Union", "Vale", "Victoria", "Walnut", "Warwick", "Wellington", "Westmoor", "Willow", "Windmill",
    "Windsor", "Woodgrange", "Worcester", "York",
]  # fmt: skip
_TYPES = (
    "Road",
    "Street",
    "Avenue",
    "Close",
    "Lane",
    "Gardens",
    "Way",
    "Drive",
    "Crescent",
    "Grove",
    "Court Road",
    "Terrace",
    "Park",
    "Walk",
    "Rise",
    "Hill",
)
_BLOCKS = ("House", "Court", "Point", "Lodge", "Tower", "Mansions", "Heights")
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
AUTHORITIES = ("E09000901", "E09000902", "E09000903", "E09000904", "E09000905")
"""Invented codes in the shape of the GSS: the borough's own, then its neighbours'."""
DISTRICTS = 24
"""Postcode districts of each neighbour."""
PLOT = 20
"""Dwellings of one postcode."""
CLASSES = {
    "home": "residential",
    "out": "residential",
    "ta": "temporary_accommodation",
    "refuge": "refuge",
    "hostel": "hostel",
    "childrens_home": "childrens_home",
    "out_childrens_home": "childrens_home",
    "foster": "foster_home",
    "out_foster": "foster_home",
    "out_refuge": "refuge",
    "prison": "prison",
    "supported": "supported_accommodation",
}

Place = tuple[str, int]


class Address(NamedTuple):
    """One address as it truly is; absent parts are empty text."""

    place_id: str
    uprn: str
    saon: str
    building: str
    paon: str
    street: str
    locality: str
    town: str
    postcode: str
    easting: int
    northing: int
    inside: bool


def postcode(area: str, plot: int) -> str:
    """The postcode of a plot: 99 districts of 4,000 codes each."""
    sector, letters = divmod(plot, 400)
    district, digit = divmod(sector, 10)
    first, second = divmod(letters, 20)
    return f"{area}{district % 99 + 1} {digit}{_INWARD[first]}{_INWARD[second]}"


def _outside(plot: int, neighbour: int) -> str:
    """A postcode over the border: each neighbour has districts of its own."""
    outward, _, inward = postcode("EB", plot).partition(" ")
    district = int(outward.removeprefix("EB")) - 1
    return f"EB{neighbour * DISTRICTS + district % DISTRICTS + 1} {inward}"


def list_of_places() -> list[tuple[str, str, str, str, str, str]]:
    """The borough's own list of places (postcode, authority, its name, ward, own, decile of deprivation).

    The authorities are invented, as everything is: no real code ends in 9xx. Sectors of a ward differ by a decile or
    two.
    """
    own = [("AM", AUTHORITIES[0], TOWN, "", "Y", "")]
    for district in range(1, 100):
        for sector in range(10):
            ward = (district * 10 + sector) % len(LOCALITIES)
            decile = min(10, max(1, 1 + ward * 10 // len(LOCALITIES) + mix(district, sector) % 3 - 1))
            own.append((f"AM{district} {sector}", AUTHORITIES[0], TOWN, LOCALITIES[ward], "Y", str(decile)))
    over = [
        (f"EB{neighbour * DISTRICTS + district + 1}", AUTHORITIES[neighbour + 1], name, "", "N", "")
        for neighbour, name in enumerate(NEIGHBOURS)
        for district in range(DISTRICTS)
    ]
    return own + over


def _street(number: int) -> str:
    name = mix(number, 5)
    return f"{_FIRST[name % len(_FIRST)]} {_TYPES[(name >> 20) % len(_TYPES)]}"


@lru_cache(maxsize=4096)
def address(place: Place) -> Address:
    """The address of a place."""
    kind, number = place
    inside = not kind.startswith("out") and kind != "prison"
    salt = sorted(CLASSES).index(kind)
    if kind in ("home", "out", "foster", "out_foster"):
        plot, within = divmod(number, PLOT)
        plot_key = plot + salt * 10_000_000
        is_block = mix(plot_key, 1) % 100 < 38
    else:
        size = {"ta": 40, "refuge": 10, "hostel": 20, "supported": 12}.get(kind, 6)
        plot, within = divmod(number, size)
        plot_key = plot + salt * 10_000_000
        is_block = True
    neighbour = plot % len(NEIGHBOURS)
    code = postcode("AM", (plot * 7 + salt * 23) if kind != "home" else plot)
    if not inside:
        code = _outside(plot * 7 + salt * 23, neighbour)
    if kind != "home" and inside:
        # Special places share no postcode with dwellings: they stand in districts counted from the top.
        code = postcode("AM", 396_000 - 1 - (plot * 16 + salt))
    street = _street(plot_key // 8)
    base = 1 + (plot_key % 8) * PLOT
    if is_block:
        building = f"{_FIRST[mix(plot_key, 2) % len(_FIRST)]} {_BLOCKS[mix(plot_key, 3) % len(_BLOCKS)]}"
        if kind == "ta" and mix(plot_key, 4) % 4 == 0:
            building = f"{_FIRST[mix(plot_key, 2) % len(_FIRST)]} Hotel"
        room = kind in ("refuge", "hostel", "childrens_home", "out_childrens_home", "prison", "out_refuge")
        saon = "" if room else (f"Room {within + 1}" if building.endswith("Hotel") else f"Flat {within + 1}")
        paon = str(base)
    else:
        building, saon, paon = "", "", str(base + within)
    return Address(
        f"{kind}-{number}",
        str(990_000_000_000 + salt * 500_000_000 + number * 3 + 1),
        saon,
        building,
        paon,
        street,
        LOCALITIES[plot_key // 64 % len(LOCALITIES)] if inside else "",
        TOWN if inside else NEIGHBOURS[neighbour],
        code,
        680_000 + mix(plot_key, 6) % 9_000 + within,
        250_000 + mix(plot_key, 7) % 9_000 + within,
        inside,
    )
