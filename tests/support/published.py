"""Tiny files of our own in the formats that others publish, all of invented people."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

PUBLIC = Path(__file__).resolve().parents[2].parent / "shared" / "data"
"""The folder of public data beside the project."""

UPN = "B801200005001"

SSDA903_XML = f"""<?xml version="1.0" encoding="us-ascii"?>
<EXPSSDA903><CHILD><HEADER><CHILDID>77</CHILDID><UPN>{UPN}</UPN><SEX>2</SEX><DOB>02/03/2015</DOB><ETHNIC>WBRI</ETHNIC>
<UASC /><DUC /><AREVIEW><REVIEW>01/02/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>M</MISSING><MIS_START>05/01/2026</MIS_START><MIS_END>06/01/2026</MIS_END></AMISSING>
<OC2><CONVICTED>0</CONVICTED></OC2></HEADER>
<EPISODE><DECOM>01/06/2025</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><PL_POST>ZZ1 1AA</PL_POST>
<DEC>01/09/2025</DEC><REC>X1</REC></EPISODE>
<EPISODE><DECOM>01/09/2025</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL></EPISODE></CHILD></EXPSSDA903>
"""

SSDA903_CSV = {
    "2025-header.csv": f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n77,2,02/03/2015,WBRI,{UPN},,\n",
    "2025-episodes.csv": (
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        "77,01/06/2025,S,C2,N1,U4,PR1,01/09/2025,X1,PLACE,ZZ1 1AB,ZZ1 1AA,1234567\n"
        "77,01/09/2025,P,C2,N1,U6,PR1,,,,ZZ1 1AB,ZZ1 1AA,1234567\n"
    ),
    "2025-oc2.csv": "CHILD,DOB,CONVICTED\n77,02/03/2015,0\n",
}

CIN_CENSUS = f"""<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>308</LEA>
<SoftwareCode>x</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>2026-06-01T10:00:00</DateTime></Source>
</Header><Children><Child><ChildIdentifiers><LAchildID>77</LAchildID><UPN>{UPN}</UPN>
<PersonBirthDate>2015-03-02</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-10-06</CINreferralDate><ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>
<Assessments><AssessmentActualStartDate>2025-10-08</AssessmentActualStartDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>3A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<Section47><S47ActualStartDate>2025-10-20</S47ActualStartDate><DateOfInitialCPC>2025-11-01</DateOfInitialCPC>
<ICPCnotRequired>0</ICPCnotRequired></Section47><ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans><CPPstartDate>2025-11-01</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2026-01-30</CPPreviewDate></Reviews></ChildProtectionPlans></CINdetails></Child></Children></Message>
"""

CTF = f"""<?xml version="1.0" encoding="UTF-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>21.0</CTFversion>
<DateTime>2026-09-03T10:00:00</DateTime></Header><CTFpupilData><Pupil><UPN>{UPN}</UPN><Surname>Quillfeather</Surname>
<Forename>Ola</Forename><DOB>2015-03-02</DOB><Sex>F</Sex><BasicDetails><FormerUPN>M80120000500A</FormerUPN>
<PreferredForename>Olly</PreferredForename><Ethnicity>WBRI</Ethnicity></BasicDetails>
<Address><BS7666Address><PAON>4</PAON><Street>Elm Road</Street><Town>Aldermere</Town></BS7666Address>
<PostCode>ZZ1 1AA</PostCode></Address>
<Contacts><Contact><Order>1</Order><Title>Mrs</Title><Surname>Quillfeather</Surname><Forename>Ingrid</Forename>
<Relationship>MOT</Relationship><Responsible>true</Responsible><Phones><Phone><TelephoneType>H</TelephoneType>
<PhoneNo>020 7946 0001</PhoneNo></Phone><Phone><TelephoneType>M</TelephoneType><PhoneNo>07700 900123</PhoneNo></Phone>
</Phones></Contact><Contact><Order>2</Order><Surname>Bakewell</Surname><Relationship>DOC</Relationship></Contact>
</Contacts><Attendance><YearData><Year>2026</Year></YearData></Attendance>
<SchoolHistory><School><LEA>308</LEA><Estab>2001</Estab><SchoolName>Elm Primary</SchoolName>
<EntryDate>2019-09-02</EntryDate><LeavingDate>2026-07-20</LeavingDate><LeavingReason>Secondary</LeavingReason></School>
</SchoolHistory></Pupil><Pupil><Surname>Nobody</Surname><Forename>Known</Forename><DOB>2015-03-03</DOB></Pupil>
</CTFpupilData></CTfile>
"""

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "9434765870",
    "identifier": [
        {
            "system": "https://fhir.nhs.uk/Id/nhs-number",
            "value": "9434765870",
            "extension": [{"valueCodeableConcept": {"coding": [{"code": "01"}]}}],
        }
    ],
    "meta": {"security": [{"code": "U"}]},
    "name": [
        {"use": "old", "family": "Marrowby", "given": ["Ola"]},
        {"use": "usual", "family": "Quillfeather", "given": ["Ola Mae", "Ruth"]},
    ],
    "gender": "female",
    "birthDate": "2015-03-02",
    "address": [
        {
            "id": "1",
            "use": "home",
            "line": ["4 Elm Road", "Aldermere"],
            "postalCode": "ZZ1 1AA",
            "period": {"start": "2020-01-01"},
        }
    ],
    "telecom": [{"system": "phone", "value": "02079460001", "use": "home"}],
}

RELATED: dict[str, Any] = {
    "resourceType": "RelatedPerson",
    "id": "507B7621",
    "active": True,
    "patient": {"identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765870"}},
    "relationship": [{"coding": [{"code": "Guardian"}]}],
    "name": [{"use": "usual", "family": "Quillfeather", "given": ["Ingrid"]}],
}


def fhir(*resources: Mapping[str, Any]) -> str:
    """A bundle of resources as the service answers."""
    entries = [{"fullUrl": "https://api.service.nhs.uk/x", "resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "timestamp": "2026-09-01T08:00:00Z", "entry": entries})


CENSUS_AUTUMN = {
    "2025_autumn_pupilonroll.csv": (
        "pupilonrolltableid,NativeId,dob,surname,forename,upn,sex,entrydate,enrolstatus,tlevelqualhrs\n"
        "a1,150001,2015-Mar-02 00:00:00,Quillfeather,Ola,B801200005001,F,2019-Sep-02 00:00:00,C,12\n"
        "a2,150001,2012-Nov-30 00:00:00,Marrowby,Finn,Z801200005002,M,2017-Sep-04 00:00:00,C,\n"
    ),
    "2025_autumn_addressesonroll.csv": (
        "pupilonrolltableid,addressesonrollorderseqcolumn,uniquepropertyreferencenumber,postcode\n"
        "a1,1,200000000012.0,ZZ1 1AA\n"
        "a9,1,,ZZ1 1AB\n"
    ),
    "2025_autumn_senneeds.csv": "pupilonrolltableid,sentype\na1,SLCN\n",
}
CENSUS_SPRING = {
    "2026_spring_pupilonroll.csv": (
        "youngcarer,PupilOnRollTableId,NativeId,DateOfBirth,surname,forename,UPN,sex,entrydate\n"
        "N,b7,150002,2015-03-02,Quillfeather,Ola,B801200005001,F,2026-01-05\n"
    ),
    "2026_spring_pupilnolongeronroll.csv": (
        "pupilnolongeronrolltableid,NativeId,dob,upn,sex,entrydate,leavingdate\n"
        "c1,150001,2015-03-02,B801200005001,F,2019-09-02,2025-12-19\n"
        "c2,150001,2012-11-30,Z801200005002,M,2017-09-04,2025-12-19\n"
    ),
}


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook of today's kind, with every cell as text and one that begins with = as a formula."""
    out = io.BytesIO()
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = related = overrides = ""
    parts: dict[str, str] = {}
    for place, (name, rows) in enumerate(sheets.items(), 1):
        file = f"worksheets/s{place}.xml"
        listed += f'<sheet name="{escape(name)}" sheetId="{place}" r:id="r{place}"/>'
        related += f'<Relationship Id="r{place}" Type="{office}/worksheet" Target="{file}"/>'
        overrides += f'<Override PartName="/xl/{file}" ContentType="{kind}.worksheet+xml"/>'
        lines = (
            f'<row r="{line}">{"".join(_cell(line, at, cell) for at, cell in enumerate(row))}</row>'
            for line, row in enumerate(rows, 1)
        )
        parts[f"xl/{file}"] = (
            f'<worksheet xmlns="{spread}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{spread}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{related}</Relationships>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}</Types>'
    )
    packed: dict[str, str | bytes] = {**parts, **(extra or {})}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in packed.items():
            archive.writestr(part, content)
    return out.getvalue()


