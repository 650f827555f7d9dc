"""Case rounds: sessions of a cohort with matters on their agenda; who sets them up, who sees what, and that they credit by attendance alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation.actions.assign_student import end_place
from accreditation.actions.keep_case_round import drop_case_round, keep_case_round
from accreditation.actions.keep_matter import close_matter
from accreditation.actions.note_presentation import note_presentation
from accreditation.actions.own_export import ROUND_FIELDS, rounds_part
from accreditation.actions.write_practice import write_practice
from accreditation.confidentiality.refusing import Identifying
from accreditation.ledger.verify import verify
from accreditation.models import AgendaItem, CaseRound, Entry, Matter, MatterStudent, Presentation
from accreditation.queries.case_rounds import Room, items_of, room_of
from accreditation.queries.practice import minutes_of_day
from curriculum.models import Enrollment, LiveSession
from lms.audit.api import disclosures_of, events_about
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Campus, User
from tests.accreditation.practice.test_pages import let_in
from tests.factories.course import member, signed_in
from tests.factories.live import EVENING, confirmed, entry_of, live_session, was_there
from tests.factories.practice import attorney_on_record, matter_of, sent_entry, work

DAY = date(2026, 10, 1)  # the session's, in New York
NOTE = "How the client’s story fits the one-year rule."


@pytest.fixture
def session(enrollment: Enrollment, keeper: User) -> LiveSession:
    return live_session(enrollment.cohort, keeper, number=None, title="Round")


@pytest.fixture
def early(matter: Matter) -> None:
    """The student's place in the matter began before the session."""
    MatterStudent.objects.update(assigned_at=EVENING - timedelta(days=5))


@pytest.fixture
def held(session: LiveSession, matter: Matter, early: None, keeper: User) -> Room:
    """A round with the student's matter on its agenda, led by its attorney."""
    keep_case_round(room=room_of(session), matters=[matter], attorney=matter.attorney, by=keeper)
    return room_of(session)


def noted(room: Room, student: User, text: str = NOTE) -> Presentation:
    [item] = AgendaItem.objects.filter(round=room.round)
    return note_presentation(room=room, code=item.matter.code, text=text, by=student)


