"""Whether a draft of a file is a question that we can hold, and its texts as HTML."""

from dataclasses import dataclass
from typing import Any

from assessments.actions.store_question_media import store_question_media
from assessments.formats.base import ID, QuestionDraft, Refused
from lms.core.canonical import fingerprint
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidContent, question_types, validate_content


@dataclass(frozen=True)
class Checked:
    """``facts`` are what a version holds of it; ``sha256`` is over them, as for questions of a curriculum folder."""

    draft: QuestionDraft
    facts: dict[str, Any]
    rendered: dict[str, str]
    sha256: str


def check_draft(draft: QuestionDraft, *, keep: bool) -> Checked | Refused:
    """Refuses with a sentence for every fault. Files that came along are stored only where ``keep``."""
    placed = store_question_media(draft, keep=keep)
    try:
        _refuse_unfit(placed)
        content = validate_content(placed.type, placed.content)
        texts = question_types.get(placed.type).markdown_fields(content) | {"stem": placed.stem, "explanation": placed.explanation}
        rendered = {name: render_markdown(text) for name, text in texts.items()}
        facts = _facts(placed)
        return Checked(placed, facts, rendered, fingerprint(facts))
    except (InvalidContent, Invalid) as wrong:
        return Refused(placed.id, " ".join(_sentence(one) for one in wrong.sentences))


def _refuse_unfit(draft: QuestionDraft) -> None:
    faults = []
    if not ID.fullmatch(draft.id):
        faults.append(f"Its name “{draft.id[:80]}” cannot be used: letters, figures, dots and hyphens only, at most 64.")
    if not draft.stem.strip():
        faults.append("It has no text that asks something.")
    if len(draft.stem) > 20_000 or len(draft.explanation) > 20_000 or len(draft.title) > 200:
        faults.append("A text of it is too long: 20,000 characters fit, and 200 in a title.")
    if not (1 <= draft.points <= 1000 and 1 <= draft.difficulty <= 3):
        faults.append("It needs 1 to 1,000 points and a difficulty from 1 to 3.")
    if any("\0" in text for text in (draft.stem, draft.explanation, draft.title, *draft.topics)) or not _is_text(draft):
        faults.append("It holds a character that cannot be stored.")
    if faults:
        raise Invalid(*faults)


def _is_text(draft: QuestionDraft) -> bool:
    try:
        repr(draft.content).encode()
        " ".join((draft.stem, draft.explanation, draft.title, *draft.topics, *draft.authorities, draft.category)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _facts(draft: QuestionDraft) -> dict[str, Any]:
    return {
        "type": draft.type, "title": draft.title, "stem": draft.stem, "points": draft.points, "topics": list(draft.topics),
        "difficulty": draft.difficulty, "authorities": list(draft.authorities), "explanation": draft.explanation, "content": draft.content,
    }  # fmt: skip


def _sentence(text: str) -> str:
    begun = text[:1].upper() + text[1:]
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."
