"""The vault's hostile and lawful files, handed in through the door that students and coordinators use: none does harm, and lawful ones arrive."""

import re
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.models import Evidence
from curriculum.models import Enrollment
from lms.people.api import person_called
from lms.vault.api import StoredFile, content_types, read
from lms.vault.inspection.inspecting import type_of
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.evidence import answers, organization
from tests.lms.vault.inspection.conftest import in_this_process  # noqa: F401  a fixture
from tests.lms.vault.inspection.hostile import FAMILIES as HOSTILE
from tests.lms.vault.inspection.hostile.case import Hostile
from tests.lms.vault.inspection.lawful import FAMILIES as LAWFUL
from tests.lms.vault.inspection.lawful import Lawful
from tests.lms.vault.inspection.test_hostile_uploads import unpacked_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]
KINDS = [kind for kind in evidence_kinds if kind.takes_file]


def kinds_for(one: Hostile | Lawful) -> list[EvidenceKind]:
    """The kinds that take what the file holds; every kind where none does."""
    found = getattr(type_of(one.data, one.name), "key", "")
    return [kind for kind in KINDS if found in kind.accepts.types] or KINDS


class Doors:
    """The address at which each kind is handed in, and who does it."""

    def __init__(self, place: Enrollment) -> None:
        campus = place.cohort.campus
        harbor = organization(campus)
        self.student, self.staff = signed_in(place.student), signed_in(member("emil@north.example", "coordinator", campus))
        self.people, self.organizations = f"/cohorts/documents/people/{place.public_id}/add/", f"/cohorts/documents/organizations/{harbor.public_id}/add/"

    def hand_in(self, kind: EvidenceKind, one: Hostile | Lawful) -> Any:
        sent = {key: "on" if value is True else value for key, value in answers(kind.key).items()}
        sent |= {"file": SimpleUploadedFile("x", one.data), "looked": "on"}
        sent["file"].name = one.name  # as a script may send it: Django's own class would take the path off
        client, address = self.at(kind)
        return client.post(address, sent)

    def at(self, kind: EvidenceKind) -> tuple[Client, str]:
        if kind.about == "organization":
            return self.staff, f"{self.organizations}{kind.key}/"
        if "student" in kind.added_by:
            return self.student, f"/record/documents/add/{kind.key}/"
        return self.staff, f"{self.people}{kind.key}/"


@pytest.fixture
def doors(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Doors:
    monkeypatch.setattr("accreditation.actions.submit_evidence.MOST_OPEN", 1_000)
    settings.SECOND_FACTOR_REQUIRED = False
    settings.VAULT_DIR = tmp_path / "vault"
    load_course(tmp_path / "course")
    return Doors(enrolled_student())


def test_two_hundred_hostile_files_are_refused_with_a_sentence_or_harmless(doors: Doors) -> None:
    turn: dict[str, Any] = {}
    refused, harmless, tried = 0, 0, set()
    for one in (one for family in HOSTILE for one in family()):
        kinds = kinds_for(one)
        kind = next(turn.setdefault(",".join(each.key for each in kinds), cycle(kinds)))
        tried.add(kind.key)
        before = Evidence.objects.count()

        answer = doors.hand_in(kind, one)

        if Evidence.objects.count() == before:
            assert answer.status_code == 422, one.case
            assert re.search(r'id="id_file_error".*?</span>[A-Z“][^<]{15,}\.', answer.content.decode(), re.DOTALL), one.case
            assert one.canary not in answer.content or one.canary in one.name.encode(), one.case
            refused += 1
        else:
            assert not one.refused, one.case
            kept = read(StoredFile.objects.get(public_id=Evidence.objects.latest("pk").file))
            assert one.canary not in (unpacked_pdf(kept) if kept.startswith(b"%PDF") else kept), one.case
            harmless += 1

    assert refused + harmless >= 200
    assert min(refused, harmless) > 20
    assert tried == {kind.key for kind in KINDS}


def _take_back() -> None:
    """Some files of the catalog are the same under another name; a document that is there already would be told, and not kept twice."""
    newest = Evidence.objects.latest("pk")
    person = person_called(newest.uploaded_by)
    withdraw_evidence(evidence=newest, by=person)


def test_fifty_lawful_files_arrive_and_others_are_told_what_to_hand_in(doors: Doors) -> None:
    arrived, turn = 0, cycle(range(12))
    for one in (one for family in LAWFUL for one in family()):
        kinds, before = kinds_for(one), Evidence.objects.count()

        answer = doors.hand_in(kinds[next(turn) % len(kinds)], one)

        if Evidence.objects.count() == before:
            assert getattr(type_of(one.data, one.name), "key", "") in {"csv", "xlsx", "pptx"}, (one.case, answer.content.decode())
            assert "cannot be handed in here. Hand in " in answer.content.decode()
        else:
            kept = StoredFile.objects.get(public_id=Evidence.objects.latest("pk").file)
            assert (read(kept) == one.data) == one.as_it_is, one.case
            assert kept.media_type in {each.media_type for each in content_types}
            arrived += 1
            _take_back()

    assert arrived >= 50