class TestSettingUp:
    def test_a_coordinator_makes_a_session_a_round_and_the_audit_names_codes_alone(self, held: Room, matter: Matter) -> None:
        assert (held.leader, [item.code for item in items_of(held)]) == ("Ada Ruiz", [matter.code])
        [event] = events_about("live_session", held.session.public_id).filter(kind="accreditation.case_round_kept")
        assert event.data["codes"] == matter.code

    def test_an_instructor_can_lead_and_somebody_must(self, session: LiveSession, matter: Matter, keeper: User) -> None:
        with pytest.raises(Invalid, match="give the session an instructor"):
            keep_case_round(room=room_of(session), matters=[matter], attorney=None, by=keeper)
        session.instructor = member("ina@north.example", "instructor", session.cohort.campus)
        session.save()

        keep_case_round(room=room_of(session), matters=[matter], attorney=None, by=keeper)

        assert room_of(session).leader == session.instructor.legal_name

    def test_others_do_not(self, session: LiveSession, matter: Matter, student: User) -> None:
        elsewhere = member("far@south.example", "coordinator", Campus.objects.create(slug="south", name="South"))
        instructor = member("ina@north.example", "instructor", session.cohort.campus)
        for person in (student, instructor, elsewhere):
            with pytest.raises(Forbidden):
                keep_case_round(room=room_of(session), matters=[matter], attorney=matter.attorney, by=person)

    def test_matters_of_another_campus_or_not_open_on_the_day_are_refused(
        self, session: LiveSession, enrollment: Enrollment, matter: Matter, keeper: User
    ) -> None:
        for change, sentence in (
            ({"campus": "south"}, "another campus"), ({"opened_on": DAY + timedelta(days=1)}, "Not open on the day"),
            ({"closed_on": DAY - timedelta(days=1)}, "Not open on the day"),
        ):  # fmt: skip
            Matter.objects.filter(pk=matter.pk).update(**{"campus": matter.campus, "opened_on": date(2026, 9, 1), "closed_on": None} | change)
            with pytest.raises(Invalid, match=sentence):
                keep_case_round(room=room_of(session), matters=Matter.objects.all(), attorney=matter.attorney, by=keeper)
        with pytest.raises(Invalid, match="between one and 12"):
            keep_case_round(room=room_of(session), matters=[], attorney=matter.attorney, by=keeper)

    def test_a_cancelled_session_is_no_round(self, session: LiveSession, matter: Matter, keeper: User) -> None:
        LiveSession.objects.filter(pk=session.pk).update(cancelled_at=now(), cancelled_because="Snow")
        session.refresh_from_db()

        with pytest.raises(Conflict, match="not held"):
            keep_case_round(room=room_of(session), matters=[matter], attorney=matter.attorney, by=keeper)

    def test_the_agenda_changes_but_keeps_what_was_noted_about(self, held: Room, matter: Matter, student: User, keeper: User) -> None:
        other = matter_of(Enrollment.objects.get(), attorney=matter.attorney)
        keep_case_round(room=held, matters=[other], attorney=matter.attorney, by=keeper)
        assert [item.code for item in items_of(held)] == [other.code]
        keep_case_round(room=held, matters=[matter], attorney=matter.attorney, by=keeper)
        noted(held, student)

        for leave in (
            lambda: keep_case_round(room=held, matters=[other], attorney=matter.attorney, by=keeper),
            lambda: drop_case_round(room=held, by=keeper),
        ):
            with pytest.raises(Conflict, match=f"Something was noted about {matter.code}"):
                leave()
        assert [item.code for item in items_of(held)] == [matter.code]

    def test_a_round_that_was_a_mistake_goes_and_the_session_stays(self, held: Room, keeper: User) -> None:
        drop_case_round(room=held, by=keeper)

        assert (CaseRound.objects.count(), LiveSession.objects.count()) == (0, 1)


class TestNotes:
    def test_a_student_notes_and_notes_again_and_both_are_kept_sealed(self, held: Room, student: User) -> None:
        noted(held, student)
        noted(held, student, "Something better.")

        [item] = items_of(held)
        assert [told.note for told in item.told] == ["Something better."]
        assert NOTE.encode() not in b"".join(bytes(row.sealed_note) for row in Presentation.objects.all())
        assert [row["number"] for row in rounds_part(student).data] == [1, 2]
        assert {*rounds_part(student).data[0]} == {*ROUND_FIELDS}

    @pytest.mark.parametrize("text", ["Maria Gonzales fled in 2019.", "Her number is A 098 765 432."])
    def test_the_guard_refuses_what_may_identify_a_client(self, held: Room, student: User, text: str) -> None:
        with pytest.raises(Identifying):
            noted(held, student, text)
        assert not Presentation.objects.exists()

    def test_only_who_worked_in_the_matter_then_notes_about_it(self, held: Room, matter: Matter, student: User, keeper: User) -> None:
        end_place(place=MatterStudent.objects.get(), by=keeper)
        assert noted(held, student).number == 1  # the place ended after the session

        MatterStudent.objects.update(ended_at=EVENING - timedelta(minutes=1))
        with pytest.raises(Forbidden, match="no place in this matter"):
            noted(held, student)

    def test_a_matter_beside_the_agenda_and_an_empty_text_are_refused(self, held: Room, student: User) -> None:
        for code, text in (("M-2222", NOTE), (items_of(held)[0].code, "  "), (items_of(held)[0].code, "x" * 2001)):
            with pytest.raises(Invalid):
                note_presentation(room=held, code=code, text=text, by=student)

    def test_not_before_it_begins_and_not_by_who_was_not_there(self, held: Room, enrollment: Enrollment, student: User, keeper: User) -> None:
        LiveSession.objects.update(starts_at=now() + timedelta(hours=1), ends_at=now() + timedelta(hours=2))
        with pytest.raises(Conflict, match="once the round has begun"):
            noted(room_of(LiveSession.objects.get()), student)
        LiveSession.objects.update(starts_at=EVENING, ends_at=EVENING + timedelta(minutes=90))
        confirmed(held.session, keeper)

        with pytest.raises(Conflict, match="you were not there"):
            noted(room_of(LiveSession.objects.get()), student)


