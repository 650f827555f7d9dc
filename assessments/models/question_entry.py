"""What a question is found by: its newest version, and the words of it. Follows from the versions; written by ``actions.index_question``."""

from django.db import models

from assessments.models.question import Question, QuestionVersion


class QuestionEntry(models.Model):
    """``words`` are everything an author may look for, ``asked`` what a student reads (duplicates are told by it), both folded.

    ``topics`` are the version's as ``|ethics|asylum|``, so that both databases find one by its name.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    version = models.OneToOneField(QuestionVersion, on_delete=models.CASCADE, related_name="entry")
    words = models.TextField()
    asked = models.TextField()
    topics = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.version)
