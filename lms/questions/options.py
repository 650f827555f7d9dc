"""Options: what single and multiple choice share."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from lms.questions.base import Content, InvalidResponse

OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,20}$")]


class Option(Content):
    """One choice. ``text`` and ``feedback`` are Markdown."""

    id: OptionId
    text: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    correct: bool
    feedback: Annotated[str, StringConstraints(max_length=4000)] = ""


Options = Annotated[list[Option], Field(min_length=2, max_length=20)]


def refuse_repeated(options: Sequence[Option]) -> None:
    """Raise ``ValueError`` when two options share an id."""
    ids = [option.id for option in options]
    if len(set(ids)) != len(ids):
        raise ValueError("two options have the same id")


def known_option(options: Sequence[Option], choice: Any) -> str:
    """``choice`` when it is the id of an option; raises ``InvalidResponse`` otherwise."""
    if not isinstance(choice, str) or choice not in {option.id for option in options}:
        raise InvalidResponse("One of the chosen options does not belong to this question. Reload the page and answer again.")
    return choice


def option_texts(options: Sequence[Option]) -> dict[str, str]:
    texts = {f"options.{option.id}.text": option.text for option in options}
    texts |= {f"options.{option.id}.feedback": option.feedback for option in options if option.feedback}
    return texts


def public_options(options: Sequence[Option], order: Sequence[str], rendered: Mapping[str, str]) -> list[dict[str, str]]:
    """Id and HTML of each option in the order to show; nothing about which is right."""
    by_id = {option.id: option for option in options}
    shown = list(order) or list(by_id)
    return [{"id": key, "html": rendered.get(f"options.{key}.text", ""), "text": by_id[key].text} for key in shown if key in by_id]


def key_options(options: Sequence[Option], rendered: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "id": option.id,
            "html": rendered.get(f"options.{option.id}.text", ""),
            "text": option.text,
            "correct": option.correct,
            "feedback_html": rendered.get(f"options.{option.id}.feedback", ""),
        }
        for option in options
    ]
