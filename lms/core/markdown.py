"""Markdown, rendered once at save and sanitized (decision record: Markdown at save)."""

import re
import threading

import markdown as _markdown

from lms.core.errors import Invalid
from lms.core.footnotes import MOST, Footnotes, calls_in
from lms.core.sanitize import sanitize_html

MAXIMUM_CHARACTERS = 200_000
_MAXIMUM_NESTING = 60
_EXTENSIONS = ["tables", "sane_lists", "smarty"]
_kept = threading.local()
# One line of letters, figures and signs that mean nothing to Markdown and its extensions: most options and accepted answers
_ONLY_WORDS = re.compile(r"[^\W\d_](?:[^\W_]| (?! )|[,;:()/%$=?@]|\.(?!\.)|-(?!-))*(?<! )")


def render_markdown(text: str) -> str:
    """Safe HTML of ``text``.

    Raises ``Invalid`` when the text is over 200 000 characters or nested so deeply that rendering it would
    hold up a worker (CT-15); nothing is cut silently. ``[^1]`` calls a footnote (``lms.core.footnotes``).
    """
    _refuse_bombs(text)
    if not text or _ONLY_WORDS.fullmatch(text):
        return f"<p>{text}</p>" if text else ""
    return sanitize_html(_converted(text))


def unsanitized_html(text: str) -> str:
    """HTML as ``text`` says it, for who looks at what an author wrote. Never for a page. Raises ``Invalid`` as ``render_markdown`` does."""
    _refuse_bombs(text)
    return _converted(text)


def _converted(text: str) -> str:
    if calls_in(text):
        return _markdown.markdown(text, extensions=[*_EXTENSIONS, Footnotes(text)], output_format="html")
    html: str = _converter().reset().convert(text)
    return html


def _converter() -> _markdown.Markdown:
    """One for each thread, made once: making it costs more than converting a question's text."""
    if not hasattr(_kept, "converter"):
        _kept.converter = _markdown.Markdown(extensions=_EXTENSIONS, output_format="html")
    converter: _markdown.Markdown = _kept.converter
    return converter


def _refuse_bombs(text: str) -> None:
    if len(text) > MAXIMUM_CHARACTERS:
        raise Invalid(f"This text is too long: {len(text):,} characters, and at most {MAXIMUM_CHARACTERS:,} fit.", code="too_long")
    if calls_in(text) > MOST:
        raise Invalid(f"This text has too many footnotes: {MOST // 2} fit. Split it into several texts.", code="too_many_notes")
    for line in text.splitlines():
        depth = max(line.count("["), line.count(">") if line.lstrip().startswith(">") else 0, line.count("*") // 8, line.count("_") // 8)
        if depth > _MAXIMUM_NESTING:
            raise Invalid("One line of this text nests quotes, brackets or emphasis too deeply. Split it into shorter lines.", code="too_deep")
