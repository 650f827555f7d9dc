"""What belongs to an organization over time: recognition, offices, officers, legal support, fee schedules, and every change of them."""

from django.db import models
from django.db.models import F, Q

from accreditation.models.organization import SponsoringOrganization, refuse_po_box
from accreditation.policies import recognition as kinds
from lms.core.models import AppendOnlyModel, PublicIdModel, new_public_id


class RecognitionKind(models.TextChoices):
    APPLYING = kinds.APPLYING, "Applying for recognition"
    CONDITIONAL = kinds.CONDITIONAL, "Conditional recognition (2 years at most)"
    FULL = kinds.FULL, "Recognition (6 years at most)"
    INACTIVE = kinds.INACTIVE, "Inactive status"
    ENDED = kinds.ENDED, "Recognition ended"


class Recognition(AppendOnlyModel):
    """What EOIR said of the organization, as of a notice; the newest row is what holds.

    ``renewal_received_on`` is when EOIR received a request to renew what this row says.
    """

    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="recognitions")
    kind = models.CharField(max_length=12, choices=RecognitionKind.choices)
    granted_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    renewal_received_on = models.DateField(null=True)
    proof = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=22)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RecognitionKind.values), name="recognition_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="applying", granted_on__isnull=True, expires_on__isnull=True)
                | Q(kind="ended", granted_on__isnull=False, expires_on__isnull=True)
                | Q(kind__in=("conditional", "full", "inactive"), granted_on__isnull=False, expires_on__gt=F("granted_on")),
                name="recognition_dated",
            ),
        ]
        indexes = [models.Index(fields=["organization", "recorded_at"], name="recognition_newest")]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_kind_display()}"


class OrganizationLocation(PublicIdModel):
    """An office; ``recognized_on`` is when EOIR extended recognition to it (8 CFR 1292.15), empty where it did not."""

    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="locations")
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=255, validators=[refuse_po_box])
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2)
    zip_code = models.CharField(max_length=10)
    recognized_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(recognized_on__isnull=True) | Q(closed_on__gte=F("recognized_on")), name="location_closed_after"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"{self.street}, {self.city}, {self.state} {self.zip_code}"


class OrganizationOfficer(PublicIdModel):
    """The authorized officer, from a day until the day before the next. ``person`` is a public id, empty for somebody without an account here."""

    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="officers")
    person = models.CharField(max_length=22, blank=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    appointed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["appointed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization"], condition=Q(ended_on__isnull=True), name="officer_one_in_office"),
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("appointed_on")), name="officer_ends_after"),
            models.CheckConstraint(condition=Q(reported_on__isnull=True) | Q(reported_on__gte=F("appointed_on")), name="officer_reported_after"),
        ]

    def __str__(self) -> str:
        return self.name


class SupportKind(models.TextChoices):
    STAFF_ATTORNEY = "staff_attorney", "Attorney on staff"
    PRO_BONO_ATTORNEY = "pro_bono_attorney", "Pro bono attorney"
    CONSULTING_ATTORNEY = "consulting_attorney", "Consulting attorney"
    FULL_REPRESENTATIVE = "full_representative", "Fully accredited representative"
    PARTIAL_REPRESENTATIVE = "partial_representative", "Partially accredited representative"


class SupportAgreement(PublicIdModel):
    """Who helps the organization with the law (Matter of EAC, Inc., 24 I&N Dec. 556), from ``agreed_on`` through ``ends_on``."""

    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="support")
    kind = models.CharField(max_length=24, choices=SupportKind.choices)
    name = models.CharField(max_length=200)
    bar_state = models.CharField(max_length=2, blank=True)
    bar_number = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    scope = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SupportKind.values), name="support_kind_known"),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("agreed_on")), name="support_ends_after"),
        ]

    def __str__(self) -> str:
        return self.name


class FeeSchedule(AppendOnlyModel):
    """What the organization charges for immigration legal services, for each office from a day on; kept six years (8 CFR 1292.14(b)(1)).

    Without ``location`` it is for every office.
    """

    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="fee_schedules")
    location = models.ForeignKey(OrganizationLocation, on_delete=models.PROTECT, related_name="fee_schedules", null=True)
    charges_fees = models.BooleanField()
    schedule = models.TextField(blank=True)
    waiver_policy = models.TextField(blank=True)
    effective_on = models.DateField()
    recorded_by = models.CharField(max_length=22)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(charges_fees=False) | (~Q(schedule="") & ~Q(waiver_policy="")), name="fees_stated_and_waived"),
        ]

    def __str__(self) -> str:
        return f"Fees of {self.organization} from {self.effective_on}"


class OrganizationChange(AppendOnlyModel):
    """One change of an organization: what of it (``part``), a sentence, the day it took effect, and who recorded it."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="changes")
    part = models.CharField(max_length=20)
    sentence = models.CharField(max_length=600)
    effective_on = models.DateField()
    recorded_by = models.CharField(max_length=22)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sentence
