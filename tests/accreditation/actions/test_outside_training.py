"""Outside training: entered, credited whole or in part, or declined; never twice, and never by who entered it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accreditation.actions.decide_outside_training import approve_outside_training, decline_outside_training
from accreditation.actions.withdraw_proposal import withdraw_proposal
from accreditation.ledger.append import append
from accreditation.ledger.reverse import reverse
from accreditation.ledger.verify import verify
from accreditation.models import Entry, OutsideTraining
from accreditation.queries.outside_facts import outside_trainings
from curriculum.models import Enrollment
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.hours import certificate, outside
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def mateo(enrollment: Enrollment) -> User:
    return member("mateo@north.example", "officer", enrollment.cohort.campus)


def minutes_of(enrollment: Enrollment) -> list[int]:
    return list(Entry.objects.filter(student=enrollment.student.public_id).order_by("seq").values_list("minutes", flat=True))


def test_approved_it_is_one_entry_that_names_the_document(enrollment: Enrollment, emil: User) -> None:
    training = outside(enrollment, document=certificate())

    approve_outside_training(training=training, by=emil)

    entry = Entry.objects.get()
    assert (entry.minutes, entry.topics, entry.source_kind, entry.title, entry.provider) == (
        120, {"asylum": 120}, "external_training", "Asylum basics", "Legal Aid",
    )  # fmt: skip
    assert (entry.recorded_by, entry.approved_by) == (enrollment.student.public_id, emil.public_id)
    assert entry.evidence["document_sha256"] == training.document_sha256
    assert verify().ok


def test_approving_again_posts_nothing_more(enrollment: Enrollment, emil: User, mateo: User) -> None:
    training = outside(enrollment)

    approve_outside_training(training=training, by=emil)
    approve_outside_training(training=training, minutes=30, answer="Half.", by=mateo)

    assert minutes_of(enrollment) == [120]


def test_partial_credit_needs_a_reason_and_splits_the_topics(enrollment: Enrollment, emil: User) -> None:
    training = outside(enrollment, topics={"asylum": 80, "ethics_upl": 40})

    with pytest.raises(Invalid, match="only a part"):
        approve_outside_training(training=training, minutes=60, by=emil)
    approve_outside_training(training=training, minutes=60, answer="One hour was lunch.", by=emil)

    assert Entry.objects.get().topics == {"asylum": 40, "ethics_upl": 20}
    assert OutsideTraining.objects.get().approved_minutes == 60


@pytest.mark.parametrize("minutes", [0, 121])
def test_minutes_that_it_does_not_have_are_refused(enrollment: Enrollment, emil: User, minutes: int) -> None:
    with pytest.raises(Invalid, match="Credit 1 to 120 min"):
        approve_outside_training(training=outside(enrollment), minutes=minutes, answer="x", by=emil)


def test_who_entered_it_and_whose_it_is_do_not_decide(enrollment: Enrollment, emil: User) -> None:
    training = outside(enrollment, emil)

    for person in (emil, enrollment.student):
        with pytest.raises(Forbidden):
            approve_outside_training(training=training, by=person)
        with pytest.raises(Forbidden):
            decline_outside_training(training=training, answer="no", by=person)

    assert minutes_of(enrollment) == []


def test_declined_it_may_come_again_as_a_new_version_once(enrollment: Enrollment, emil: User) -> None:
    first = outside(enrollment, document=certificate())
    with pytest.raises(Invalid, match="Say why"):
        decline_outside_training(training=first, answer=" ", by=emil)
    declined = decline_outside_training(training=first, answer="The certificate shows another name.", by=emil)

    second = outside(enrollment, document=certificate(), version_of=declined)

    assert second.version_of == declined.public_id
    withdraw_proposal(proposal=second, by=enrollment.student)
    third = outside(enrollment, version_of=declined)
    with pytest.raises(Conflict, match="follows one that was declined, once"):
        outside(enrollment, version_of=declined, title="Other")
    with pytest.raises(Conflict, match="was declined"):
        approve_outside_training(training=declined, by=emil)
    assert third.is_pending


def test_a_withdrawn_one_is_not_approved_and_an_approved_one_not_withdrawn(enrollment: Enrollment, emil: User) -> None:
    gone, kept = outside(enrollment), outside(enrollment, title="Removal defense")
    withdraw_proposal(proposal=gone, by=enrollment.student)
    approve_outside_training(training=kept, by=emil)

    with pytest.raises(Conflict, match="withdrawn"):
        approve_outside_training(training=gone, by=emil)
    with pytest.raises(Conflict, match="decided meanwhile"):
        withdraw_proposal(proposal=kept, by=enrollment.student)
    with pytest.raises(Forbidden):
        withdraw_proposal(proposal=gone, by=emil)


class TestDoubles:
    def test_the_same_document_counts_once_until_it_is_taken_back(self, enrollment: Enrollment, emil: User, mateo: User) -> None:
        approve_outside_training(training=outside(enrollment, document=certificate()), by=emil)

        with pytest.raises(Invalid, match="This document is there already"):
            outside(enrollment, document=certificate(), title="Another title", first_on=date(2026, 9, 1), last_on=date(2026, 9, 1))
        reverse(student=enrollment.student.public_id, seq=1, recorded_by=emil.public_id, approved_by=mateo.public_id, reason="Wrong person.")

        assert outside(enrollment, document=certificate()).is_pending

    def test_the_same_name_on_overlapping_days_counts_once_however_it_is_spelled(self, enrollment: Enrollment) -> None:
        outside(enrollment, first_on=date(2026, 10, 1), last_on=date(2026, 10, 5))

        with pytest.raises(Invalid, match="Each training counts once"):
            outside(enrollment, title="ASYLUM – basics!", provider="legal  aid", first_on=date(2026, 10, 5), last_on=date(2026, 10, 6))
        assert outside(enrollment, first_on=date(2026, 10, 6), last_on=date(2026, 10, 6)).is_pending

    def test_of_two_that_wait_the_first_decided_is_credited(self, enrollment: Enrollment, emil: User) -> None:
        first = outside(enrollment)
        same = {field.name: getattr(first, field.name) for field in OutsideTraining._meta.fields if field.name not in ("id", "public_id")}
        second = OutsideTraining.objects.create(**same)  # as two browsers would at the same moment

        approve_outside_training(training=second, by=emil)

        with pytest.raises(Invalid, match="counts once"):
            approve_outside_training(training=first, by=emil)
        assert minutes_of(enrollment) == [120]


class TestDays:
    def test_more_than_sixteen_hours_of_a_day_are_refused_with_the_reason(self, enrollment: Enrollment, emil: User) -> None:
        append(draft(student=enrollment.student.public_id, minutes=900, occurred_from=date(2026, 10, 5), occurred_to=date(2026, 10, 5)))

        with pytest.raises(Invalid, match="On Oct 5, 2026, 15 h are credited already"):
            outside(enrollment)

    def test_a_day_that_filled_meanwhile_is_refused_at_the_decision(self, enrollment: Enrollment, emil: User) -> None:
        training = outside(enrollment)
        append(draft(student=enrollment.student.public_id, minutes=900, occurred_from=date(2026, 10, 5), occurred_to=date(2026, 10, 5)))

        with pytest.raises(Invalid, match="do not fit"):
            approve_outside_training(training=training, by=emil)
        approve_outside_training(training=training, minutes=60, answer="The day has room for no more.", by=emil)

        assert minutes_of(enrollment) == [900, 60]

    def test_a_course_of_forty_hours_over_five_days_fits(self, enrollment: Enrollment, emil: User) -> None:
        training = outside(enrollment, minutes=2400, first_on=date(2026, 10, 5), last_on=date(2026, 10, 9))

        approve_outside_training(training=training, by=emil)

        assert minutes_of(enrollment) == [2400]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_on": date(2026, 10, 4)}, "before the first"),
        ({"last_on": date(2199, 1, 1)}, "not over yet"),
        ({"first_on": date(1999, 1, 1), "last_on": date(1999, 1, 1)}, "20 years ago"),
        ({"first_on": date(2023, 1, 1)}, "more than two years"),
        ({"title": " "}, "Give the title"),
        ({"minutes": 0, "topics": {"asylum": 0}}, "at least 1"),
        ({"mode": "dream"}, "how it was held"),
        ({"category": "organizing"}, "what it counts as"),
        ({"topics": {}}, "detailed descriptions"),
        ({"topics": {"asylum": 60}}, "add up to 60 min"),
        ({"topics": {"cooking": 120}}, "no topic called cooking"),
        ({"topics": {"asylum": 121, "ethics_upl": -1}}, "at least 1 minute"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(enrollment: Enrollment, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        outside(enrollment, **changes)


def test_only_the_student_and_their_coordinators_enter_it(enrollment: Enrollment) -> None:
    stranger = enrolled_student("south", "s@south.example").student

    officer = member("o@north.example", "officer", enrollment.cohort.campus)
    elsewhere = member("c@south.example", "coordinator", stranger.memberships.get().campus)

    for person in (stranger, officer, elsewhere):
        with pytest.raises(Forbidden):
            outside(enrollment, person)


def test_a_document_that_is_none_is_refused(enrollment: Enrollment) -> None:
    with pytest.raises(Invalid):
        outside(enrollment, document=b"MZ\x00\x00 not a document")


def test_facts_for_a_dossier_follow_the_ledger_and_the_date(enrollment: Enrollment, emil: User, mateo: User) -> None:
    student = enrollment.student.public_id
    training = approve_outside_training(training=outside(enrollment, document=certificate(), certificate_number="LA-7", is_fundamentals=True), by=emil)
    today = timezone.now().date()

    found = outside_trainings([student, "nobody"], today + timedelta(days=1))

    assert found["nobody"] == ()
    (one,) = found[student]
    assert (one.public_id, one.title, one.minutes, one.certificate_number, one.certificate_status, one.is_fundamentals) == (
        training.public_id, "Asylum basics", 120, "LA-7", "valid", True,
    )  # fmt: skip
    assert [(topic.slug, topic.minutes) for topic in one.topics] == [("asylum", 120)]
    assert outside_trainings([student], today - timedelta(days=2)) == {student: ()}
    reverse(student=student, seq=1, recorded_by=emil.public_id, approved_by=mateo.public_id, reason="x")
    assert outside_trainings([student]) == {student: ()}


def test_facts_take_the_same_queries_for_one_and_three(enrollment: Enrollment, emil: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(3):
        approve_outside_training(training=outside(enrollment, title=f"Course {number}"), by=emil)
        with CaptureQueriesContext(connection) as queries:
            outside_trainings([enrollment.student.public_id], timezone.now().date())
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


class TestVerification:
    def test_a_changed_training_is_named(self, enrollment: Enrollment, emil: User) -> None:
        training = approve_outside_training(training=outside(enrollment), by=emil)
        OutsideTraining.objects.filter(pk=training.pk).update(provider="Somebody else")

        bad = verify().first_bad

        assert bad is not None
        assert (bad.seq, bad.why) == (1, "The outside training this entry rests on was changed.")

    def test_a_missing_and_a_damaged_document_are_named(self, enrollment: Enrollment, emil: User) -> None:
        from lms.vault.api import StoredFile
        from lms.vault.shelf import path_of

        training = approve_outside_training(training=outside(enrollment, document=certificate()), by=emil)
        path = path_of(StoredFile.objects.get(public_id=training.document).stored_as)
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        damaged = verify().first_bad
        StoredFile.objects.filter(public_id=training.document).update(removed_at=timezone.now(), key=None)
        missing = verify().first_bad

        assert damaged is not None
        assert damaged.why == "The document this entry rests on cannot be read any more."
        assert missing is not None
        assert missing.why == "The document this entry rests on is missing."


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "approved", "decided_by": "p", "decided_at": timezone.now(), "approved_minutes": 1, "entry_seq": 1},
        {"state": "approved", "decided_by": "s", "decided_at": timezone.now(), "approved_minutes": 1, "entry_seq": 1},
        {"state": "approved", "decided_by": "o", "decided_at": timezone.now()},
        {"state": "approved", "decided_by": "o", "decided_at": timezone.now(), "approved_minutes": 61, "entry_seq": 1},
        {"state": "declined"},
        {"state": "pending", "decided_by": "o"},
        {"document": "f"},
        {"last_on": date(2026, 9, 1)},
        {"category": "skills"},
    ],
)
def test_the_database_holds_who_decides_and_what(db: None, facts: dict[str, Any]) -> None:
    row = {
        "student": "s", "enrollment": "e", "campus": "north", "title": "t", "provider": "p", "first_on": date(2026, 10, 5), "last_on": date(2026, 10, 5),
        "minutes": 60, "mode": "hybrid", "category": "law_contact", "topics": {"asylum": 60}, "proposed_by": "p", "proposed_at": timezone.now(),
    }  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideTraining.objects.create(**(row | facts))
