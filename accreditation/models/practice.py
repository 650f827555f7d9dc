"""Supervised practice: what students did in matters, what attorneys confirmed, and what was said about it.

No field holds a client's name: free text is guarded and sealed with the student's key. Ids of people are public ids as text.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from accreditation.models.matter import Matter
from lms.core.clock import iso_ms
from lms.core.models import AppendOnlyModel, PublicIdModel

DAY_MINUTES = 16 * 60  # the most of everything that one day can hold (hours.md)


class Task(models.TextChoices):
    INTAKE = "intake", "Intake"
    DECLARATION = "declaration", "Declaration"
    RESEARCH = "research", "Research"
    FORM_DRAFTING = "form_drafting", "Form drafting"
    EVIDENCE = "evidence", "Gathering evidence"
    INTERVIEW_ATTENDANCE = "interview_attendance", "Interview attendance"
    HEARING_OBSERVATION = "hearing_observation", "Hearing observation"
    PREPARATION = "preparation", "Preparing for an interview or a hearing"
    REPRESENTATION = "representation", "Speaking for the client"


class Forum(models.TextChoices):
    USCIS = "uscis", "USCIS"
    EOIR = "eoir", "EOIR (immigration court, Board)"
    ICE = "ice", "ICE"
    CBP = "cbp", "CBP"
    OTHER = "other", "None or another"


class Skill(models.TextChoices):
    INTERVIEWING = "interviewing", "Interviewing"
    DRAFTING = "drafting", "Drafting"
    RESEARCH = "research", "Legal research"
    FACTS = "facts", "Finding and ordering facts"
    ADVOCACY = "advocacy", "Speaking for a client"
    TEAMWORK = "teamwork", "Working with a team and interpreters"
    ETHICS = "ethics", "Ethics and confidentiality"


class EntryState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Waiting for the attorney"
    RETURNED = "returned", "Returned"
    CONFIRMED = "confirmed", "Confirmed"
    REPLACED = "replaced", "Replaced by a newer version"


class Speaker(models.TextChoices):
    STUDENT = "student", "Student"
    ATTORNEY = "attorney", "Attorney"
    COORDINATOR = "coordinator", "Coordinator"


class PracticeEntry(PublicIdModel):
    """One version of one piece of supervised work. ``line`` names the first version; a correction is a new version of it.

    ``represented``: the student directly represented the client, for the frequency question of a renewal (domain reference, 2.2, G4).
    ``ledger_seq`` is the entry of the ledger that the confirmation posted.
    """

    line = models.CharField(max_length=22)
    version = models.PositiveSmallIntegerField(default=1)
    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="entries")
    date = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=24, choices=Task.choices)
    forum = models.CharField(max_length=8, choices=Forum.choices)
    skill = models.CharField(max_length=16, choices=Skill.choices)
    topic = models.CharField(max_length=64)
    represented = models.BooleanField(default=False)
    sealed_learned = models.BinaryField()
    learned_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.DRAFT)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    ledger_seq = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "practice entries"
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "version"], name="practice_version_once"),
            models.UniqueConstraint(fields=["line"], condition=Q(state__in=("draft", "sent", "returned")), name="practice_one_open_version"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=DAY_MINUTES), name="practice_minutes_of_a_day"),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="practice_state_known"),
            models.CheckConstraint(condition=Q(task__in=Task.values), name="practice_task_known"),
            models.CheckConstraint(condition=Q(forum__in=Forum.values), name="practice_forum_known"),
            models.CheckConstraint(condition=Q(skill__in=Skill.values), name="practice_skill_known"),
            models.CheckConstraint(condition=Q(state="draft") | Q(sent_at__isnull=False), name="practice_sent_before_decided"),
            models.CheckConstraint(condition=~Q(state="confirmed") | Q(ledger_seq__isnull=False), name="practice_confirmed_is_posted"),
        ]
        indexes = [
            models.Index(fields=["student", "date"], name="practice_by_day"),
            models.Index(fields=["matter", "state"], name="practice_by_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.line} version {self.version}: {self.minutes} min, {self.state}"


class Confirmation(AppendOnlyModel, PublicIdModel):
    """An attorney's word on one version of an entry: who, by which link, when, and the exact sentence; ``sha256`` covers all of it."""

    entry = models.OneToOneField(PracticeEntry, on_delete=models.PROTECT, related_name="confirmation")
    student = models.CharField(max_length=22)
    attorney = models.CharField(max_length=22)
    attorney_name = models.CharField(max_length=200)
    bar_state = models.CharField(max_length=2)
    bar_number = models.CharField(max_length=20)
    organization = models.CharField(max_length=200)
    link = models.CharField(max_length=22)
    statement = models.TextField()
    facts = models.JSONField()
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(attorney=F("student")), name="confirmation_not_by_student"),
            models.CheckConstraint(condition=~Q(link="") & ~Q(statement="") & ~Q(attorney=""), name="confirmation_is_attested"),
        ]

    def __str__(self) -> str:
        return f"{self.attorney_name} on {self.entry_id}"

    def body(self) -> dict[str, Any]:
        """What is hashed."""
        names = ("public_id", "student", "attorney", "attorney_name", "bar_state", "bar_number", "organization", "link", "statement", "facts")
        return {name: getattr(self, name) for name in names} | {"at": iso_ms(self.at)}


class PracticeMessage(AppendOnlyModel):
    """A word about an entry in the thread of its line: why it was returned, an answer, a coordinator's ruling. Sealed with the student's key."""

    entry = models.ForeignKey(PracticeEntry, on_delete=models.PROTECT, related_name="messages")
    speaker = models.CharField(max_length=12, choices=Speaker.choices)
    author = models.CharField(max_length=22)
    sealed_text = models.BinaryField()
    returns = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(speaker__in=Speaker.values), name="practice_message_speaker_known"),
            models.CheckConstraint(condition=Q(returns=False) | Q(speaker="attorney"), name="practice_returned_by_attorney"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} on {self.entry_id}"
