"""The door of lms.notices for other apps."""

from lms.notices.actions.clear_notices import clear_notices
from lms.notices.actions.mail_notice import mail_notice
from lms.notices.actions.notify import MAIL_JOB, notify
from lms.notices.actions.notify_many import LETTERS_JOB, Told, notify_many, send_letters
from lms.notices.kinds import notice_kinds, register_notice_kind
from lms.notices.models import Notice
from lms.notices.queries.notices import unread_count
from lms.notices.rules import notices_visible_to

__all__ = [
    "LETTERS_JOB", "MAIL_JOB", "Notice", "Told", "clear_notices", "mail_notice", "notice_kinds", "notices_visible_to", "notify", "notify_many",
    "register_notice_kind", "send_letters", "unread_count",
]  # fmt: skip
