"""Markdown, rendered once at save and sanitized (decision record: Markdown at save)."""

import markdown as _markdown

from lms.core.errors import Invalid
from lms.core.footnotes import MOST, Footnotes, calls_in
from lms.core.sanitize import sanitize_html

MAXIMUM_CHARACTERS = 200_000
_MAXIMUM_NESTING = 60


def render_markdown(text: str) -> str:
    """Safe HTML of ``text``.

    Raises ``Invalid`` when the text is over 200 000 characters or nested so deeply that rendering it would
    hold up a worker (CT-15); nothing is cut silently. ``[^1]`` calls a footnote (``lms.core.footnotes``).
    """
    _refuse_bombs(text)
    notes = [Footnotes(text)] if calls_in(text) else []
    html = _markdown.markdown(text, extensions=["tables", "sane_lists", "smarty", *notes], output_format="html")
    return sanitize_html(html)


def _refuse_bombs(text: str) -> None:
    if len(text) > MAXIMUM_CHARACTERS:
        raise Invalid(f"This text is too long: {len(text):,} characters, and at most {MAXIMUM_CHARACTERS:,} fit.", code="too_long")
    if calls_in(text) > MOST:
        raise Invalid(f"This text has too many footnotes: {MOST // 2} fit. Split it into several texts.", code="too_many_notes")
    for line in text.splitlines():
        depth = max(line.count("["), line.count(">") if line.lstrip().startswith(">") else 0, line.count("*") // 8, line.count("_") // 8)
        if depth > _MAXIMUM_NESTING:
            raise Invalid("One line of this text nests quotes, brackets or emphasis too deeply. Split it into shorter lines.", code="too_deep")
