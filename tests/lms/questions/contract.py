"""What the tests of every question type share: each type and its responses as parameters, and walking through content."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lms.questions.api import Content, QuestionType, question_types
from tests.lms.questions.samples import SAMPLES

EACH_TYPE = pytest.mark.parametrize("key", list(SAMPLES))
EACH_RESPONSE = pytest.mark.parametrize(("key", "response"), [(key, response) for key, sample in SAMPLES.items() for response in sample.responses])


def made(key: str, data: dict[str, Any] | None = None) -> tuple[QuestionType[Any], Content]:
    question_type = question_types.get(key)
    return question_type, question_type.validate_content(SAMPLES[key].content if data is None else data)


def is_json(value: Any) -> bool:
    return json.loads(json.dumps(value, allow_nan=False)) == value


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value inside nested dicts and lists, with the way to it."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    if steps is None:
        yield path, data
    else:
        for step, inner in steps:
            yield from leaves(inner, (*path, step))


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of ``data`` with another ``value`` at ``path``."""
    if not path:
        return value
    step, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[step] = replaced(data[step], tuple(rest), value)
    return copy


def pattern(path: tuple[Any, ...]) -> str:
    return ".".join("*" if isinstance(step, int) else step for step in path)
