"""The nodes of the graph, declared once.

Constraints, indexes, the full-text index, ``docs/graph.md`` and the typed rows derive from these classes. Every node
carries ``guard`` (see :mod:`model.guards`): the clearance that a reader needs before the node exists for them.
A class attribute ``__fulltext__`` names the properties under the full-text index.
"""

from __future__ import annotations

from typing import ClassVar

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateProperty,
    DateTimeProperty,
    FloatProperty,
    IntegerProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
)

from model import edges


class Guarded(StructuredNode):
    """Base of every node: minted once, never reused, guarded."""

    __abstract_node__ = True

    uid = StringProperty(unique_index=True, required=True, help_text="Random, minted once, never reused.")
    guard = StringProperty(default="", help_text="Clearances a reader needs for it to exist; empty: open.")


class Person(Guarded):
    """Somebody whom at least one agency has a record of: a projection of the records judged to be that person."""

    __fulltext__: ClassVar[tuple[str, ...]] = ("search_text",)

    anchor = StringProperty(help_text="Record key under which the uid was born (see Birth).")
    place_guard = StringProperty(default="", help_text="Clearance needed for whatever locates this person.")
    protection = StringProperty(index=True, help_text="location, hidden, sealed or held; absent when open.")
    alleged_abuser = BooleanProperty(help_text="Alleged abuser: no query from here reaches a place.")
    forename = StringProperty(help_text="Forename as most agencies give it.")
    middle_names = StringProperty()
    surname = StringProperty(index=True)
    known_as = ArrayProperty(StringProperty(), help_text="Other forenames in use.")
    former_surnames = ArrayProperty(StringProperty())
    date_of_birth = DateProperty(index=True)
    dob_certainty = StringProperty(help_text="exact, estimated or expected.")
    sex = StringProperty(help_text="F, M or X as recorded; absent when not known.")
    date_of_death = DateProperty()
    nhs_number = StringProperty(index=True)
    nhs_number_status = StringProperty(help_text="verified, unverified or failed_check.")
    search_text = StringProperty(
        help_text="Search tokens: names, their sounds, date of birth, postcodes of open addresses."
    )
    place_search_text = StringProperty(help_text="Postcode tokens; matched where the place guard is cleared.")
    unplaced = StringProperty(
        help_text="Why no current address could be placed: none_given, no_fixed_abode, unreadable, left_area."
    )

    lives_at = RelationshipTo("Address", "LIVES_AT", model=edges.LivesAt)
    parent_of = RelationshipTo("Person", "PARENT_OF", model=edges.ParentOf)
    cares_for = RelationshipTo("Person", "CARES_FOR", model=edges.CaresFor)
    responsible_for = RelationshipTo("Person", "RESPONSIBLE_FOR", model=edges.ResponsibleFor)
    related_to = RelationshipTo("Person", "RELATED_TO", model=edges.RelatedTo)
    party_to = RelationshipTo("Event", "PARTY_TO", model=edges.PartyTo)
    in_family_file = RelationshipTo("FamilyFile", "IN_FAMILY_FILE", model=edges.Dated)


class Child(Person):
    """A person under 19, or expected, or whose involvement as a child is still on file."""

    upn = StringProperty(index=True, help_text="Unique pupil number now in use.")
    former_upns = ArrayProperty(StringProperty(), help_text="Former and temporary UPNs.")
    uln = StringProperty(index=True)

    involved_with = RelationshipTo("Service", "INVOLVED_WITH", model=edges.InvolvedWith)
    attends = RelationshipTo("School", "ATTENDS", model=edges.Attends)


class Carer(Person):
    """An adult in a child's life. A seventeen-year-old mother is both Child and Carer."""


class Address(Guarded):
    """One home or other place, whatever the number of ways in which it is written."""

    anchor = StringProperty(help_text="Address token under which the uid was born.")
    uprn = StringProperty(index=True, help_text="12 characters, zero padded; absent when no agency gave one.")
    key = StringProperty(index=True, help_text="Normalised key from parsed parts.")
    lines = StringProperty(help_text="The address as one line, best written form.")
    postcode = StringProperty(index=True)
    local_authority = StringProperty(help_text="GSS code by the postcode; absent: not known.")
    authority_name = StringProperty(help_text="Its name, where the borough's own list gives one.")
    deprivation = IntegerProperty(help_text="Decile, 1 the most deprived, by the borough's own list.")
    ward = StringProperty(help_text="Ward, by the borough's own list of places.")
    outside = BooleanProperty(help_text="True outside the borough, false inside; absent: not known.")
    postcode_listed = BooleanProperty(help_text="False: no list in use holds it; absent: no list.")
    address_class = StringProperty(help_text="See model.codes.AddressClass.")
    matched = StringProperty(index=True, help_text="uprn, key or none: how the home was recognised.")
    easting = FloatProperty(help_text="Metres of the National Grid.")
    northing = FloatProperty()
    position_from = StringProperty(help_text="given by an agency, or postcode: its middle.")


