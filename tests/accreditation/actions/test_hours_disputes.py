"""Questions about hours: asked by the student, answered in time, settled with an outcome, opened again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accreditation.actions.hours_disputes import open_hours_dispute, settle_hours_dispute, write_in_hours_dispute
from accreditation.actions.remind_of_hours_disputes import remind_of_hours_disputes
from accreditation.ledger.append import append
from accreditation.models import HoursDispute
from accreditation.queries.hours_disputes import business_days_after, disputes_waiting, said_in
from curriculum.models import Enrollment
from lms.core.clock import local_date
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    place = enrolled_student()
    post(place, "first")
    return place


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


def post(place: Enrollment, key: str) -> int:
    facts = {"student": place.student.public_id, "enrollment": place.public_id, "campus": "north", "source_id": key}
    return append(draft(**facts, idempotency=(key,))).entry.seq


def asked(place: Enrollment, text: str = "I read for an hour.", **about: object) -> HoursDispute:
    return open_hours_dispute(enrollment=place, text=text, by=place.student, **(about or {"seq": 1}))  # type: ignore[arg-type]


def test_it_goes_from_asked_to_answered_to_settled_to_opened_again(enrollment: Enrollment, emil: User) -> None:
    dispute = asked(enrollment)
    steps = [dispute.state]

    write_in_hours_dispute(dispute=dispute, text="Which lesson?", by=emil)
    steps.append(HoursDispute.objects.get().state)
    write_in_hours_dispute(dispute=dispute, text="The second.", by=enrollment.student)
    steps.append(HoursDispute.objects.get().state)
    settle_hours_dispute(dispute=dispute, text="I added it.", corrected_by=post(enrollment, "second"), by=emil)
    settled = HoursDispute.objects.get()
    steps.append(settled.state)
    write_in_hours_dispute(dispute=dispute, text="It is still 5 minutes short.", by=enrollment.student)
    steps.append(HoursDispute.objects.get().state)

    assert steps == ["open", "answered", "open", "settled", "reopened"]
    assert (settled.outcome, settled.settled_seq, settled.settled_by) == ("corrected", 2, emil.public_id)
    assert [one.text for one in said_in(dispute)][-1] == "It is still 5 minutes short."
    assert HoursDispute.objects.get().outcome == ""


def test_who_may_ask_answer_and_settle(enrollment: Enrollment, emil: User) -> None:
    stranger = enrolled_student("south", "s@south.example").student
    dispute = asked(enrollment)

    with pytest.raises(Forbidden):
        open_hours_dispute(enrollment=enrollment, text="x", by=emil, seq=1)
    elsewhere = member("c@south.example", "coordinator", stranger.memberships.get().campus)
    instructor = member("i@n.example", "instructor", enrollment.cohort.campus)
    for person in (stranger, elsewhere, instructor):
        with pytest.raises(Forbidden):
            write_in_hours_dispute(dispute=dispute, text="x", by=person)
    with pytest.raises(Forbidden):
        settle_hours_dispute(dispute=dispute, text="x", corrected_by=None, by=enrollment.student)


def test_a_settled_one_takes_no_more_words_of_the_campus(enrollment: Enrollment, emil: User) -> None:
    dispute = settle_hours_dispute(dispute=asked(enrollment), text="The log shows ten minutes.", corrected_by=None, by=emil)

    assert dispute.outcome == "no_change"
    with pytest.raises(Conflict, match="can open it again"):
        write_in_hours_dispute(dispute=dispute, text="And more.", by=emil)
    with pytest.raises(Conflict, match="settled meanwhile"):
        settle_hours_dispute(dispute=dispute, text="x", corrected_by=None, by=emil)


def test_the_entry_that_put_it_right_is_newer_and_the_students(enrollment: Enrollment, emil: User) -> None:
    dispute = asked(enrollment)

    with pytest.raises(Invalid, match="older than the question"):
        settle_hours_dispute(dispute=dispute, text="x", corrected_by=1, by=emil)
    with pytest.raises(Invalid, match="no such entry"):
        settle_hours_dispute(dispute=dispute, text="x", corrected_by=9, by=emil)
    assert HoursDispute.objects.get().state == "open"


def test_one_thread_goes_on_for_an_entry_and_many_for_days(enrollment: Enrollment, emil: User) -> None:
    first = asked(enrollment)

    with pytest.raises(Conflict, match="asked about this entry already"):
        asked(enrollment)
    asked(enrollment, day=date(2026, 10, 5))
    asked(enrollment, day=date(2026, 10, 5))
    settle_hours_dispute(dispute=first, text="x", corrected_by=None, by=emil)
    second = asked(enrollment)
    with pytest.raises(Conflict, match="Another thread"):
        write_in_hours_dispute(dispute=first, text="Again.", by=enrollment.student)

    assert second.state == "open"


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"seq": 9}, "no such entry"),
        ({"lesson": "x"}, "on which day"),
        ({"day": date(2199, 1, 1)}, "not come yet"),
        ({"day": date(2026, 10, 5), "lesson": "x"}, "lesson of your program"),
        ({"seq": 1, "text": "  "}, "Write what you want to say"),
    ],
)
def test_what_it_cannot_be_about(enrollment: Enrollment, about: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        asked(enrollment, **about)


def test_words_are_sealed(enrollment: Enrollment) -> None:
    dispute = asked(enrollment, "I was ill that week.")

    assert b"ill" not in bytes(dispute.messages.get().sealed_text)


def test_it_waits_for_the_campus_and_reminders_go_once_each(enrollment: Enrollment, emil: User) -> None:
    dispute, today = asked(enrollment), local_date(timezone.now(), enrollment.cohort.campus.time_zone)
    HoursDispute.objects.filter(pk=dispute.pk).update(due_on=today + timedelta(days=1))
    told = Notice.objects.filter(person=emil.public_id, kind="accreditation.hours_dispute")

    assert list(disputes_waiting(emil)) == [dispute]
    remind_of_hours_disputes()
    remind_of_hours_disputes()
    assert told.count() == 2
    HoursDispute.objects.filter(pk=dispute.pk).update(due_on=today)
    remind_of_hours_disputes()
    assert told.count() == 3
    HoursDispute.objects.filter(pk=dispute.pk).update(due_on=today - timedelta(days=1))
    remind_of_hours_disputes()
    assert told.count() == 4
    write_in_hours_dispute(dispute=dispute, text="Soon.", by=emil)
    assert remind_of_hours_disputes() == 0
    assert list(disputes_waiting(emil)) == []


def test_ten_business_days_are_two_weeks_and_holidays_come_on_top() -> None:
    friday = date(2026, 11, 20)

    assert business_days_after(friday, 10, set()) == date(2026, 12, 4)
    assert business_days_after(friday, 10, {date(2026, 11, 26), date(2026, 11, 28)}) == date(2026, 12, 7)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 30), st.sets(st.dates(date(2020, 1, 1), date(2030, 3, 1)), max_size=10))
def test_exactly_so_many_business_days_lie_between(day: date, count: int, holidays: set[date]) -> None:
    due = business_days_after(day, count, holidays)

    between = [day + timedelta(days=offset) for offset in range(1, (due - day).days + 1)]
    assert sum(one.weekday() < 5 and one not in holidays for one in between) == count


@pytest.mark.parametrize(
    "facts",
    [
        {"seq": None},
        {"state": "settled"},
        {"state": "settled", "outcome": "no_change", "settled_by": "s", "settled_at": timezone.now()},
        {"state": "settled", "outcome": "corrected", "settled_by": "o", "settled_at": timezone.now()},
        {"outcome": "no_change"},
        {"state": "lost"},
    ],
)
def test_the_database_holds_who_settles(db: None, facts: dict[str, object]) -> None:
    row = {"student": "s", "enrollment": "e", "campus": "north", "seq": 1, "opened_at": timezone.now(), "due_on": timezone.now().date()}

    with pytest.raises(IntegrityError), transaction.atomic():
        HoursDispute.objects.create(**(row | facts))