class TestWhatItCredits:
    def test_minutes_come_from_the_sheet_once_and_notes_add_none(self, held: Room, enrollment: Enrollment, student: User, keeper: User) -> None:
        was_there(held.session, enrollment, keeper, 0, 60)
        noted(held, student)
        assert Entry.objects.count() == 0

        confirmed(held.session, keeper)
        noted(held, student, "More.")

        entry = entry_of(held.session, enrollment)
        assert (Entry.objects.count(), entry.minutes, entry.category) == (1, 60, "law_contact")
        assert verify().ok

    def test_the_round_counts_toward_the_sixteen_hours_of_its_day(
        self, held: Room, matter: Matter, enrollment: Enrollment, student: User, keeper: User
    ) -> None:
        was_there(held.session, enrollment, keeper, 0, 60)
        confirmed(held.session, keeper)

        with pytest.raises(Invalid, match="16"):
            write_practice(matter=matter, work=work(date=DAY, minutes=901), by=student)
        write_practice(matter=matter, work=work(date=DAY, minutes=900), by=student)
        assert minutes_of_day(student.public_id, DAY) == 960


class TestPages:
    def test_the_students_way(self, held: Room, matter: Matter, student: User) -> None:
        browser = signed_in(student)
        at = reverse("matters:round", args=[held.session.public_id])
        page = browser.get(reverse("sessions:session", args=[held.session.public_id])).text
        assert (f"Matters on the agenda: {matter.code}." in page, "Led by Ada Ruiz." in page, at in page) == (True, True, True)

        refused = browser.post(at, {"code": matter.code, "text": "Maria Gonzales fled."})
        assert (refused.status_code, "Maria Gonzales fled." in refused.text, "may identify a client" in refused.text) == (422, True, True)
        assert browser.post(at, {"code": matter.code, "text": NOTE})["Location"] == at

        assert NOTE in browser.get(at).text
        assert at in browser.get(reverse("matters:matter", args=[matter.code])).text

    def test_the_coordinators_way_is_told_to_the_student(self, session: LiveSession, matter: Matter, early: None, student: User, keeper: User) -> None:
        browser = signed_in(keeper)
        at = reverse("supervision:round", args=[session.public_id])
        assert "Make it one" in browser.get(reverse("teaching:sheet", args=[session.public_id])).text
        assert browser.post(at, {"leader": "", "matters": [matter.code]}).status_code == 422  # nobody leads
        assert browser.post(at, {"leader": matter.attorney.public_id, "matters": [matter.code]})["Location"] == at
        noted(room_of(session), student)

        page = browser.get(at).text

        assert NOTE in page
        assert disclosures_of(student.public_id).first().what == "Notes of a case round"
        assert at in browser.get(reverse("supervision:rounds")).text
        assert at in browser.get(reverse("supervision:matter", args=[matter.code])).text
        assert browser.post(at, {"act": "drop"}, follow=True).text.count("stays on the agenda") == 1

    def test_the_instructor_who_leads_reads_and_changes_nothing_and_another_sees_the_codes(
        self, held: Room, matter: Matter, student: User, keeper: User
    ) -> None:
        mine, other = (member(f"{name}@north.example", "instructor", held.session.cohort.campus) for name in ("ina", "ivo"))
        LiveSession.objects.update(instructor=mine)
        noted(held, student)
        at = reverse("supervision:round", args=[held.session.public_id])
        assert signed_in(mine).get(at).status_code == 404  # an attorney leads

        keep_case_round(room=room_of(LiveSession.objects.get()), matters=[matter], attorney=None, by=keeper)

        assert NOTE in signed_in(mine).get(at).text
        assert signed_in(mine).post(at, {"leader": "", "matters": [matter.code]}).status_code == 404
        assert signed_in(other).get(at).status_code == 404
        sheet = signed_in(other).get(reverse("teaching:sheet", args=[held.session.public_id])).text
        assert (matter.code in sheet, at in sheet) == (True, False)

    def test_the_attorney_who_leads_reads_it_by_the_mailed_link(self, held: Room, matter: Matter, student: User, mailbox: Any) -> None:
        noted(held, student)
        sent_entry(matter, student)

        page = let_in(mailbox).get("/practice/confirm/").text

        assert ("Case rounds you lead" in page, NOTE in page) == (True, True)

    def test_an_attorney_who_does_not_lead_reads_nothing_of_it(self, held: Room, matter: Matter, student: User, keeper: User, mailbox: Any) -> None:
        other = attorney_on_record(held.session.cohort.campus, "777777")
        keep_case_round(room=held, matters=[matter], attorney=other, by=keeper)
        noted(held, student)
        sent_entry(matter, student)

        assert "Case rounds you lead" not in let_in(mailbox).get("/practice/confirm/").text

    def test_a_closed_matter_stays_on_the_agenda_it_was_on(self, held: Room, matter: Matter, keeper: User) -> None:
        close_matter(matter=matter, closed_on=DAY, by=keeper)
        at = reverse("supervision:round", args=[held.session.public_id])

        answer = signed_in(keeper).post(at, {"leader": matter.attorney.public_id, "matters": [matter.code]})

        assert answer["Location"] == at


