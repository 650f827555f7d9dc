"""Buttons of the editor that add, remove and move rows. They send the whole form, so that they work without scripts and lose nothing."""

from typing import Any

from assessments.forms.question_schema import CONTENT, GROUP, ONE_OF, PICTURE, ROWS, Schema, blank, inner_schema, new_row, shape_of, variant


def act(schema: Schema, data: dict[str, Any], button: str) -> str:
    """Do in ``data`` what ``button`` says (``add:q.content.options``, ``remove:``, ``up:`` or ``down:`` with a row's name, ``begin:`` or ``end:`` with
    that of a group that may be left out); returns the name of the field to go on with, or nothing. An unknown button does nothing."""
    verb, _, name = button.partition(":")
    steps = name.split(".")[1:]
    if verb in ("add", "begin", "end"):
        found = _found(schema, data, steps)
        return _begun(found, data, steps, name, verb) if found else ""
    return _moved(data, steps, name, verb) if verb in ("remove", "up", "down") else ""


def _begun(found: tuple[Schema, Any], data: dict[str, Any], steps: list[str], name: str, verb: str) -> str:
    schema, inside = found
    if verb == "add" and shape_of(schema) == ROWS and isinstance(inside, list):
        inside.append(new_row(schema, inside))
        return f"{name}.{len(inside) - 1}"
    if verb == "begin" and schema.get("nullable") and inside is None:
        _hold(data, steps[:-1])[steps[-1]] = blank({key: value for key, value in schema.items() if key != "default"})
        return name
    if verb == "end" and schema.get("nullable") and inside is not None:
        _hold(data, steps[:-1])[steps[-1]] = None
        return name
    return ""


def _moved(data: dict[str, Any], steps: list[str], name: str, verb: str) -> str:
    rows = _hold(data, steps[:-1])
    if not isinstance(rows, list) or not steps[-1].isdigit() or int(steps[-1]) >= len(rows):
        return ""
    at, above = int(steps[-1]), name.rpartition(".")[0]
    row = rows.pop(at)
    if verb == "remove":
        return f"{above}.{min(at, len(rows) - 1)}" if rows else above
    to = max(0, at - 1) if verb == "up" else at + 1
    rows.insert(to, row)
    return f"{above}.{min(to, len(rows) - 1)}"


def _hold(data: Any, steps: list[str]) -> Any:
    """What stands at the end of ``steps`` in ``data``; nothing where there is no such way."""
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


def _found(schema: Schema, data: Any, steps: list[str]) -> tuple[Schema, Any] | None:
    """The schema and the data at the end of ``steps``."""
    for step in steps:
        beside = data
        shape = shape_of(schema)
        if shape == ONE_OF:
            schema, shape = variant(schema, data)[1], GROUP
        if shape == ROWS and isinstance(data, list) and step.isdigit() and int(step) < len(data):
            schema, data = schema["items"], data[int(step)]
        elif shape in (GROUP, PICTURE) and isinstance(data, dict) and step in schema["properties"]:
            schema, data = schema["properties"][step], data.get(step)
            if shape_of(schema) == CONTENT:
                schema = inner_schema(beside)
        else:
            return None
    return schema, data
