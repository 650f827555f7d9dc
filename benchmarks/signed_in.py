"""People of a run who are signed in, as signing in leaves them."""

from datetime import UTC, datetime
from typing import Any

ACCEPTED = {"privacy_version": "2026-11", "privacy_accepted_at": datetime(2026, 9, 1, tzinfo=UTC)}


def session_key(user: Any) -> str:
    """The key of a new session of ``user``."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def staff_member(role: str, campuses: list[Any]) -> Any:
    """Somebody with ``role`` on ``campuses``, and with the second factor that such roles need."""
    from allauth.mfa.models import Authenticator

    from lms.people.models import Membership, User

    person = User.objects.create_user(f"{role}@bench.example", None, legal_first_name="Emil", legal_last_name="Bench", **ACCEPTED)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})
    Membership.objects.bulk_create([Membership(user=person, campus=campus, role=role) for campus in campuses])
    return person
