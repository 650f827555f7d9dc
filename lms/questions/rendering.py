"""Markdown that was rendered elsewhere, once, at save; or the text itself, made harmless, where it was not."""

from collections.abc import Mapping
from html import escape

Rendered = Mapping[str, str]
"""Path of a Markdown field → sanitized HTML."""


def html_of(path: str, text: str, rendered: Rendered | None) -> str:
    """The rendered HTML of the field at ``path``, else ``text`` escaped. Always safe to put into a page as it is."""
    html = (rendered or {}).get(path)
    return escape(text) if html is None else without_paragraph(html)


def without_paragraph(html: str) -> str:
    """``html`` without its ``<p>`` when that is all there is around it: a label may hold words, not paragraphs."""
    inner = html.strip().removeprefix("<p>").removesuffix("</p>")
    return inner if html.strip() == f"<p>{inner}</p>" and "<p" not in inner else html
