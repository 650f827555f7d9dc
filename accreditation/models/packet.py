"""Packets as they were built, and those that were filed: frozen, with their bytes in the vault."""

from django.db import models
from django.db.models import F, Q

from accreditation.models.application import Application
from lms.core.models import AppendOnlyModel, new_public_id


class PacketKind(models.TextChoices):
    DRAFT = "draft", "Draft"
    FINAL = "final", "To file"
    SUPPLEMENT = "supplement", "Supplement"


class Packet(AppendOnlyModel):
    """One packet of an application as it was built on a day. Written once; that it was filed is a ``FiledPacket``.

    ``contents`` is what it says, sheet by sheet: label, stem, SHA-256 of what is said, pages, whether it came in at the filing, and whether it lies
    inside (a supplement leaves out what was filed before). No titles: they may name people, and what was typed beside a document stays sealed.
    ``accepted`` are keys of findings that it was built without. ``anchor`` is the number of the anchor in force. ``file`` is a file of the vault, kept
    for a while; ``number`` that of a supplement, 0 otherwise. Ids of people are public ids.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="packets")
    student = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=PacketKind.choices)
    number = models.PositiveSmallIntegerField(default=0)
    scheme = models.CharField(max_length=40)
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField()
    file = models.CharField(max_length=22, unique=True)
    contents = models.JSONField()
    accepted = models.JSONField(default=list)
    ledger_seq = models.PositiveIntegerField()
    ledger_head = models.CharField(max_length=64, blank=True)
    anchor = models.PositiveIntegerField(null=True)
    by = models.CharField(max_length=22)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PacketKind.values), name="packet_kind_known"),
            models.CheckConstraint(condition=Q(kind="supplement", number__gte=1) | ~Q(kind="supplement") & Q(number=0), name="packet_supplement_numbered"),
            models.CheckConstraint(condition=Q(size__gt=0, pages__gt=0) & ~Q(sha256="") & ~Q(file=""), name="packet_whole"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(by=F("student")), name="packet_built_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}, {self.as_of}"


class FiledPacket(AppendOnlyModel):
    """A packet that was filed: ``number`` 0 is the filing itself, 1, 2 … its supplements. The database refuses to change or remove it.

    It repeats the packet's hash, size and kind, and the database refuses any others; ``file`` is the vault's copy that is kept for good.
    """

    packet = models.OneToOneField(Packet, on_delete=models.PROTECT, related_name="filed")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="filed_packets")
    student = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file = models.CharField(max_length=22, unique=True)
    filed_on = models.DateField()
    by = models.CharField(max_length=22)
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="filed_packet_once"),
            models.CheckConstraint(condition=Q(kind="final", number=0) | Q(kind="supplement", number__gte=1), name="filed_packet_no_draft"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(by=F("student")), name="filed_packet_by_another"),
        ]

    def __str__(self) -> str:
        return f"Filed packet {self.number} of {self.application_id}"


class PacketSeal(AppendOnlyModel):
    """A PDF of a packet that the platform sealed: ``name`` is that of the file in the packet, ``sha256`` of the file as sealed.

    ``body_sha256`` is of the file as it was bound, which is the same bytes for the same facts; ``key_id`` names the signing key beside the seal's.
    """

    packet = models.ForeignKey(Packet, on_delete=models.PROTECT, related_name="seals")
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    body_sha256 = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["packet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["packet", "name"], name="packet_seal_once"),
            models.CheckConstraint(condition=~Q(sha256="") & ~Q(body_sha256="") & ~Q(key_id="") & ~Q(sha256=F("body_sha256")), name="packet_seal_whole"),
        ]

    def __str__(self) -> str:
        return f"Seal of {self.name} in {self.packet_id}"
