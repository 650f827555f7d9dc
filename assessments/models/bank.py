"""A bank of questions: what a program's assessments draw from."""

from django.db import models


class QuestionBank(models.Model):
    slug = models.SlugField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    program = models.ForeignKey("curriculum.ProgramPage", on_delete=models.PROTECT, related_name="banks", null=True, blank=True)
    allows_practice = models.BooleanField(default=False, help_text="Students of the program may practice its questions, and are shown what is right.")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title
