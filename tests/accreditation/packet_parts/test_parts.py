"""Every part, for worked candidates: what it says, that it is left out where it should be, and that its template sets it as tagged pages."""

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from accreditation.dossier import Candidate, Dossier, Evidence, Field, Practice, Supervisor
from accreditation.packet_parts import Enclosure, Line, Proof, Scene, packet_parts
from accreditation.schemes import schemes
from lms.core.clock import from_ms
from lms.core.typesetting import typeset
from tests.factories.dossiers import documents, filed, outside, ready, training, without

AT: datetime = from_ms(1_795_867_200_000)
KEYS = [scheme.key for scheme in schemes]
PRACTICE = Practice(
    minutes=125, matters=2, first_date=date(2026, 2, 1), last_date=date(2026, 5, 1), minutes_by_task={"interview": 65, "declaration_draft": 60},
    minutes_by_forum={"uscis": 125, "eoir": 0}, appearances_uscis=3, supervisors=(Supervisor(name="Tessa Lind", bar_state="RI", bar_number="1", minutes=125),),
)  # fmt: skip


def verified(dossier: Dossier) -> Dossier:
    return replace(dossier, evidence=tuple(replace(one, verified=True) for one in dossier.evidence))


def scene(key: str = "doj-partial-initial", dossier: Dossier | None = None, **changes: Any) -> Scene:
    scheme, found = schemes.get(key), verified(dossier or ready(key))
    listed = found.eoir_trainings
    proved = [one for one in listed if one.certificate_status == "valid"]
    file = Enclosure("x", "0" * 64, "application/pdf")
    proofs = tuple(Proof(one, one.title, "certificate", file, f"G-{number}") for number, one in enumerate(proved, start=1))
    facts = {"kind": scheme.kind, "level": scheme.level, "draft": False, "trainings": listed, "proofs": proofs} | changes
    return Scene(dossier=found, scheme_title=scheme.title, **facts)


def data(part: str, of: Scene) -> dict[str, Any]:
    [sheet] = packet_parts.get(part).build(of)
    return sheet.data


@pytest.mark.parametrize("key", KEYS)
def test_every_part_of_every_scheme_sets_as_tagged_pages(key: str) -> None:
    lines = (Line("A-1", "Signed form", 2, 1), Line("C-1", "Resume", 0, 0, "Tab-C-01_resume.docx"))
    full = scene(key, ready(key, practice=PRACTICE), draft=True, contents=lines, volumes=2, missing=(("Resume", "None.", "8 CFR"),), anchor="No. 1")

    for part in schemes.get(key).parts:
        for sheet in packet_parts.get(part).build(full):
            if sheet.file is None:
                root = PdfReader(io.BytesIO(typeset(sheet.template, sheet.data, at=AT))).trailer["/Root"]
                assert ("/StructTreeRoot" in root, root["/Lang"]) == (True, "en-US"), part


@pytest.mark.parametrize("key", KEYS)
def test_every_part_sets_for_somebody_of_whom_nothing_is_known(key: str) -> None:
    bare = replace(ready(key), organization=None, trainings=(), evidence=(), filing=None, practice=Practice())

    for part in schemes.get(key).parts:
        for sheet in packet_parts.get(part).build(scene(key, bare, draft=True)):
            assert typeset(sheet.template, sheet.data, at=AT).startswith(b"%PDF")


def test_the_list_names_the_tab_of_each_certificate_and_what_has_none() -> None:
    dossier = replace(ready("doj-partial-initial"), trainings=(outside(certificate_status="", is_without_certificate=True), training(), outside()))

    rows = data("list_of_trainings", scene(dossier=dossier))["rows"]

    assert [row["certificate"] for row in rows] == ["no certificate", "Tab G-1, No. PW-2026-0001", "Tab G-2, No. LI-77"]


def test_a_name_note_lists_other_names_and_certificates_under_another_name_and_is_left_out_without() -> None:
    other = Candidate(
        public_id="s", email="a@north.example", legal_first_name="Ana", legal_middle_name="", legal_last_name="Alvarez", other_names=("Ana Ruiz",)
    )
    dossier = replace(ready("doj-partial-initial"), candidate=other, trainings=(training(certificate_name="Anna Alvares"),))

    found = data("name_note", scene(dossier=dossier))
    assert ([row["name"] for row in found["rows"]], [row["name"] for row in found["documents"]]) == (["Ana Ruiz"], ["Anna Alvares"])
    assert packet_parts.get("name_note").build(scene()) == []


def test_a_name_note_names_certificates_by_the_labels_they_keep() -> None:
    of = scene(dossier=replace(ready("doj-partial-initial"), trainings=(training(certificate_name="Anna Alvares"),)))
    moved = replace(of, proofs=tuple(replace(proof, label="G-7") for proof in of.proofs))

    assert [row["document"].split(",")[0] for row in data("name_note", moved)["documents"]] == ["Tab G-7"]


