"""That a holder wants the signed data of a certificate to be on its public page."""

from django.db import models


class PublicCredential(models.Model):
    """While this row is there, whoever has the certificate's code may download its credential. Only the holder makes and removes it."""

    certificate = models.OneToOneField("accreditation.Certificate", on_delete=models.PROTECT, related_name="public_credential")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.certificate_id} since {self.since:%Y-%m-%d}"
