"""Reads: rows of the library's statements composed into the views that pages and API show."""

from graph.reads.behind import behind
from graph.reads.caseload import child_of_identifier, child_of_record, news, services_by_key, works_with
from graph.reads.deliveries import deliveries, feeds, forwarded, involved_services
from graph.reads.events import events
from graph.reads.homes import address, addresses, households, other_households, people_of_address
from graph.reads.named import person_refs, service_names
from graph.reads.network import agencies, network
from graph.reads.paths import paths
from graph.reads.people import adult, child
from graph.reads.search import search
from graph.reads.services import involvements, schools
from graph.reads.siblings import siblings
from graph.reads.transience import transient_addresses

__all__ = [
    "address",
    "addresses",
    "adult",
    "agencies",
    "behind",
    "child",
    "child_of_identifier",
    "child_of_record",
    "deliveries",
    "events",
    "feeds",
    "forwarded",
    "households",
    "involved_services",
    "involvements",
    "network",
    "news",
    "other_households",
    "paths",
    "people_of_address",
    "person_refs",
    "schools",
    "search",
    "service_names",
    "services_by_key",
    "siblings",
    "transient_addresses",
    "works_with",
]
