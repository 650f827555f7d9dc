"""Private files and texts: rows here, encrypted bytes below VAULT_DIR."""

from django.db import models

from lms.core.models import PublicIdModel


class StoredFile(PublicIdModel):
    """One encrypted file. ``owner``, ``campus`` and ``created_by`` are public ids as text; ``size`` and ``sha256`` are of the content.

    ``key`` names what the file was made for, so that making it again gives the same file; ``wrapped_key`` is the content
    key under the site key ``key_id``, and is emptied when the file is removed. ``people``: whose records a file about several
    people holds, as it was written: their public ids by the campus (its slug) whose records they are.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    owner = models.CharField(max_length=22, blank=True)
    campus = models.CharField(max_length=64, blank=True)
    people = models.JSONField(null=True, blank=True)
    key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    stored_as = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=16)
    wrapped_key = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=22, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "kind"], name="file_by_owner"), models.Index(fields=["expires_at"], name="file_by_expiry")]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gte=0), name="file_size_not_negative"),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True) | models.Q(removed_at__isnull=False, key__isnull=True), name="file_removed_has_no_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class TextKey(models.Model):
    """The key of one person's free texts; destroying it makes them unreadable for good (erasure)."""

    owner = models.CharField(max_length=22, primary_key=True)
    key_id = models.CharField(max_length=16, blank=True)
    wrapped_key = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped_key__isnull=False, destroyed_at__isnull=True) | models.Q(wrapped_key__isnull=True, destroyed_at__isnull=False),
                name="text_key_kept_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"Text key of {self.owner}"


class SigningKey(models.Model):
    """The public half of a key that has signed here, kept for good so that what it signed can always be checked.

    What it signed at or after ``revoked_from`` is not believed: the key had been lost by then.
    """

    key_id = models.CharField(max_length=16, primary_key=True)
    public = models.BinaryField(max_length=32)
    first_used_at = models.DateTimeField()
    revoked_from = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_from__isnull=True, revoked_reason="") | (models.Q(revoked_from__isnull=False) & ~models.Q(revoked_reason="")),
                name="signing_key_revoked_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Signing key {self.key_id}"


class SealCertificate(models.Model):
    """The X.509 certificate (DER) with which the platform's seal on PDFs is checked, made at the first seal of its key and kept for good.

    Its key is called by, and revoked with, the signing key beside it.
    """

    key = models.OneToOneField(SigningKey, on_delete=models.PROTECT, primary_key=True, related_name="seal_certificate")
    certificate = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Seal certificate {self.key_id}"
