"""Aiken: a question, its options A, B, C …, and ``ANSWER: B`` (https://docs.moodle.org/en/Aiken_format). Nothing else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import BinaryIO, ClassVar

from assessments.formats.answers import plain
from assessments.formats.base import Format, QuestionDraft, Refused, Unfit, made_id
from assessments.formats.lines import text_lines
from assessments.formats.shares import Choice, choice_question, short
from assessments.formats.written import NEVER_HELD
from lms.core.markdown_words import written_plainly

_OPTION = re.compile(r"\s*([A-Z])\s?(?:[).:]\s+|\))(.*\S)")
_ENDS = re.compile(r"\s*ANSWERS?\s*:.*")
_ANSWER = re.compile(r"\s*ANSWERS?\s*:\s*([A-Z](?:\s*(?:,|;|\band\b|\s)\s*[A-Z])*)\s*\.?\s*", re.IGNORECASE)
_FEEDBACK = re.compile(r"\s*(?:FEEDBACK|EXPLANATION)\s*:\s*(.+)", re.IGNORECASE)
_OPTION_AND_ANSWER = re.compile(r"^[ \t]*[A-Z][.)].*\r?\n[ \t]*ANSWER:[ \t]*[A-Z][ \t]*\r?$", re.MULTILINE)
LONGEST = 60_000


@dataclass
class _Block:
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answers: str = ""
    ended: str = ""
    explanation: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.stem or self.options)

    @property
    def text(self) -> str:
        return "\n".join(self.stem)


class Aiken(Format):
    key: ClassVar[str] = "aiken"
    label: ClassVar[str] = "Aiken"
    extensions: ClassVar[tuple[str, ...]] = (".aiken.txt", ".aiken", ".txt")

    def fits(self, name: str, beginning: bytes) -> bool:
        text = beginning.decode("utf-8", "replace")
        if _OPTION_AND_ANSWER.search(text) and not name.lower().endswith(".gift"):
            return True  # braces in it are of what the options say, such as code
        return "{" not in text and re.search(r"^ANSWERS?\s*:", text, re.MULTILINE | re.IGNORECASE) is not None

    def read(self, source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
        for block in _blocks(text_lines(source)):
            name = made_id(block.text, *(text for _, text in block.options))
            try:
                yield _draft(block, name)
            except Unfit as unfit:
                yield Refused(name, str(unfit))

    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        losses: dict[str, tuple[str, ...]] = {}
        for draft in questions:
            lost = _lost(draft)
            if draft.type == "single_choice":
                out.write(_written(draft).encode("utf-8", "replace"))
            losses |= {draft.id: tuple(lost)} if lost else {}
        return losses


def _blocks(lines: Iterable[str]) -> Iterator[_Block]:
    """``ANSWER:`` ends a question; an explanation may follow it. An empty line before it means nothing, unless a text follows the options after it:
    then a new question begins, and the one before was not finished."""
    block, empty = _Block(), False
    for line in lines:
        if not line.strip():
            empty = True
            continue
        begins = empty and bool(block.options) and not (_OPTION.fullmatch(line) or _ENDS.fullmatch(line) or _ANSWER.fullmatch(line))
        empty = False
        said = _FEEDBACK.fullmatch(line) if block.ended else None
        if said:
            block.explanation = said[1].strip()
            continue
        if block.ended or begins:
            yield block
            block = _Block()
        _take(block, line)
    if not block.is_empty:
        yield block


def _take(block: _Block, line: str) -> None:
    if answer := _ANSWER.fullmatch(line):
        block.answers, block.ended = answer[1], line.strip()
    elif _ENDS.fullmatch(line):
        block.ended = line.strip()
    elif option := _OPTION.fullmatch(line):
        block.options.append((option[1], option[2]))
    elif block.options:
        letter, text = block.options[-1]
        block.options[-1] = (letter, f"{text}\n{line.strip()}" if len(text) < LONGEST else text)
    elif sum(map(len, block.stem)) < LONGEST:
        block.stem.append(line.strip())


def _draft(block: _Block, name: str) -> QuestionDraft:
    if not block.stem:
        raise Unfit("It has no text that asks something.")
    if block.ended and not block.answers:
        raise Unfit(f"Its line “{short(block.ended)}” names no option by its letter.")
    if not block.answers:
        raise Unfit(f"“{short(block.text)}” has no line “ANSWER:” after its options.")
    letters = [letter for letter, _ in block.options]
    right = re.findall(r"\b[A-Z]\b", block.answers.upper())
    if len(set(letters)) < len(letters):
        raise Unfit("Two of its options have the same letter.")
    if unknown := [letter for letter in right if letter not in letters]:
        raise Unfit(f"Its answer is {unknown[0]}, and there is no option with this letter.")
    share = Fraction(100, len(set(right)))
    choices = [Choice(written_plainly(text), share if letter in right else Fraction(0)) for letter, text in block.options]
    fitted = choice_question(choices, single=len(set(right)) == 1)
    explanation = written_plainly(block.explanation)
    return QuestionDraft(name, fitted.type, written_plainly(block.text), fitted.content, explanation=explanation, lost=fitted.lost)


def _lost(draft: QuestionDraft) -> list[str]:
    if draft.type != "single_choice":
        return [f"The question is left out: Aiken has no form for the type “{draft.type}”."]
    lost = [sentence for name, sentence in NEVER_HELD.items() if getattr(draft, name) not in (1, ())]
    lost += [f"Its {name} is left out." for name in ("title", "explanation", "category") if getattr(draft, name)]
    lost += ["Its topics are left out."] if draft.topics else []
    lost += ["Feedback to options is left out."] if any(option.get("feedback") for option in draft.content["options"]) else []
    lost.append("Its name is left out: it gets a new one when it is read.")
    if _one_line(draft.stem) != plain(draft.stem) or re.search(r"[*_`\[<#|]", plain(draft.stem)):
        lost.append("Aiken is plain text: line breaks and formatting are left out.")
    return lost


def _written(draft: QuestionDraft) -> str:
    options = draft.content["options"]
    lines = [_one_line(draft.stem)]
    lines += [f"{chr(65 + number)}. {_one_line(option['text'])}" for number, option in enumerate(options)]
    right = next(number for number, option in enumerate(options) if option["correct"])
    return "\n".join([*lines, f"ANSWER: {chr(65 + right)}", "", ""])


def _one_line(markdown: str) -> str:
    return " ".join(plain(markdown).split())
