"""A question of django-quiz-app as one of ours, with a sentence for whatever it loses."""

import re
from dataclasses import dataclass
from typing import Any

from assessments.quiz_app.shapes import SourceQuestion

_ALWAYS = re.compile(r"[\\`*_\[\]-]|\.(?=\.\.)")  # they mean something anywhere in a line
_AT_THE_START = re.compile(r"^(\d{1,9})\.|^([#+>])")
_AS_ENTITY = {"&": "&amp;", "<": "&lt;", "|": "&#124;", "=": "&#61;"}  # Markdown has no escape for these
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Translated:
    """What a question’s version is made of; ``shuffle``: its answers came in random order. ``answers`` for the report: (text, percent)."""

    external_id: str
    type: str
    stem: str
    content: dict[str, Any]
    explanation: str
    topics: list[str]
    shuffle: bool
    answers: list[tuple[str, int]]
    lost: list[str]


class Untranslatable(Exception):
    """The question cannot be asked here; ``reason`` is a sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def name_of(question: int) -> str:
    return f"quiz-app-{question}"


def translated(question: SourceQuestion) -> Translated:
    """Raises ``Untranslatable`` with the reason."""
    if not question.text.strip():
        raise Untranslatable("It asks nothing: its text is empty.")
    makers = {"multichoice": _choice, "true_false": _true_false, "essay": _essay}
    if question.kind not in makers:
        raise Untranslatable("It is neither multiple choice nor true or false nor an essay.")
    kind, content, answers, lost = makers[question.kind](question)
    if question.figure:
        lost.append(f"Its picture “{question.figure}” is not in the file. Put it into the question by hand.")
    topics = list(dict.fromkeys(slug for slug in (_slug(question.category), _slug(question.sub_category)) if slug))
    return Translated(
        name_of(question.id), kind, as_markdown(question.text), content, as_markdown(question.explanation), topics, question.answer_order == "random",
        answers, lost,
    )  # fmt: skip


Parts = tuple[str, dict[str, Any], list[tuple[str, int]], list[str]]


def _choice(question: SourceQuestion) -> Parts:
    """One right answer is single choice. Of several right ones any one scores: a gap to choose for, where that is so as well."""
    answers = sorted(question.answers, key=lambda answer: answer.text) if question.answer_order == "content" else list(question.answers)
    right = sum(answer.correct for answer in answers)
    said = [(answer.text, 100 if answer.correct else 0) for answer in answers]
    if len(answers) < 2:
        raise Untranslatable("It has fewer than two answers.")
    if not right:
        raise Untranslatable("No answer is marked as correct.")
    if len(answers) > 20:
        raise Untranslatable("It has more than 20 answers.")
    if right == 1:
        options = [{"id": f"a{answer.id}", "text": as_markdown(answer.text), "correct": answer.correct} for answer in answers]
        return "single_choice", {"options": options}, said, []
    options = [{"id": f"a{answer.id}", "text": answer.text, "correct": answer.correct} for answer in answers]
    gap = {"id": "answer", "kind": "choice", "options": options}
    content = {"text": "[[answer]]", "gaps": [gap], "scoring": "per_gap"}
    return "fill_in_the_blanks", content, said, ["Several answers are right and any one of them scores: it is now chosen from a list in a gap."]


def _true_false(question: SourceQuestion) -> Parts:
    return "true_false", {"answer": question.correct}, [("True", 100 * question.correct), ("False", 100 * (not question.correct))], []


def _essay(question: SourceQuestion) -> Parts:
    """Marked right or wrong by a person there, so by one row of one point here."""
    return "essay", {"rubric": [{"id": "answer", "title": "The answer is right", "points": 1}]}, [], []


def as_markdown(text: str) -> str:
    """``text`` so that Markdown shows it as it is; its lines stay lines."""
    lines = [_plain(line.strip()) for line in text.replace("\r", "\n").split("\n")]
    return "\n".join(f"{line}  " if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)).strip()


def _plain(line: str) -> str:
    escaped = _ALWAYS.sub(lambda found: f"\\{found[0]}", line)
    escaped = _AT_THE_START.sub(lambda found: f"{found[1]}\\." if found[1] else f"\\{found[2]}", escaped)
    return "".join(_AS_ENTITY.get(letter, letter) for letter in escaped)


def _slug(name: str) -> str:
    return _SLUG.sub("-", name.lower()).strip("-")[:60]
