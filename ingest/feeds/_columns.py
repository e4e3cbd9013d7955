"""Columns that several feeds share."""

from __future__ import annotations

from ingest.feeds.declaration import Column, Type

ADDRESS = (
    Column("saon", doc="Flat or room.", located=True),
    Column("paon", doc="House number or name.", located=True),
    Column("street", located=True),
    Column("locality", located=True),
    Column("town", located=True),
    Column("postcode", Type.POSTCODE, located=True),
    Column("uprn", Type.UPRN, located=True),
)
