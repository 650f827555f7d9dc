"""Questions of a bank as students see them, and the mark of an answer that is tried. Nothing here is kept."""

from typing import Any

from django.http import QueryDict

from assessments.models import QuestionVersion
from assessments.views.questions import points_text
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import Content, InvalidContent, InvalidResponse, question_types

NAME = "try"


def shown_draft(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """What is being written, as far as it can be shown: the stem at once, the answers as soon as they are whole. ``missing`` counts what is not."""
    question_type = question_types.get(kind)
    shown: dict[str, Any] = {"stem_html": _html(data.get("stem")), "explanation_html": _html(data.get("explanation"))}
    try:
        content = question_type.validate_content(data.get("content"))
    except InvalidContent as wrong:
        return shown | {"missing": wrong.sentences[:5]}
    rendered = {path: _html(text) for path, text in question_type.markdown_fields(content).items()}
    order = question_type.option_order(content, shuffle=False, seed=0)
    views = {"view": question_type.public_view(content, order, rendered), "key": question_type.key_view(content, order, rendered)}
    return shown | views | {"template": question_type.template, "review_template": question_type.review_template, "response": question_type.blank(content)}


def _html(text: Any) -> str:
    try:
        return render_markdown(text) if isinstance(text, str) else ""
    except Invalid as wrong:
        return f"<p>{wrong.sentences[0]}</p>"


def asked_version(version: QuestionVersion) -> dict[str, Any]:
    """The version as an attempt asks it."""
    kind, content, order = _opened(version)
    view = kind.public_view(content, order, version.rendered)
    return {"template": kind.template, "view": view, "name": NAME, "stem_html": version.rendered.get("stem", ""), "points": version.points}


def tried(version: QuestionVersion, form: QueryDict) -> dict[str, Any]:
    """What ``form`` answers, marked now: mark, parts, why, key and feedback. An answer that does not fit is told in ``refused``."""
    kind, content, order = _opened(version)
    try:
        response = kind.normalize(content, kind.parse(dict(form.lists()), NAME))
    except InvalidResponse as wrong:
        return {"refused": wrong.sentences}
    grade = kind.grade(content, response)
    parts = [{"key": part.key, "fraction": part.fraction, "weight": part.weight} for part in grade.parts]
    return {
        "template": kind.review_template, "view": kind.public_view(content, order, version.rendered), "response": response,
        "key": kind.key_view(content, order, version.rendered), "why": kind.explain(content, response, grade), "parts": parts,
        "mark": {"text": points_text(grade.points(version.points), version.points), "state": grade.state}, "warnings": kind.warnings(content, response),
        "feedback": kind.feedback_view(content, grade, version.rendered), "explanation_html": version.rendered.get("explanation", ""),
        "rubric": kind.rubric(content),
    }  # fmt: skip


def _opened(version: QuestionVersion) -> tuple[Any, Content, list[str]]:
    kind = question_types.get(version.type)
    content = kind.validate_content(version.content)
    return kind, content, kind.option_order(content, shuffle=False, seed=version.pk)
