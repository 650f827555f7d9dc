"""A knowledge check: one question inside a lesson, answered on the spot. Its key never reaches the page's HTML."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidContent, question_types, validate_content


def check_errors(kind: str, content: Any) -> list[str]:
    """Plain sentences on what is wrong with a check's content; empty when it is right."""
    try:
        validate_content(kind, content)
    except InvalidContent as wrong:
        return list(wrong.sentences)
    return []


class KnowledgeCheckBlock(blocks.StructBlock):
    check_id = blocks.RegexBlock(regex=r"^[a-z0-9-]{1,40}$", label="Name", help_text="Short and never changed, e.g. who-may-1. Answers are kept under it.")
    kind = blocks.ChoiceBlock(choices=lambda: [(kind.key, kind.label) for kind in question_types])
    stem = blocks.TextBlock(label="Question", help_text="Markdown.")
    stem_html = blocks.TextBlock(required=False, form_classname="visually-hidden", label="")
    content = blocks.TextBlock(help_text="The options and the key, as JSON. The how-to “write a quiz” shows each kind.")
    explanation = blocks.TextBlock(required=False, help_text="Markdown. Shown after an answer.")
    explanation_html = blocks.TextBlock(required=False, form_classname="visually-hidden", label="")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            content = json.loads(cleaned["content"])
        except ValueError:
            raise blocks.StructBlockValidationError({"content": ValidationError("This is not valid JSON.")}) from None
        errors = check_errors(cleaned["kind"], content)
        if errors:
            raise blocks.StructBlockValidationError({"content": ValidationError(errors)})
        return with_rendered(cleaned)

    class Meta:
        icon = "help"
        label = "Knowledge check"
        template = "curriculum/blocks/check.html"


def with_rendered(value: Any) -> Any:
    """``value`` with the HTML of stem and explanation."""
    try:
        value["stem_html"] = render_markdown(value["stem"])
        value["explanation_html"] = render_markdown(value.get("explanation") or "")
    except Invalid as refused:
        raise blocks.StructBlockValidationError({"stem": ValidationError(refused.sentence)}) from refused
    return value
