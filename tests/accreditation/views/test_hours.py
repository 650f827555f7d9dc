"""Hours over the screens of a student and two coordinators: outside training, adjustments, a cohort's credit, paper, and questions."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.actions.post_batch import post_batch
from accreditation.ledger.append import append
from accreditation.models import Adjustment, Entry, HoursBatch, HoursDispute, OutsideTraining
from accreditation.rules.hours import (
    batches_visible_to,
    decided_by,
    disputes_handled_by,
    disputes_visible_to,
    outside_visible_to,
)
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.hours import adjustment, certificate, outage, outside, paper
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db
FORM = {
    "title": "Asylum basics", "provider": "Legal Aid", "first_on": "2026-10-05", "last_on": "2026-10-05", "minutes": "120", "mode": "live_remote",
    "category": "law_contact", "topic_asylum": "120",
}  # fmt: skip
LINE = "student@north.example,Fall course 2024,North Campus,law_and_skills,2026-09-14,2026-09-14,90,In person,asylum"


@pytest.fixture(autouse=True)
def without_second_factor(settings: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def mateo(enrollment: Enrollment) -> User:
    return member("mateo@north.example", "coordinator", enrollment.cohort.campus)


def pdf_file(name: str = "certificate.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, certificate(), content_type="application/pdf")


class TestOutside:
    def address(self, enrollment: Enrollment) -> str:
        return f"/record/places/{enrollment.public_id}/outside/"

    def test_entered_by_the_student_approved_in_part_and_explained(self, enrollment: Enrollment, emil: User) -> None:
        student, coordinator = signed_in(enrollment.student), signed_in(emil)
        student.post(self.address(enrollment), FORM | {"document": pdf_file()})
        training = OutsideTraining.objects.get()
        assert "Waiting for a second person" in student.get(f"/record/outside/{training.public_id}/").text
        assert "1 proposal of hours to approve" in coordinator.get("/").text
        assert "Asylum basics" in coordinator.get("/cohorts/approvals/").text

        coordinator.post(f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "approve", "minutes": "60", "answer": "One hour was lunch."})

        record, entry = student.get("/record/").text, student.get("/record/entries/1/").text
        assert ("Legal Aid" in record, "60 min" in record or "1 h" in record) == (True, True)
        for said in ("One hour was lunch.", "Handed in with 120 min", training.document_sha256, "<dd>Ana</dd>", "<dd>Emil</dd>"):
            assert said in entry
        assert student.get(f"/files/{training.document}/").status_code == 200

    def test_a_wrong_form_keeps_what_was_typed_and_the_certificate(self, enrollment: Enrollment) -> None:
        student = signed_in(enrollment.student)

        answer = student.post(self.address(enrollment), FORM | {"topic_asylum": "60", "document": pdf_file("my-proof.pdf")})

        assert answer.status_code == 422
        for said in ("add up to 60 min", "Asylum basics", "my-proof.pdf is kept"):
            assert said in answer.text
        held = answer.context["signed"]
        student.post(self.address(enrollment), FORM | {"held": held})
        assert OutsideTraining.objects.get().document != ""

    def test_a_held_certificate_is_of_who_sent_it(self, enrollment: Enrollment, emil: User) -> None:
        held = signed_in(enrollment.student).post(self.address(enrollment), FORM | {"minutes": "", "document": pdf_file()}).context["signed"]

        signed_in(emil).post(self.address(enrollment), FORM | {"held": held})
        signed_in(enrollment.student).post(self.address(enrollment), FORM | {"held": "made-up", "title": "Other"})

        assert list(OutsideTraining.objects.values_list("document", flat=True)) == ["", ""]

    def test_a_file_that_is_refused_says_why(self, enrollment: Enrollment) -> None:
        answer = signed_in(enrollment.student).post(self.address(enrollment), FORM | {"document": SimpleUploadedFile("x.pdf", b"MZ not a document")})

        assert (answer.status_code, OutsideTraining.objects.count()) == (422, 0)
        assert "Certificate: " in answer.text

    def test_declined_it_says_why_and_comes_again_filled_in(self, enrollment: Enrollment, emil: User) -> None:
        student, coordinator = signed_in(enrollment.student), signed_in(emil)
        training = outside(enrollment)
        coordinator.post(f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "decline", "answer": ""})
        assert OutsideTraining.objects.get().is_pending
        coordinator.post(f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "decline", "answer": "No certificate."})

        page = student.get(f"/record/outside/{training.public_id}/").text
        form = student.get(f"/record/outside/{training.public_id}/again/").text

        assert ("No certificate." in page, "Hand in a new version" in page) == (True, True)
        assert ('value="Asylum basics"' in form, 'value="120"' in form) == (True, True)
        assert student.post(f"/record/outside/{training.public_id}/again/", FORM).status_code == 302

    def test_minutes_that_are_no_number_are_refused_in_words(self, enrollment: Enrollment, emil: User) -> None:
        training = outside(enrollment)

        answer = signed_in(emil).post(f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "approve", "minutes": "½"}, follow=True)

        assert ("whole number" in answer.text, Entry.objects.count()) == (True, 0)

    def test_the_recorder_and_the_student_find_no_way_to_decide(self, enrollment: Enrollment, emil: User) -> None:
        training = outside(enrollment, emil)

        for person in (emil, enrollment.student):
            answer = signed_in(person).post(f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "approve"})
            assert answer.status_code == 404
        assert not Entry.objects.exists()

    def test_withdrawn_by_who_entered_it_only(self, enrollment: Enrollment, emil: User) -> None:
        training = outside(enrollment)

        assert signed_in(emil).post(f"/record/outside/{training.public_id}/withdraw/").status_code == 404
        signed_in(enrollment.student).post(f"/record/outside/{training.public_id}/withdraw/")

        assert OutsideTraining.objects.get().state == "withdrawn"


def test_approvals_take_the_same_queries_for_one_and_three_of_each(enrollment: Enrollment, emil: User, mateo: User) -> None:
    browser, counts = signed_in(mateo), []
    for number in range(3):
        outside(enrollment, title=f"Course {number}")
        adjustment(enrollment, emil, title=f"Session {number}")
        outage(enrollment.cohort, [enrollment], emil, title=f"Evening {number}")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/cohorts/approvals/")
        counts.append(len(queries))

    assert counts[0] == counts[2]


class TestAdjustments:
    def test_proposed_by_one_and_approved_by_another(self, enrollment: Enrollment, emil: User, mateo: User) -> None:
        form = {
            "direction": "add", "title": "Evening class", "track": "law_and_skills", "category": "law_contact", "mode": "in_person",
            "occurred_on": "2026-10-05", "minutes": "30", "topic_asylum": "30", "reason": "The clock was wrong.",
        }  # fmt: skip
        wrong = signed_in(emil).post(f"/cohorts/people/{enrollment.public_id}/adjust/", form | {"topic_asylum": "29"})
        assert (wrong.status_code, "add up to 29 min" in wrong.text, "The clock was wrong." in wrong.text) == (422, True, True)
        signed_in(emil).post(f"/cohorts/people/{enrollment.public_id}/adjust/", form)
        one = Adjustment.objects.get()

        signed_in(mateo).post(f"/cohorts/approvals/adjustments/{one.public_id}/", {"decision": "approve"})

        assert Entry.objects.get().minutes == 30
        assert "The clock was wrong." in signed_in(enrollment.student).get("/record/entries/1/").text

    def test_withdrawn_by_the_proposer(self, enrollment: Enrollment, emil: User) -> None:
        one = adjustment(enrollment, emil)

        signed_in(emil).post(f"/cohorts/adjustments/{one.public_id}/withdraw/")

        assert Adjustment.objects.get().state == "withdrawn"


class TestBatches:
    def form(self, enrollment: Enrollment, **changes: str) -> dict[str, object]:
        return {
            "about": "", "title": "Evening without network", "track": "law_and_skills", "category": "law_contact", "mode": "in_person", "day": "2026-10-05",
            "minutes": "60", "topic_asylum": "60", "reason": "The network failed.", "chosen": [enrollment.public_id], **changes,
        }  # fmt: skip

    def test_looked_at_proposed_approved_posted_and_taken_back(self, enrollment: Enrollment, emil: User, mateo: User) -> None:
        first, second = signed_in(emil), signed_in(mateo)
        assert "Who would get what" in first.post("/cohorts/north-fall/hours/outage/", self.form(enrollment)).text
        assert not HoursBatch.objects.exists()
        first.post("/cohorts/north-fall/hours/outage/", self.form(enrollment, propose="1"))
        batch = HoursBatch.objects.get()
        second.post(f"/cohorts/approvals/batches/{batch.public_id}/", {"decision": "approve"})
        post_batch(batch=HoursBatch.objects.get())

        page = first.get(f"/cohorts/batches/{batch.public_id}/").text
        assert ("Entry 1" in page, "Take it back" in page) == (True, True)
        first.post(f"/cohorts/batches/{batch.public_id}/reverse/", {"reason": "It was another day."})

        assert HoursBatch.objects.filter(kind="reversal", state="pending").count() == 1
        assert "Taking this batch back was proposed" in first.get(f"/cohorts/batches/{batch.public_id}/").text
        assert "Evening without network" in first.get("/cohorts/north-fall/hours/").text

    def test_topics_and_title_of_a_lesson_are_taken_over(self, enrollment: Enrollment, emil: User) -> None:
        from curriculum.models import LessonPage

        about = f"lesson:{LessonPage.objects.get(slug='one').public_id}"

        signed_in(emil).post(
            "/cohorts/north-fall/hours/outage/", self.form(enrollment, about=about, title="", topic_asylum="", minutes="10", propose="1")
        )  # fmt: skip

        line = HoursBatch.objects.get().lines.get()
        assert (line.title, line.topics) == ("Lesson one", {"asylum": 5, "ethics_upl": 5})

    def test_a_wrong_form_keeps_what_was_typed(self, enrollment: Enrollment, emil: User) -> None:
        answer = signed_in(emil).post("/cohorts/north-fall/hours/outage/", self.form(enrollment, day="2026-01-01", propose="1"))

        assert (answer.status_code, "outside the cohort’s dates" in answer.text, "The network failed." in answer.text) == (422, True, True)

    def test_paper_is_looked_at_then_proposed_then_a_no_op(self, enrollment: Enrollment, emil: User) -> None:
        browser = signed_in(emil)

        def sent(**more: str) -> dict[str, object]:
            return {"file": SimpleUploadedFile("fall.csv", paper(LINE)), "reason": "The binder of 2024.", **more}

        look = browser.post("/cohorts/north-fall/hours/paper/", sent())
        assert "Law, with a teacher, in person; law and skills; Asylum 90 min" in look.text
        assert ("What the file says" in look.text, HoursBatch.objects.count()) == (True, 0)
        browser.post("/cohorts/north-fall/hours/paper/", sent(propose="1"))
        again = browser.post("/cohorts/north-fall/hours/paper/", sent(propose="1"), follow=True)

        assert ("brought in already" in again.text, HoursBatch.objects.count()) == (True, 1)

    def test_every_fault_of_a_file_is_shown(self, enrollment: Enrollment, emil: User) -> None:
        file = SimpleUploadedFile("fall.csv", paper(LINE.replace(",90,", ",x,"), LINE.replace("asylum", "cooking")))

        answer = signed_in(emil).post("/cohorts/north-fall/hours/paper/", {"file": file, "reason": "x", "propose": "1"})

        assert (answer.status_code, "Line 2" in answer.text, "Line 3" in answer.text) == (422, True, True)

    def test_lines_take_the_same_queries_for_one_and_three(self, enrollment: Enrollment, emil: User) -> None:
        browser, counts = signed_in(emil), []
        for count in (1, 3):
            lines = [LINE.replace("Fall", f"Fall {count}{number}") for number in range(count)]
            browser.post("/cohorts/north-fall/hours/paper/", {"file": SimpleUploadedFile("f.csv", paper(*lines)), "reason": "x", "propose": "1"})
            batch = HoursBatch.objects.latest("pk")
            with CaptureQueriesContext(connection) as queries:
                browser.get(f"/cohorts/batches/{batch.public_id}/")
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestQuestions:
    @pytest.fixture(autouse=True)
    def an_entry(self, enrollment: Enrollment) -> None:
        append(draft(student=enrollment.student.public_id, enrollment=enrollment.public_id, campus="north", cohort="north-fall"))

    def test_asked_from_the_entry_answered_settled_and_read(self, enrollment: Enrollment, emil: User) -> None:
        student, coordinator = signed_in(enrollment.student), signed_in(emil)
        assert "Ask about this entry" in student.get("/record/entries/1/").text
        student.post("/record/entries/1/question/", {"text": "I read for an hour."})
        thread = f"/record/questions/{HoursDispute.objects.get().public_id}/"
        assert "1 question about hours to answer" in coordinator.get("/").text
        assert "entry 1" in coordinator.get("/cohorts/questions/").text

        coordinator.post(thread, {"text": "The log shows half."})
        coordinator.post(thread.replace("/record/", "/cohorts/") + "settle/", {"text": "It stays.", "corrected_by": ""})

        assert "The record stays as it is" in student.get(thread).text
        assert "The question of" in coordinator.get(f"/cohorts/people/{enrollment.public_id}/entries/1/").text
        assert "It stays." in student.get(thread).text
        student.post(thread, {"text": "Please look again."})
        assert HoursDispute.objects.get().state == "reopened"

    def test_asked_about_a_day_that_is_not_there(self, enrollment: Enrollment) -> None:
        student = signed_in(enrollment.student)

        wrong = student.post(f"/record/places/{enrollment.public_id}/question/", {"day": "2199-01-01", "lesson": "", "text": "I was there."})
        student.post(f"/record/places/{enrollment.public_id}/question/", {"day": "2026-10-05", "lesson": "", "text": "I was there."})

        assert (wrong.status_code, "I was there." in wrong.text) == (422, True)
        assert HoursDispute.objects.get().day == date(2026, 10, 5)
        assert "About Oct 5, 2026" in student.get("/record/questions/").text

    def test_a_last_word_that_does_not_fit_is_not_lost(self, enrollment: Enrollment, emil: User) -> None:
        signed_in(enrollment.student).post("/record/entries/1/question/", {"text": "I read for an hour."})
        dispute = HoursDispute.objects.get()

        answer = signed_in(emil).post(f"/cohorts/questions/{dispute.public_id}/settle/", {"text": "Long words", "corrected_by": "7"})

        assert (answer.status_code, "Long words" in answer.text, "no such entry" in answer.text) == (422, True, True)


def test_who_may_and_what_is_listed_agree(enrollment: Enrollment, emil: User, mateo: User) -> None:
    append(draft(student=enrollment.student.public_id, enrollment=enrollment.public_id, campus="north"))
    training, batch = outside(enrollment, emil), outage(enrollment.cohort, [enrollment], emil)
    signed_in(enrollment.student).post("/record/entries/1/question/", {"text": "x"})
    dispute, campus = HoursDispute.objects.get(), enrollment.cohort.campus
    roles = ("officer", "auditor", "instructor", "administrator")
    stranger = enrolled_student("south", "s@south.example").student
    people = [emil, mateo, enrollment.student, *(member(f"{role}@north.example", role, campus) for role in roles), stranger]
    twins = [
        ("accreditation.view_outside", training, outside_visible_to), ("accreditation.view_batch", batch, batches_visible_to),
        ("accreditation.decide_hours", training, lambda person: decided_by(OutsideTraining.objects.all(), person)),
        ("accreditation.decide_hours", batch, lambda person: decided_by(HoursBatch.objects.all(), person)),
        ("accreditation.view_hours_dispute", dispute, disputes_visible_to), ("accreditation.handle_hours_dispute", dispute, disputes_handled_by),
    ]  # fmt: skip

    for permission, subject, listed in twins:
        found = [person.email for person in people if listed(person).filter(pk=subject.pk).exists()]
        assert found == [person.email for person in people if person.has_perm(permission, subject)], permission


def test_administrators_see_the_alarms_of_the_ledger(enrollment: Enrollment) -> None:
    administrator = signed_in(member("admin@north.example", "administrator", enrollment.cohort.campus))

    assert "No alarms" in administrator.get("/cohorts/ledger/alarms/").text


def test_strangers_find_nothing(enrollment: Enrollment, emil: User) -> None:
    training = outside(enrollment, document=certificate())
    stranger: Client = signed_in(enrolled_student("south", "s@south.example").student)

    for address in (f"/record/outside/{training.public_id}/", f"/record/places/{enrollment.public_id}/outside/", f"/files/{training.document}/"):
        assert stranger.get(address).status_code == 404


class TestARefusedDecision:
    """What the second person wrote stands in the form again, beside the reason for the refusal."""

    def test_about_an_outside_training_keeps_answer_and_minutes(self, enrollment: Enrollment, emil: User) -> None:
        training, other = outside(enrollment), outside(enrollment, title="Another")

        answer = signed_in(emil).post(
            f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "approve", "minutes": "121", "answer": "Without <lunch>."}
        )

        assert (answer.status_code, Entry.objects.count()) == (422, 0)
        for shown in ("Credit 1 to 120 min, or decline.", 'value="121"', ">Without &lt;lunch&gt;.</textarea>"):
            assert shown in answer.text
        assert "lunch" not in signed_in(emil).get(f"/record/outside/{other.public_id}/").text

    def test_about_an_adjustment_keeps_the_answer_beside_it_alone(self, enrollment: Enrollment, emil: User, mateo: User) -> None:
        proposal, _other = adjustment(enrollment, emil), adjustment(enrollment, emil, title="Another")

        answer = signed_in(mateo).post(f"/cohorts/approvals/adjustments/{proposal.public_id}/", {"answer": "I was there."})

        assert (answer.status_code, answer.text.count("I was there.")) == (422, 1)
        form = answer.text[answer.text.index(f'id="answer-{proposal.public_id}"') :]
        assert form[: form.index("</textarea>")].endswith(">I was there.")

    def test_about_a_batch_keeps_the_answer(self, enrollment: Enrollment, emil: User, mateo: User) -> None:
        batch = outage(enrollment.cohort, [enrollment], emil)

        answer = signed_in(mateo).post(f"/cohorts/approvals/batches/{batch.public_id}/", {"answer": "Ask them first."})

        assert (answer.status_code, ">Ask them first.</textarea>" in answer.text) == (422, True)

    def test_that_somebody_else_took_first_has_no_form(self, enrollment: Enrollment, emil: User, mateo: User) -> None:
        training = outside(enrollment)
        signed_in(mateo).post(f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "approve"})

        answer = signed_in(emil).post(f"/cohorts/approvals/outside/{training.public_id}/", {"decision": "decline", "answer": "No."})

        assert (answer.status_code, "approved meanwhile" in answer.text, "<textarea" in answer.text) == (422, True, False)
