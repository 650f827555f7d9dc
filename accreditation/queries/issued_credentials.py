"""Whether signed data is on record here, and how its certificate stands."""

from dataclasses import dataclass
from typing import Any

from accreditation.models import Certificate
from accreditation.queries.certificates import status_of, with_status
from lms.core.canonical import canonical_json
from lms.core.clock import iso_ms, now


@dataclass(frozen=True)
class Standing:
    """``status`` as on the public page; ``as_of`` when it was asked, in UTC."""

    status: str
    as_of: str


def standing_of_credential(credential: dict[str, Any]) -> Standing | None:
    """The present status of the certificate that holds exactly this signed data; ``None`` when none does."""
    number = str(credential["credentialSubject"]["licenseNumber"])
    certificate = with_status(Certificate.objects.filter(number=number)).defer("pdf", "entries").first()
    if certificate is None or certificate.credential != canonical_json(credential).decode():
        return None
    return Standing(status_of(certificate), iso_ms(now()))
