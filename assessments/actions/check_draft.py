"""Whether a draft of a file is a question that we can hold, and its texts as HTML."""

from dataclasses import dataclass, replace
from json import dumps

from assessments.actions.store_question_media import store_question_media
from assessments.formats.base import QuestionDraft, Refused
from assessments.kinds.question_facts import CheckedQuestion, check_question
from lms.core.canonical import fingerprint
from lms.questions.api import InvalidContent

LONGEST_TOPIC, MOST_TOPICS = 64, 30
_UNSTORABLE = "It holds a character that cannot be stored."


@dataclass(frozen=True)
class Checked:
    """A draft whose ``question`` is one that an author could have written; ``sha256`` is over what a version holds of it."""

    draft: QuestionDraft
    question: CheckedQuestion
    sha256: str


def check_draft(draft: QuestionDraft) -> Checked | Refused:
    """Refuses with a sentence for every fault. Texts already name the files that came along as they will be stored; nothing is stored."""
    if not _is_text(draft):
        return Refused(draft.id, _UNSTORABLE)
    placed = _fitting(store_question_media(draft, keep=False))
    try:
        question = check_question(placed.type, _data(placed))
    except InvalidContent as wrong:
        return Refused(placed.id, " ".join(_sentence(one.removeprefix("content, ")) for one in wrong.sentences))
    return Checked(placed, question, fingerprint(question.version_facts()))


def _data(draft: QuestionDraft) -> dict[str, object]:
    return {
        "external_id": draft.id, "title": draft.title, "stem": draft.stem, "points": draft.points, "topics": list(draft.topics), "category": draft.category,
        "difficulty": draft.difficulty, "authorities": list(draft.authorities), "explanation": draft.explanation, "content": draft.content,
    }  # fmt: skip


def _fitting(draft: QuestionDraft) -> QuestionDraft:
    """Topics and categories in the form that a bank keeps, with what that changes named."""
    category = "/".join(name.replace("/", "-").strip() for name in draft.category.split(" / ") if name.strip())
    topics = tuple(topic[:LONGEST_TOPIC] for topic in draft.topics[:MOST_TOPICS])
    lost = []
    if len(category) > 200:
        lost.append(f"Its category “{category[:40]}…” is longer than 200 characters and is left out.")
    if topics != draft.topics:
        lost.append(f"A question has at most {MOST_TOPICS} topics of {LONGEST_TOPIC} characters; the rest is left out.")
    return replace(draft.losing(*lost), category="" if len(category) > 200 else category, topics=topics)


def _is_text(draft: QuestionDraft) -> bool:
    """Halves of surrogate pairs, which JSON can write, are no text; NUL is refused where contents are checked."""
    content = dumps(draft.content, ensure_ascii=False)
    try:
        "".join((draft.stem, draft.explanation, draft.title, draft.category, *draft.topics, *draft.authorities, content)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _sentence(text: str) -> str:
    begun = text[:1].upper() + text[1:]
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."
