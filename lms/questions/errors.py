"""What is said when a question's content, a response or a mark is not right: plain sentences, never a validator's jargon."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from lms.core.errors import Invalid

MOST_SENTENCES = 20
_MOST_PLACE = 120


class InvalidContent(Invalid):
    """A question's content is wrong; ``sentences`` says each fault and where it is."""

    code = "invalid_content"


class InvalidResponse(Invalid):
    """A response does not fit its question: a forged option, a wrong shape, text that cannot be kept."""

    code = "invalid_response"


class InvalidMark(Invalid):
    """Points given by a person do not fit the question's rubric."""

    code = "invalid_mark"


# By pydantic's name of the fault; the words in braces come from the fault's own figures.
_FAULTS = {
    "missing": "this is missing",
    "extra_forbidden": "this question type has no such field",
    "invalid_key": "the name of a field must be text",
    "string_type": "this must be text (in YAML, put figures and words such as yes in quotes)",
    "string_unicode": "this holds a character that cannot be stored",
    "string_too_short": "this must not be empty",
    "string_too_long": "this is too long: at most {max_length:,} characters fit",
    "string_pattern_mismatch": "this must be 1 to 20 lower-case letters, figures, hyphens or underscores",
    "bool_type": "this must be true or false",
    "int_type": "this must be a whole number",
    "list_type": "this must be a list",
    "dict_type": "this must be a group of named fields",
    "model_type": "this must be a group of named fields",
    "model_attributes_type": "this must be a group of named fields",
    "union_tag_not_found": "this needs its {discriminator}",
    "union_tag_invalid": "its {discriminator} must be one of {expected_tags}",
    "literal_error": "this must be one of {expected}",
    "too_short": "this list is too short: it needs {min_length} or more",
    "too_long": "this list is too long: at most {max_length} fit",
    "greater_than_equal": "this must be {ge} or more",
    "less_than_equal": "this must be {le} or less",
}


def sentences_of(error: ValidationError) -> list[str]:
    """One sentence for each fault, at most ``MOST_SENTENCES`` and one that counts the rest; never quotes what was sent as a value."""
    faults = error.errors(include_url=False, include_input=False)
    said = [_sentence(fault["type"], fault["loc"], fault["msg"], fault.get("ctx", {})) for fault in faults[:MOST_SENTENCES]]
    left = len(faults) - len(said)
    return [*said, f"And there are {left:,} more faults."] if left else said


def _sentence(kind: str, place: tuple[int | str, ...], message: str, figures: Mapping[str, Any]) -> str:
    fault = _FAULTS[kind].format_map(figures) if kind in _FAULTS else message.removeprefix("Value error, ")
    said = f"{_place(place)}: {fault}" if place else fault[:1].upper() + fault[1:]
    return said.rstrip(".") + "."


def _place(place: tuple[int | str, ...]) -> str:
    """``("options", 0, "text")`` as “options, entry 1, text”. Names may come from outside, so they are cut and made printable."""
    words = ", ".join(f"entry {step + 1}" if isinstance(step, int) else step for step in place)
    printable = "".join(char if char.isprintable() else "�" for char in words)
    return printable if len(printable) <= _MOST_PLACE else printable[: _MOST_PLACE - 1] + "…"
