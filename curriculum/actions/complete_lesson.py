"""A lesson completed: its rule holds, its study log is sealed, and whoever credits it is told, in one transaction."""

from django.db import transaction

from curriculum.actions.attest_study import lock_study
from curriculum.actions.seal_study_log import seal_study_log
from curriculum.models import ContentSnapshot, Enrollment, LessonCompletion, LessonPage, LessonProgress
from curriculum.queries.completion import completion_standing
from curriculum.queries.release import require_open
from curriculum.queries.snapshots import lesson_content
from curriculum.queries.study import credited_ms
from curriculum.signals import lesson_completed
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint


@transaction.atomic
def complete_lesson(*, enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot) -> LessonCompletion:
    """Complete ``lesson`` for ``enrollment``, once. Raises ``Conflict`` saying what is still missing, ``Forbidden`` while it is closed.

    The study state is locked first, as by everything that reads or counts study; then the place, which is judged as it stands now.
    """
    lock_study(enrollment.student_id)
    places = Enrollment.objects.select_related("cohort__campus", "student")
    enrollment = places.select_for_update(of=("self",), no_key=True).get(pk=enrollment.pk)
    completed = LessonCompletion.objects.filter(enrollment=enrollment, lesson=lesson).first()
    if completed is not None:
        return completed
    if not enrollment.may_study_lesson(lesson):
        raise Conflict("This enrollment has ended, so lessons can be read but no longer completed.", code="not_enrolled")
    require_open(enrollment, lesson.pk)
    progress = LessonProgress.objects.filter(enrollment=enrollment, lesson=lesson).first()
    standing = completion_standing(lesson, lesson_content(snapshot), progress, credited_ms(enrollment, lesson.public_id))
    if not standing.holds:
        raise Conflict(" ".join(standing.sentences), code="not_complete")
    completion = LessonCompletion.objects.create(enrollment=enrollment, lesson=lesson, snapshot=snapshot, completed_at=now())
    seal_study_log(enrollment.student)
    record_event(
        "curriculum.lesson_completed", by=enrollment.student, subject_kind="enrollment", subject_id=enrollment.public_id,
        campus=enrollment.cohort.campus.slug, data={"student": enrollment.student.display_name, "title": snapshot.title},
    )  # fmt: skip
    lesson_completed.send(sender=LessonCompletion, enrollment=enrollment, completion=completion)
    failpoint("completion.before_commit")
    return completion
