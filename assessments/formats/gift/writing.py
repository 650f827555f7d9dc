"""Questions as a GIFT file: their texts marked as Markdown, so that they come back as they are."""

import re
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from assessments.formats.base import QuestionDraft
from assessments.formats.markup import used_media
from assessments.formats.shares import said
from assessments.formats.written import NEVER_HELD, choice_percents, number_range

_SPECIAL = re.compile(r"[\\~=#{}:]")


def write_gift(questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
    losses: dict[str, tuple[str, ...]] = {}
    category = ""
    for draft in questions:
        lost: list[str] = []
        body = _WRITERS.get(draft.type, _unknown)(draft, lost)
        if body is not None:
            text = _category(draft, category) + _question(draft, body, lost)
            category = draft.category
            out.write(text.encode("utf-8", "replace"))
        if lost:
            losses[draft.id] = tuple(dict.fromkeys(lost))
    return losses


def _category(draft: QuestionDraft, before: str) -> str:
    if draft.category == before:
        return ""
    path = "/".join(name.replace("/", "//") for name in draft.category.split(" / "))
    return f"$CATEGORY: {path}\n\n"


def _question(draft: QuestionDraft, body: str, lost: list[str]) -> str:
    lost += [sentence for name, sentence in NEVER_HELD.items() if getattr(draft, name) not in (1, ())]
    if used_media(draft.stem, draft.explanation):
        lost.append("GIFT holds no files: pictures and recordings in its texts are left out.")
    marks = [f"[id:{_comment(draft.id)}]", *(f"[tag:{_comment(topic)}]" for topic in draft.topics)]
    explanation = f"####{_text(draft.explanation)}" if draft.explanation else ""
    title = f"::{_escaped(draft.title)}::" if draft.title else ""
    return f"// {' '.join(marks)}\n{title}[markdown]{_text(draft.stem)} {{{body}{explanation}}}\n\n"


def _comment(text: str) -> str:
    return re.sub(r"([\]\\])", r"\\\1", " ".join(text.split()))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def _text(text: str) -> str:
    """Markdown with its line ends written as ``\\n``, so that an empty line does not end the question."""
    return _escaped(text.strip()).replace("\n", "\\n")


def _choices(draft: QuestionDraft, lost: list[str]) -> str:
    content = draft.content
    if draft.type == "multiple_choice" and content.get("scoring") == "all_or_nothing":
        lost.append("GIFT pays each right choice its share; all or nothing is left out.")
    lines = []
    for option, percent in choice_percents(draft):
        sign = "=" if draft.type == "single_choice" and percent == 100 else "~"
        weighed = draft.type == "multiple_choice" or option["text"].startswith("%")  # a text that begins as a weight does needs one of its own
        weight = f"%{said(percent)}%" if weighed else ""
        feedback = f"#{_text(option['feedback'])}" if option.get("feedback") else ""
        lines.append(f"\n\t{sign}{weight}{_text(option['text'])}{feedback}")
    return "".join(lines) + "\n"


def _truth(draft: QuestionDraft, lost: list[str]) -> str:
    content = draft.content
    answer = content["answer"]
    right, wrong = (content.get(f"feedback_{str(value).lower()}", "") for value in (answer, not answer))
    feedback = f"#{_text(wrong)}#{_text(right)}" if right or wrong else ""
    return f"{'TRUE' if answer else 'FALSE'}{feedback}"


def _texts(draft: QuestionDraft, lost: list[str]) -> str:
    content = draft.content
    if content.get("case_sensitive"):
        lost.append("GIFT does not tell capitals from small letters in answers.")
    if content.get("spelling_tolerance"):
        lost.append("GIFT forgives no slips of spelling.")
    return "".join(f"\n\t=%{one.get('percent', 100)}%{_text(one['text']).replace('*', chr(92) + '*')}" for one in content["accepted"]) + "\n"


def _numbers(draft: QuestionDraft, lost: list[str]) -> str:
    if draft.content.get("units"):
        lost.append("GIFT has no units: the number stands alone.")
    lines = []
    for one in draft.content["accepted"]:
        number, tolerance = number_range(one, lost)
        lines.append(f"\n\t=%{one.get('percent', 100)}%{_escaped(number)}:{_escaped(tolerance)}")
    return "#" + "".join(lines) + "\n"


def _pairs(draft: QuestionDraft, lost: list[str]) -> str:
    content = draft.content
    targets = {choice["id"]: choice["text"] for choice in content["choices"]}
    if content.get("scoring") == "all_or_nothing":
        lost.append("GIFT pays each pair its share; all or nothing is left out.")
    lost += ["Explanations of single items are left out."] if any(item.get("explanation") for item in content["items"]) else []
    pairs = [(item["text"], targets[item["choice"]]) for item in content["items"]]
    used = {item["choice"] for item in content["items"]}
    pairs += [("", text) for key, text in targets.items() if key not in used]
    return "".join(f"\n\t={_text(item).replace('->', '-&gt;')} -> {_text(target)}" for item, target in pairs) + "\n"


def _essay(draft: QuestionDraft, lost: list[str]) -> str:
    content = draft.content
    if content.get("model_answer") or content.get("minimum_words") or content.get("maximum_words") or len(content["rubric"]) > 1:
        lost.append("GIFT has no rubric, word limits or model answer: only the question of an essay is kept.")
    return ""


def _unknown(draft: QuestionDraft, lost: list[str]) -> None:
    lost.append(f"The question is left out: GIFT has no form for the type “{draft.type}”.")


_WRITERS: dict[str, Callable[[QuestionDraft, list[str]], Any]] = {
    "single_choice": _choices, "multiple_choice": _choices, "true_false": _truth, "short_answer": _texts, "numerical": _numbers,
    "matching": _pairs, "essay": _essay,
}  # fmt: skip
