"""What a browser sends from the editor of questions."""

from typing import Any

from django.utils.datastructures import MultiValueDict

from assessments.forms.question_fields import Node, tree
from assessments.forms.question_schema import blank, schema_of

NOT_SENT = ("rows", "absent")


def editor_form(kind: str, data: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """The fields of the form that shows ``data`` (a blank question without), with ``facts`` typed over the question's own fields."""
    typed = {**blank(schema_of(kind)), "stem": "What is it?", "external_id": "new-1"} if data is None else data
    return {"do": "save"} | sent_by(tree(schema_of(kind), {**typed, **facts}))


def sent_by(root: Node) -> dict[str, Any]:
    """What a browser sends of the fields that a page shows."""
    return {name: value for node in root.walk() for name, value in _of(node).items()}


def _of(node: Node) -> dict[str, Any]:
    if node.shape == "group":
        return {f"{node.name}.there": "1"} if node.optional else {}
    if node.shape in NOT_SENT or node.shape == "picture":
        return {}
    if node.shape == "boolean":
        return {node.name: "on"} if node.value else {}
    if node.name == "q.topics":
        return {node.name: node.value.split("\n") if isinstance(node.value, str) else node.value} if node.value else {}
    if node.shape == "checks":
        return {node.name: list(node.value)} if node.value else {}
    return {node.name: str(node.value)}


def posted(fields: dict[str, Any]) -> MultiValueDict[str, str]:
    """``fields`` as Django hands them to a view."""
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in fields.items()})


def content_form(kind: str, content: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """The form of a new question with this content."""
    return editor_form(kind, {**blank(schema_of(kind)), "stem": "What is it?", "external_id": "new-1", "content": content}, **facts)
