"""What a corrected question means for the record: certificates are flagged when a pass is lost, entries of the ledger stand."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.post_assessment import post_assessment
from accreditation.models import Certificate, CertificateEvent
from accreditation.queries.certificates import certificates_of, status_of
from accreditation.queries.touched import touched_by_attempts
from assessments.actions.apply_fix import apply_fix, run_apply_fix
from assessments.actions.preview_fix import preview_fix
from assessments.actions.propose_fix import propose_fix
from assessments.actions.undo_fix import run_undo_fix, undo_fix
from assessments.models import AssessmentPage, Attempt, Grade, QuestionFix, QuestionVersion
from assessments.queries.results import passed_by_enrollment
from assessments.signals import attempt_regraded
from curriculum.actions.transfer_student import transfer_student
from curriculum.api import put_cohort
from curriculum.models import Enrollment, ModuleTopic, Topic
from lms.people.models import User
from tests.factories.answers import Scene, answered
from tests.factories.course import member

pytestmark = [pytest.mark.django_db, pytest.mark.services]
NOWHERE: frozenset[int] = frozenset()


def own(attempt: Any) -> frozenset[int]:
    """The place in which an attempt was made."""
    return frozenset({attempt.enrollment_id})


def coordinator(scene: Scene) -> User:
    """Somebody who answers for the campus's certificates."""
    return member("coordinator@north.example", "coordinator", scene.campus)


def certify(attempt: Any, number: int) -> None:
    """A certificate of the attempt's place."""
    Certificate.objects.create(
        code=f"code-{number}", number=f"N-{number}", student=attempt.enrollment.student.public_id, enrollment=attempt.enrollment.public_id, campus="north",
        track="law", facts={}, entries=[], ledger_seq=0, ledger_hash="", pdf=b"", pdf_sha256="", issued_at=timezone.now(), issued_by="x",
    )  # fmt: skip


@pytest.fixture
def scene() -> Scene:
    """A student who passed with the wrong key's help, and one who did not; each has a certificate."""
    scene = answered("bb")
    for number, attempt in enumerate(scene.attempts):
        certify(attempt, number)
    return scene


def test_certificates_and_entries_are_named_in_a_preview(scene: Scene) -> None:
    first, second = scene.attempts
    first.assessment.minutes = 5
    ModuleTopic.objects.create(page=scene.page.get_parent().specific, topic=Topic.objects.get_or_create(slug="ethics_upl")[0], minutes=5)
    posted = post_assessment(attempt=first)

    found = touched_by_attempts([first.pk, second.pk])

    assert posted is not None
    assert sorted(found) == [
        (first.pk, "Certificate N-0 names this training."),
        (first.pk, f"Entry {posted.entry.seq} of the ledger credits it; the minutes stay, whatever the mark."),
        (second.pk, "Certificate N-1 names this training."),
    ]  # fmt: skip


def test_a_lost_pass_flags_the_certificate_once_and_a_gain_does_not(scene: Scene) -> None:
    first, second = scene.attempts

    for _ in range(2):
        attempt_regraded.send(sender=None, attempt=first, passed_before=own(first), passed_after=NOWHERE)
    attempt_regraded.send(sender=None, attempt=second, passed_before=NOWHERE, passed_after=own(second))

    assert list(CertificateEvent.objects.values_list("certificate__number", "kind")) == [("N-0", "flagged")]


# a correction that is taken back


def nothing(done: int, total: int) -> None:
    """Nobody watches the progress."""


def applied(scene: Scene, right: str) -> QuestionFix:
    """A fix, applied, after which ``right`` is the only right answer."""
    scene.correct_key(right)
    by = scene.instructor()
    fix, _ = propose_fix(question=scene.choice, policy="new", assessments=[scene.page.pk], told="It was wrong.", by=by)
    preview_fix(fix=fix, person=by, advance=nothing)
    apply_fix(fix=fix, by=by)
    run_apply_fix(fix=QuestionFix.objects.get(pk=fix.pk), advance=nothing)
    return QuestionFix.objects.get(pk=fix.pk)


def taken_back(fix: QuestionFix, scene: Scene) -> None:
    undo_fix(fix=QuestionFix.objects.get(pk=fix.pk), by=scene.instructor())
    run_undo_fix(fix=QuestionFix.objects.get(pk=fix.pk), advance=nothing)


def status(scene: Scene, at: int = 0) -> str:
    return status_of(certificates_of([scene.attempts[at].enrollment.student.public_id]).get())


def certified(answers: str) -> Scene:
    scene = answered(answers)
    for number, attempt in enumerate(scene.attempts):
        certify(attempt, number)
    return scene


def test_a_fix_that_is_taken_back_takes_its_flag_back() -> None:
    scene = certified("a")

    fix = applied(scene, "b")
    flagged = status(scene)
    taken_back(fix, scene)

    events = [(event.kind, event.by, bool(event.reason)) for event in CertificateEvent.objects.all()]
    assert (flagged, status(scene)) == ("flagged", "valid")
    assert events == [("flagged", "pathway", True), ("reinstated", "pathway", True)]


