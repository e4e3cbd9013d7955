"""What is compared, at which levels, and which ledger each comparison belongs to: Splink's settings as data.

The levels of a comparison stand in order; the first whose condition holds is the one reached. ``_l`` and ``_r`` are
the columns of :mod:`ingest.matching.prepare`. The starting probabilities are what training begins from, and what
stays where a level is too rare in the training data to be estimated.
"""

from __future__ import annotations

from ingest.matching.household import EMAIL, HOME, PHONE
from ingest.matching.levels import Comparison, Level, missing

_FORENAME_NEAR = (
    "(length(fn_l) > 3 AND length(fn_r) > 3 AND substr(fn_l, 1, 1) = substr(fn_r, 1, 1)"
    " AND (damerau_levenshtein(fn_l, fn_r) <= 1"
    " OR (fn_sound_l = fn_sound_r AND jaro_winkler_similarity(fn_l, fn_r) > 0.85)))"
    " OR (length(fn_spelling_l) > 1 AND fn_spelling_l = fn_spelling_r)"
)
# Names are shortened at either end: Christos and Chris, Babatunde and Tunde.
_FORENAME_SHORTENED = (
    "(least(length(fn_l), length(fn_r)) > 2 AND (starts_with(fn_l, fn_r) OR starts_with(fn_r, fn_l)"
    " OR ends_with(fn_l, fn_r) OR ends_with(fn_r, fn_l)))"
)
_FORENAME_SIMILAR = (
    "(jaro_winkler_similarity(fn_l, fn_r) > 0.9 OR damerau_levenshtein(fn_l, fn_r) <= 1"
    " OR fn_sound_l = fn_sound_r)"
)
_SWAPPED = (
    "(coalesce(least(jaro_winkler_similarity(fn_l, sn_r), jaro_winkler_similarity(sn_l, fn_r)) > 0.88, false)"
    " AND fn_l <> fn_r AND sn_l <> sn_r)"
)
"""A slip may come with it: two names that fit crosswise do not fit by chance."""

_FORENAME = Comparison(
    "forename",
    "personal",
    missing("fn"),
    (
        Level("exact", "fn_l = fn_r", "the same forename", 0.85, 0.004, frequency="fn"),
        Level(
            "known_as",
            "list_has_any(calls_l, calls_r)",
            "the forename of one is what the other is known as",
            0.03,
            0.001,
        ),
        Level(
            "second",
            # The forename itself: a middle name that one is known as is a father's name in many families, and shared by
            # brothers and sisters.
            "list_contains(fns_r, fn_l) OR list_contains(fns_l, fn_r)",
            "the forename of one is another forename of the other",
            0.02,
            0.003,
        ),
        Level(
            "variant",
            "list_has_any(fn_groups_l, fn_groups_r)"
            f" OR (list_has_any(fn_slips_l, fn_slips_r) AND NOT coalesce({_FORENAME_NEAR}, false))",
            "known forms of one forename",
            0.03,
            0.002,
        ),
        Level("swapped", _SWAPPED, "forename and surname change places", 0.005, 1e-6),
        Level("near", _FORENAME_NEAR, "forenames a slip apart", 0.03, 0.0015),
        Level(
            "shortened", _FORENAME_SHORTENED, "one forename is the beginning or end of the other", 0.01, 0.001
        ),
        Level("similar", _FORENAME_SIMILAR, "forenames that look or sound alike", 0.01, 0.006),
        Level(
            "crossed",
            "fn_l = sn_r OR sn_l = fn_r",
            "the forename of one is the surname of the other",
            0.005,
            0.0005,
        ),
        Level("remote", "jaro_winkler_similarity(fn_l, fn_r) > 0.7", "forenames remotely alike", 0.01, 0.01),
        Level(
            "initial",
            "least(length(fn_l), length(fn_r)) = 1 AND substr(fn_l, 1, 1) = substr(fn_r, 1, 1)",
            "an initial that fits",
            0.002,
            0.0005,
        ),
        Level(
            "repeated",
            "fn_repeats_l OR fn_repeats_r",
            "one forename is the middle name over again: the first forename is not known",
            0.01,
            0.02,
        ),
        Level("else", "ELSE", "different forenames", 0.02, 0.96),
    ),
)

_MIDDLE_NAMES = Comparison(
    "middle_names",
    "personal",
    missing("middle"),
    (
        Level("exact", "middle_l = middle_r", "the same middle names", 0.8, 0.008),
        Level(
            "near",
            "jaro_winkler_similarity(middle_l, middle_r) > 0.85 OR starts_with(middle_l, middle_r)"
            " OR starts_with(middle_r, middle_l)",
            "middle names a slip apart, or an initial that fits",
            0.12,
            0.01,
        ),
        Level("else", "ELSE", "different middle names", 0.08, 0.98),
    ),
)

