"""Why a child may be on the list: explanations from the evidence, ordered by what it supports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from absence.expectations import Rule
from absence.facts import KIND_BIT, Facts, Flags
from absence.judging import Verdicts
from model.absence import Category, Cause, Explanation, Standing
from model.codes import InvolvementKind

NO_HOME_HERE = frozenset({"registrars", "maternity", "other_authorities"})
"""Feeds that tell where a child was born, or that another authority knows it, and not that it lives here."""
EDUCATION = frozenset({"education", "education_welfare", "not_in_school"})
"""Feeds of the services that a school elsewhere, or none by choice, would explain the silence of."""
_STANDINGS = tuple(Standing)
_ORDER = tuple(Cause)
FEED_WORDS = {
    "gp": "general practice", "child_health": "health visiting", "education": "education",
    "education_welfare": "education welfare", "not_in_school": "the register of children not in school",
    "social_care": "children's social care", "emergency": "an emergency department", "revenues": "revenues",
    "housing": "housing", "police": "police", "maternity": "maternity", "registrars": "the registrar",
    "other_authorities": "another authority", "youth_justice": "youth justice", "early_help": "early help",
}  # fmt: skip


def feed_words(feed: str) -> str:
    """A feed in words."""
    return FEED_WORDS.get(feed, feed.replace("_", " "))


def month(day: int) -> str:
    """An ordinal as month and year: enough to ask by, too little to recognise a child by."""
    return dt.date.fromordinal(int(day)).strftime("%B %Y")


@dataclass
class Explainer:
    """Explains the lines of one evaluation. What it reads of a child stands in :func:`absence.grounds.grounds`; who
    resembles whom was looked at before (:func:`absence.resembling.look`)."""

    facts: Facts
    verdicts: Verdicts
    _siblings: dict[str, Flags] = field(default_factory=dict)
    _seeing: Flags = field(init=False)

    def __post_init__(self) -> None:
        self._seeing = np.array([rule.sees_child for rule in self.verdicts.rolls.expectations.rules])
        for name in ("at_outside", "at_independent"):
            self._siblings[name] = shared(self.facts, self.facts.flags[name])

    def explain(self, place: int, categories: Iterable[Category]) -> tuple[Explanation, ...]:
        """The explanations of one line, what the evidence supports most first. What explains a part of what is lacking
        (a school elsewhere, of a child whom no practice knows either) comes after; notes on feeds come last."""
        wanted = [
            rule
            for rule, lacks in zip(self.verdicts.rolls.expectations.rules, self._lacking(place), strict=True)
            if lacks
        ]
        found, partly = [*self._records(place), *self._whereabouts(place)], []
        education = list(self._education(place, set(categories)))
        if all(EDUCATION.issuperset(rule.feeds) for rule in wanted):
            found += education
        else:
            partly = education
        if Category.NONE_EXPECTED in categories and not any(
            each.cause is Cause.PRIVATE_SCHOOL for each in education
        ):
            partly += self._never_on_a_roll(place, set(categories))
        found.sort(key=_by_evidence)
        if not found:
            found = [
                Explanation(cause=Cause.NONE_FOUND, standing=Standing.ABSENCE, evidence=self._nothing(place))
            ]
        return (*found, *sorted(partly, key=_by_evidence), *self._notes(place))

    def _lacking(self, place: int) -> Flags:
        lacking: Flags = self.verdicts.expected[place] & ~self.verdicts.met[place]
        return lacking

    def _records(self, place: int) -> Iterable[Explanation]:
        facts, verdicts = self.facts, self.verdicts
        lacking = self._lacking(place)
        others = sorted(facts.alike.of(place), key=facts.uids.__getitem__)
        held = facts.bits["held"]
        twice = [each for each in others if held[each] & held[place]]
        none = verdicts.categories[Category.NONE_EXPECTED][place]
        explains = lacking | self._seeing if none else lacking  # known to any of them is not known to none
        failed = [each for each in others if each not in twice and (self._known(each) & explains).any()]
        if not failed and not lacking.any():
            failed = [each for each in others if each not in twice and held[each]]
        if twice:
            shared = facts.feeds_of(int(np.bitwise_or.reduce(held[twice] & held[place])))
            yield Explanation(
                cause=Cause.REGISTERED_TWICE,
                standing=Standing.PROBABLE,
                evidence=f"Two records of {', '.join(map(feed_words, shared))} resemble each other in name and birth.",
                candidates=self._named(twice),
            )
        if failed:
            yield Explanation(
                cause=Cause.FAILED_MATCH,
                standing=Standing.PROBABLE,
                evidence=f"{len(failed)} other record{'s' if len(failed) > 1 else ''} of a child of much the same name "
                "and birth, known to a service that lacks this one.",
                candidates=self._named(failed),
            )

    def _known(self, other: int) -> Flags:
        """By the services of which rules another child is known. Where its whereabouts are withheld the feeds that hold
        it are all that is read of it."""
        if self.facts.flags["placed"][other]:
            known: Flags = self.verdicts.met[other]
            return known
        held = self.facts.feeds_of(int(self.facts.bits["held"][other]))
        return np.array(
            [not set(held).isdisjoint(rule.feeds) for rule in self.verdicts.rolls.expectations.rules]
        )

    def _named(self, others: Sequence[int]) -> tuple[str, ...]:
        """Those of them who may be named: beside a line with an area, a child whose whereabouts are withheld is not."""
        return tuple(self.facts.uids[each] for each in others if self.facts.flags["placed"][each])

    def _whereabouts(self, place: int) -> Iterable[Explanation]:
        facts, flags = self.facts, self.facts.flags
        past, opened = facts.bits["past"][place], facts.bits["open"][place]
        if flags["known_elsewhere"][place] and not flags["at_school"][place]:
            yield Explanation(
                cause=Cause.MOVED,
                standing=Standing.PROBABLE,
                evidence="Another authority gave notice that the child is known there, and has not taken it back.",
            )
        elif (
            past & KIND_BIT[InvolvementKind.GP_REGISTRATION]
            and not opened & KIND_BIT[InvolvementKind.GP_REGISTRATION]
        ):
            yield Explanation(
                cause=Cause.MOVED,
                standing=Standing.PROBABLE,
                evidence="The registration with a practice here has ended, and no other practice here has begun one.",
            )
        unborn = flags["expected"][place]
        if (
            not unborn
            and facts.home[place] < 0
            and set(facts.feeds_of(int(facts.bits["held"][place]))) <= NO_HOME_HERE
        ):
            yield Explanation(
                cause=Cause.LIVES_OUTSIDE,
                standing=Standing.PROBABLE,
                evidence="Named only by those who tell of a birth here or of another authority; nobody gives a home.",
            )
        if self.verdicts.flagged[Cause.LIST_INFLATION][place]:
            yield Explanation(
                cause=Cause.LIST_INFLATION,
                standing=Standing.PROBABLE,
                evidence="The others of the home are known to have left; one list still holds this child.",
            )

    def _school_that_is(self, kind: str, place: int) -> str | None:
        """Which school of the child's or the home's is of this kind, in words."""
        if self.facts.flags[f"was_{kind}"][place]:
            return "The last school"
        return "The school of another child of the home" if self._siblings[f"at_{kind}"][place] else None

    def _education(self, place: int, categories: set[Category]) -> Iterable[Explanation]:
        if not categories & {Category.NO_EDUCATION, Category.LEFT_ROLL}:
            return
        facts, flags = self.facts, self.facts.flags
        left = int(facts.days["left_on"][place])
        if flags["left_home_educated"][place]:
            yield Explanation(
                cause=Cause.HOME_EDUCATED,
                standing=Standing.PROBABLE,
                evidence=f"The roll gives home education as the reason for leaving in {month(left)}.",
            )
        if what := self._school_that_is("outside", place):
            yield Explanation(
                cause=Cause.EDUCATED_OUTSIDE,
                standing=Standing.PROBABLE,
                evidence=f"{what} lies outside the area.",
            )
        if what := self._school_that_is("independent", place):
            yield Explanation(
                cause=Cause.PRIVATE_SCHOOL, standing=Standing.PROBABLE, evidence=f"{what} is independent."
            )
        elif Category.NONE_EXPECTED not in categories:
            yield from self._never_on_a_roll(place, categories)

    def _never_on_a_roll(self, place: int, categories: set[Category]) -> Iterable[Explanation]:
        """Nothing says that a child goes to a school that delivers to nobody; it says whom to ask. Of a child whom no
        other service knows either it explains a part at most."""
        if Category.NO_EDUCATION not in categories or self.facts.days["left_on"][place]:
            return
        known = "Never on a roll here" + (
            "."
            if Category.NONE_EXPECTED in categories
            else ", and known to other services that expect the child."
        )
        yield Explanation(
            cause=Cause.PRIVATE_SCHOOL, standing=Standing.ABSENCE, evidence=f"{known} Nothing says so."
        )

    def _nothing(self, place: int) -> str:
        named = ", ".join(map(feed_words, self.facts.feeds_of(int(self.facts.bits["held"][place]))))
        return f"Named by {named or 'nobody'}; nothing says where the child is seen."

    def _notes(self, place: int) -> Iterable[Explanation]:
        rolls, verdicts = self.verdicts.rolls, self.verdicts
        for number, rule in enumerate(rolls.expectations.rules):
            if verdicts.expected[place, number] or not verdicts.applies[place, number]:
                continue
            if verdicts.met[place, number]:
                continue
            if verdicts.in_grace[place, number]:
                evidence = f"{rule.label}: within the {rule.grace_days} days of grace."
                yield Explanation(cause=Cause.TOO_YOUNG, standing=Standing.KNOWN, evidence=evidence)
            else:
                yield _cannot_tell(
                    rolls.why_not(silent_feed(verdicts, rule)), rule, silent_feed(verdicts, rule)
                )


def _by_evidence(each: Explanation) -> tuple[int, int]:
    return _STANDINGS.index(each.standing), _ORDER.index(each.cause)


def silent_feed(verdicts: Verdicts, rule: Rule) -> str:
    """The feed of a rule that cannot tell."""
    return next((feed for feed in rule.feeds if not verdicts.rolls.live(feed)), rule.feeds[0])


def _cannot_tell(cause: Cause, rule: Rule, feed: str) -> Explanation:
    why = "is late" if cause is Cause.FEED_LATE else "is not live for the child's home"
    return Explanation(
        cause=cause,
        standing=Standing.KNOWN,
        evidence=f"{rule.label}: not asked, because the feed of {feed_words(feed)} {why}.",
    )


def shared(facts: Facts, flag: Flags) -> Flags:
    """Whether another child of the same home has a flag."""
    has = facts.home >= 0
    place = np.where(has, facts.home, 0)
    counted = np.bincount(facts.home[has & flag], minlength=max(1, len(facts.homes)))
    found: Flags = has & (counted[place] - (has & flag) > 0)
    return found
