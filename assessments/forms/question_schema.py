"""The fields of a question as data: the JSON schema of its facts and of its type's content, every reference written out.

Screens are made from it, so a new question type has an editor the day it is registered.
"""

from functools import cache
from typing import Any, cast

from assessments.kinds.question_facts import QuestionFacts
from lms.questions.api import question_types

Schema = dict[str, Any]
PICTURE, ROWS, LINES, CORNERS, GROUP, ONE_OF, CONTENT = "picture", "rows", "lines", "corners", "group", "one_of", "content"
FIRST = ("stem", "content", "explanation")
"""What is asked comes before what is said about it."""
LONG = 2_000  # from this length on a text gets a box of several lines
STARTING_ROWS = {"Option": 4, "Step": 4, "MatchingItem": 3, "Target": 3, "GroupedItem": 3, "Sentence": 3}


@cache
def schema_of(kind: str) -> Schema:
    """The whole form of a question of the type ``kind``: its facts, and ``content``."""
    facts = _inlined(QuestionFacts.model_json_schema(), {})
    fields = {**facts["properties"], "content": content_schema(kind)}
    return {**facts, "properties": {name: fields[name] for name in (*FIRST, *(name for name in fields if name not in FIRST))}}


@cache
def content_schema(kind: str) -> Schema:
    whole = question_types.get(kind).content_class.model_json_schema()
    return _inlined(whole, whole.get("$defs", {}))


def _inlined(schema: Schema, defs: dict[str, Schema]) -> Schema:
    """``schema`` without references. No content holds itself, so this ends."""
    if "$ref" in schema:
        named = defs[schema["$ref"].rpartition("/")[2]]
        return _inlined({**named, **{key: value for key, value in schema.items() if key != "$ref"}}, defs)
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(choices) == 1 and "anyOf" in schema:
        return {**_inlined(choices[0], defs), "nullable": True, **{key: schema[key] for key in ("default",) if key in schema}}
    inlined = {key: value for key, value in schema.items() if key != "$defs"}
    if "properties" in schema:
        inlined["properties"] = {name: _inlined(one, defs) for name, one in schema["properties"].items()}
    if "items" in schema:
        inlined["items"] = _inlined(schema["items"], defs)
    if "oneOf" in schema:
        tags = {ref: tag for tag, ref in schema["discriminator"]["mapping"].items()}
        inlined["oneOf"] = {tags[one["$ref"]]: _inlined(one, defs) for one in schema["oneOf"]}  # in the order they were declared
    return inlined


def shape_of(schema: Schema) -> str:
    """What sort of field this is: one of the words above, ``text``, ``long``, ``id``, ``choice``, ``constant``, ``integer`` or ``boolean``."""
    if "oneOf" in schema:
        return ONE_OF
    if "const" in schema or "enum" in schema:
        return "constant" if "const" in schema else "choice"
    kind = cast("str", schema.get("type", "string"))
    return {"array": _array, "object": _object, "string": _string}.get(kind, lambda _: kind)(schema)


def _array(schema: Schema) -> str:
    inner = schema["items"]
    return CORNERS if inner.get("type") == "array" else LINES if inner.get("type") == "string" else ROWS


def _object(schema: Schema) -> str:
    if "properties" not in schema:
        return CONTENT  # of the type that stands beside it
    return PICTURE if "stored" in schema["properties"] else GROUP


def _string(schema: Schema) -> str:
    if "{1,20}$" in schema.get("pattern", ""):
        return "id"
    return "long" if schema.get("maxLength", 0) >= LONG else "text"


def variant(schema: Schema, data: Any) -> tuple[str, Schema]:
    """The kind that ``data`` says it is, among the kinds of a ``one_of``; the first where it says none."""
    tag = data.get(schema["discriminator"]["propertyName"]) if isinstance(data, dict) else None
    known = tag if tag in schema["oneOf"] else next(iter(schema["oneOf"]))
    return known, schema["oneOf"][known]


def inner_schema(beside: Any) -> Schema:
    """The content of a part: ``beside`` is the data of the part, which names its type."""
    kind = beside.get("type") if isinstance(beside, dict) else ""
    return content_schema(kind if kind in question_types else "single_choice")


def blank(schema: Schema) -> Any:
    """What a new field of this sort holds before anybody wrote into it."""
    if "default" in schema:
        return schema["default"]
    shape = shape_of(schema)
    if shape == "constant":
        return schema["const"]
    if shape == "choice":
        return schema["enum"][0]
    if shape == ONE_OF:
        return blank(variant(schema, None)[1])
    if shape in (GROUP, PICTURE):
        return {name: blank(one) for name, one in schema["properties"].items()} | ({"type": "single_choice"} if schema.get("title") == "Part" else {})
    if shape == ROWS:
        return _first_rows(schema)
    if shape == CONTENT:
        return blank(content_schema("single_choice"))
    return {LINES: [], CORNERS: [], "integer": schema.get("minimum", 1), "boolean": None if schema.get("title") == "Answer" else False}.get(shape, "")


def _first_rows(schema: Schema) -> list[Any]:
    rows: list[Any] = []
    for _ in range(max(schema.get("minItems", 0), STARTING_ROWS.get(schema["items"].get("title", ""), 1))):
        rows.append(new_row(schema, rows))
    return rows


def new_row(schema: Schema, rows: list[Any]) -> Any:
    """A blank row for ``rows``, with an id that none of them has."""
    row = blank(schema["items"])
    if isinstance(row, dict) and "id" in row:
        row["id"] = _free_id({one.get("id") for one in rows if isinstance(one, dict)})
    return row


def _free_id(taken: set[Any]) -> str:
    names = [*"abcdefghijklmnopqrstuvwxyz", *(f"r{number}" for number in range(1, 200))]
    return next(name for name in names if name not in taken)
