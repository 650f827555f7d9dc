"""What the how-to shows to authors is right."""

import re
from pathlib import Path

import pytest
import yaml

from lms.questions.api import question_types, validate_content

HOW_TO = (Path(__file__).parents[3] / "docs/how-to/write-a-question.md").read_text()
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", HOW_TO, re.DOTALL)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["type"])
def test_every_example_is_a_question(example: dict) -> None:
    content = validate_content(example["type"], example["content"])

    assert question_types.get(example["type"]).public_view(content)


def test_every_type_is_named_and_every_example_is_of_another_type() -> None:
    assert [key for key, _ in question_types.items() if f"`{key}`" not in HOW_TO and f"type: {key}\n" not in HOW_TO] == []
    assert len({example["type"] for example in EXAMPLES}) == len(EXAMPLES) == 6
