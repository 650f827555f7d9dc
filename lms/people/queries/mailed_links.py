"""Finding links that stand for a person."""

from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.people.models import MailedLink


def link_with_token(token: str) -> MailedLink | None:
    """The link with this token while it can be used; unknown, withdrawn and expired ones look the same."""
    return _usable(token_sha256=sha256_hex(token.encode()))


def usable_link(public_id: str) -> MailedLink | None:
    """The link with this public id while it can be used; for who has shown the token already."""
    return _usable(public_id=public_id)


def links_on(purpose: str, subject: str) -> list[MailedLink]:
    """Every link ever sent for ``purpose`` on ``subject``, the newest first."""
    return list(MailedLink.objects.filter(purpose=purpose, subject=subject))


def _usable(**key: str) -> MailedLink | None:
    link = MailedLink.objects.filter(**key).first()
    return link if link is not None and link.is_open(now()) else None
