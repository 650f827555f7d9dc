"""Making the link behind which an installation is set up."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lms.audit.api import record_event
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.people.models import SetupLink
from lms.people.queries.setup import has_administrator, setup_steps

LIFETIME = timedelta(hours=24)


@transaction.atomic
def make_setup_link() -> SetupLink:
    """A new link, which withdraws every earlier one; from the command line only. Its token is in ``.link``, and nowhere else.

    Raises ``Conflict`` once somebody can administer the installation, and where its administrator was made by an earlier link and has left.
    """
    if has_administrator():
        raise Conflict("This installation has an administrator already, so it needs no set-up link. Administrators invite others under People.", code="set_up")
    if "people" in setup_steps():
        raise Conflict("This installation was set up, and its administrator has left. Make another one: manage.py invite_person.", code="was_set_up")
    at, token = now(), secrets.token_urlsafe(32)
    SetupLink.objects.filter(revoked_at__isnull=True).update(revoked_at=at)
    made = SetupLink.objects.create(token_sha256=sha256_hex(token.encode()), made_at=at, expires_at=at + LIFETIME)
    made.link = settings.SITE_URL + reverse("setup:open", args=[token])
    record_event("people.setup_link_made", by=None, subject_kind="setup_link", subject_id=made.public_id)
    return made