_SURNAME_LEVELS = (
    Level("exact", "sn_l = sn_r", "the same surname", 0.85, 0.002, frequency="sn"),
    Level(
        "other_surname",
        "list_has_any(sns_l, sns_r)",
        "a former surname, a part of a compound one or a known written form agrees",
        0.05,
        0.001,
    ),
    Level(
        "near",
        "length(sn_l) > 3 AND length(sn_r) > 3 AND substr(sn_l, 1, 1) = substr(sn_r, 1, 1)"
        " AND (damerau_levenshtein(sn_l, sn_r) <= 1"
        " OR (sn_sound_l = sn_sound_r AND jaro_winkler_similarity(sn_l, sn_r) > 0.85))"
        " OR (length(sn_spelling_l) > 3 AND sn_spelling_l = sn_spelling_r)",
        "surnames a slip apart",
        0.03,
        0.001,
    ),
    Level(
        "similar",
        "jaro_winkler_similarity(sn_l, sn_r) > 0.9 OR sn_sound_l = sn_sound_r"
        " OR damerau_levenshtein(sn_l, sn_r) <= 1",
        "surnames that look or sound alike",
        0.01,
        0.003,
    ),
)
_OTHER_SURNAMES = (
    Level(
        "courtesy",
        "sn_courtesy_l OR sn_courtesy_r",
        "a religious or courtesy name stands in the place of the surname of one",
        0.02,
        0.03,
    ),
    Level("else", "ELSE", "different surnames", 0.04, 0.96),
)
# Names that change places are told by the forename; counted here too, they would be counted twice.
_SURNAME = Comparison(
    "surname", "personal", f"{missing('sn')} OR {_SWAPPED}", (*_SURNAME_LEVELS, *_OTHER_SURNAMES)
)
_CHILD_SURNAME = Comparison(
    "surname",
    "personal",
    f"{missing('sn')} OR {_SWAPPED}",
    (
        *_SURNAME_LEVELS,
        Level(
            "of_parent",
            "list_has_any(sns_l, parent_surnames_r) OR list_has_any(parent_surnames_l, sns_r)"
            " OR coalesce(list_contains(parent_forenames_r, sn_sound_l), false)"
            " OR coalesce(list_contains(parent_forenames_l, sn_sound_r), false)",
            "the surname of one is the surname or forename of a parent of the other",
            0.05,
            0.003,
        ),
        *_OTHER_SURNAMES,
    ),
)

_DATE_OF_BIRTH = Comparison(
    "date_of_birth",
    "personal",
    missing("dob"),
    (
        Level(
            "exact",
            "dob_l = dob_r AND NOT (dob_vague_l AND dob_vague_r)",
            "the same date of birth",
            0.92,
            0.00016,
        ),
        Level(
            "vague",
            "(dob_vague_l OR dob_vague_r) AND abs(year(dob_l) - year(dob_r)) <= 1",
            "one date of birth is estimated or stands in, and the year fits",
            0.02,
            0.004,
        ),
        Level(
            "swapped",
            "year(dob_l) = year(dob_r) AND month(dob_l) = day(dob_r) AND day(dob_l) = month(dob_r)",
            "day and month change places",
            0.015,
            0.00006,
        ),
        Level(
            "near",
            "damerau_levenshtein(strftime(dob_l, '%Y%m%d'), strftime(dob_r, '%Y%m%d')) <= 1",
            "dates of birth one digit apart",
            0.03,
            0.003,
        ),
        Level(
            "part",
            "(year(dob_l) = year(dob_r))::INT + (month(dob_l) = month(dob_r))::INT"
            " + (day(dob_l) = day(dob_r))::INT >= 2",
            "two parts of the date of birth agree",
            0.01,
            0.006,
        ),
        Level("month", "abs(dob_l - dob_r) <= 31", "dates of birth within a month", 0.002, 0.003),
        Level("year", "abs(dob_l - dob_r) <= 400", "dates of birth within a year", 0.003, 0.1),
        Level("else", "ELSE", "different dates of birth", 0.005, 0.887),
    ),
)

_SEX = Comparison(
    "sex",
    "personal",
    missing("sex"),
    (
        Level("same", "sex_l = sex_r", "the same sex", 0.99, 0.5),
        Level("else", "ELSE", "different sexes", 0.01, 0.5),
    ),
)

