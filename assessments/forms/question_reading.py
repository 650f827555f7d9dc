"""What the form says, as the data that the question's schema describes. Nothing typed is dropped: what does not fit stays as text and is refused later.

Fields are named by their way: ``q.stem``, ``q.content.options.0.text``. Rows count by the numbers that were sent, in their order.
"""

import re
from collections.abc import Mapping
from typing import Any

from assessments.forms.question_schema import CONTENT, CORNERS, GROUP, LINES, ONE_OF, PICTURE, ROWS, Schema, blank, inner_schema, shape_of, variant

LEFT_BLANK = "(left blank)"  # how a list of texts, one a line, says the empty text
AS_CHECKS = ("q.topics",)  # lists of texts that are chosen, not typed
MOST_ROWS = 120
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
Form = Mapping[str, str]


def all_values(form: Any, name: str) -> list[str]:
    return form.getlist(name) if hasattr(form, "getlist") else [form[name]] if name in form else []


def read(schema: Schema, name: str, form: Form, beside: Any = None) -> Any:
    """The data that ``form`` holds under ``name``; ``beside`` is what was read of the fields next to it."""
    shape = shape_of(schema)
    if shape in (GROUP, PICTURE):
        return _group(schema, name, form)
    if shape == ROWS:
        return [read(schema["items"], f"{name}.{number}", form) for number in rows_sent(name, form)]
    if shape == ONE_OF:
        tag = form.get(f"{name}.{schema['discriminator']['propertyName']}")
        return _group(variant(schema, {schema["discriminator"]["propertyName"]: tag})[1], name, form)
    if shape == CONTENT:
        return _group(inner_schema(beside), name, form)
    return _value(shape, schema, name, form)


def _group(schema: Schema, name: str, form: Form) -> dict[str, Any] | None:
    if schema.get("nullable") and f"{name}.there" not in form:
        return None
    data: dict[str, Any] = {}
    for field, one in schema["properties"].items():
        data[field] = read(one, f"{name}.{field}", form, data)
    return data


def rows_sent(name: str, form: Form) -> list[int]:
    heads = {key[len(name) + 1 :].partition(".")[0] for key in form if key.startswith(f"{name}.")}
    numbers = {int(head) for head in heads if head.isascii() and head.isdigit() and len(head) < 5}
    return sorted(numbers)[:MOST_ROWS]


def _value(shape: str, schema: Schema, name: str, form: Form) -> Any:
    text = form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    if shape == "boolean":
        return {"true": True, "false": False}.get(text, None if schema.get("title") == "Answer" else text == "on")
    if shape == LINES and (name in AS_CHECKS or "enum" in schema["items"]):
        return list(dict.fromkeys(all_values(form, name)))
    if shape in (LINES, CORNERS):
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return [re.split(r"[,;\s]+", line) for line in lines] if shape == CORNERS else ["" if line == LEFT_BLANK else line for line in lines]
    if shape == "long":
        return text
    if shape == "integer" or (shape == "choice" and isinstance(schema["enum"][0], int)):
        return int(text) if _WHOLE.fullmatch(text.strip()) else None if schema.get("nullable") and not text.strip() else text
    return schema["const"] if shape == "constant" else text.strip()


def without_blank_rows(schema: Schema, data: Any, beside: Any = None) -> Any:
    """``data`` without the rows into which nothing was written, as far as the shortest list that is allowed."""
    shape = shape_of(schema)
    if shape == ONE_OF:
        schema, shape = variant(schema, data)[1], GROUP
    if shape == CONTENT:
        schema, shape = inner_schema(beside), GROUP
    if shape in (GROUP, PICTURE) and isinstance(data, dict):
        return {field: without_blank_rows(schema["properties"][field], value, data) for field, value in data.items()}
    if shape != ROWS or not isinstance(data, list):
        return data
    rows = [without_blank_rows(schema["items"], row) for row in data]
    spare = [place for place, row in enumerate(rows) if _is_blank(schema["items"], row)]
    drop = set(spare[::-1][: max(0, len(rows) - schema.get("minItems", 0))])
    return [row for place, row in enumerate(rows) if place not in drop]


def _is_blank(schema: Schema, row: Any) -> bool:
    fresh = blank(variant(schema, row)[1] if shape_of(schema) == ONE_OF else schema)
    return isinstance(row, dict) and _unnamed(row) == _unnamed(without_blank_rows(schema, fresh))


def _unnamed(data: Any) -> Any:
    """Without ids, which nobody wrote."""
    if isinstance(data, dict):
        return {field: _unnamed(value) for field, value in data.items() if field != "id"}
    return [_unnamed(one) for one in data] if isinstance(data, list) else data
