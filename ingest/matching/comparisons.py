"""What is compared, at which levels, and which ledger each comparison belongs to: Splink's settings as data.

The levels of a comparison stand in order; the first whose condition holds is the one reached. ``_l`` and ``_r`` are
the columns of :mod:`ingest.matching.prepare`. The starting probabilities are what training begins from, and what
stays where a level is too rare in the training data to be estimated.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.matching.records import Ledger


@dataclass(frozen=True, slots=True)
class Level:
    """``name`` is what decisions test, ``words`` what a reader is told; ``m``/``u``: how often one person's / two
    persons' records reach it, to start with. ``frequency`` names the column whose rarity adjusts the weight."""

    name: str
    sql: str
    words: str
    m: float
    u: float
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison. Where ``missing`` holds there is no evidence either way."""

    name: str
    ledger: Ledger
    missing: str
    levels: tuple[Level, ...]

    def level(self, gamma: int) -> Level | None:
        """The level of Splink's number for it (the last is 0); None where a value is missing."""
        return None if gamma < 0 else self.levels[len(self.levels) - 1 - gamma]


def _missing(*columns: str) -> str:
    return " OR ".join(f"{column}_l IS NULL OR {column}_r IS NULL" for column in columns)


_FORENAME_NEAR = (
    "(length(fn_l) > 3 AND length(fn_r) > 3 AND substr(fn_l, 1, 1) = substr(fn_r, 1, 1)"
    " AND (damerau_levenshtein(fn_l, fn_r) <= 1"
    " OR (fn_sound_l = fn_sound_r AND jaro_winkler_similarity(fn_l, fn_r) > 0.85)))"
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
    _missing("fn"),
    (
        Level("exact", "fn_l = fn_r", "the same forename", 0.85, 0.004, frequency="fn"),
        Level(
            "known_as",
            "list_has_any(calls_l, fns_r) OR list_has_any(fns_l, calls_r)",
            "the forename of one is another forename of the other",
            0.04,
            0.004,
        ),
        Level(
            "variant", "list_has_any(fn_groups_l, fn_groups_r)", "known forms of one forename", 0.03, 0.002
        ),
        Level("swapped", _SWAPPED, "forename and surname change places", 0.005, 1e-6),
        Level("near", _FORENAME_NEAR, "forenames a slip apart", 0.03, 0.0015),
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
        Level("else", "ELSE", "different forenames", 0.03, 0.98),
    ),
)

_MIDDLE_NAMES = Comparison(
    "middle_names",
    "personal",
    _missing("middle"),
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

# Names that change places are told by the forename; counted here too, they would be counted twice.
_SURNAME = Comparison(
    "surname",
    "personal",
    f"{_missing('sn')} OR {_SWAPPED}",
    (
        Level("exact", "sn_l = sn_r", "the same surname", 0.85, 0.002, frequency="sn"),
        Level(
            "other_surname",
            "list_has_any(sns_l, sns_r)",
            "a former surname or a part of a compound one agrees",
            0.05,
            0.001,
        ),
        Level(
            "near",
            "length(sn_l) > 3 AND length(sn_r) > 3 AND substr(sn_l, 1, 1) = substr(sn_r, 1, 1)"
            " AND (damerau_levenshtein(sn_l, sn_r) <= 1"
            " OR (sn_sound_l = sn_sound_r AND jaro_winkler_similarity(sn_l, sn_r) > 0.85))",
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
        Level("else", "ELSE", "different surnames", 0.08, 0.99),
    ),
)

_DATE_OF_BIRTH = Comparison(
    "date_of_birth",
    "personal",
    _missing("dob"),
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
    _missing("sex"),
    (
        Level("same", "sex_l = sex_r", "the same sex", 0.99, 0.5),
        Level("else", "ELSE", "different sexes", 0.01, 0.5),
    ),
)

_NHS_NUMBER = Comparison(
    "nhs_number",
    "personal",
    _missing("nhs"),
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
    _missing("upn"),
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

_PLACE = (
    "(list_has_any(place_parts_l, place_parts_r)"
    " OR jaro_winkler_similarity(place_parts_l[1], place_parts_r[1]) > 0.9)"
)
_HOME = Comparison(
    "home",
    "household",
    "(homes_l IS NULL OR homes_r IS NULL) AND (postcodes_l IS NULL OR postcodes_r IS NULL)"
    " AND (place_parts_l IS NULL OR place_parts_r IS NULL)",
    (
        Level("same", "list_has_any(homes_l, homes_r)", "a home in common", 0.6, 0.00003),
        Level(
            "near",
            "jaro_winkler_similarity(place_l, place_r) > 0.88",
            "addresses a slip apart",
            0.05,
            0.00002,
        ),
        Level(
            "street",
            f"list_has_any(postcodes_l, postcodes_r) AND {_PLACE}"
            " OR len(list_intersect(place_parts_l, place_parts_r)) > 1",
            "a postcode and a street or place in common, or a street and a place",
            0.05,
            0.00005,
        ),
        Level("postcode", "list_has_any(postcodes_l, postcodes_r)", "a postcode in common", 0.1, 0.0006),
        Level(
            "part",
            _PLACE,
            "a street or a place in common",
            0.05,
            0.005,
        ),
        Level("else", "ELSE", "different homes", 0.2, 0.995),
    ),
)

_PHONE = Comparison(
    "phone",
    "household",
    _missing("phones"),
    (
        Level("same", "list_has_any(phones_l, phones_r)", "a telephone number in common", 0.6, 0.00003),
        Level("else", "ELSE", "different telephone numbers", 0.4, 0.999),
    ),
)

_EMAIL = Comparison(
    "email",
    "household",
    _missing("email"),
    (
        Level("same", "email_l = email_r", "the same e-mail address", 0.6, 0.00001),
        Level(
            "near",
            "damerau_levenshtein(email_l, email_r) <= 2 OR email_name_l = email_name_r",
            "e-mail addresses a slip apart, or one name at two providers",
            0.05,
            0.00005,
        ),
        Level("else", "ELSE", "different e-mail addresses", 0.4, 0.999),
    ),
)

CHILDREN: tuple[Comparison, ...] = (
    _FORENAME,
    _MIDDLE_NAMES,
    _SURNAME,
    _DATE_OF_BIRTH,
    _SEX,
    _NHS_NUMBER,
    _UPN,
    _HOME,
    _PHONE,
    _EMAIL,
)
ADULTS: tuple[Comparison, ...] = (
    _FORENAME,
    _SURNAME,
    _DATE_OF_BIRTH,
    _SEX,
    _NHS_NUMBER,
    _HOME,
    _PHONE,
    _EMAIL,
)
STAGES: dict[str, tuple[Comparison, ...]] = {"children": CHILDREN, "adults": ADULTS}
