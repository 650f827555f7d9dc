"""Whether an installation is set up, and how far its first set-up is."""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.people.models import Membership, SetupLink, SetupStep
from lms.people.roles import ADMINISTRATOR


def has_administrator() -> bool:
    """True when somebody who can sign in here looks after every campus; who was invited and has not come yet does not count."""
    held = Membership.objects.filter(role=ADMINISTRATOR.key, ended_at__isnull=True, user__is_active=True)
    able = held.exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
        able = able.filter(user__is_demonstration=False)
    return able.exists()


def setup_link_with_token(token: str) -> SetupLink | None:
    """The link with this token while no browser has taken it; ``None`` when it is unknown, taken, withdrawn or too old."""
    return _open(token_sha256=sha256_hex(token.encode()), taken_at__isnull=True)


def open_setup_link(public_id: str) -> SetupLink | None:
    """The link with this public id, taken or not, while it is neither withdrawn nor too old."""
    return _open(public_id=public_id)


def setup_steps() -> dict[str, SetupStep]:
    """The steps that were done, by key, in order."""
    return {step.key: step for step in SetupStep.objects.order_by("pk")}


def _open(**key: object) -> SetupLink | None:
    found = SetupLink.objects.filter(**key).first()
    return found if found and found.is_open(now()) else None
