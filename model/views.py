"""Views: what the queries compose and what both the JSON API and the pages show. One declaration for both."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from model.facts import Fact, Feed, Source, View

NO_PROOF = (
    "No result is not proof that a child is not known. Some records are held back, some feeds are old or missing. "
    "If you are worried, ring the safeguarding hub."
)
LOCATION_WITHHELD = "Location withheld. Contact the safeguarding hub."


class PersonRef(View):
    """A person in a list: enough to recognise and to open."""

    uid: str
    kind: Literal["child", "adult"]
    name: str
    date_of_birth: dt.date | None = None
    age: int | None = Field(default=None, description="Whole years at the date asked for.")
    died: dt.date | None = None
    notice: str | None = Field(default=None, description="Location withheld, where it is.")


class AddressRef(View):
    """An address in a list."""

    uid: str
    line: str
    postcode: str | None = None
    address_class: str | None = None
    matched: Literal["uprn", "key", "none"] = "none"
    authority: str | None = Field(
        default=None, description="Local authority by the postcode, where it is asked for."
    )
    ward: str | None = Field(
        default=None, description="Ward by the borough's own list, where it is asked for."
    )


class ServiceRef(View):
    """A service to ring. A sensitive service without clearance is 'A service' with the hub's instruction only."""

    uid: str | None
    name: str
    agency: str | None
    telephone: str | None = None
    out_of_hours_telephone: str | None = None
    email: str | None = None
    website: str | None = None
    address: str | None = Field(default=None, description="Where to write to it, in one line.")
    sensitive: bool = False


class WorkerRef(View):
    """A worker to ring."""

    uid: str
    name: str
    role: str | None = None
    telephone: str | None = None
    email: str | None = None
    active: bool | None = None
    lead: bool = False
    service: str | None = Field(default=None, description="Name of the service through which they work.")


class SchoolRef(View):
    """A school to ring."""

    uid: str
    urn: str | None = None
    name: str
    telephone: str | None = None
    safeguarding_lead: str | None = None
    safeguarding_telephone: str | None = None


class Involvement(View):
    """What a service does, or did, with a child."""

    service: ServiceRef
    kind: str
    status: str
    category: str | None = None
    legal_status: str | None = None
    last_contact: dt.date | None = None
    last_seen_alone: dt.date | None = None
    place: str | None = Field(
        default=None, description="Where the child is with it, if not at its own address."
    )
    end_reason: str | None = None


class EventParty(View):
    """Somebody else who was party to an event."""

    person: PersonRef
    role: str


class Event(View):
    """A dated thing with parties: a missing episode, an incident, an attendance, an exclusion."""

    uid: str
    kind: str
    role: str
    category: str | None = None
    outcome: str | None = None
    place: str | None = Field(default=None, description="Where this person was, or was found.")
    interview: str | None = Field(
        default=None, description="Return interview: held, declined or not_offered."
    )
    interview_on: dt.date | None = None
    planned: bool | None = None
    others: list[EventParty] = Field(default_factory=list)


class Identifier(View):
    """A number by which agencies know somebody."""

    kind: Literal["nhs_number", "upn", "former_upn", "uln", "agency"]
    value: str
    status: str | None = None


class Responsible(View):
    """A parent, carer or other adult in a child's life."""

    person: PersonRef
    relationship: str
    parental_responsibility: Literal["yes", "no", "not_recorded"] = "not_recorded"
    lives_with: bool | None = None
    paid: bool | None = None
    telephones: list[str] = Field(default_factory=list)


class ChildView(View):
    """A child's page without its lists."""

    uid: str
    name: Fact[str]
    other_names: list[Fact[str]] = Field(
        default_factory=list, description="Known-as, former and differently given names."
    )
    date_of_birth: Fact[dt.date] | None = None
    dob_certainty: str | None = None
    age: int | None = None
    sex: Fact[str] | None = None
    died: Fact[dt.date] | None = None
    identifiers: list[Fact[Identifier]] = Field(default_factory=list)
    telephones: list[Fact[str]] = Field(default_factory=list)
    interpreter: list[Fact[str]] = Field(
        default_factory=list, description="Languages for which an interpreter is needed."
    )
    contact_safely: list[Fact[str]] = Field(
        default_factory=list, description="How the child and family are to be contacted."
    )
    notice: str | None = None
    unplaced: str | None = None
    adults: list[Fact[Responsible]] = Field(default_factory=list)
    workers: list[Fact[WorkerRef]] = Field(default_factory=list)
    feeds: list[Feed] = Field(default_factory=list)
    not_known: list[str] = Field(
        default_factory=list, description="Plain sentences: what is not known, and why."
    )


class AdultView(View):
    """An adult's page without its lists."""

    uid: str
    name: Fact[str]
    other_names: list[Fact[str]] = Field(default_factory=list)
    date_of_birth: Fact[dt.date] | None = None
    age: int | None = None
    died: Fact[dt.date] | None = None
    telephones: list[Fact[str]] = Field(default_factory=list)
    notice: str | None = None
    children: list[Fact[Responsible]] = Field(default_factory=list, description="person is the child.")