def test_taking_a_fix_back_once_more_changes_nothing() -> None:
    scene = certified("a")
    fix = applied(scene, "b")
    taken_back(fix, scene)

    run_undo_fix(fix=QuestionFix.objects.get(), advance=nothing)

    assert (CertificateEvent.objects.count(), status(scene)) == (2, "valid")


def test_who_passed_only_by_the_fix_is_flagged_when_it_is_taken_back() -> None:
    scene = certified("b")

    taken_back(applied(scene, "b"), scene)

    assert status(scene) == "flagged"


@pytest.mark.parametrize("first", [True, False])
def test_a_flag_by_a_person_or_an_entry_stays(first: bool) -> None:
    scene = certified("a")
    certificate = Certificate.objects.get()
    if first:
        change_certificate(certificate=certificate, kind="flagged", reason="I doubt it.", by=coordinator(scene))
    fix = applied(scene, "b")
    if not first:
        change_certificate(certificate=certificate, kind="flagged", reason="I doubt it.", by=coordinator(scene))

    taken_back(fix, scene)

    assert status(scene) == "flagged"


def test_a_certificate_that_a_person_revoked_stays_revoked() -> None:
    scene = certified("a")
    fix = applied(scene, "b")
    change_certificate(certificate=Certificate.objects.get(), kind="revoked", reason="Looked at.", by=coordinator(scene))

    taken_back(fix, scene)

    assert status(scene) == "revoked"


def test_of_two_fixes_the_flag_stays_until_neither_costs_the_pass() -> None:
    scene = certified("a")
    first, other = applied(scene, "b"), scene.attempts[0]
    attempt_regraded.send(sender=None, attempt=other, passed_before=own(other), passed_after=NOWHERE, fix="another fix")

    attempt_regraded.send(sender=None, attempt=other, passed_before=NOWHERE, passed_after=own(other), fix="another fix", is_undone=True)
    between = status(scene)
    taken_back(first, scene)

    assert (between, status(scene)) == ("flagged", "valid")
    assert [event.kind for event in CertificateEvent.objects.all()] == ["flagged", "flagged", "reinstated"]


# what counts where: another place, the average


def certify_place(place: Enrollment) -> None:
    Certificate.objects.create(
        code="code", number="N-1", student=place.student.public_id, enrollment=place.public_id, campus="north", track="law", facts={}, entries=[],
        ledger_seq=0, ledger_hash="", pdf=b"", pdf_sha256="", issued_at=timezone.now(), issued_by="x",
    )  # fmt: skip


def moved(scene: Scene) -> Enrollment:
    coordinator = member("coordinator@north.example", "coordinator", scene.campus)
    to = put_cohort(slug="spring", name="Spring", campus=scene.campus, program=scene.cohort.program, starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 1))
    return transfer_student(enrollment=scene.attempts[0].enrollment, to=to, by=coordinator, reason="Timetable")


def test_the_certificate_of_a_place_the_student_moved_to_is_flagged_when_its_pass_is_lost_and_freed_when_it_is_back() -> None:
    scene = answered("a")
    place = moved(scene)
    certify_place(place)
    before = passed_by_enrollment(place.cohort)

    fix = applied(scene, "b")
    after, flagged = passed_by_enrollment(place.cohort), status(scene)
    taken_back(fix, scene)

    assert (before, after, flagged, status(scene)) == ({place.pk: {scene.page.pk}}, {}, "flagged", "valid")


def test_the_preview_names_the_certificate_of_a_place_the_student_moved_to() -> None:
    scene = answered("a")
    certify_place(moved(scene))

    assert touched_by_attempts([scene.attempts[0].pk]) == [(scene.attempts[0].pk, "Certificate N-1 names this training.")]


def marked(attempt: Attempt, position: int, version: QuestionVersion, points: int) -> None:
    item = attempt.items.create(position=position, version=version, option_order=["a", "b", "c"], points=2)
    Grade.objects.create(item=item, number=1, numerator=points, denominator=1, marked_at=timezone.now())


def test_the_certificate_is_flagged_when_the_average_no_longer_passes() -> None:
    """4 of 4 and 0 of 2 are half on average. The fix takes the first to 2 of 4, which passes by itself; on average a quarter is left."""
    scene = answered("a")
    AssessmentPage.objects.update(counting="average", pass_percent=40)
    newer, first = scene.correct_key("c"), scene.attempts[0]
    marked(first, 2, newer, 2)
    second = Attempt.objects.create(
        enrollment=first.enrollment, assessment=scene.page, number=2, state="graded", started_at=timezone.now(), submitted_at=timezone.now()
    )
    marked(second, 1, newer, 0)
    certify_place(first.enrollment)
    before = passed_by_enrollment(scene.cohort)
    fix, _ = propose_fix(question=scene.choice, policy="new", assessments=[scene.page.pk], told="It was wrong.", by=scene.instructor())
    preview_fix(fix=fix, person=scene.instructor(), advance=nothing)

    apply_fix(fix=fix, by=scene.instructor())
    run_apply_fix(fix=QuestionFix.objects.get(), advance=nothing)

    assert (before, passed_by_enrollment(scene.cohort)) == ({first.enrollment_id: {scene.page.pk}}, {})
    assert [event.kind for event in CertificateEvent.objects.all()] == ["flagged"]
