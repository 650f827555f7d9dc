"""Writing to an address again that gave our letters back: the person proves it by a letter, or says so to who looks after them."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Conflict, TooMany
from lms.people.actions.mail_events import note_confirmed, note_try
from lms.people.actions.queue_mail import queue_letter
from lms.people.models import MailEvent, User
from lms.people.queries.mail_events import is_closed, tries_left

SALT = "lms.people.open-address"
LIFETIME_SECONDS = 24 * 60 * 60


@transaction.atomic
def try_address(*, person: User) -> None:
    """Send ``person`` one letter although their address is closed. Raises ``Conflict`` where it is not, ``TooMany`` after three in a day."""
    if not is_closed(person.email):
        raise Conflict("Your letters reach you: none came back from this address.")
    if not tries_left(person.email):
        raise TooMany("Three letters were sent today, and none was confirmed. Try again tomorrow, or use another address.")
    note_try(address=person.email, by=person.public_id)
    token = signing.dumps({"person": person.public_id, "email": person.email}, salt=SALT)
    link = settings.SITE_URL + reverse("people:confirm_address", args=[token])
    context = {"action_url": link, "action_label": "This address works"}
    queue_letter(to=person.email, subject="Does this letter reach you?", template="address_tried", context=context, tries=True)


def refuse_other_token(*, token: str, person: User) -> None:
    """Raises ``Conflict`` for a link that is old, or for another person or address."""
    try:
        facts = signing.loads(token, salt=SALT, max_age=LIFETIME_SECONDS)
    except signing.BadSignature:
        facts = {}
    if facts != {"person": person.public_id, "email": person.email}:
        raise Conflict("This link no longer works. Ask for a new one on your profile.")


@transaction.atomic
def confirm_address(*, person: User, token: str) -> None:
    """The letter reached them: their address is written to again. Raises ``Conflict``; a second time changes nothing."""
    refuse_other_token(token=token, person=person)
    if is_closed(person.email):
        _open(person.email, person)


@transaction.atomic
def reopen_address(*, event: MailEvent, by: User) -> None:
    """``by`` was told by the person that the address works. Raises ``Forbidden``, and ``Conflict`` when it is not closed any more."""
    access.require(by, "people.reopen_address", event)
    if not is_closed(event.address):
        raise Conflict("This address is written to already.")
    _open(event.address, by)


def _open(address: str, by: User) -> None:
    note_confirmed(address=address, by=by.public_id)
    person = User.objects.filter(email__iexact=address).first()
    if person is not None:
        record_event("people.address_opened", by=by, subject_kind="person", subject_id=person.public_id)
