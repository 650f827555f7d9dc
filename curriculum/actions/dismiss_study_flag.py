"""A coordinator looked at a flag and says what it was."""

from typing import Any

from django.db import transaction

from curriculum.flags import flags
from curriculum.models import StudyFlag, StudyFlagDismissal
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.written_once_lock import lock_written_once
from lms.vault.api import seal_text


@transaction.atomic
def dismiss_study_flag(*, flag: StudyFlag, sentence: str, by: Any) -> StudyFlagDismissal:
    """Keep the sentence with the flag; the first one stays. Raises ``Invalid`` without one."""
    require(by, "curriculum.dismiss_study_flag", flag)
    if not sentence.strip():
        raise Invalid("Say in a sentence what you found.")
    lock_written_once(flag)
    earlier = StudyFlagDismissal.objects.filter(flag=flag).first()
    if earlier is not None:
        return earlier
    sealed = seal_text(flag.enrollment.student.public_id, sentence.strip())
    record_event(
        "curriculum.study_flag_dismissed", by=by, subject_kind="enrollment", subject_id=flag.enrollment.public_id,
        campus=flag.enrollment.cohort.campus.slug, data={"title": flag.session.lesson.title, "kind": flags.get(flag.kind).title},
    )  # fmt: skip
    return StudyFlagDismissal.objects.create(flag=flag, dismissed_by=by, dismissed_at=now(), sealed_sentence=sealed)
