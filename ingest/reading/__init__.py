"""Reading a delivery: from files to typed rows, rejections and warnings."""

from __future__ import annotations

from ingest.reading.deletions import Deletion
from ingest.reading.delivery import ReadDelivery, read_delivery
from ingest.reading.manifest import Manifest
from ingest.reading.problems import DeliveryRefused, Problem, Rejection, Warned
from ingest.reading.quarantine import write_rejections_csv

__all__ = [
    "Deletion",
    "DeliveryRefused",
    "Manifest",
    "Problem",
    "ReadDelivery",
    "Rejection",
    "Warned",
    "read_delivery",
    "write_rejections_csv",
]