class School(Guarded):
    """A school by its URN."""

    urn = StringProperty(unique_index=True)
    name = StringProperty(index=True)
    laestab = StringProperty()
    phase = StringProperty()
    status = StringProperty()
    telephone = StringProperty()
    email = StringProperty()
    postcode = StringProperty()
    safeguarding_lead = StringProperty(help_text="Designated safeguarding lead, as the school gives it.")
    safeguarding_telephone = StringProperty()
    predecessor_urn = StringProperty(help_text="The school that it replaced, as an agency gives it.")
    predecessor_urns = ArrayProperty(StringProperty(), help_text="Schools that it took in (register).")
    successor_urns = ArrayProperty(StringProperty(), help_text="Schools that took it in (register).")
    opened = DateProperty()
    closed = DateProperty()
    local_authority = StringProperty(help_text="Code of the authority in which it lies.")
    kind = StringProperty(help_text="Type of establishment, in the register's words.")


class Agency(Guarded):
    """An organisation that sends extracts or works with children."""

    code = StringProperty(unique_index=True)
    name = StringProperty()
    feed_live = BooleanProperty(help_text="True once a delivery of its feed was closed.")
    telephone = StringProperty()


class Service(Guarded):
    """A team or service of an agency."""

    key = StringProperty(unique_index=True, help_text="Agency and the agency's own code.")
    name = StringProperty()
    agency = StringProperty(index=True, help_text="Code of the agency that runs it.")
    kind = StringProperty(help_text="See model.codes.ServiceKind.")
    sensitive = BooleanProperty(help_text="True: shown as 'a service' to those without the clearance.")
    telephone = StringProperty(help_text="Duty number in office hours.")
    out_of_hours_telephone = StringProperty()
    email = StringProperty()
    website = StringProperty()
    address = StringProperty(help_text="Where to write to it, in one line.")

    run_by = RelationshipTo("Agency", "RUN_BY", model=edges.Sourced)


class Professional(Guarded):
    """A worker, as their agency names them."""

    key = StringProperty(unique_index=True, help_text="Feed and the agency's own identifier.")
    name = StringProperty(index=True)
    role = StringProperty()
    telephone = StringProperty()
    email = StringProperty()
    active = BooleanProperty()

    works_with = RelationshipTo("Child", "WORKS_WITH", model=edges.WorksWith)
    works_for = RelationshipTo("Service", "WORKS_FOR", model=edges.Sourced)
    works_for_school = RelationshipTo("School", "WORKS_FOR", model=edges.Sourced)


class FamilyFile(Guarded):
    """A file under which an agency keeps one family: its members may be brothers and sisters, nothing more is said."""

    key = StringProperty(unique_index=True, help_text="Feed and the agency's own family identifier.")


class Event(Guarded):
    """A dated thing with several parties: missing episode, domestic-abuse incident, emergency attendance, exclusion."""

    key = StringProperty(unique_index=True, help_text="Feed and the agency's own identifier.")
    kind = StringProperty(index=True, help_text="See model.codes.EventKind.")
    on = DateProperty(index=True, help_text="The day, or the first of several.")
    until = DateProperty(help_text="The last day; absent for one day, and while it lasts.")
    agency = StringProperty(help_text="Code of the agency that recorded it.")
    category = StringProperty(help_text="The agency's grade or sort of it, in words.")
    outcome = StringProperty()
    interview = StringProperty(help_text="Return interview: held, declined, not_offered.")
    interview_on = DateProperty(help_text="The day of the return interview.")
    planned = BooleanProperty(help_text="An attendance that was arranged before, as a follow-up.")


