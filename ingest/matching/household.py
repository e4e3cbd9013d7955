"""Household evidence: comparisons of homes, telephones and e-mail addresses, which a family shares."""

from __future__ import annotations

from ingest.matching.levels import Comparison, Level, missing

_PLACE = (
    "(list_has_any(place_parts_l, place_parts_r)"
    " OR jaro_winkler_similarity(place_parts_l[1], place_parts_r[1]) > 0.9)"
)
HOME = Comparison(
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

PHONE = Comparison(
    "phone",
    "household",
    missing("phones"),
    (
        Level("same", "list_has_any(phones_l, phones_r)", "a telephone number in common", 0.6, 0.00003),
        Level("else", "ELSE", "different telephone numbers", 0.4, 0.999),
    ),
)

EMAIL = Comparison(
    "email",
    "household",
    missing("email"),
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
