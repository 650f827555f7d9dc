"""One person’s request for accreditation through one organization, and what EOIR made of it."""

from django.db import models
from django.db.models import F, Q

from accreditation.models.organization import SponsoringOrganization
from accreditation.policies.application_facts import FULL, PARTIAL
from accreditation.policies.application_states import AFTER_FILING, GRANTED, OPEN, STATES, STORED
from lms.core.models import AppendOnlyModel, PublicIdModel

LEVELS = [(PARTIAL, "Partial (DHS only)"), (FULL, "Full (DHS, immigration courts and Board)")]
STATE_CHOICES = [(key, STATES[key].label) for key in STORED]


class ApplicationRole(models.TextChoices):
    EMPLOYEE = "employee", "Employee"
    VOLUNTEER = "volunteer", "Volunteer"


class Application(PublicIdModel):
    """One person, one organization, one request: the form names one of each (form EOIR-31A instructions).

    ``state``, ``granted_level`` and the dates are the fold of its events, kept here so that the database can hold what must be true of them.
    ``renews`` is the approval that this request would take the place of. ``is_earlier``: approved before it was recorded here, so that its filing
    is not known. ``scheme`` is the key of a kind of filing. Ids of people are public ids.
    """

    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22, blank=True)
    campus = models.CharField(max_length=64)
    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="applications")
    scheme = models.CharField(max_length=40)
    requested_level = models.CharField(max_length=7, choices=LEVELS)
    granted_level = models.CharField(max_length=7, choices=LEVELS, blank=True)
    role = models.CharField(max_length=9, choices=ApplicationRole.choices)
    role_title = models.CharField(max_length=120, blank=True)
    graduates_on = models.DateField(null=True, blank=True)
    not_attorney = models.BooleanField(null=True)
    renews = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followers", null=True, blank=True)
    is_earlier = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=STATE_CHOICES)
    signed_rep_on = models.DateField(null=True)
    signed_ao_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    opened_by = models.CharField(max_length=22, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "organization"], condition=Q(state__in=OPEN), name="application_open_once"),
            models.CheckConstraint(condition=Q(state__in=STORED), name="application_state_known"),
            models.CheckConstraint(condition=Q(requested_level__in=(PARTIAL, FULL)) & Q(granted_level__in=("", PARTIAL, FULL)), name="application_level_known"),
            models.CheckConstraint(condition=Q(role__in=ApplicationRole.values), name="application_role_known"),
            models.CheckConstraint(
                condition=Q(is_earlier=True)
                | ~Q(state__in=AFTER_FILING)
                | Q(signed_rep_on__isnull=False, signed_ao_on__isnull=False, served_on__isnull=False, sent_on__isnull=False),
                name="application_filed_served_and_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=GRANTED, approved_on__isnull=False, expires_on__isnull=False) & ~Q(granted_level="")
                | ~Q(state__in=GRANTED) & Q(granted_level="", approved_on__isnull=True, expires_on__isnull=True),
                name="application_level_at_approval",
            ),
            models.CheckConstraint(condition=Q(requested_level=FULL) | ~Q(granted_level=FULL), name="application_not_above_request"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(sent_on__isnull=True) | Q(received_on__gte=F("sent_on")), name="application_received_after"
            ),
        ]
        indexes = [models.Index(fields=["campus", "state"], name="application_by_campus"), models.Index(fields=["student"], name="application_by_student")]

    def __str__(self) -> str:
        return f"{self.scheme} of {self.student}: {self.state}"


class ApplicationEvent(AppendOnlyModel):
    """One step: who recorded it and when, from which state to which, the dates it gives (ISO), and a proof and note under the student’s key.

    ``by`` is a public id, empty for Pathway itself; ``role`` is what the person acted as. The state of an application is the fold of these.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    move = models.CharField(max_length=30)
    role = models.CharField(max_length=12)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    dates = models.JSONField(default=dict)
    granted_level = models.CharField(max_length=7, blank=True)
    sealed_proof = models.BinaryField(null=True)
    sealed_note = models.BinaryField(null=True)
    by = models.CharField(max_length=22, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "seq"]
        constraints = [models.UniqueConstraint(fields=["application", "seq"], name="application_event_once")]

    def __str__(self) -> str:
        return f"{self.application_id}, step {self.seq}: {self.move}"


class OfficerReview(PublicIdModel):
    """An authorized officer’s reading of a packet before it is filed; the officer is neither who prepared it nor whom it is for.

    ``ticks`` holds by key of the checklist when each item was confirmed (``at``) and the fingerprint of what was read (``read``), ``accepted`` (sealed
    JSON) the reasons why a missing finding is filed anyway.
    ``contents`` is what the packet would have said when it was marked ready, as ``Packet.contents`` has it; what is filed is compared with it.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", "Being read"
        RETURNED = "returned", "Returned"
        READY = "ready", "Ready to file"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    student = models.CharField(max_length=22)
    prepared_by = models.CharField(max_length=22)
    officer = models.CharField(max_length=22)
    ticks = models.JSONField(default=dict)
    sealed_accepted = models.BinaryField(null=True)
    contents = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(outcome="open"), name="review_open_once"),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at__isnull=True) | ~Q(outcome="open") & Q(decided_at__isnull=False), name="review_decided_when"
            ),
            models.CheckConstraint(condition=~Q(officer=F("prepared_by")) & ~Q(officer=F("student")), name="review_by_another"),
        ]

    def __str__(self) -> str:
        return f"Review of {self.application_id}: {self.outcome}"
