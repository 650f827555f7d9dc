"""Signing a PDF for the installation: with the newest seal key, whose certificate is on record from its first use."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from lms.core.clock import now
from lms.vault.models import SealCertificate, SigningKey
from lms.vault.seal_keys import SealKey, newest_seal_key, self_issued
from lms.vault.signing import newest_pair


@dataclass(frozen=True)
class PlatformSeal:
    """What seals now: ``certificate`` is DER; ``sign`` gives the signature over a message, as DER."""

    key: SealKey
    certificate: bytes

    @property
    def key_id(self) -> str:
        return self.key.key_id

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)


@transaction.atomic
def platform_seal() -> PlatformSeal:
    """The seal of the newest key. Of two processes that come first at once, one makes the certificate and both use it."""
    key, pair, at = newest_seal_key(), newest_pair(), now()
    signing, _ = SigningKey.objects.get_or_create(key_id=pair.key_id, defaults={"public": pair.public, "first_used_at": at})
    known = SealCertificate.objects.filter(key=signing).first()
    if known is None:
        made = self_issued(key, urlsplit(settings.SITE_URL).hostname or "Pathway", at)
        known, _ = SealCertificate.objects.get_or_create(key=signing, defaults={"certificate": made, "made_at": at})
    return PlatformSeal(key, bytes(known.certificate))
