"""Nothing of a question's key is in anything shown before its release, whatever its type."""

import json
from typing import Any

from lms.questions.api import InvalidContent
from tests.factories.canary import canaries_in, canary
from tests.lms.questions.contract import EACH_TYPE, leaves, made, pattern, replaced
from tests.lms.questions.samples import SAMPLES, Sample

SECRET_FIGURE = "7731057713"


@EACH_TYPE
def test_no_secret_text_is_in_anything_shown_before_release(key: str) -> None:
    sample = SAMPLES[key]
    poisoned = with_canaries(sample)
    question_type, content = made(key, poisoned)
    rendered = {path: f"<p>{text}</p>" for path, text in question_type.markdown_fields(content).items()}
    order = question_type.option_order(content, shuffle=True, seed=7)

    shown: list[Any] = [order, question_type.public_view(content, order, rendered), question_type.public_view(content)]
    for response in sample.responses:
        shown += [question_type.explain(content, response, question_type.grade(content, response))]
        shown += [question_type.summarize(content, response), question_type.warnings(content, response)]

    assert canaries_in(json.dumps(poisoned)) or SECRET_FIGURE in json.dumps(poisoned)
    assert canaries_in(json.dumps(shown)) == set()
    assert SECRET_FIGURE not in json.dumps(shown)


@EACH_TYPE
def test_a_field_that_is_not_public_changes_no_public_view(key: str) -> None:
    sample = SAMPLES[key]
    question_type, content = made(key)
    tried = 0

    for path, value in leaves(sample.content):
        if pattern(path) in sample.public:
            continue
        for other in others(value):
            try:
                changed = question_type.validate_content(replaced(sample.content, path, other))
            except InvalidContent:
                continue
            tried += 1
            assert question_type.public_view(changed) == question_type.public_view(content), path

    assert tried


@EACH_TYPE
def test_questions_that_differ_in_the_key_only_look_the_same(key: str) -> None:
    sample = SAMPLES[key]
    question_type, content = made(key)

    for data in sample.other_keys:
        other = question_type.validate_content(data)
        assert question_type.public_view(other) == question_type.public_view(content)
        assert question_type.key_view(other) != question_type.key_view(content)
        assert question_type.option_order(other, shuffle=True, seed=3) == question_type.option_order(content, shuffle=True, seed=3)
        assert question_type.blank(other) == question_type.blank(content)


def others(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    return [value + "x", "zz", ""]


def with_canaries(sample: Sample) -> dict[str, Any]:
    """The sample with a canary in every text that is not public, and a number nobody else has in every secret figure."""
    data: Any = sample.content
    for path, value in leaves(sample.content):
        if isinstance(value, str) and pattern(path) not in sample.public | sample.fixed and not pattern(path).endswith(".id"):
            secret = SECRET_FIGURE if pattern(path) in sample.figures else canary("north", "secret", "".join(map(str, path)))
            data = replaced(data, path, secret)
    return data  # type: ignore[no-any-return]


def test_the_helpers_walk_and_replace() -> None:
    data = {"a": [{"b": 1}]}

    assert list(leaves(data)) == [(("a", 0, "b"), 1)]
    assert replaced(data, ("a", 0, "b"), 2) == {"a": [{"b": 2}]}
    assert data == {"a": [{"b": 1}]}
    assert pattern(("a", 0, "b")) == "a.*.b"
