"""Knowledge checks: questions inside a lesson, answered on the spot. Their key never reaches the page's HTML.

Each kind of block asks an author in its own words; ``as_check`` turns them all into the same facts, which snapshots keep.
"""

import json
import secrets
from abc import abstractmethod
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidContent, question_types, validate_content

LETTERS = "abcdefghijklmnopqrst"
NAME_HELP = "Leave empty: it names itself. Answers are kept under it, so it never changes."


def check_errors(kind: str, content: Any) -> list[str]:
    """Plain sentences on what is wrong with a check's content; empty when it is right."""
    if kind in question_types and question_types.get(kind).takes_files:
        return ["A lesson keeps no files. Ask for them in an assessment."]
    try:
        validate_content(kind, content)
    except InvalidContent as wrong:
        return list(wrong.sentences)
    return []


def new_check_name() -> str:
    return f"check-{secrets.token_hex(4)}"


class CheckBlock(blocks.StructBlock):
    """What every kind of check shares: a name, a question, an explanation, each rendered once."""

    check_id = blocks.RegexBlock(regex=r"^[a-z0-9-]{1,40}$", required=False, label="Name", help_text=NAME_HELP)
    stem = blocks.TextBlock(label="Question", rows=3, help_text="Markdown.")
    stem_html = blocks.TextBlock(required=False, form_classname="visually-hidden", label="")
    explanation = blocks.TextBlock(required=False, rows=3, help_text="Markdown. Shown after an answer; cite the authority.")
    explanation_html = blocks.TextBlock(required=False, form_classname="visually-hidden", label="")

    @abstractmethod
    def kind_of(self, value: Any) -> str:
        """The question type."""

    @abstractmethod
    def content_of(self, value: Any) -> dict[str, Any]:
        """The content of that type; raises ``ValidationError`` where the author's words cannot be read."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cleaned["check_id"] = cleaned["check_id"] or new_check_name()
        errors = check_errors(self.kind_of(cleaned), self.content_of(cleaned))
        if errors:
            raise blocks.StructBlockValidationError(non_block_errors=errors)
        return with_rendered(cleaned)

    def as_check(self, value: Any) -> dict[str, Any]:
        """The facts a snapshot keeps: ``id``, ``type``, ``stem``, ``content``, ``explanation`` and their HTML."""
        return {
            "id": value["check_id"], "type": self.kind_of(value), "stem": value["stem"], "stem_html": value["stem_html"] or "",
            "content": self.content_of(value), "explanation": value["explanation"], "explanation_html": value["explanation_html"] or "",
        }  # fmt: skip

    class Meta:
        icon = "help"
        group = "Practice"
        template = "curriculum/blocks/check.html"


class ChoiceOptionBlock(blocks.StructBlock):
    text = blocks.TextBlock(rows=1, label="Answer")
    right = blocks.BooleanBlock(required=False, label="This is right")
    feedback = blocks.TextBlock(required=False, rows=1, help_text="What to tell who chose it.")

    class Meta:
        label = "Answer"


class ChoiceCheckBlock(CheckBlock):
    """One right answer makes it a single choice, several a multiple choice."""

    options = blocks.ListBlock(ChoiceOptionBlock(), min_num=2, max_num=len(LETTERS), label="Answers")

    def kind_of(self, value: Any) -> str:
        return "single_choice" if sum(bool(option["right"]) for option in value["options"]) == 1 else "multiple_choice"

    def content_of(self, value: Any) -> dict[str, Any]:
        options = [
            {"id": letter, "text": option["text"], "correct": bool(option["right"]), "feedback": option["feedback"] or ""}
            for letter, option in zip(LETTERS, value["options"], strict=False)
        ]
        return {"options": options}

    class Meta:
        label = "Knowledge check: choose"


class TrueFalseCheckBlock(CheckBlock):
    answer = blocks.ChoiceBlock(choices=[("true", "True"), ("false", "False")], label="The statement is")

    def kind_of(self, value: Any) -> str:
        return "true_false"

    def content_of(self, value: Any) -> dict[str, Any]:
        return {"answer": value["answer"] == "true"}

    class Meta:
        label = "Knowledge check: true or false"


class AnswerCheckBlock(CheckBlock):
    accepted = blocks.ListBlock(blocks.CharBlock(max_length=500), min_num=1, label="Accepted answers")

    def kind_of(self, value: Any) -> str:
        return "short_answer"

    def content_of(self, value: Any) -> dict[str, Any]:
        return {"accepted": [{"text": text} for text in value["accepted"]], "spelling_tolerance": 1}

    class Meta:
        label = "Knowledge check: short answer"


class KnowledgeCheckBlock(CheckBlock):
    """Any kind of question, its content written as JSON: for what the other blocks cannot say."""

    kind = blocks.ChoiceBlock(choices=lambda: [(kind.key, kind.label) for kind in question_types if not kind.takes_files])
    content = blocks.TextBlock(help_text="The options and the key, as JSON. The how-to “write a question” shows each kind.")

    def kind_of(self, value: Any) -> str:
        return str(value["kind"])

    def content_of(self, value: Any) -> dict[str, Any]:
        try:
            content: dict[str, Any] = json.loads(value["content"])
        except ValueError:
            raise blocks.StructBlockValidationError({"content": ValidationError("This is not valid JSON.")}) from None
        return content

    class Meta:
        label = "Knowledge check: other kinds (JSON)"


class FormFieldBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=300)
    hint = blocks.CharBlock(required=False, max_length=300)
    check = blocks.ChoiceBlock(
        choices=[
            ("text", "as text, one slip of spelling forgiven"),
            ("exact", "exactly"), ("date", "as a date"), ("number", "as a number"), ("choice", "as a choice"),
        ],
        default="text", label="Compare it",
    )  # fmt: skip
    options = blocks.ListBlock(blocks.CharBlock(max_length=500), min_num=0, max_num=20, help_text="For a choice: what can be chosen.", default=[])
    accepted = blocks.ListBlock(
        blocks.CharBlock(required=False, max_length=500), min_num=1, max_num=20, help_text="Leave one empty where leaving blank is right."
    )
    explanation = blocks.TextBlock(required=False, rows=2, help_text="Told to who got it wrong. Markdown.")

    class Meta:
        label = "Field"


class FormExerciseBlock(CheckBlock):
    """A form described in our own words, filled field by field."""

    form = blocks.CharBlock(max_length=300, help_text="Its name as printed, such as Form G-28, Part 1.")
    note = blocks.CharBlock(required=False, max_length=500, help_text="That it is a facsimile, and of which edition.")
    fields = blocks.ListBlock(FormFieldBlock(), min_num=1, max_num=40)

    def kind_of(self, value: Any) -> str:
        return "form_filling"

    def content_of(self, value: Any) -> dict[str, Any]:
        fields = [
            {
                "id": f"f{number}", "label": field["label"], "hint": field["hint"] or "", "check": field["check"], "options": list(field["options"]),
                "accepted": [text or "" for text in field["accepted"]], "explanation": field["explanation"] or "",
            }
            for number, field in enumerate(value["fields"], start=1)
        ]  # fmt: skip
        return {"form": value["form"], "note": value["note"] or "", "fields": fields}

    class Meta:
        icon = "form"
        label = "Form exercise"


class ReflectionBlock(CheckBlock):
    """A question without a right answer; what the student writes is their own."""

    minimum_words = blocks.IntegerBlock(default=30, min_value=0, max_value=2000)

    def kind_of(self, value: Any) -> str:
        return "essay"

    def content_of(self, value: Any) -> dict[str, Any]:
        rubric = [{"id": "thought", "title": "Thought about it", "points": 1}]
        return {"minimum_words": value["minimum_words"] or 0, "rubric": rubric}

    class Meta:
        icon = "edit"
        label = "Reflection"


def with_rendered(value: Any) -> Any:
    """``value`` with the HTML of stem and explanation."""
    try:
        value["stem_html"] = render_markdown(value["stem"])
        value["explanation_html"] = render_markdown(value.get("explanation") or "")
    except Invalid as refused:
        raise blocks.StructBlockValidationError({"stem": ValidationError(refused.sentence)}) from refused
    return value