def more_rounds(enrollment: Enrollment, matter: Matter, keeper: User, count: int) -> None:
    """So many rounds to come with the matter on their agenda, and as many sessions that are none."""
    for number in range(2 * count):
        begins = now() + timedelta(days=number + 1)
        session = live_session(enrollment.cohort, keeper, number=None, title="Round", starts_at=begins, ends_at=begins + timedelta(hours=1))
        if number % 2:
            keep_case_round(room=room_of(session), matters=[matter], attorney=matter.attorney, by=keeper)


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_pages_ask_as_much_for_three_rounds_as_for_one(enrollment: Enrollment, matter: Matter, student: User, keeper: User, mailbox: Any) -> None:
    sent_entry(matter, student)
    MatterStudent.objects.update(assigned_at=EVENING - timedelta(days=5))
    pages = [
        (signed_in(keeper), reverse("supervision:rounds")), (signed_in(student), reverse("matters:matter", args=[matter.code])),
        (let_in(mailbox), reverse("confirming:pile")),
    ]  # fmt: skip
    counts = []
    for more in (1, 2):
        more_rounds(enrollment, matter, keeper, more)
        counts.append([asked(client, path) for client, path in pages])

    assert counts[0] == counts[1]


@pytest.mark.parametrize("count", [1, 3])
def test_an_agenda_is_read_in_a_constant_number_of_queries(
    held: Room, enrollment: Enrollment, matter: Matter, student: User, keeper: User, count: int, django_assert_num_queries: Any
) -> None:
    more = [matter_of(enrollment, attorney=matter.attorney) for _ in range(count - 1)]
    MatterStudent.objects.update(assigned_at=EVENING - timedelta(days=5))
    keep_case_round(room=held, matters=[matter, *more], attorney=matter.attorney, by=keeper)
    for one in (matter, *more):
        note_presentation(room=held, code=one.code, text=NOTE, by=student)

    with django_assert_num_queries(4):
        assert len(items_of(held)) == count