def test_an_outline_for_a_resume_is_in_drafts_only_and_only_while_there_is_none() -> None:
    no_resume = without(ready("doj-partial-initial"), "resume")
    part = packet_parts.get("resume_skeleton")

    assert len(part.build(scene(dossier=no_resume, draft=True))) == 1
    assert part.build(scene(dossier=no_resume)) == [] == part.build(scene(draft=True))


def test_the_role_says_how_often_only_in_renewals_and_of_courts_only_in_full() -> None:
    said = {key: [row[0] for row in data("role_description", scene(key))["rows"] if "Representation" in row[0]] for key in KEYS}

    uscis, eoir = "Representation before USCIS, last 3 years", "Representation before EOIR, last 3 years"
    assert said == {
        "doj-partial-initial": [], "doj-full-initial": [], "doj-partial-to-full": [], "doj-renewal-partial": [uscis], "doj-renewal-full": [uscis, eoir],
    }  # fmt: skip


def test_practice_is_totals_by_forum_and_skill() -> None:
    said = data("practice_summary", scene(dossier=replace(ready("doj-partial-initial"), practice=PRACTICE)))

    assert [(row["title"], row["hours"]) for row in said["forums"]] == [("USCIS", "2 h 5 min")]
    assert [(row["title"], row["minutes"]) for row in said["skills"]] == [("Declaration draft", 60), ("Interview", 65)]
    assert packet_parts.get("practice_summary").build(scene(dossier=replace(ready("doj-partial-initial"), practice=Practice()))) == []


def test_a_background_check_that_found_something_is_left_to_the_officer() -> None:
    found = Evidence(kind="background_check", title="Check", dated=date(2026, 10, 1), outcome="something_found", made_by="State police", verified=True)
    nothing = replace(found, outcome="nothing_found")

    said = [data("background", scene(dossier=replace(ready("doj-partial-initial"), evidence=(one,))))["checks"][0]["outcome"] for one in (found, nothing)]

    assert said == ["See the officer’s certification on the form", "Nothing was found"]


def test_the_worksheet_compares_the_same_before_and_after_the_filing() -> None:
    sheet = ready("doj-partial-initial").worksheet
    fields = tuple(Field(key=key, group="g", asks="?", answer=said, confirmed=True, mark="A") for key, said in (("rep.first", "Ana"), ("svc.date", "")))
    before = replace(ready("doj-partial-initial"), worksheet=replace(sheet, fields=fields))
    after = replace(before, worksheet=replace(sheet, fields=(fields[0], replace(fields[1], answer="Nov 28, 2026"))))
    renamed = replace(before, worksheet=replace(sheet, fields=(replace(fields[0], answer="Anna"), fields[1])))

    digests = [packet_parts.get("worksheet").build(scene(dossier=one))[0].digest for one in (before, after, renamed)]

    assert digests[0] == digests[1] != digests[2]
    assert data("worksheet", scene(dossier=before))["checked"] == "checked against edition 2025 on Sept 1, 2026"


def test_a_day_later_the_sheets_say_the_same() -> None:
    for key in KEYS:
        today, later = (scene(key, replace(ready(key), as_of=date(2026, 11, day))) for day in (28, 29))
        for part in schemes.get(key).parts:
            if packet_parts.get(part).tab:
                built = [[sheet.digest for sheet in packet_parts.get(part).build(one)] for one in (today, later)]
                assert built[0] == built[1], part


def test_the_cover_letter_asks_for_what_the_scheme_asks() -> None:
    said = {key: data("cover_letter", scene(key))["asked"] for key in KEYS}

    assert said == {
        "doj-partial-initial": "initial partial accreditation", "doj-full-initial": "initial full accreditation",
        "doj-partial-to-full": "change from partial to full accreditation", "doj-renewal-partial": "renewal of partial accreditation",
        "doj-renewal-full": "renewal of full accreditation",
    }  # fmt: skip


def test_the_service_sheet_takes_its_channels_from_dated_data_and_marks_what_is_not_sure() -> None:
    said = data("service_sheet", scene(dossier=filed(ready("doj-partial-initial"), service_method="by e-mail", server="Olga Reyes")))

    assert [row["title"] for row in said["channels"] if row["to_confirm"]] == ["To EOIR by mail or courier", "To EOIR on the web", "A copy to ICE"]
    assert (said["method"], said["server"], said["recipients"][0]["state"]) == ("by e-mail", "Olga Reyes", "confirmed on Nov 1, 2026")


def test_advocacy_is_what_was_verified_in_the_order_of_its_dates() -> None:
    shown = [
        Evidence(kind="advocacy_training", title="x", shape="Record of a mock hearing", training="Bond hearing", dated=date(2026, 9, day), verified=day != 3)
        for day in (5, 3, 1)
    ]
    dossier = replace(ready("doj-full-initial"), evidence=(*documents(), *shown))
    found = Scene(dossier=dossier, scheme_title="", kind="initial", level="full", draft=False, trainings=dossier.eoir_trainings)

    assert [row["on"] for row in data("advocacy", found)["documents"]] == ["Sept 1, 2026", "Sept 5, 2026"]
