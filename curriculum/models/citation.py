"""What a lesson's snapshot and a glossary term refer to: found when they are saved, asked when the law changes."""

from django.db import models


class SnapshotCitation(models.Model):
    """``canonical`` is compared, ``key`` is how the text first names it. Follows from the snapshot and can be made again from it."""

    snapshot = models.ForeignKey("curriculum.ContentSnapshot", on_delete=models.CASCADE, related_name="citations")
    canonical = models.CharField(max_length=120, db_index=True)
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "canonical"], name="citation_once_per_snapshot")]

    def __str__(self) -> str:
        return self.key


class TermCitation(models.Model):
    term = models.ForeignKey("curriculum.GlossaryTerm", on_delete=models.CASCADE, related_name="citations")
    canonical = models.CharField(max_length=120, db_index=True)
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "canonical"], name="citation_once_per_term")]

    def __str__(self) -> str:
        return self.key
