"""What a filing says that only people know: answers for the form, and the USCIS offices that get a full copy.

Everything here is written once. What changes is a newer row, so what was said on a day can be read again.
"""

from django.db import models
from django.db.models import F, Q

from accreditation.models.application import Application
from lms.core.models import AppendOnlyModel, PublicIdModel


class ServiceMethod(models.TextChoices):
    MAIL = "mail", "By mail"
    COURIER = "courier", "By courier"
    EMAIL = "email", "By e-mail"
    HAND = "hand", "By hand"


class FilingAnswers(AppendOnlyModel):
    """One version of the answers of an application; the newest counts. ``number`` counts from 1 within the application.

    ``sealed_words`` is sealed JSON under the candidate's key: earlier applications, how often before USCIS and EOIR, and who serves the copy.
    ``without_certificate`` holds the public ids of outside trainings for which a person marked that there is no certificate.
    Ids of people are public ids; the candidate never answers in the organization's place.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")
    student = models.CharField(max_length=22)
    number = models.PositiveIntegerField()
    sealed_words = models.BinaryField()
    not_attorney = models.BooleanField(null=True)
    service_method = models.CharField(max_length=7, choices=ServiceMethod.choices, blank=True)
    without_certificate = models.JSONField(default=list)
    by = models.CharField(max_length=22)
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="filing_answers_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="filing_answers_from_one"),
            models.CheckConstraint(condition=Q(service_method__in=["", *ServiceMethod.values]), name="filing_answers_method_known"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(by=F("student")), name="filing_answers_by_another"),
        ]

    def __str__(self) -> str:
        return f"Answers of {self.application_id}, version {self.number}"


class ServiceRecipient(PublicIdModel, AppendOnlyModel):
    """A USCIS office that is served with a full copy (8 CFR 1292.13(a)), and the ZIP code it was looked up for.

    ``address`` is postal or electronic, as the District Office Finder gives it. What happens to it afterwards are its steps.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="recipients")
    student = models.CharField(max_length=22)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    zip_code = models.CharField(max_length=10)
    put_by = models.CharField(max_length=22)
    put_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(address="") & ~Q(zip_code=""), name="recipient_named"),
            models.CheckConstraint(condition=~Q(put_by="") & ~Q(put_by=F("student")), name="recipient_put_by_another"),
        ]

    def __str__(self) -> str:
        return self.name


class RecipientStepKind(models.TextChoices):
    CONFIRMED = "confirmed", "Confirmed"
    ENDED = "ended", "Taken off"


class RecipientStep(AppendOnlyModel):
    """A person's word on a recipient: that they looked it up on the day ``on``, or that it is no longer served and why."""

    recipient = models.ForeignKey(ServiceRecipient, on_delete=models.PROTECT, related_name="steps")
    student = models.CharField(max_length=22)
    kind = models.CharField(max_length=9, choices=RecipientStepKind.choices)
    on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=22)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient"], condition=Q(kind="ended"), name="recipient_ended_once"),
            models.CheckConstraint(condition=Q(kind__in=RecipientStepKind.values), name="recipient_step_known"),
            models.CheckConstraint(condition=Q(kind="confirmed") | ~Q(reason=""), name="recipient_ended_with_reason"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(by=F("student")), name="recipient_step_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.kind}"
