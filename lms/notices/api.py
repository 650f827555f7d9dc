"""The door of lms.notices for other apps."""

from lms.notices.actions.clear_notices import clear_notices
from lms.notices.actions.mail_notice import mail_notice
from lms.notices.actions.notify import MAIL_JOB, notify
from lms.notices.kinds import notice_kinds, register_notice_kind
from lms.notices.models import Notice
from lms.notices.queries.notices import unread_count
from lms.notices.rules import notices_visible_to

__all__ = ["MAIL_JOB", "Notice", "clear_notices", "mail_notice", "notice_kinds", "notices_visible_to", "notify", "register_notice_kind", "unread_count"]
