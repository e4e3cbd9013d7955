"""The register of schools: predecessors and successors, and one school whoever speaks of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.feeds import feed
from ingest.reading import read_delivery

GIAS = (
    "URN,LA (code),EstablishmentNumber,EstablishmentName,EstablishmentStatus (name),PhaseOfEducation (name),"
    "OpenDate,CloseDate,Postcode,TelephoneNum,SchoolCapacity\n"
    "100001,308,2001,Elm Primary Schoöl,Closed,Primary,,31/08/2021,ZZ1 1AA,020 7946 0100,400\n"
    "100002,308,2001,Elm Academy,Open,Primary,01/09/2021,,ZZ1 1AA,020 7946 0101,420\n"
)
LINKS = (
    "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
    '100001,100002,"Elm Academy, Borough",Successor,01-09-2021\n'
    "100002,100001,Elm Primary,Predecessor,01-09-2021\n"
    "100002,100009,Sixth form,Sixth Form Centre Link,01-09-2021\n"
)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    (tmp_path / "edubasealldata20260901.csv").write_text(GIAS, encoding="cp1252")
    (tmp_path / "links_edubasealldata20260901.csv").write_text(LINKS, encoding="cp1252")
    return tmp_path


def test_the_published_files_are_read_as_they_are(published: Path) -> None:
    read = read_delivery(published, feed("gias"))
    assert (str(read.manifest.extracted), read.manifest.kind) == ("2026-09-01", "full")
    assert (read.delivered, read.accepted, read.rejected) == (5, 5, 0)
    elm, academy = (feed("gias").observe(key, read.records[key]).attributes for key in sorted(read.records))
    assert elm["name"] == "Elm Primary Schoöl"
    assert (elm["successor_urns"], elm["laestab"], str(elm["closed"])) == (
        ["100002"],
        "3082001",
        "2021-08-31",
    )
    assert (academy["predecessor_urns"], academy.get("successor_urns")) == (["100001"], None)
    left = {each.column for each in read.warnings if "does not have" in each.reason}
    assert left == {"schoolcapacity"}


def test_a_link_of_a_school_that_the_register_lacks_goes_back(published: Path) -> None:
    (published / "links_edubasealldata20260901.csv").write_text(
        LINKS + "100777,100001,X,Predecessor,01-09-2021\n"
    )
    read = read_delivery(published, feed("gias"))
    assert [(each.table, each.line, each.reason) for each in read.rejections] == [
        ("links", 5, "belongs to nobody in this delivery")
    ]
