"""A term that lessons define once and link at its first use."""

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel

from curriculum.models.fields import LinesField, lines_of
from lms.core.markdown import render_markdown


class GlossaryTerm(models.Model):
    """``forms`` are further spellings that mean the same (plurals, abbreviations), one a line."""

    slug = models.SlugField(max_length=80, unique=True)
    term = models.CharField(max_length=120)
    forms = LinesField("other forms", blank=True, help_text="Plurals and abbreviations that mean the same, one a line.")
    definition = models.TextField(help_text="One to three sentences, Markdown. Citations of law in it are linked by themselves.")
    definition_html = models.TextField(editable=False)

    panels = [FieldPanel(name) for name in ("term", "slug", "forms", "definition")]

    class Meta:
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.definition_html = render_markdown(self.definition)
        super().save(*args, **kwargs)

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.term, *lines_of(self.forms))