_NHS_NUMBER = Comparison(
    "nhs_number",
    "personal",
    missing("nhs"),
    (
        Level(
            "verified",
            "nhs_l = nhs_r AND (nhs_verified_l OR nhs_verified_r)",
            "the same NHS number, verified",
            0.85,
            0.000001,
        ),
        Level("exact", "nhs_l = nhs_r", "the same NHS number, not verified", 0.1, 0.000001),
        Level(
            "near",
            "damerau_levenshtein(nhs_l, nhs_r) <= 1 AND NOT (nhs_verified_l AND nhs_verified_r)",
            "NHS numbers one digit apart",
            0.01,
            0.000005,
        ),
        Level(
            "contradiction",
            "nhs_verified_l AND nhs_verified_r",
            "two different verified NHS numbers",
            0.0005,
            0.6,
        ),
        Level("else", "ELSE", "different NHS numbers", 0.02, 0.4),
    ),
)

_UPN = Comparison(
    "upn",
    "personal",
    missing("upn"),
    (
        Level("exact", "upn_l = upn_r", "the same UPN", 0.93, 0.000001),
        Level(
            "former",
            "list_has_any(upns_l, upns_r)",
            "the UPN of one is a former UPN of the other",
            0.03,
            0.000001,
        ),
        Level(
            "near",
            "damerau_levenshtein(upn_l, upn_r) <= 1 AND NOT (upn_sound_l AND upn_sound_r)",
            "UPNs one character apart, one with a wrong check letter",
            0.01,
            0.00002,
        ),
        Level(
            "contradiction",
            "upn_sound_l AND upn_sound_r AND substr(upn_l, 2, 3) = substr(upn_r, 2, 3)",
            "two permanent UPNs given by one authority",
            0.001,
            0.9,
        ),
        Level("else", "ELSE", "different UPNs", 0.02, 0.1),
    ),
)

_PARENTS = Comparison(
    "parents",
    "family",
    missing("parents"),
    (
        Level(
            "same",
            "list_has_any(parents_l, parents_r)",
            "a parent of the same forename and surname",
            0.75,
            0.0001,
        ),
        Level(
            "forename",
            "list_has_any(parent_forenames_l, parent_forenames_r)",
            "a parent of the same forename",
            0.15,
            0.03,
        ),
        Level("else", "ELSE", "parents of other names", 0.1, 0.97),
    ),
)

# Two adults' records that are tied to one child have no children to compare.
_CHILDREN_MISSING = f"{missing('wards')} OR list_has_any(wards_l, wards_r)"
_WARDS = Comparison(
    "children",
    "household",
    _CHILDREN_MISSING,
    (
        Level(
            "home_and_surname",
            "list_has_any(ward_homes_l, ward_homes_r) AND list_has_any(ward_surnames_l, ward_surnames_r)",
            "their children share a home and a surname",
            0.7,
            0.01,
        ),
        Level("home", "list_has_any(ward_homes_l, ward_homes_r)", "their children share a home", 0.1, 0.01),
        Level(
            "surname",
            "list_has_any(ward_surnames_l, ward_surnames_r)",
            "their children share a surname",
            0.15,
            0.02,
        ),
        Level("else", "ELSE", "children of other homes and surnames", 0.05, 0.96),
    ),
)

_OTHER_PARENT = Comparison(
    "other_parent",
    "family",
    f"{_CHILDREN_MISSING} OR {missing('partner_forenames')}",
    (
        Level(
            "same",
            "list_has_any(partners_l, partners_r)",
            "the other parent of their children has one surname, and one forename or telephone number",
            0.8,
            0.001,
        ),
        Level(
            "forename",
            "list_has_any(partner_forenames_l, partner_forenames_r)",
            "the other parent of their children has one forename",
            0.1,
            0.03,
        ),
        Level("else", "ELSE", "the other parents of their children have other names", 0.1, 0.969),
    ),
)

CHILDREN: tuple[Comparison, ...] = (
    _FORENAME,
    _MIDDLE_NAMES,
    _CHILD_SURNAME,
    _DATE_OF_BIRTH,
    _SEX,
    _NHS_NUMBER,
    _UPN,
    _PARENTS,
    HOME,
    PHONE,
    EMAIL,
)
ADULTS: tuple[Comparison, ...] = (
    _FORENAME,
    _SURNAME,
    _DATE_OF_BIRTH,
    _SEX,
    _NHS_NUMBER,
    HOME,
    PHONE,
    EMAIL,
    _WARDS,
    _OTHER_PARENT,
)
STAGES: dict[str, tuple[Comparison, ...]] = {"children": CHILDREN, "adults": ADULTS}
