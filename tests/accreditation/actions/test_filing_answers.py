"""What only people know of a filing: written once, by who keeps the application, and each filing asks only what its form asks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from accreditation.actions.answer_form import answer_form
from accreditation.actions.confirm_recipient import confirm_recipient
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.end_recipient import end_recipient
from accreditation.actions.move_application import move_application
from accreditation.models import FilingAnswers, FormEdition, RecipientStep, ServiceRecipient
from accreditation.policies.filing_answers import FormAnswers
from accreditation.policies.worksheet import answers_of as worksheet_answers
from accreditation.policies.worksheet import worksheet_of
from accreditation.queries.filing_answers import answers_of
from accreditation.queries.filing_dossier import filing_dossier
from accreditation.queries.filing_facts import filings_of
from accreditation.requirements import requirements
from lms.audit.api import Event
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from tests.factories.clock import stand_still
from tests.factories.course import enrolled_student, load_course
from tests.factories.dossiers import ready
from tests.factories.filing_answers import AnswerRoom, said
from tests.factories.hours import outside

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 17, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    return stand_still(monkeypatch, NOON)


@pytest.fixture
def room(tmp_path: Any, clock: Any) -> AnswerRoom:
    load_course(tmp_path)
    return AnswerRoom(enrolled_student())


@pytest.fixture
def renewal(tmp_path: Any, clock: Any) -> AnswerRoom:
    load_course(tmp_path)
    return AnswerRoom(enrolled_student(), renewal="doj-renewal-full")


class TestAnswering:
    def test_an_answer_counts_and_its_words_are_sealed(self, room: AnswerRoom) -> None:
        row = answer_form(application=room.application, answers=said(prior_applications=" Refused through Harbor Aid, 2021. "), seen=0, by=room.emil)

        assert (row.number, b"Refused" in bytes(row.sealed_words)) == (1, False)
        assert answers_of([room.application.pk])[room.application.pk].answers == said(prior_applications="Refused through Harbor Aid, 2021.")
        assert Event.objects.filter(kind="accreditation.form_answered").count() == 1

    def test_the_newest_version_counts_and_each_day_keeps_its_own(self, room: AnswerRoom, clock: Any) -> None:
        answer_form(application=room.application, answers=said(), seen=0, by=room.emil)
        clock.shift(timedelta(days=1))
        answer_form(application=room.application, answers=said(prior_applications="One, 2021"), seen=1, by=room.olga)

        told = [filings_of([room.application.student], day, "America/New_York") for day in (TODAY, TODAY + timedelta(days=1))]

        assert [one[room.application.student].prior_applications for one in told] == ["none", "One, 2021"]

    def test_the_day_ends_with_the_campus_and_not_in_greenwich(self, room: AnswerRoom, clock: Any) -> None:
        clock.now = datetime(2026, 11, 29, 3, tzinfo=UTC)  # ten in the evening of the 28th
        answer_form(application=room.application, answers=said(), seen=0, by=room.emil)

        told = [filings_of([room.application.student], TODAY, zone)[room.application.student].prior_applications for zone in ("America/New_York", "UTC")]

        assert told == ["none", ""]

    def test_who_did_not_read_the_newest_version_does_not_write_over_it(self, room: AnswerRoom) -> None:
        answer_form(application=room.application, answers=said(), seen=0, by=room.emil)

        with pytest.raises(Conflict, match="Somebody else answered meanwhile"):
            answer_form(application=room.application, answers=said(server="Emil"), seen=0, by=room.olga)

    def test_the_same_again_and_nothing_at_all_are_no_versions(self, room: AnswerRoom) -> None:
        with pytest.raises(Invalid, match="recorded already"):
            answer_form(application=room.application, answers=FormAnswers(), seen=0, by=room.emil)
        answer_form(application=room.application, answers=said(), seen=0, by=room.emil)
        with pytest.raises(Invalid, match="recorded already"):
            answer_form(application=room.application, answers=said(server=" Olga Costa "), seen=1, by=room.emil)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"service_method": "pigeon"}, "Choose how the copy is served"),
            ({"prior_applications": "x" * 2001}, "2000 characters at most"),
            ({"server": "x" * 301}, "300 characters at most"),
            ({"without_certificate": ("unknown",)}, "No certificate"),
            ({"prior_applications": "Client A123 456 789"}, "may identify a client"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_a_sentence(self, room: AnswerRoom, changes: dict[str, Any], sentence: str) -> None:
        with pytest.raises(Invalid, match=sentence):
            answer_form(application=room.application, answers=said(**changes), seen=0, by=room.emil)
        assert not FilingAnswers.objects.exists()

    def test_a_first_request_asks_nothing_about_frequency_and_a_full_renewal_both(self, room: AnswerRoom) -> None:
        answer_form(application=room.application, answers=said(frequency_uscis="Weekly", frequency_eoir="Monthly"), seen=0, by=room.emil)

        filing = filings_of([room.application.student], TODAY, "America/New_York")[room.application.student]
        assert (filing.frequency_uscis, filing.frequency_eoir) == ("", "")

    def test_a_renewal_keeps_both(self, renewal: AnswerRoom) -> None:
        answer_form(application=renewal.application, answers=said(frequency_uscis="Weekly", frequency_eoir="Monthly"), seen=0, by=renewal.emil)

        dossier = filing_dossier(renewal.place, TODAY)
        printed = {field.key: field.answer for field in worksheet_of(dossier, FormEdition.objects.get()).fields}
        assert (printed["ren.frequency_uscis"], printed["ren.frequency_eoir"], printed["req.last_level"]) == ("Weekly", "Monthly", "Full (DHS and EOIR)")
        assert {requirements.get(key).check(dossier).state for key in ("frequency_uscis", "frequency_eoir", "prior_applications", "not_attorney")} == {"met"}

    def test_candidates_and_strangers_do_not_answer(self, room: AnswerRoom) -> None:
        stranger = enrolled_student("south", "stranger@south.example").student
        for person in (room.place.student, stranger):
            with pytest.raises(Forbidden):
                answer_form(application=room.application, answers=said(), seen=0, by=person)

    def test_an_application_that_ended_says_what_it_said(self, room: AnswerRoom) -> None:
        office = room.office()
        move_application(application=room.application, move="withdraw", by=room.emil, note="Moved away.")

        for act in (
            lambda: answer_form(application=room.application, answers=said(), seen=0, by=room.emil),
            lambda: room.office("USCIS Hartford"),
            lambda: confirm_recipient(recipient=office, on=TODAY, by=room.emil, today=TODAY),
            lambda: end_recipient(recipient=office, reason="Moved.", by=room.emil, today=TODAY),
        ):
            with pytest.raises(Conflict, match="not open any more"):
                act()


class TestNoCertificate:
    def test_a_training_is_marked_for_the_filing(self, room: AnswerRoom) -> None:
        training = approve_outside_training(training=outside(room.place), by=room.emil)
        before = requirements.get("training_proof").check(filing_dossier(room.place, TODAY))

        answer_form(application=room.application, answers=said(without_certificate=(training.public_id,)), seen=0, by=room.emil)

        dossier = filing_dossier(room.place, TODAY)
        marked = [one.is_without_certificate for one in dossier.trainings if one.public_id == training.public_id]
        after = requirements.get("training_proof").check(dossier)
        assert (marked, training.title in before.sentence, training.title in after.sentence) == ([True], True, False)


class TestRecipients:
    def test_an_office_is_named_confirmed_and_taken_off_and_each_day_keeps_its_own(self, room: AnswerRoom, clock: Any) -> None:
        office = room.office()
        clock.shift(timedelta(days=1))
        confirm_recipient(recipient=office, on=TODAY, by=room.olga, today=TODAY + timedelta(days=1))
        clock.shift(timedelta(days=1))
        end_recipient(recipient=office, reason="The district changed.", by=room.emil, today=TODAY + timedelta(days=2))

        days = [TODAY + timedelta(days=number) for number in range(3)]
        told = [filings_of([room.application.student], day, "America/New_York")[room.application.student].recipients for day in days]

        assert [[(one.name, one.confirmed_on) for one in row] for row in told] == [[("USCIS Boston", None)], [("USCIS Boston", TODAY)], []]

    def test_a_later_confirmation_counts(self, room: AnswerRoom) -> None:
        office = room.office()
        for day in (date(2026, 11, 1), date(2026, 11, 27)):
            confirm_recipient(recipient=office, on=day, by=room.emil, today=TODAY)

        assert filings_of([room.application.student], TODAY, "America/New_York")[room.application.student].recipients[0].confirmed_on == date(2026, 11, 27)

    def test_an_office_is_served_once_and_again_after_it_was_taken_off(self, room: AnswerRoom) -> None:
        office = room.office()
        with pytest.raises(Conflict, match="served already"):
            room.office("uscis boston")
        end_recipient(recipient=office, reason="New address.", by=room.emil, today=TODAY)

        assert room.office(address="New street").pk != office.pk
        with pytest.raises(Conflict, match="taken off already"):
            end_recipient(recipient=office, reason="Again.", by=room.emil, today=TODAY)
        with pytest.raises(Conflict, match="taken off already"):
            confirm_recipient(recipient=office, on=TODAY, by=room.emil, today=TODAY)

    @pytest.mark.parametrize("zip_code", ["", "2108", "02108-1", "021081", "ab", "٠٢١٠٨"])
    def test_a_zip_code_has_five_digits_or_nine(self, room: AnswerRoom, zip_code: str) -> None:
        with pytest.raises(Invalid, match="ZIP code as 5 digits"):
            room.office(zip_code=zip_code)

    def test_nobody_confirms_ahead_and_nobody_takes_off_without_a_reason(self, room: AnswerRoom) -> None:
        office = room.office()
        with pytest.raises(Invalid, match="lies in the future"):
            confirm_recipient(recipient=office, on=TODAY + timedelta(days=1), by=room.emil, today=TODAY)
        with pytest.raises(Invalid, match="Say why"):
            end_recipient(recipient=office, reason="  ", by=room.emil, today=TODAY)
        with pytest.raises(Forbidden):
            confirm_recipient(recipient=office, on=TODAY, by=room.place.student, today=TODAY)

    def test_the_worksheet_prints_offices_and_service_and_says_what_is_not_confirmed(self, room: AnswerRoom) -> None:
        confirm_recipient(recipient=room.office(), on=TODAY, by=room.emil, today=TODAY)
        room.office("USCIS Hartford", address="450 Main Street", zip_code="06103")
        answer_form(application=room.application, answers=said(), seen=0, by=room.emil)

        printed = worksheet_answers(filing_dossier(room.place, TODAY))

        assert printed["svc.recipients"] == "USCIS Boston, 15 New Sudbury Street, Boston; USCIS Hartford, 450 Main Street (not confirmed yet)"
        assert (printed["svc.date"], printed["rep.prior_applications"], printed["rep.not_attorney"]) == (
            "by e-mail, served by Olga Costa", "none", "Not an attorney",
        )  # fmt: skip


class TestTheDatabase:
    def test_nothing_is_changed_or_removed(self, room: AnswerRoom) -> None:
        answer_form(application=room.application, answers=said(), seen=0, by=room.emil)
        confirm_recipient(recipient=room.office(), on=TODAY, by=room.emil, today=TODAY)

        for model in (FilingAnswers, ServiceRecipient, RecipientStep):
            with pytest.raises(AppendOnlyViolation):
                model.objects.all().delete()
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE {model._meta.db_table} SET student = 'other'")

    def test_candidates_never_stand_for_the_organization(self, room: AnswerRoom) -> None:
        own = room.application.student
        office = room.office()
        rows: list[Any] = [
            FilingAnswers(application=room.application, student=own, number=1, sealed_words=b"x", by=own, at=NOON),
            ServiceRecipient(application=room.application, student=own, name="A", address="B", zip_code="02108", put_by=own, put_at=NOON),
            RecipientStep(recipient=office, student=own, kind="confirmed", on=TODAY, by=own, at=NOON),
        ]
        for row in rows:
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save()

    def test_an_office_is_taken_off_once_and_with_a_reason(self, room: AnswerRoom) -> None:
        facts: dict[str, Any] = {"recipient": room.office(), "student": room.application.student, "kind": "ended", "on": TODAY, "by": "x", "at": NOON}
        with pytest.raises(IntegrityError), transaction.atomic():
            RecipientStep.objects.create(**facts)
        RecipientStep.objects.create(**facts, reason="Moved.")
        with pytest.raises(IntegrityError), transaction.atomic():
            RecipientStep.objects.create(**facts, reason="Moved.")


def test_earlier_applications_are_read_as_one_sentence() -> None:
    dossier = ready("doj-partial-initial")
    assert dossier.filing is not None
    told = replace(dossier, filing=replace(dossier.filing, prior_applications="Harbor Aid, 2021: refused.\n\nPort Aid, 2023: granted."))

    assert requirements.get("prior_applications").check(told).sentence == "Earlier applications: Harbor Aid, 2021: refused; Port Aid, 2023: granted."
