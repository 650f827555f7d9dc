"""A text with gaps as Moodle's embedded answers."""

import re
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from assessments.formats.base import QuestionDraft
from assessments.formats.written import number_range
from assessments.formats.xml_text import add

FILL_IN = "Fill in the blanks."


def write_gaps(element: Element, draft: QuestionDraft, lost: list[str]) -> None:
    content = draft.content
    gaps = {gap["id"]: gap for gap in content["gaps"]}
    if draft.stem.strip() != FILL_IN:
        lost.append("Moodle has one text for a question with gaps: what stands above the gaps is left out.")
    if any(gap.get("explanation") for gap in gaps.values()):
        lost.append("Explanations of single gaps are left out.")
    if any(gap.get("spelling_tolerance") for gap in gaps.values()):
        lost.append("Moodle forgives no slips of spelling.")
    paragraphs = [part for part in re.split(r"\n[ \t]*\n\s*", content["text"]) if part.strip()]
    html = "".join(f"<p>{_with_gaps(part, gaps, lost)}</p>" for part in paragraphs)
    question = SubElement(element, "questiontext", format="html")
    add(question, "text", html)


def _with_gaps(text: str, gaps: dict[str, Any], lost: list[str]) -> str:
    pieces = re.split(r"\[\[([^\[\]\n]{0,60})\]\]", text)
    return "".join(_gap(gaps[piece], lost) if place % 2 else escape(piece, quote=False) for place, piece in enumerate(pieces))


def _gap(gap: dict[str, Any], lost: list[str]) -> str:
    if gap["kind"] == "choice":
        return "{1:MULTICHOICE:" + "~".join(f"{'=' if one['correct'] else ''}{_part(one['text'])}" for one in gap["options"]) + "}"
    if gap["kind"] == "number":
        numbers = [(one, number_range(one, lost)) for one in gap["accepted"]]
        return "{1:NUMERICAL:" + "~".join(f"%{one.get('percent', 100)}%{number}:{width}" for one, (number, width) in numbers) + "}"
    kind = "SHORTANSWER_C" if gap.get("case_sensitive") else "SHORTANSWER"
    return f"{{1:{kind}:" + "~".join(f"%{one.get('percent', 100)}%{_part(one['text'])}" for one in gap["accepted"]) + "}"


def _part(text: str) -> str:
    """``*`` stands for any letters there, so one that is meant is escaped twice: once for the gap, once for the answer."""
    starred = text.replace("*", "\\*")
    return escape(re.sub(r"([\\~#}/=%])", r"\\\1", starred), quote=False)
