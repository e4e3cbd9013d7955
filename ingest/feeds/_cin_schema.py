"""The structure of the children-in-need census by year, written out as an XML schema and checked by the library.

Source: the census's technical specification, as the schemas of 2024, 2025 and 2026 state it. 2024 has `GenderCurrent`
of the codes 0, 1, 2 and 9; from 2025 on there is `Sex` of M, F and U. 2026 alters words alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from lxml import etree

from ingest.documents.xml import Element, root_of
from ingest.feeds._social_care_codes import ABUSE_CATEGORIES, CLOSE_REASONS, PRIMARY_NEEDS, REFERRAL_SOURCES

ETHNICITIES = (
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN",
    "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
)  # fmt: skip
DISABILITIES = (
    "NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA",
)  # fmt: skip
FACTORS = (
    "1A", "1B", "1C", "2A", "2B", "2C", "3A", "3B", "3C", "4A", "4B", "4C", "5A", "5B", "5C",
    "6A", "6B", "6C", "7A", "8B", "8C", "8D", "8E", "8F", "9A", "10A", "11A", "12A", "13A", "14A",
    "15A", "16A", "17A", "18A", "18B", "18C", "19A", "19B", "19C", "20", "21", "22A", "23A", "24A",
)  # fmt: skip

_UPN = r"[A-Za-z]\d{11}(\d|[A-Za-z])"
_SEX = {2024: ("GenderCurrent", ("0", "1", "2", "9")), 2025: ("Sex", ("M", "F", "U"))}


def _codes(values: Iterable[str]) -> str:
    return "".join(f'<xs:enumeration value="{value}"/>' for value in values)


def _simple(name: str, restrictions: str, base: str = "xs:string") -> str:
    return f'<xs:simpleType name="{name}"><xs:restriction base="{base}">{restrictions}</xs:restriction></xs:simpleType>'


def _element(name: str, kind: str, least: int = 1, most: str = "1") -> str:
    return f'<xs:element name="{name}" type="{kind}" minOccurs="{least}" maxOccurs="{most}"/>'


def _complex(name: str, *elements: str) -> str:
    return f'<xs:complexType name="{name}"><xs:sequence>{"".join(elements)}</xs:sequence></xs:complexType>'


MANY = "unbounded"


@cache
def schema(year: int) -> etree.XMLSchema:
    """The schema of a census year, 2024 or 2025 and later."""
    sex, sexes = _SEX[2024 if year <= 2024 else 2025]
    day, optional = "xs:date", 0
    parts = [
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Message" type="message"/>',
        _simple("upn", f'<xs:pattern value="{_UPN}"/>'),
        _simple("no_upn", _codes(f"UN{number}" for number in range(1, 8))),
        _simple("sex", _codes(sexes)),
        _simple("ethnicity", _codes(ETHNICITIES)),
        _simple("disability", _codes(DISABILITIES)),
        _simple("source", _codes(REFERRAL_SOURCES)),
        _simple("need", _codes(PRIMARY_NEEDS)),
        _simple("closure", _codes(CLOSE_REASONS)),
        _simple("abuse", _codes(ABUSE_CATEGORIES)),
        _simple("factor", _codes(FACTORS)),
        _simple("yes_no", _codes(("0", "1"))),
        _simple("number", '<xs:minInclusive value="0"/>', "xs:integer"),
        _simple("level", _codes(("L",))),
        _simple("collection", _codes(("CIN",))),
        _simple("authority", r'<xs:pattern value="\d{3}"/>'),
        _simple("serial", r'<xs:pattern value="\d{3}\d*"/>'),
        _complex("message", _element("Header", "header", optional), _element("Children", "children")),
        _complex(
            "header", _element("CollectionDetails", "details", optional), _element("Source", "origin", optional, MANY)
        ),
        _complex(
            "details", _element("Collection", "collection", optional), _element("Year", "xs:gYear", optional),
            _element("ReferenceDate", day, optional),
        ),
        _complex(
            "origin", _element("SourceLevel", "level", optional), _element("LEA", "authority"),
            _element("SoftwareCode", "xs:string", optional), _element("Release", "xs:string", optional),
            _element("SerialNo", "serial", optional), _element("DateTime", "xs:dateTime", optional),
        ),
        _complex("children", _element("Child", "child", 1, MANY)),
        _complex(
            "child", _element("ChildIdentifiers", "identifiers"), _element("ChildCharacteristics", "characteristics"),
            _element("CINdetails", "cin", 1, MANY),
        ),
        _complex(
            "identifiers", _element("LAchildID", "xs:string"), _element("UPN", "upn", optional),
            _element("FormerUPN", "upn", optional), _element("UPNunknown", "no_upn", optional),
            _element("PersonBirthDate", day, optional), _element("ExpectedPersonBirthDate", day, optional),
            _element(sex, "sex"), _element("PersonDeathDate", day, optional),
        ),
        _complex(
            "characteristics", _element("Ethnicity", "ethnicity"), _element("Disabilities", "disabilities", optional)
        ),
        _complex("disabilities", _element("Disability", "disability", 1, MANY)),
        _complex(
            "cin", _element("CINreferralDate", day), _element("ReferralSource", "source"),
            _element("PrimaryNeedCode", "need", optional), _element("CINclosureDate", day, optional),
            _element("ReasonForClosure", "closure", optional), _element("DateOfInitialCPC", day, optional),
            _element("Assessments", "assessment", optional, MANY), _element("CINPlanDates", "plan", optional, MANY),
            _element("Section47", "enquiry", optional, MANY), _element("ReferralNFA", "yes_no"),
            _element("ChildProtectionPlans", "protection", optional, MANY),
        ),
        _complex(
            "assessment", _element("AssessmentActualStartDate", day),
            _element("AssessmentInternalReviewDate", day, optional),
            _element("AssessmentAuthorisationDate", day, optional),
            _element("FactorsIdentifiedAtAssessment", "factors", optional),
        ),
        _complex("factors", _element("AssessmentFactors", "factor", 1, MANY)),
        _complex("plan", _element("CINPlanStartDate", day), _element("CINPlanEndDate", day, optional)),
        _complex(
            "enquiry", _element("S47ActualStartDate", day), _element("InitialCPCtarget", day, optional),
            _element("DateOfInitialCPC", day, optional), _element("ICPCnotRequired", "yes_no"),
        ),
        _complex(
            "protection", _element("CPPstartDate", day), _element("CPPendDate", day, optional),
            _element("InitialCategoryOfAbuse", "abuse"), _element("LatestCategoryOfAbuse", "abuse"),
            _element("NumberOfPreviousCPP", "number"), _element("Reviews", "reviews", optional),
        ),
        _complex("reviews", _element("CPPreviewDate", day, 1, MANY)),
        "</xs:schema>",
    ]  # fmt: skip
    return etree.XMLSchema(etree.fromstring("".join(parts)))


def is_census(head: bytes) -> bool:
    """Whether a file begins like the census: other collections of the department have the same root element."""
    return (root_of(head) == "Message" and b"<LAchildID" in head) or b"<Collection>CIN<" in head


def year_of(root: Element) -> int:
    """The census year whose structure the file claims to have: that of its element for sex."""
    return 2024 if root.find(".//{*}GenderCurrent") is not None else 2025


_NAMED = re.compile(r"^Element '(?:\{[^}]*\})?([^']+)'")
_KINDS = (
    ("is not expected", "stands where it may not"),
    ("Missing child element", "lacks an element that it must have"),
    ("is not an element of the set", "has a code that the list lacks"),
    ("is not a valid value", "has a value that is not of its type"),
    ("is not accepted by the pattern", "has a value of another form"),
    ("Character content", "holds text where only elements may stand"),
)


def departures(root: Element) -> Counter[str]:
    """How a file departs from the structure of its year, by element and kind, counted, without any value."""
    year = year_of(root)
    checked = schema(year)
    found: Counter[str] = Counter()
    if checked.validate(root):
        return found
    label = "2024" if year == 2024 else "2025 and 2026"
    log: Any = checked.error_log
    for error in log:
        named = _NAMED.search(error.message)
        element = named.group(1) if named else "an element"
        words = next((words for sign, words in _KINDS if sign in error.message), "is not as it should be")
        found[f"departs from the schema of {label}: {element} {words}"] += 1
    return found
