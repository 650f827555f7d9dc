"""The code that goes to the address on record, and its answer: who holds the link alone can do nothing."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Invalid, TooMany
from lms.people.actions.queue_mail import queue_letter
from lms.people.link_purposes import link_purposes
from lms.people.models import LinkCode, MailedLink

CODE_LIFE = timedelta(minutes=10)
CODES_AN_HOUR = 5
TRIES = 5  # for one code
WRONG_IN_ALL = 20  # then the link is withdrawn: a million codes are not tried out


@transaction.atomic
def send_code(*, link: MailedLink) -> LinkCode:
    """Mail a new code; earlier ones end. Raises ``TooMany`` after five in an hour."""
    locked = MailedLink.objects.select_for_update().get(pk=link.pk)
    if locked.codes.filter(sent_at__gt=now() - timedelta(hours=1)).count() >= CODES_AN_HOUR:
        raise TooMany("Five codes were sent within an hour. Look into your mail, or try again in an hour.")
    code = f"{secrets.randbelow(1_000_000):06d}"
    made = LinkCode.objects.create(link=locked, hash=_hash(locked, code), sent_at=now())
    queue_letter(
        to=locked.email, subject=f"{code} is your code", template="link_code", key=f"link-code:{made.pk}",
        context={"link": locked, "code": code, "purpose": link_purposes.get(locked.purpose), "minutes": CODE_LIFE.seconds // 60},
    )  # fmt: skip
    return made


def enter_code(*, link: MailedLink, code: str) -> None:
    """Take ``code`` as proof; each works once. Raises ``Invalid`` for a wrong, old or worn-out one, having counted the try."""
    sentence = _tried(link, "".join(code.split()))
    if sentence:
        raise Invalid(sentence, code="wrong_code")


@transaction.atomic
def _tried(link: MailedLink, code: str) -> str:
    """Why the code is refused; a count that is kept even so needs a transaction that ends well."""
    locked = MailedLink.objects.select_for_update().get(pk=link.pk)
    newest = locked.codes.first()
    if newest is None or newest.used_at is not None or newest.wrong >= TRIES or now() >= newest.sent_at + CODE_LIFE:
        return "This code does not work any more. Ask for a new one."
    if constant_time_compare(newest.hash, _hash(locked, code)):
        newest.used_at = now()
        newest.save(update_fields=["used_at"])
        facts = {"purpose": link_purposes.get(locked.purpose).title, "name": locked.name}
        record_event("people.link_opened", by=None, subject_kind="mailed_link", subject_id=locked.public_id, campus=locked.campus, data=facts)
        return ""
    newest.wrong += 1
    newest.save(update_fields=["wrong"])
    locked.wrong_codes += 1
    if locked.wrong_codes >= WRONG_IN_ALL:
        locked.revoked_at = now()
    locked.save(update_fields=["wrong_codes", "revoked_at"])
    left = TRIES - newest.wrong
    return f"This is not the code we sent. You can try {left} more times." if left else "This is not the code we sent. Ask for a new one."


def _hash(link: MailedLink, code: str) -> str:
    return salted_hmac("pathway.link_code", f"{link.public_id}:{code}", algorithm="sha256").hexdigest()
