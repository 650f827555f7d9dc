"""The door of lms.notices for other apps."""

from lms.notices.actions.clear_notices import clear_notices
from lms.notices.actions.mail_digest import mail_digest
from lms.notices.actions.mail_notice import mail_notice
from lms.notices.actions.notify import notify
from lms.notices.actions.notify_many import LETTERS_JOB, Told, notify_many, send_letters
from lms.notices.actions.send_waiting import DIGEST_JOB, MAIL_JOB, release_held, send_digests
from lms.notices.kinds import DAILY, notice_kinds, register_notice_kind
from lms.notices.models import Notice
from lms.notices.queries.notices import told_keys, unread_count
from lms.notices.rules import notices_visible_to

__all__ = [
    "DAILY",
    "DIGEST_JOB",
    "LETTERS_JOB",
    "MAIL_JOB",
    "Notice",
    "Told",
    "clear_notices",
    "mail_digest",
    "mail_notice",
    "notice_kinds",
    "notices_visible_to",
    "notify",
    "notify_many",
    "register_notice_kind",
    "release_held",
    "send_digests",
    "send_letters",
    "told_keys",
    "unread_count",
]  # fmt: skip
