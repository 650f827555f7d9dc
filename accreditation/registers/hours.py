"""Outside training, adjustments, batches, disputes and alarms: jobs, events, notices, files, and what waits."""

from typing import Any

from django.urls import reverse

from accreditation.actions.decide_batch import POST_JOB
from accreditation.actions.hours_disputes import NOTICE
from accreditation.actions.import_paper_hours import ACCEPTS as PAPER
from accreditation.actions.import_paper_hours import PAPER_FILE
from accreditation.actions.keep_outside_document import ACCEPTS, DOCUMENT
from accreditation.actions.tell_hours import DECIDED, PROPOSED
from accreditation.actions.watch_ledger import ALARM
from accreditation.ledger import adjusted, outside  # noqa: F401  registers its foundations
from accreditation.models import Adjustment, HoursBatch, OutsideTraining
from accreditation.policies.sharing import HOURS
from accreditation.queries.hours_disputes import disputes_waiting
from accreditation.queries.ledger_watch import open_alarms
from accreditation.rules.campuses import READERS
from accreditation.rules.hours import HANDLERS, decided_by
from accreditation.rules.sharing import Reach, is_shared_with
from accreditation.tasks import hours as tasks
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.waiting import Waiting
from lms.jobs.api import register_job, register_sweep
from lms.notices.api import register_notice_kind
from lms.vault.api import register_file_kind

DAY = 24 * 3600

register_job(POST_JOB, tasks.run_batch, label="Posting hours")
register_sweep("accreditation.watch_ledger", tasks.watch_hourly, 3600)
register_sweep("accreditation.remind_of_hours_disputes", tasks.remind_daily, DAY)

register_event_kind("accreditation.outside_recorded", "{actor} entered the outside training {title}")
register_event_kind("accreditation.outside_approved", "{actor} credited {minutes} min of the outside training {title}")
register_event_kind("accreditation.outside_declined", "{actor} declined the outside training {title}")
register_event_kind("accreditation.adjustment_proposed", "{actor} proposed an adjustment of {minutes} min")
register_event_kind("accreditation.adjustment_approved", "{actor} approved an adjustment of {minutes} min")
register_event_kind("accreditation.adjustment_declined", "{actor} declined an adjustment of {minutes} min")
register_event_kind("accreditation.batch_proposed", "{actor} proposed hours for {students} students: {title}")
register_event_kind("accreditation.batch_approved", "{actor} approved hours for a cohort: {title}")
register_event_kind("accreditation.batch_declined", "{actor} declined hours for a cohort: {title}")
register_event_kind("accreditation.batch_posted", "Hours for a cohort were posted: {title}; {refused} lines did not fit")
register_event_kind("accreditation.hours_withdrawn", "{actor} withdrew a proposal of hours")
register_event_kind("accreditation.hours_disputed", "{actor} asked about their hours")
register_event_kind("accreditation.hours_dispute_settled", "{actor} settled a question about hours: {outcome}")

register_notice_kind(
    PROPOSED, "Hours to approve", reason="You get this because you may approve hours on this campus.", roles=(*HANDLERS, "administrator")
)  # fmt: skip
register_notice_kind(
    DECIDED, "Decisions about hours", reason="You get this because the hours are yours, or you proposed them.",
    roles=("student", "coordinator", "administrator"),
)  # fmt: skip
register_notice_kind(
    NOTICE, "Questions about hours", reason="You get this because you asked about your hours, or answer such questions.", stoppable=False,
    roles=("student", *HANDLERS, "administrator"),
)  # fmt: skip
register_notice_kind(
    ALARM, "Alarms of the ledger", reason="You get this because you look after this installation.", urgent=True, stoppable=False, roles=("administrator",)
)  # fmt: skip


def hours_to_decide(person: Any) -> Waiting | None:
    """Outside trainings, adjustments and batches that wait for a second person."""
    if not person.has_perm("accreditation.decide_correction"):
        return None
    count = sum(decided_by(model.objects.all(), person).count() for model in (OutsideTraining, Adjustment, HoursBatch))
    return Waiting(count, "proposal of hours to approve", reverse("cohorts:approvals"), "proposals of hours to approve")


def disputes_to_answer(person: Any) -> Waiting | None:
    """Students' questions about their hours."""
    if not person.has_perm("accreditation.handle_hours_dispute"):
        return None
    return Waiting(disputes_waiting(person).count(), "question about hours to answer", reverse("hours:disputes"), "questions about hours to answer")


def alarms_to_look_at(person: Any) -> Waiting | None:
    """What is wrong with the ledger now."""
    if not person.has_perm("accreditation.watch_ledger"):
        return None
    return Waiting(open_alarms().count(), "alarm of the ledger", reverse("hours:alarms"), "alarms of the ledger")


waiting.register("accreditation.hours", hours_to_decide)
waiting.register("accreditation.hours_disputes", disputes_to_answer)
waiting.register("accreditation.ledger_alarms", alarms_to_look_at)


def may_read_document(person: Any, file: Any) -> bool:
    """The student, and those who read their record on their campus; asked again at each download (EX-04)."""
    return file.owner == person.public_id or is_shared_with(person, HOURS, file.campus, file.owner, *READERS)


def may_read_paper(person: Any, file: Any) -> bool:
    """A file about several students: who reads all of them."""
    return file.campus in Reach(person, HOURS, HANDLERS).whole


def people_on_paper(file: Any) -> list[str]:
    """The students of the batch that the file became."""
    return sorted({student for batch in HoursBatch.objects.filter(file=file.public_id) for student in batch.lines.values_list("student", flat=True)})


register_file_kind(DOCUMENT, "Certificate of outside training", may_read_document, accepts=ACCEPTS)
register_file_kind(PAPER_FILE, "Hours from paper", may_read_paper, people_in=people_on_paper, accepts=PAPER)
