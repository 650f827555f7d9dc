"""Finding the tokens with which other programs read a campus's records."""

from datetime import timedelta

from django.db.models import Q

from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.people.models import ApiToken, Campus

KEPT_TO = timedelta(hours=1)


def api_token_with(secret: str) -> ApiToken | None:
    """The token with this secret while it can be used; unknown, withdrawn and expired ones look the same. That it was used is noted to the hour."""
    token = ApiToken.objects.select_related("campus").filter(secret_sha256=sha256_hex(secret.encode())).first()
    if token is None or not token.is_open(at := now()):
        return None
    ApiToken.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=at - KEPT_TO), pk=token.pk).update(last_used_at=at)
    return token


def api_tokens_of(campus: Campus) -> list[ApiToken]:
    """Every token ever made for the campus, the newest first."""
    return list(ApiToken.objects.filter(campus=campus))


def api_token_called(public_id: str) -> ApiToken | None:
    return ApiToken.objects.select_related("campus").filter(public_id=public_id).first()
