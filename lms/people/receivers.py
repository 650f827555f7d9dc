"""What follows from sign-ins, second factors and memberships."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in as session_begun
from django.db.models.signals import post_save
from django.dispatch import receiver

from lms.audit.api import record_event
from lms.people import session_ends
from lms.people.actions.sync_groups import sync_groups
from lms.people.models import Membership
from lms.people.queries.people import person_with_email


@receiver(post_save, sender=Membership)
def follow_membership(sender: Any, instance: Membership, **facts: Any) -> None:
    sync_groups([instance.user])


def _about(person: Any, kind: str, **data: str) -> None:
    record_event(kind, by=person, subject_kind="person", subject_id=person.public_id, data=data)


@receiver(session_begun)
def count_from_now(sender: Any, request: Any, **facts: Any) -> None:
    session_ends.begin(request.session)


@receiver(user_logged_in)
def log_sign_in(sender: Any, user: Any, **facts: Any) -> None:
    _about(user, "people.signed_in")


@receiver(password_changed)
@receiver(password_reset)
def log_password(sender: Any, user: Any, **facts: Any) -> None:
    _about(user, "people.password_changed")


@receiver(authenticator_added)
def log_factor_added(sender: Any, user: Any, authenticator: Any, **facts: Any) -> None:
    _about(user, "people.second_factor_added", factor=authenticator.get_type_display())


@receiver(authenticator_removed)
def log_factor_removed(sender: Any, user: Any, authenticator: Any, **facts: Any) -> None:
    _about(user, "people.second_factor_removed", factor=authenticator.get_type_display())


@receiver(authenticator_reset)
def log_factor_reset(sender: Any, user: Any, authenticator: Any, **facts: Any) -> None:
    _about(user, "people.second_factor_renewed", factor=authenticator.get_type_display())


@receiver(user_locked_out)
def log_lock_out(sender: Any, username: str, **facts: Any) -> None:
    person = person_with_email(username or "")
    if person is not None:
        record_event("people.sign_in_paused", by=None, subject_kind="person", subject_id=person.public_id)