def _cell(line: int, at: int, cell: object) -> str:
    place = f"{chr(65 + at)}{line}"
    text = escape(str(cell))
    if text.startswith("="):
        return f'<c r="{place}" t="str"><f>{text[1:]}</f><v>7</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ANNEX_A: dict[str, Sequence[Sequence[object]]] = {
    "List 3": [
        ["Annex A, list 3 of the borough"],
        ["Child Unique ID", "Gender", "Date of Birth", "Date of Referral", "Referral Source", "Referral NFA?",
         "Allocated Team", "Allocated Worker", "Age"],
        ["77", "b) Female", "2015-03-02", "2025-10-06", "s) 2A: Schools", "b) No", "Duty Team", "Amara Voss", "=1+6"],
        ["78", "a) Male", "2012-11-30", "2025-10-07", "zz) 99: Moon", "a) Yes", "Duty Team", "Amara Voss", "=1+6"],
    ],
    "List 7": [
        ["Child Unique ID", "Child Protection Plan Start Date", "Latest Category of Abuse",
         "Date of the Last Statutory Visit", "Was the Child Seen Alone?"],
        ["77", "2025-11-01", "Physical abuse", "2026-01-10", "a) Yes"],
    ],
    "List 10": [["Child Unique ID", "Family identifier"], ["77", "900"]],
    "Notes": [["made by hand"]],
}  # fmt: skip


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