class Feed(StructuredNode):
    """What the index knows of one feed as such. Whether it is absent or ageing is reckoned when it is asked."""

    code = StringProperty(unique_index=True, required=True)
    agency = StringProperty(index=True, help_text="Code of the agency that sends it.")
    name = StringProperty(help_text="Name of the agency.")
    cadence_days = IntegerProperty(help_text="Days between two deliveries, as agreed.")
    expects_from = IntegerProperty(
        help_text="Age in whole years from which the feed should hold every child; absent: only those with a case."
    )
    expects_to = IntegerProperty(help_text="Age up to which, that year included.")
    joined = DateProperty(help_text="Day of the first delivery; absent while the agency has not joined.")
    off_since = DateProperty(help_text="Day on which a person switched the feed off; absent while it is on.")


class Record(StructuredNode):
    """What one agency said about one person, school, service or worker: one version, never overwritten.

    ``key`` is ``feed:kind:identifier``; ``version`` counts from 1 in order of extraction. ``rows`` is the typed
    source rows as JSON: table -> row key -> row. Identity columns are repeated as properties so that a value can be
    shown with its source without opening ``rows``.
    """

    uid = StringProperty(unique_index=True, required=True, help_text="Key, delivery and content, hashed.")
    guard = StringProperty(default="")
    key = StringProperty(index=True)
    version = IntegerProperty()
    current = BooleanProperty(index=True, help_text="True on the newest version that is not withdrawn.")
    feed = StringProperty(index=True)
    agency = StringProperty()
    kind = StringProperty(help_text="child, adult, school, service, professional or event.")
    identifier = StringProperty(help_text="The agency's own identifier.")
    delivery = StringProperty(index=True, help_text="uid of the delivery that brought this version.")
    extracted = DateProperty(help_text="The day on which the agency took the extract.")
    first_seen = DateProperty(help_text="The day on which the index received this version.")
    last_seen = DateProperty(
        help_text="Last delivery that still held it; absent while it is in its feed's latest."
    )
    withdrawn = DateProperty(
        index=True,
        help_text="Received day of the version or deletion that replaced it; absent while current.",
    )
    content = StringProperty(help_text="Hash of rows.")
    rows = StringProperty(help_text="JSON: what the agency's record held after this delivery.")
    said = StringProperty(
        help_text="JSON of rows and deletions of a changes delivery; absent for a full one: it said rows."
    )
    forename = StringProperty()
    middle_names = StringProperty()
    surname = StringProperty()
    known_as = StringProperty()
    former_surname = StringProperty()
    date_of_birth = DateProperty()
    dob_certainty = StringProperty()
    sex = StringProperty()
    date_of_death = DateProperty()
    nhs_number = StringProperty()
    nhs_number_status = StringProperty()
    upn = StringProperty()
    former_upns = ArrayProperty(StringProperty())
    uln = StringProperty()
    telephones = ArrayProperty(StringProperty(), help_text="Locates: shown where the place guard is cleared.")
    email = StringProperty()
    ethnicity = StringProperty(help_text="As a return codes it; for counts of fairness alone, on no page.")
    interpreter = StringProperty(help_text="Language for which an interpreter is needed.")
    contact_safely = StringProperty(help_text="How they are to be contacted; locates, as telephones do.")

    describes = RelationshipTo("Person", "DESCRIBES", model=edges.Describes)
    awaits = RelationshipTo("Awaited", "AWAITS", model=edges.Plain)


class Awaited(StructuredNode):
    """A record key that some record refers to and that no delivery has brought yet."""

    key = StringProperty(unique_index=True, required=True)


class Judged(StructuredNode):
    """Base of verdicts on a pair. Append-only: a later one supersedes, nothing is erased."""

    __abstract_node__ = True

    uid = StringProperty(unique_index=True, required=True)
    left = StringProperty(index=True, help_text="Smaller record key, or address token, of the pair.")
    right = StringProperty(index=True, help_text="Larger one.")
    pair = StringProperty(index=True, help_text="What names the pair in addresses: a hash of both.")
    verdict = StringProperty(index=True, help_text="same, different or unsure; undone: taken back.")
    by = StringProperty(help_text="Account of the person, or model:VERSION.")
    at = DateTimeProperty()
    on = DateProperty(help_text="Received day of the delivery that led to it, or day of the decision.")
    reason = StringProperty()
    act = StringProperty(index=True, help_text="Of a person's: one for those entered together.")
    superseded_on = DateProperty(help_text="Absent while the judgement stands.")
    current = BooleanProperty(index=True)


class Judgement(Judged):
    """One verdict on one pair of records."""

    human = BooleanProperty(index=True)
    weight = FloatProperty(help_text="Match weight in bits; absent for a human judgement.")
    evidence = StringProperty(help_text="JSON rows: comparison, level, weight.")


