"""The edges of the graph, declared once. Each is one claim of one record: who says so, when it was so, when told.

Several agencies that say the same make several edges; a page groups them into one fact with several sources. That
keeps every claim's own dates, lets a reader's scope drop one source without touching the others, and makes the edges
a pure function of the records.
"""

from __future__ import annotations

from neomodel import BooleanProperty, DateProperty, StringProperty, StructuredRel


class Plain(StructuredRel):
    """An edge of the ledger without dates."""


class Describes(StructuredRel):
    """A record's place in the person it is judged to describe."""

    guard = StringProperty(default="")


class Sourced(StructuredRel):
    """An edge that a record says, and when we were told."""

    key = StringProperty(
        required=True, help_text="Hash of the record key and the claim: the edge's identity."
    )
    guard = StringProperty(
        default="", help_text="Clearances a reader needs for this edge to exist; empty is open."
    )
    record = StringProperty(help_text="Key of the record that says so.")
    feed = StringProperty()
    agency = StringProperty()
    first_seen = DateProperty(help_text="The day on which the index was first told.")
    last_seen = DateProperty(help_text="Last delivery that still said so; absent while in the feed's latest.")
    withdrawn = DateProperty(help_text="The day on which it was no longer said; absent while it is.")


class Dated(Sourced):
    """A sourced edge, so from a day to a day. An absent ``from`` is unknown; an absent ``to`` is open or unknown."""

    from_ = DateProperty(db_property="from", help_text="First day on which it was so.")
    to = DateProperty(help_text="Last day on which it was so.")


class LivesAt(Dated):
    """Person -> Address."""

    kind = StringProperty(help_text="See model.codes.ResidenceKind.")
    last_confirmed = DateProperty(help_text="Last confirmed with the family; apart from being in a file.")
    provider = StringProperty(help_text="Who provides a placement or temporary accommodation.")
    school_told = DateProperty(help_text="The day on which the school was told of a placement.")
    gp_told = DateProperty(help_text="The day on which the general practice was told.")


class ParentOf(Dated):
    """Person -> Child."""

    kind = StringProperty(help_text="birth, adoptive, step or not_recorded.")


class CaresFor(Dated):
    """Person -> Child."""

    relationship = StringProperty(help_text="See model.codes.Relationship.")
    paid = BooleanProperty(help_text="Paid carer: foster carer, residential worker, childminder.")
    lives_with = BooleanProperty(help_text="Said to live with the child; absent when not recorded.")


class ResponsibleFor(Dated):
    """Person or Agency -> Child: parental responsibility."""

    held = StringProperty(help_text="yes, no or not_recorded.")
    basis = StringProperty(help_text="birth, order, care_order or not_recorded.")


class RelatedTo(Dated):
    """Person -> Person: a relationship that is not care."""

    relationship = StringProperty(help_text="See model.codes.Relationship.")


class InvolvedWith(Dated):
    """Child -> Service."""

    kind = StringProperty(help_text="See model.codes.InvolvementKind.")
    status = StringProperty(help_text="open, closed or no_further_action.")
    category = StringProperty(help_text="Category of a plan; only for those whose agency may see it.")
    legal_status = StringProperty()
    responsible_authority = StringProperty()
    source_of_referral = StringProperty(help_text="Referral source code of the children-in-need census.")
    last_contact = DateProperty()
    last_seen_alone = DateProperty()
    case = StringProperty(help_text="The agency's own identifier of the episode.")
    place = StringProperty(
        help_text="Where the child is with the service, where that is not the service's own address."
    )
    end_reason = StringProperty(
        help_text="Why it ended; of a health service, for readers of health details alone."
    )


class WorksWith(Dated):
    """Professional -> Child."""

    role = StringProperty()
    lead = BooleanProperty(help_text="Lead professional.")
    service = StringProperty(help_text="Key of the service through which they work.")


class Attends(Dated):
    """Child -> School."""

    status = StringProperty(help_text="current, main, subsidiary, guest or left.")
    end_reason = StringProperty()


class PartyTo(Dated):
    """Person -> Event."""

    role = StringProperty(help_text="See model.codes.EventRole.")
    place = StringProperty(
        help_text="Where this party was, or was found: guarded with whatever locates them."
    )