class Basis(View):
    """One ground on which two children are linked, in words, with its dates and sources."""

    basis: str
    sentence: str
    from_: dt.date | None = Field(default=None, alias="from")
    to: dt.date | None = None
    days: int | None = Field(default=None, description="Days of overlap for a shared address.")
    through: PersonRef | AddressRef | None = None
    sources: list[Source] = Field(default_factory=list)


class Sibling(View):
    """A brother, sister or other child of the same home, with the grounds."""

    person: PersonRef
    bases: list[Basis]
    described_as: str = Field(
        description="full, half, or the strongest basis in words; never more than is recorded."
    )


class Stay(View):
    """Residence of one person at one address, for lists by person or by address."""

    person: PersonRef
    address: AddressRef | None
    kind: str
    household_member: bool
    joined: dt.date | None = None
    left: dt.date | None = None
    last_confirmed: dt.date | None = None
    provider: str | None = None
    school_told: dt.date | None = None
    gp_told: dt.date | None = None


class Household(View):
    """One of a child's homes as at a date: who lives there, who joined and left in the year before."""

    address: AddressRef
    members: list[Fact[Stay]]
    joined: list[Fact[Stay]] = Field(default_factory=list)
    left: list[Fact[Stay]] = Field(default_factory=list)
    also_linked: list[Fact[Stay]] = Field(
        default_factory=list,
        description="Placements, correspondence, tenancies: at the address, not of the household.",
    )


class Move(View):
    """Two or more people who lived together at one home, and afterwards at another: the same family that moved."""

    before: AddressRef
    after: AddressRef
    on: dt.date | None = Field(default=None, description="The earliest recorded day at the later home.")
    people: list[PersonRef]
    sentence: str
    ground: str = Field(description="From which day each of them is recorded at each of the two homes.")
    sources: list[Source] = Field(default_factory=list)


class Family(View):
    """People of one address who belong together, up to a date."""

    members: list[Fact[Stay]]
    ground: str = Field(description="Why they stand together, in a sentence.")
    moves: list[Move] = Field(default_factory=list, description="From and to where they moved together.")


class SchoolStay(View):
    """A time at one school."""

    school: SchoolRef
    status: str
    end_reason: str | None = None


class TransientAddress(View):
    """An address of several in a short time, of temporary accommodation, or one that many families pass through."""

    address: AddressRef
    reason: Literal["several_in_window", "temporary_accommodation", "many_families"]
    sentence: str
    families: int | None = None
    stays: list[Fact[Stay]] = Field(default_factory=list)


class SearchHit(View):
    """One person found."""

    person: PersonRef
    matched_on: list[str] = Field(description="In words: which parts of the question matched what.")
    address: AddressRef | None = None
    school: str | None = None
    household: list[PersonRef] = Field(default_factory=list)


class NetworkNode(View):
    """One thing in a network."""

    uid: str
    kind: Literal["child", "adult", "address", "school", "service", "professional", "event"]
    label: str
    detail: str | None = None
    hops: int
    hub: bool = Field(default=False, description="Shown, not walked through.")
    count: int | None = Field(default=None, description="People at a hub, counted within the scope.")
    notice: str | None = None
    household: str | None = Field(
        default=None, description="The drawn address to whose household this person belongs."
    )
    said_to_live_with: bool = Field(
        default=False,
        description="Of the household because they are said to live with the child; no address of theirs is recorded.",
    )


class NetworkEdge(View):
    """One link in a network."""

    uid: str
    source: str
    target: str
    kind: str
    label: str
    from_: dt.date | None = Field(default=None, alias="from")
    to: dt.date | None = None
    current: bool = True
    sources: list[Source] = Field(default_factory=list)


class Network(View):
    """What is linked to a person, step by step."""

    start: str
    as_at: dt.date
    as_known_at: dt.date
    depth: int
    nodes: list[NetworkNode]
    edges: list[NetworkEdge]
    truncated: bool = Field(default=False, description="True: the neighbourhood is larger than is drawn.")
    notice: str | None = None

    @property
    def notice_of_start(self) -> str | None:
        """The notice of protection of the person in the middle."""
        return next((node.notice for node in self.nodes if node.uid == self.start), None)


class PathStep(View):
    """One step of a path, in a sentence."""

    sentence: str
    edges: list[NetworkEdge]


class Path(View):
    """How two people are linked."""

    nodes: list[NetworkNode]
    steps: list[PathStep]
    in_common: bool = Field(
        default=False,
        description="True: a school, service or worker that both had at the same time, through which no path leads.",
    )


class DeliveryView(View):
    """One delivery of one feed."""

    uid: str
    feed: str
    agency: str
    kind: str
    status: str
    extracted: dt.date | None
    received: dt.date | None
    rows: int | None = None
    accepted: int | None = None
    rejected: int | None = None
    opened_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
