"""The privacy notice and the terms of use, by version, and who accepted which (decision 126)."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel
from lms.people.kinds import HOW, LANGUAGES, PRIVACY, TERMS


class PolicyVersion(AppendOnlyModel):
    """One version of one kind, which holds from a day on (UTC) until a later one does. ``number`` counts within the kind.

    A later number never holds earlier than one before it, so the highest number that holds is the one in force.
    ``published_by`` is a public id; empty for what came with Pathway.
    """

    kind = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=20)
    effective_from = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=22, blank=True)

    class Meta:
        verbose_name = "version of a policy"
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="policy_number_once"),
            models.UniqueConstraint(fields=["kind", "version"], name="policy_version_once"),
            models.CheckConstraint(condition=Q(kind__in=[PRIVACY.key, TERMS.key]), name="policy_kind_known"),
            models.CheckConstraint(condition=~Q(version=""), name="policy_version_named"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class PolicyText(AppendOnlyModel):
    """What a version says in one language: ``source`` is Markdown, ``html`` the same rendered when it was published.

    ``change`` says in one sentence what is different from the version before; empty in a first version.
    """

    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    source = models.TextField()
    html = models.TextField()
    change = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "text of a policy"
        constraints = [models.UniqueConstraint(fields=["policy", "language"], name="policy_text_once")]

    def __str__(self) -> str:
        return f"{self.policy_id} in {self.language}"


class PolicyAcceptance(AppendOnlyModel):
    """That a person (public id) accepted a version: when, in which language it was shown, and where they were asked."""

    person = models.CharField(max_length=22)
    kind = models.CharField(max_length=10)
    version = models.CharField(max_length=20)
    at = models.DateTimeField()
    language = models.CharField(max_length=5)
    how = models.CharField(max_length=10)

    class Meta:
        verbose_name = "acceptance of a policy"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "version"], name="policy_accepted_once"),
            models.CheckConstraint(condition=Q(kind__in=[PRIVACY.key, TERMS.key]), name="policy_acceptance_kind"),
            models.CheckConstraint(condition=Q(how__in=list(HOW)), name="policy_acceptance_how"),
        ]
        indexes = [models.Index(fields=["kind", "version"], name="policy_acceptance_by_version")]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.version}"
