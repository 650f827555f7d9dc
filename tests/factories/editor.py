"""What a browser sends from the editor of questions."""

from typing import Any

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
    return {node.name: list(node.value) if node.name == "q.topics" else str(node.value)}


def content_form(kind: str, content: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """The form of a new question with this content."""
    return editor_form(kind, {**blank(schema_of(kind)), "stem": "What is it?", "external_id": "new-1", "content": content}, **facts)
