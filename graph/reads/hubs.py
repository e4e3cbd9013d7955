"""Hubs: places of many families, which are shown and not walked through (design, the graph)."""

from __future__ import annotations

from model.codes import AddressClass
from model.views import AddressRef

HUB_CLASSES = frozenset(
    {
        AddressClass.HOSTEL,
        AddressClass.SUPPORTED,
        AddressClass.CHILDRENS_HOME,
        AddressClass.HOSPITAL,
        AddressClass.PRISON,
        AddressClass.COMMUNAL,
        AddressClass.SCHOOL,
        AddressClass.REFUGE,
        AddressClass.NO_FIXED_ABODE,
    }
)
"""Classes of address at which living together says nothing of belonging together."""

HUB_PEOPLE = 12
"""More people than this at once make any address a hub. Assumed: larger than nearly every private household."""

HUB_PEOPLE_EVER = 30
"""The same, for everybody who was ever there. Assumed."""


def is_hub(address: AddressRef, people: int, most: int = HUB_PEOPLE) -> bool:
    """Whether an address is not to be walked through, by its class or by the people counted there."""
    return address.address_class in HUB_CLASSES or people > most
