"""Published formats read as they are published: what they say, what they leave, and what is not taken on purpose."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from ingest.delivery.opening import rejected_rows
from ingest.feeds import feed
from ingest.reading import DeliveryRefused, ReadDelivery, read_delivery
from ingest.reading.finding import identify
from model.observations import Statement
from tests.support import published
from tests.support.published import lay

DAY = dt.date(2026, 9, 1)


def statements(read: ReadDelivery) -> dict[str, Statement]:
    return {key: read.feed.observe(key, rows) for key, rows in read.records.items()}


def involved(statement: Statement) -> set[tuple[Any, ...]]:
    return {
        (
            claim.properties["kind"],
            claim.properties["status"],
            str(claim.properties.get("from")),
            str(claim.properties.get("to")),
        )
        for claim in statement.claims
        if claim.edge == "INVOLVED_WITH"
    }


def reasons(read: ReadDelivery) -> str:
    return " | ".join(f"{each.table} {each.column} {each.reason}" for each in read.warnings)


def test_the_903_says_the_same_as_csv_and_as_xml(tmp_path: Path) -> None:
    as_csv = read_delivery(lay(tmp_path / "csv", published.SSDA903_CSV), feed("ssda903"))
    as_xml = read_delivery(lay(tmp_path / "xml", {"return.xml": published.SSDA903_XML}), feed("ssda903"))
    one, other = (statements(read)["ssda903:person:77"] for read in (as_csv, as_xml))
    assert (
        involved(one)
        == involved(other)
        == {
            ("looked_after", "closed", "2025-06-01", "2025-09-01"),
            ("looked_after", "open", "2025-09-01", "None"),
        }
    )
    assert one.identity == other.identity
    assert one.identity.forename is None
    assert one.same_as == ("social_care:person:77",)
    assert (as_csv.manifest.kind, str(as_csv.manifest.extracted)) == ("changes", "2026-03-31")
    assert "2025-oc2.csv" in reasons(as_csv)
    assert "CHILD/HEADER/OC2/CONVICTED said in the file and read by no column" in reasons(as_xml)
    assert (as_xml.delivered, as_xml.accepted) == (5, 5)


def test_years_in_one_folder_are_deliveries_of_their_own(tmp_path: Path) -> None:
    later = {
        name.replace("2025", "2024"): text.replace("/2025", "/2024")
        for name, text in published.SSDA903_CSV.items()
    }
    lay(tmp_path, published.SSDA903_CSV | later)
    holding = identify(tmp_path)
    assert {key: str(found.taken) for key, found in holding.deliveries.items()} == {
        ("ssda903", "2024"): "2025-03-31",
        ("ssda903", "2025"): "2026-03-31",
    }
    with pytest.raises(DeliveryRefused, match="2 deliveries of the feed ssda903 here: 2024, 2025"):
        read_delivery(tmp_path, feed("ssda903"))
    assert read_delivery(tmp_path, feed("ssda903"), part="2024").manifest.extracted == dt.date(2025, 3, 31)


def test_the_census_of_children_in_need(tmp_path: Path) -> None:
    read = read_delivery(lay(tmp_path, {"cin.xml": published.CIN_CENSUS}), feed("cin_census"))
    child = statements(read)["cin_census:person:77"]
    assert involved(child) == {
        ("child_in_need", "open", "2025-10-06", "None"),
        ("assessment", "open", "2025-10-08", "None"),
        ("section_47", "closed", "2025-10-20", "2025-11-01"),
        ("child_protection", "open", "2025-11-01", "None"),
    }
    (plan,) = (claim.properties for claim in child.claims if claim.properties["kind"] == "child_protection")
    assert (plan["category"], str(plan["last_contact"])) == ("neglect", "2026-01-30")
    assert "departs" not in reasons(read)
    assert str(read.manifest.extracted) == "2026-06-01"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<Sex>F</Sex>", "<Sex>2</Sex>", "Sex has a code that the list lacks"),
        ("<Sex>F</Sex>", "", "CINdetails|ChildIdentifiers"),
        ("<ReferralNFA>0</ReferralNFA>", "<ReferralNFA>false</ReferralNFA>", "ReferralNFA has a code"),
        ("<ReferralSource>2A</ReferralSource>", "", "PrimaryNeedCode stands where it may not"),
        ("<CINreferralDate>2025-10-06<", "<CINreferralDate>6 Oct 2025<", "CINreferralDate has a value"),
        ("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>", ""),
    ],
)
def test_departures_from_the_schema_are_told_and_the_rest_is_read(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    changed = published.CIN_CENSUS.replace(old, new)
    assert changed != published.CIN_CENSUS
    read = read_delivery(lay(tmp_path, {"cin.xml": changed}), feed("cin_census"))
    told = reasons(read)
    assert any(word in told for word in words.split("|"))
    assert ("departs" in told) == bool(words)
    assert "cin_census:person:77" in read.records


def test_a_new_term_needs_no_new_code(tmp_path: Path) -> None:
    lay(tmp_path, {**published.CENSUS_AUTUMN, **published.CENSUS_SPRING})
    holding = identify(tmp_path)
    assert {key: str(found.taken) for key, found in holding.deliveries.items()} == {
        ("school_census", "2025_autumn"): "2025-10-02",
        ("school_census", "2026_spring"): "2026-01-15",
    }
    autumn, spring = (
        read_delivery(tmp_path, feed("school_census"), part=part) for part in ("2025_autumn", "2026_spring")
    )
    assert (autumn.rejected, [each.reason for each in autumn.rejections]) == (1, ["must be given"])
    ola = statements(autumn)["school_census:person:B801200005001"]
    assert {claim.edge for claim in ola.claims} == {"ATTENDS", "LIVES_AT"}
    assert "tlevelqualhrs" in reasons(autumn)
    assert "senneeds.csv" in reasons(autumn)
    moved = statements(spring)["school_census:person:B801200005001"]
    assert {
        (claim.target, claim.properties["status"], str(claim.properties.get("to"))) for claim in moved.claims
    } == {
        ("school_census:school:150002", "current", "None"),
        ("school_census:school:150001", "left", "2025-12-19"),
    }
    left = statements(spring)["school_census:person:Z801200005002"]
    assert [claim.properties["status"] for claim in left.claims] == ["left"]
    assert {"school_census:school:150001", "school_census:school:150002"} <= spring.records.keys()
    assert "youngcarer" in reasons(spring)


def test_the_common_transfer_file(tmp_path: Path) -> None:
    read = read_delivery(lay(tmp_path, {"3082001_3084001_001.xml": published.CTF}), feed("common_transfer"))
    said = statements(read)
    pupil = said[f"common_transfer:person:{published.UPN}"]
    assert (pupil.identity.known_as, pupil.identity.former_upns) == ("Olly", ("M80120000500A",))
    assert [claim.target for claim in pupil.claims if claim.edge == "ATTENDS"] == [
        "common_transfer:school:3082001"
    ]
    assert said["common_transfer:school:3082001"].attributes == {"laestab": "3082001", "name": "Elm Primary"}
    mother = said[f"common_transfer:person:L{published.UPN}/1"]
    assert mother.identity.telephones == ("+447700900123", "+442079460001")
    assert {claim.edge for claim in mother.claims} >= {"PARENT_OF", "CARES_FOR", "RESPONSIBLE_FOR"}
    assert len(said) == 3, "the doctor is nobody in the child's life, and a pupil without a UPN goes back"
    assert [(each.table, each.column) for each in read.rejections] == [("pupils", "pupil_id")]
    assert "not taken on purpose" in reasons(read)


def test_annex_a_with_its_dirty_codes(tmp_path: Path) -> None:
    lay(tmp_path, {"Annex A.xlsx": published.workbook(published.ANNEX_A)})
    read = read_delivery(tmp_path, feed("annex_a"), extracted=DAY)
    child = statements(read)["annex_a:person:77"]
    assert (child.identity.sex, str(child.identity.date_of_birth)) == ("F", "2015-03-02")
    assert involved(child) == {
        ("referral", "open", "2025-10-06", "None"),
        ("child_protection", "open", "2025-11-01", "None"),
    }
    (plan,) = (claim.properties for claim in child.claims if claim.properties.get("category"))
    assert (plan["category"], str(plan["last_seen_alone"])) == ("physical", "2026-01-10")
    assert "annex_a:service:Duty Team" in read.records
    assert [(table, value) for table, _, value in read.new_codes] == [("referrals", "ZZ) 99: MOON")]
    told = reasons(read)
    assert "computed" in told
    assert "a sheet that the feed does not have" in told
    assert "annex_a:person:900" not in read.records


def test_patients_and_related_persons(tmp_path: Path) -> None:
    lay(tmp_path, {"answer.json": published.fhir(published.PATIENT, published.RELATED)})
    read = read_delivery(tmp_path, feed("nhs_demographics"))
    said = statements(read)
    ola, guardian = said["nhs_demographics:person:9434765870"], said["nhs_demographics:person:R507B7621"]
    assert (ola.identity.forename, ola.identity.middle_names, ola.identity.surname) == (
        "Ola Mae",
        "Ruth",
        "Quillfeather",
    )
    assert (ola.identity.former_surname, ola.identity.nhs_number_status) == ("Marrowby", "verified")
    assert [claim.edge for claim in ola.claims] == ["LIVES_AT"]
    assert {(claim.edge, claim.target) for claim in guardian.claims} == {
        ("CARES_FOR", "nhs_demographics:person:9434765870")
    }
    assert str(read.manifest.extracted) == "2026-09-01"


@pytest.mark.parametrize("code", ["R", "V"])
def test_a_restricted_patient_is_taken_and_withheld(tmp_path: Path, code: str) -> None:
    patient = {**published.PATIENT, "meta": {"security": [{"code": code}]}}
    read = read_delivery(
        lay(tmp_path, {"one.json": json.dumps(patient) + " " * 9 + "\n"}),
        feed("nhs_demographics"),
        extracted=DAY,
    )
    said = statements(read)["nhs_demographics:person:9434765870"]
    assert [(each.kind, each.basis) for each in said.protections] == [("location", "nhs_restricted")]
    assert (said.claims, said.identity.telephones) == ((), ())
    assert read.records["nhs_demographics:person:9434765870"].keys() == {"patients"}, "no address is stored"


def test_of_several_answers_about_one_patient_the_newest_is_read(tmp_path: Path) -> None:
    def answer(version: str, **said: Any) -> str:
        meta = {"versionId": version, "security": [{"code": "R"}]}
        return published.fhir({**published.PATIENT, "meta": meta, **said})

    both = {"a.json": answer("9", gender="female"), "b.json": answer("10", gender="other")}
    read = read_delivery(lay(tmp_path / "both", both), feed("nhs_demographics"))
    assert statements(read)["nhs_demographics:person:9434765870"].identity.sex == "X"
    assert "an older answer" in reasons(read)


OLA = "nhs_demographics:person:9434765870"
SEEN = {"F": "2026-08-31T08:00:00Z", "L": "2026-09-01T07:00:00+01:00"}


@pytest.mark.parametrize(
    ("answers", "sex", "withheld", "told", "back"),
    [
        (["9R female", "9R other"], None, True, "only what they agree on", []),
        (["9U female", "9U other"], None, False, "", [("a.json", "resource", 1), ("b.json", "resource", 1)]),
        (["9U female F", "9U other L"], "X", False, "an older answer", []),
        (["9R female F", "9U other L"], "F", True, "another answer, no older by its version, withholds", []),
        (["9R female", "10U other"], "X", False, "an older answer", []),
        (["9R female", "U other"], "F", True, "withholds; not read", []),
        (["9S female", "9U other"], "F", True, "withholds; not read", []),
    ],
)
def test_answers_that_differ_concern_nobody_else(
    tmp_path: Path,
    answers: list[str],
    sex: str | None,
    withheld: bool,
    told: str,
    back: list[tuple[str, str, int]],
) -> None:
    """Of one version the later retrieved holds, unless one withholds; what cannot be told goes back by itself."""
    files = {"other.json": published.fhir({**published.PATIENT, "id": "9000000009", "identifier": []})}
    for name, said in zip("ab", answers, strict=True):
        version, gender, *when = said.split()
        meta = {"versionId": version[:-1] or None, "security": [{"code": version[-1]}]}
        seen = {"lastUpdated": SEEN[when[0]]} if when else {}
        patient = {**published.PATIENT, "meta": {**meta, **seen}, "gender": gender}
        files[f"{name}.json"] = published.fhir(patient)
    read = read_delivery(lay(tmp_path, files), feed("nhs_demographics"))
    said_of = statements(read)
    assert said_of["nhs_demographics:person:9000000009"].identity.surname == "Quillfeather"
    ola = said_of.get(OLA)
    assert (None if ola is None else ola.identity.sex) == sex
    assert bool(ola and ola.protections) is withheld
    assert told in reasons(read)
    assert [(each.file, each.unit, each.line) for each in read.rejections] == back


def test_a_row_goes_back_with_its_place_in_its_own_document(tmp_path: Path) -> None:
    """Also where several rows stand on one line: none of them is taken for another."""
    one = published.CIN_CENSUS.replace(">2015-03-02<", ">2015-02-31<").replace(">77<", ">78<")
    start, end = one.index("<Child>"), one.index("</Child>") + len("</Child>")
    child = one[start:end]
    two = one[:start] + child.replace(">78<", ">79<") + child.replace(">78<", ">80<") + one[end:]
    read = read_delivery(
        lay(tmp_path, {"a.xml": published.CIN_CENSUS, "one.xml": one, "two.xml": two.replace("\n", "")}),
        feed("cin_census"),
    )
    assert [(each.file, each.line) for each in read.rejections] == [
        ("one.xml", one[: one.index("<ChildIdentifiers>")].count("\n") + 1),
        ("two.xml", 1),
        ("two.xml", 1),
    ]
    assert (read.rejected, len(rejected_rows(read))) == (3, 3)


def test_superseded_deceased_unfinished_and_unknown_answers(tmp_path: Path) -> None:
    def read(name: str, said: Any) -> dict[str, Statement]:
        lay(tmp_path / name, {"a.json": json.dumps({"fhir": True, **said})})
        return statements(read_delivery(tmp_path / name, feed("nhs_demographics"), extracted=DAY))

    superseded = read("superseded", {**published.PATIENT, "id": "9000000009"})[
        "nhs_demographics:person:9434765870"
    ]
    assert superseded.same_as == ("nhs_demographics:person:9000000009",)
    dead = read("dead", {**published.PATIENT, "deceasedDateTime": "2025-02-07T00:00:00+00:00"})
    assert str(dead["nhs_demographics:person:9434765870"].identity.date_of_death) == "2025-02-07"
    vague = read("vague", {**published.PATIENT, "birthDate": "2015"})["nhs_demographics:person:9434765870"]
    assert (str(vague.identity.date_of_birth), vague.identity.dob_certainty) == ("2015-01-01", "estimated")
    assert read("many", {"resourceType": "OperationOutcome", "issue": []}) == {}
    assert read("withdrawn", {**published.PATIENT, "meta": {"security": [{"code": "REDACTED"}]}}) == {}


def test_a_folder_of_many_formats_is_found_out(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "cin.xml": published.CIN_CENSUS,
            "ctf.xml": published.CTF,
            "answer.json": published.fhir(published.PATIENT),
            "Annex A.xlsx": published.workbook(published.ANNEX_A),
            "holidays.csv": "day,bakery\n2026-01-01,closed\n",
            **published.SSDA903_CSV,
            **published.CENSUS_AUTUMN,
        },
    )
    holding = identify(tmp_path)
    assert {code for code, _ in holding.deliveries} == {
        "annex_a", "cin_census", "common_transfer", "nhs_demographics", "school_census", "ssda903",
    }  # fmt: skip
    assert [path.name for path in holding.strangers] == ["holidays.csv"]
    assert holding.problems == []
