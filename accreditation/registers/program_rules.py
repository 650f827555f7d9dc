"""Rules of programs and who is trained: events and notices."""

from accreditation.rules import program_rules  # noqa: F401  registers its permissions
from accreditation.tasks import program_rules as tasks
from lms.audit.api import register_event_kind
from lms.jobs.api import register_job
from lms.notices.api import register_notice_kind

register_job("accreditation.evaluate_completion", tasks.run_evaluate, label="Looking again at who is trained")
register_event_kind("accreditation.rules_set", "{actor} set rules {number} of {program}: {reason}")
register_event_kind("accreditation.rules_moved", "{actor} moved {subject} to program rules {number}")
register_event_kind("accreditation.completion_trained", "{subject} completed {program} ({cause} {source})")
register_event_kind("accreditation.completion_reopened", "{subject} is open again in {program} ({cause} {source})")
register_notice_kind(
    "accreditation.completion", "Completing a program", reason="You get this because the program is yours, or you coordinate it.",
    roles=("student", "coordinator"),
)  # fmt: skip