class HomeJudgement(Judged):
    """One decision of a person on two address tokens: one home, or two."""


class Birth(StructuredNode):
    """The birth of a uid, kept for ever, so that a rebuild gives the same uids.

    A cluster takes the eldest uid whose anchor it holds; the other uids born inside it forward to that one.
    """

    uid = StringProperty(unique_index=True, required=True)
    kind = StringProperty(help_text="person or address.")
    anchor = StringProperty(unique_index=True, help_text="Record key or address token.")
    sequence = IntegerProperty(index=True, help_text="Order of birth.")
    on = DateProperty()
    forwards_to = StringProperty(index=True, help_text="uid that this one leads to now; absent while in use.")


class Forwarding(StructuredNode):
    """One entry of the log of forwardings: from when on a uid led to another, or to itself again."""

    uid = StringProperty(unique_index=True, required=True)
    retired = StringProperty(index=True)
    forwards_to = StringProperty(help_text="Absent when the uid came back into use.")
    on = DateProperty()
    delivery = StringProperty(help_text="uid of the delivery or of the judgement that led to it.")


class Protection(StructuredNode):
    """A protection that a delivery or a person declared for the subject of a record. Seals are not kept here."""

    key = StringProperty(unique_index=True, required=True)
    record = StringProperty(index=True, help_text="Record key of the person it was declared for.")
    kind = StringProperty(help_text="location or hidden or sealed.")
    basis = StringProperty(help_text="See model.codes.ProtectionBasis.")
    since = DateProperty()
    until = DateProperty(help_text="Only a person ends a protection; absent while it stands.")
    declared_by = StringProperty()
    alleged_abuser = StringProperty(help_text="Record key of the person it protects from, where named.")
    delivery = StringProperty()


class Delivery(StructuredNode):
    """One delivery of one feed, from opening to its closing report."""

    uid = StringProperty(unique_index=True, required=True, help_text="Hash of feed, kind, dates and content.")
    feed = StringProperty(index=True)
    agency = StringProperty()
    kind = StringProperty(help_text="full or changes.")
    extracted = DateProperty(index=True)
    received = DateProperty()
    latest = BooleanProperty(index=True, help_text="True for the feed's closed one received last.")
    sequence = IntegerProperty(help_text="Order of opening.")
    status = StringProperty(index=True, help_text="open, held, closed or refused.")
    opened_at = DateTimeProperty()
    closed_at = DateTimeProperty()
    digest = StringProperty(help_text="SHA-256 of the files.")
    rows = IntegerProperty()
    accepted = IntegerProperty()
    rejected = IntegerProperty()
    report = StringProperty(help_text="JSON of the closing report.")
    decided_by = StringProperty(help_text="Account that released or refused it while it was held.")
    decided_at = DateTimeProperty()
    decided_because = StringProperty()


class RejectedRow(StructuredNode):
    """A row that was put aside, for the agency that sent it; forgotten when its feed delivers in full again."""

    uid = StringProperty(unique_index=True, required=True)
    feed = StringProperty(index=True)
    agency = StringProperty(index=True)
    delivery = StringProperty()
    extracted = DateProperty()
    table = StringProperty()
    place = StringProperty(help_text="File, and line, row of a sheet or resource in it, in words.")
    column = StringProperty()
    value_class = StringProperty(help_text="The kind of the value, without the value.")
    reason = StringProperty()
    row = StringProperty(help_text="JSON of the row as it was delivered.")
    records = ArrayProperty(StringProperty(), help_text="Keys of the records that the row belongs to.")


class Correction(StructuredNode):
    """A value of one record that somebody has marked wrong, and what its owner answered. Never erased."""

    uid = StringProperty(unique_index=True, required=True)
    record = StringProperty(index=True, help_text="Key of the record.")
    feed = StringProperty()
    agency = StringProperty(index=True, help_text="Code of the agency whose value it is.")
    part = StringProperty(help_text="See model.quality.Part.")
    claim = StringProperty(help_text="Key of the edge, for a value that is one.")
    value = StringProperty(help_text="What the record said.")
    locates = BooleanProperty(help_text="Whether the value tells where somebody is.")
    status = StringProperty(index=True, help_text="open, answered or withdrawn.")
    by = StringProperty(help_text="Account.")
    by_agency = StringProperty()
    at = DateTimeProperty()
    note = StringProperty()
    outcome = StringProperty(help_text="corrected, confirmed or not_known.")
    answer = StringProperty()
    answered_by = StringProperty()
    answered_at = DateTimeProperty()
