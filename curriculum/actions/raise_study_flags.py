"""Looking at a study session that ended: patterns are flagged once each. What was credited stays as it is."""

from curriculum.flags import flags
from curriculum.models import StudyFlag, StudySession
from curriculum.queries.study_flags import session_facts
from lms.core.clock import now


def raise_study_flags(session: StudySession) -> list[StudyFlag]:
    """Flag what is found in the sealed events of ``session``; looking again adds nothing."""
    facts = session_facts(session)
    raised = []
    for flag in flags:
        found = flag.look(facts)
        if found is not None:
            values = {"enrollment_id": session.enrollment_id, "facts": found, "raised_at": now()}
            row, is_new = StudyFlag.objects.get_or_create(session=session, kind=flag.key, defaults=values)
            raised += [row] if is_new else []
    return raised
