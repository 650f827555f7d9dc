"""A signed statement of how far every chain had come at one moment (hours.md, section 4)."""

from typing import Any

from django.db import models

from lms.core.clock import iso_ms
from lms.core.models import AppendOnlyModel

ANCHOR_TYPE = "pathway-anchor-1"


class Anchor(AppendOnlyModel):
    """``root`` is the Merkle root over the end of every chain; ``changes`` are the lines since the anchor before, compressed.

    Anchors are numbered from 1 and continue each other by ``previous``, the hash of the one before.
    """

    number = models.PositiveIntegerField(unique=True)
    taken_at = models.DateTimeField()
    students = models.PositiveIntegerField()
    entries = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    changes = models.BinaryField()
    changes_sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.CheckConstraint(condition=models.Q(number__gte=1), name="anchor_number_from_one")]

    def __str__(self) -> str:
        return f"Anchor {self.number}"

    @property
    def body(self) -> dict[str, Any]:
        """What is hashed and signed."""
        return {
            "type": ANCHOR_TYPE, "number": self.number, "taken_at": iso_ms(self.taken_at), "students": self.students, "entries": self.entries,
            "root": self.root, "changes_sha256": self.changes_sha256, "previous": self.previous,
        }  # fmt: skip


class AnchoredEnd(models.Model):
    """How far the newest anchor reaches in one student's chain. Apart from the chain's head, which writers of entries lock."""

    student = models.CharField(max_length=22, primary_key=True)
    seq = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.student} anchored to {self.seq}"
