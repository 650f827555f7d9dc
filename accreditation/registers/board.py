"""The coordinator's board: the clock that keeps its summaries, reminders, events and notices."""

from accreditation.actions.remind_students import KIND
from accreditation.rules import board  # noqa: F401  registers its permissions
from accreditation.tasks import board as tasks
from lms.audit.api import register_event_kind
from lms.jobs.api import register_job, register_sweep
from lms.notices.api import register_notice_kind

register_sweep("accreditation.refresh_summaries", tasks.refresh_by_clock, 60)
register_job("accreditation.remind_students", tasks.run_remind, label="Reminding students", attempts=1)
register_event_kind("accreditation.student_reminded", "{actor} reminded {subject} of what is missing: {missing}")
register_event_kind("accreditation.board_view_saved", "{actor} saved the view {view} of a board")
register_event_kind("accreditation.board_view_removed", "{actor} removed the view {view} of a board")
register_notice_kind(KIND, "Reminders of what is missing", reason="You get this because something is missing for your accreditation.", roles=("student",))
