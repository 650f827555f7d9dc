"""A holder's choice to show the signed data of a certificate on its public page, or no longer."""

from typing import Any

from django.db import transaction

from accreditation.models import Certificate, PublicCredential
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden


@transaction.atomic
def share_credential(*, certificate: Certificate, is_shared: bool, by: Any) -> None:
    """Let whoever has the certificate's link download its credential, or stop that; again changes nothing.

    Raises ``Forbidden`` for anybody but the holder, and ``Conflict`` for a certificate without signed data.
    """
    if by.public_id != certificate.student:
        raise Forbidden("Only the holder decides about this.")
    if is_shared and not certificate.credential:
        raise Conflict("This certificate was issued before certificates were signed. Ask for a new edition.", code="not_signed")
    if is_shared:
        PublicCredential.objects.get_or_create(certificate=certificate, defaults={"since": now()})
    else:
        PublicCredential.objects.filter(certificate=certificate).delete()
