"""Markdown: the source as written, and its HTML rendered and sanitized once, when it is saved."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from lms.core.errors import Invalid
from lms.core.markdown import render_markdown


def with_html(value: Any) -> Any:
    """``value`` with ``html`` made from ``source``, whose lines end in one way: opening and saving a lesson in a browser changes nothing."""
    value["source"] = (value.get("source") or "").replace("\r\n", "\n")
    value["html"] = render_markdown(value["source"])
    return value


class RenderedOnce(blocks.StructBlock):
    """A block with a Markdown ``source`` and its ``html``; editing the source makes the HTML again."""

    source = blocks.TextBlock(label="Text", help_text="Markdown. Headings start with ##.")
    html = blocks.TextBlock(required=False, form_classname="visually-hidden", label="")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            return with_html(cleaned)
        except Invalid as refused:
            raise blocks.StructBlockValidationError({"source": ValidationError(refused.sentence)}) from refused


class MarkdownBlock(RenderedOnce):
    class Meta:
        icon = "doc-full"
        label = "Text (Markdown)"
        group = "Text"
        template = "curriculum/blocks/markdown.html"
