"""Names of before: a document says which name it bears, the name note lists it, and nobody else reads it anywhere."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accreditation.actions.set_sharing import set_sharing
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.dossier import Dossier
from accreditation.models import Evidence, Packet
from accreditation.queries.filing_dossier import filing_dossier
from accreditation.requirements.name_note import REQUIREMENT
from curriculum.models import Enrollment
from lms.core.errors import Invalid
from lms.people.models import OtherName
from lms.vault.api import file_called, read
from tests.factories.course import member
from tests.factories.evidence import answers, handed_in, owner_of, paper
from tests.factories.packets import PacketRoom

pytestmark = pytest.mark.django_db
DEAD = "Marlow Quistgaard"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def before(room: PacketRoom) -> OtherName:
    return OtherName.objects.create(user=room.place.student, name=DEAD, used_from=date(2001, 5, 1), used_until=date(2019, 6, 30))


def note(packet: Packet) -> str:
    file = file_called(packet.file)
    assert file is not None
    archive = zipfile.ZipFile(io.BytesIO(read(file)))
    [name] = [name for name in archive.namelist() if name.endswith("_name_note.pdf")]
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(archive.read(name))).pages).split())


class TestTheNote:
    def test_it_lists_each_document_under_another_name_with_days_and_who_attests(self, room: PacketRoom, before: OtherName) -> None:
        room.verified("resume", named=DEAD, file=paper("Resume Marlow Quistgaard.pdf"))

        said = note(room.built("draft"))

        assert f"{DEAD} Other name used, as the form asks: from May 1, 2001 until June 30, 2019" in said
        assert "These documents bear another name" in said
        assert f"Resume, dated Nov 1, 2026 {DEAD}" in said
        assert "Who attests: the proposed representative. “I am the person whom these documents name.”" in said

    def test_a_document_nobody_verified_is_not_listed(self, room: PacketRoom, before: OtherName) -> None:
        handed_in(room.place, "recommendation_letter", writer="Third Writer", named=DEAD)

        said = note(room.built("draft"))

        assert ("These documents bear another name" in said, "Third Writer" in said) == (False, False)

    def test_a_document_that_lies_behind_no_tab_of_the_filing_is_not_listed(self, room: PacketRoom, before: OtherName) -> None:
        room.verified("writing_sample", named=DEAD)

        assert "These documents bear another name" not in note(room.built("draft"))

    def test_there_is_none_where_nobody_used_another_name(self, room: PacketRoom) -> None:
        with pytest.raises(ValueError, match="not enough values"):
            note(room.built("draft"))

    def test_the_same_facts_give_the_same_bytes(self, room: PacketRoom, before: OtherName) -> None:
        room.verified("resume", named=DEAD)

        assert room.built("draft").sha256 == room.built("draft").sha256


class TestHandingIn:
    def test_only_a_name_that_was_told_can_be_chosen(self, room: PacketRoom, before: OtherName) -> None:
        with pytest.raises(Invalid, match="Choose one of your other names"):
            submit_evidence(kind="resume", owner=owner_of(room.place), typed=answers("resume", named="Somebody Else"), file=paper(), by=room.place.student)
        assert Evidence.objects.filter(kind="resume").count() == 1  # the room's own

    def test_the_form_asks_who_has_other_names_alone(self, room: PacketRoom) -> None:
        at = reverse("documents:add", args=["resume"])
        browser = room.browser(room.place.student)
        assert "Which name does it bear?" not in browser.get(at).text
        OtherName.objects.create(user=room.place.student, name=DEAD)

        assert "Which name does it bear?" in browser.get(at).text
        answer = browser.post(at, {"dated": "2026-11-01", "named": DEAD, "file": paper()})

        assert answer.status_code == 302
        newest = Evidence.objects.order_by("-pk").first()
        assert newest is not None
        assert DEAD in browser.get(reverse("documents:document", args=[newest.public_id])).text

    def test_the_finding_counts_names_and_says_none(self, room: PacketRoom, before: OtherName) -> None:
        room.verified("resume", named=DEAD)

        met = REQUIREMENT.check(_dossier(room))
        before.delete()
        strange = REQUIREMENT.check(_dossier(room))

        assert [met.state, strange.state] == ["met", "warning"]
        assert DEAD not in met.sentence + strange.sentence


class TestNobodyElseReadsIt:
    """The dead name is in the facts of a document, in the name of its file, and among the other names of the person."""

    @pytest.fixture
    def resume(self, room: PacketRoom, before: OtherName) -> Evidence:
        return room.verified("resume", named=DEAD, file=paper(f"Resume {DEAD}.pdf"))

    @pytest.fixture
    def pages(self, room: PacketRoom, resume: Evidence) -> list[str]:
        place, cohort, application = room.place.public_id, room.place.cohort.slug, room.application.public_id
        return [
            reverse("people:person", args=[room.place.student.public_id]), reverse("people:list"), reverse("cohorts:board", args=[cohort]),
            reverse("cohorts:drawer", args=[place]),
            reverse("cohorts:student", args=[place]), reverse("evidence:person", args=[place]), reverse("evidence:queue"),
            reverse("evidence:document", args=[resume.public_id]), reverse("applications:application", args=[application]),
            reverse("applications:packets", args=[application]), reverse("applications:list"),
            reverse("applications:answers", args=[application]), reverse("applications:review", args=[application]),
        ]  # fmt: skip

    @pytest.mark.parametrize("role", ["auditor", "instructor", "attorney", "student"])
    def test_other_roles_of_the_campus_find_it_on_no_page(self, room: PacketRoom, pages: list[str], role: str) -> None:
        browser = room.browser(member(f"zoe-{role}@north.example", role, room.campus))

        answers = [browser.get(page) for page in pages]

        assert [page for page, answer in zip(pages, answers, strict=True) if DEAD in answer.text] == []
        if role == "auditor":
            assert answers[7].status_code == 200  # the page of the document itself was read

    @pytest.mark.parametrize("who", ["cora", "olga"])
    def test_who_builds_the_packet_finds_it_with_the_document_and_nowhere_else(self, room: PacketRoom, pages: list[str], resume: Evidence, who: str) -> None:
        browser = room.browser(room.people[who])

        found = [page for page in pages if DEAD in browser.get(page).text]

        assert found == [reverse("evidence:document", args=[resume.public_id])]

    def test_where_students_decide_an_officer_sees_it_with_consent_alone(self, room: PacketRoom, resume: Evidence) -> None:
        set_sharing(campus=room.campus, mode="direct_to_student", reason="Agreement of 2 September 2026", by=room.emil)

        see = {name: who.has_perm("accreditation.see_other_names", resume) for name, who in {**room.people, "own": room.place.student}.items()}

        assert see == {"emil": True, "cora": True, "olga": False, "own": True}

    def test_staff_are_offered_the_names_only_where_they_build_the_packet(self, room: PacketRoom, before: OtherName) -> None:
        at = reverse("evidence:add", args=[room.place.public_id, "role_letter"])

        assert DEAD in room.browser(room.emil).get(at).text
        assert DEAD not in room.browser(member("aune@north.example", "auditor", room.campus)).get(at).text


def _dossier(room: PacketRoom) -> Dossier:
    """Of the place as the database has it now."""
    return filing_dossier(Enrollment.objects.get(pk=room.place.pk), room.today, room.application)
