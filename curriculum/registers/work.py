"""Background work, what is looked after by the clock, and files kept for a while."""

from curriculum import api, rules, tasks
from curriculum.actions.publish_scheduled import publish_scheduled
from curriculum.actions.remind_of_due import remind_of_due
from lms.jobs.api import register_job, register_sweep
from lms.vault.api import register_file_kind

register_job(api.TELL_JOB, tasks.run_tell_announcement, label="Announcing to a cohort")
register_sweep("curriculum.tell_due_announcements", api.tell_due_announcements, 60)
register_file_kind(rules.LESSON_UPLOAD, "A document to become a lesson", may_read=rules.uploaded_it, keep_days=1)
register_sweep("curriculum.remind_of_due", remind_of_due, 3600)
register_sweep("curriculum.publish_scheduled", publish_scheduled, 60)
