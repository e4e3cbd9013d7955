"""Reads: rows of the library's statements composed into the views that pages and API show."""

from graph.reads.behind import behind
from graph.reads.caseload import child_of_identifier, child_of_record, news, services_by_key, works_with
from graph.reads.conflicts import conflicts
from graph.reads.corrections import contested, corrections, values
from graph.reads.coverage import NOBODY, coverage
from graph.reads.crosswalk import crosswalk, retired
from graph.reads.deliveries import agency_codes, deliveries, feeds, forwarded, involved_services
from graph.reads.events import events
from graph.reads.families import families, moves
from graph.reads.held import held
from graph.reads.homes import address, addresses, households, other_households, people_of_address
from graph.reads.named import names_of_services, person_refs, service_names
from graph.reads.network import agencies, network
from graph.reads.outbox import outbox
from graph.reads.paths import paths
from graph.reads.people import adult, child
from graph.reads.scorecards import scorecards
from graph.reads.search import search
from graph.reads.services import involvements, schools
from graph.reads.siblings import siblings
from graph.reads.transience import transient_addresses
from graph.reads.unplaced import unplaced

__all__ = [
    "NOBODY",
    "address",
    "addresses",
    "adult",
    "agencies",
    "agency_codes",
    "behind",
    "child",
    "child_of_identifier",
    "child_of_record",
    "conflicts",
    "contested",
    "corrections",
    "coverage",
    "crosswalk",
    "deliveries",
    "events",
    "families",
    "feeds",
    "forwarded",
    "held",
    "households",
    "involved_services",
    "involvements",
    "moves",
    "names_of_services",
    "network",
    "news",
    "other_households",
    "outbox",
    "paths",
    "people_of_address",
    "person_refs",
    "retired",
    "schools",
    "scorecards",
    "search",
    "service_names",
    "services_by_key",
    "siblings",
    "transient_addresses",
    "unplaced",
    "values",
    "works_with",
]
