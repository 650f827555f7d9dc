"""Making and withdrawing the tokens with which other programs read a campus's records."""

import secrets
from datetime import timedelta

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.people.models import ApiToken, Campus, User

LONGEST_DAYS = 366
PREFIX = "pathway_"  # so that whoever finds one in a file knows what it is


@transaction.atomic
def make_api_token(*, campus: Campus, name: str, days: int, by: User) -> ApiToken:
    """A token that works for ``days``; its secret is on ``token.secret`` this once. Raises ``Invalid`` for a name or time that does not fit."""
    access.require(by, "people.manage_api_tokens", campus)
    if not name.strip():
        raise Invalid("Say which program gets the token, so that somebody can tell it from the others.", code="name_missing")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(f"A token works for 1 to {LONGEST_DAYS} days.", code="days")
    at, secret = now(), PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        campus=campus, name=name.strip(), secret_sha256=sha256_hex(secret.encode()), made_by=by.public_id, made_at=at, expires_at=at + timedelta(days=days)
    )
    token.secret = secret
    record_event("people.api_token_made", by=by, subject_kind="api_token", subject_id=token.public_id, campus=campus.slug, data={"name": token.name})
    return token


@transaction.atomic
def revoke_api_token(*, token: ApiToken, by: User) -> ApiToken:
    """Withdraw a token at once; withdrawing again changes nothing."""
    access.require(by, "people.manage_api_tokens", token.campus)
    token = ApiToken.objects.select_for_update().select_related("campus").get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = now(), by.public_id
        token.save(update_fields=["revoked_at", "revoked_by"])
        data = {"name": token.name}
        record_event("people.api_token_revoked", by=by, subject_kind="api_token", subject_id=token.public_id, campus=token.campus.slug, data=data)
    return token
