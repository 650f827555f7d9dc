"""Changing the address a person signs in with, in two steps: a letter to the new address, then its link."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Conflict, Invalid
from lms.people.actions.mail_events import note_confirmed
from lms.people.actions.queue_mail import queue_letter
from lms.people.models import User
from lms.people.queries.mail_events import is_closed
from lms.people.queries.people import person_with_email

SALT = "lms.people.change-email"
LIFETIME_SECONDS = 24 * 60 * 60


def ask_for_email_change(*, person: User, email: str, by: User) -> None:
    """Send a link to the new address. Whether that address belongs to somebody else is told to its owner only."""
    access.require(by, "people.change_email", person, sentence="Your coordinator changes the address of a supervising attorney.")
    email = email.strip().lower()
    if email == person.email.lower():
        raise Invalid("That is your address already.")
    owner = person_with_email(email)
    if owner is not None and owner.pk != person.pk:  # the address of an account merged into theirs is theirs
        queue_letter(to=email, subject="Somebody asked to use your address", template="address_taken", context={})
        return
    token = signing.dumps({"person": person.public_id, "old": person.email, "new": email}, salt=SALT)
    link = settings.SITE_URL + reverse("people:confirm_email", args=[token])
    context = {"action_url": link, "action_label": "Use this address"}
    queue_letter(to=email, subject="Confirm your new address", template="confirm_email", context=context, tries=True)


def confirmed_email(token: str, person: User) -> str:
    """The new address that ``token`` confirms for ``person``. Raises ``Conflict`` when it is old, used, or another person's."""
    try:
        facts = signing.loads(token, salt=SALT, max_age=LIFETIME_SECONDS)
    except signing.BadSignature:
        facts = {}
    if facts.get("person") != person.public_id or facts.get("old") != person.email:
        raise Conflict("This link no longer works. Ask for a new one on your profile.")
    new: str = facts["new"]
    return new


def change_email(*, person: User, token: str) -> None:
    """Sign in with the confirmed address from now on; the old address is told. Raises ``Conflict``."""
    new, old = confirmed_email(token, person), person.email
    try:
        with transaction.atomic():
            person.email = new
            person.save(update_fields=["email"])
            # addresses of accounts merged into this one go on leading here
            EmailAddress.objects.filter(user=person).filter(Q(primary=True) | Q(email__iexact=new) | Q(email__iexact=old)).delete()
            EmailAddress.objects.create(user=person, email=new, verified=True, primary=True)
            if is_closed(new):  # the letter with this link arrived
                note_confirmed(address=new, by=person.public_id)
            queue_letter(to=old, subject="Your address was changed", template="email_changed", context={"new": new})
            record_event("people.email_changed", by=person, subject_kind="person", subject_id=person.public_id)
    except IntegrityError:
        person.email = old
        raise Conflict("This address belongs to another account.") from None
