"""Rich text, for authors who prefer buttons to Markdown."""

from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

from lms.core.sanitize import sanitize_html


class ProseBlock(blocks.RichTextBlock):
    def __init__(self, **options: Any) -> None:
        super().__init__(features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr", "blockquote"], **options)

    def clean(self, value: RichText) -> RichText:
        cleaned = super().clean(value)
        return RichText(sanitize_html(cleaned.source))

    class Meta:
        icon = "pilcrow"
        label = "Text"
        group = "Text"
        template = "curriculum/blocks/prose.html"
