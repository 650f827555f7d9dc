"""Blocks with parts, as YAML in a lesson file and as the stream holds them. What follows from other fields (HTML) is left out of files.

A knowledge check has one form in files, whatever block an author used: the block is the friendliest that can say the same.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks

from curriculum.blocks import CheckBlock, lesson_blocks
from curriculum.blocks.check import LETTERS

STRUCTURED = ("timeline", "comparison", "case_file", "table")
RawBlock = dict[str, Any]
_BLOCKS = dict(lesson_blocks())
_DERIVED = {"html", "stem_html", "explanation_html"}


def structured_block(name: str, data: Any) -> RawBlock:
    """The block that ``data`` describes, checked and rendered as on the screen. Raises ``ValidationError``."""
    block = _BLOCKS[name]
    cleaned = block.clean(block.to_python(_raw(name, data)))
    stored = json.loads(json.dumps(block.get_prep_value(cleaned), cls=DjangoJSONEncoder))  # as the database gives it back
    return {"type": name, "value": without_ids(stored)}


def _raw(name: str, data: Any) -> Any:
    if not isinstance(data, dict):
        raise ValidationError("it must be a list of “name: value” lines.")
    if name != "table":
        return data
    columns = [{"type": "number" if column.get("number") else "text", "heading": column["heading"]} for column in data["columns"]]
    return {"columns": columns, "rows": [{"values": row} for row in data["rows"]], "caption": data.get("caption", "")}


def written_block(name: str, value: Any) -> dict[str, Any]:
    """What a structured block's stored value says, for a file."""
    if name != "table":
        plain: dict[str, Any] = _plain(value)
        return plain
    columns = [{"heading": column["heading"], **({"number": True} if column["type"] == "number" else {})} for column in value["columns"]]
    return {"caption": value["caption"], "columns": columns, "rows": [row["values"] for row in value["rows"]]}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key not in _DERIVED}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def without_ids(value: Any) -> Any:
    """A stored value without the random ids Wagtail gives the items of lists."""
    if isinstance(value, dict):
        if set(value) == {"type", "value", "id"} and value["type"] == "item":
            return without_ids(value["value"])
        return {key: without_ids(one) for key, one in value.items()}
    return [without_ids(one) for one in value] if isinstance(value, list) else value


def check_block(kind: str, content: dict[str, Any], shared: dict[str, Any]) -> RawBlock:
    """The friendliest block for a check; ``shared`` are its name, question and explanation with their HTML."""
    for name, own in _friendly(kind, content):
        value = {**own, **shared}
        block = _BLOCKS[name]
        assert isinstance(block, CheckBlock)
        if block.content_of(block.to_python(value)) == content and block.kind_of(block.to_python(value)) == kind:
            return {"type": name, "value": without_ids(block.get_prep_value(block.to_python(value)))}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    return {"type": "check", "value": {"check_id": shared["check_id"], "kind": kind, "content": text, **shared}}


def _friendly(kind: str, content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Blocks that may be able to say ``content``, with their own fields; the caller compares what they would say."""
    options = content.get("options")
    if kind in ("single_choice", "multiple_choice") and isinstance(options, list) and len(options) <= len(LETTERS):
        rows = [{"text": row.get("text", ""), "right": row.get("correct", False), "feedback": row.get("feedback", "")} for row in options]
        yield "choice_check", {"options": rows}
    if kind == "true_false":
        yield "true_false_check", {"answer": "true" if content.get("answer") else "false"}
    if kind == "short_answer":
        yield "answer_check", {"accepted": [row.get("text", "") for row in content.get("accepted", [])]}
    if kind == "form_filling":
        yield "form_exercise", {"form": content["form"], "note": content.get("note", ""), "fields": content["fields"]}
    if kind == "essay":
        yield "reflection", {"minimum_words": content.get("minimum_words", 0)}


def check_facts(name: str, value: Any) -> dict[str, Any]:
    """A stored check of any block as the directive ``check`` writes it."""
    block = _BLOCKS[name]
    assert isinstance(block, CheckBlock)
    said = block.as_check(block.to_python(value))
    return {name: said[name] for name in ("id", "type", "stem", "explanation", "content")}


def sentences_of(wrong: ValidationError) -> Iterator[str]:
    """Every message in the nested errors of a block."""
    if isinstance(wrong, blocks.list_block.ListBlockValidationError):
        inside: list[Any] = [*(one for one in wrong.block_errors.values() if one), *wrong.non_block_errors.as_data()]
    elif isinstance(wrong, blocks.StructBlockValidationError):
        for name, error in wrong.block_errors.items():
            yield from (f"{name}: {sentence}" for sentence in sentences_of(error))
        inside = list(wrong.non_block_errors.as_data())
    else:
        yield from (message if message.endswith(".") else f"{message}." for message in wrong.messages)
        return
    for one in inside:
        yield from sentences_of(one)
