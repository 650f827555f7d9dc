"""Options to choose from: what single and multiple choice share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from lms.questions.content import Content, Markdown, PartId, RequiredMarkdown
from lms.questions.errors import InvalidResponse
from lms.questions.rendering import Rendered, html_of
from lms.questions.text import in_one_line


class Option(Content):
    """One choice. ``text`` and ``feedback`` are Markdown; ``feedback`` speaks to those who chose it."""

    id: PartId
    text: RequiredMarkdown
    correct: bool
    feedback: Markdown = ""


Options = Annotated[list[Option], Field(min_length=2, max_length=20)]


def known_option(options: Sequence[Option], choice: Any) -> str:
    """``choice`` when it is the id of an option; raises ``InvalidResponse`` otherwise."""
    if not isinstance(choice, str) or choice not in ids_of(options):
        raise InvalidResponse("A chosen option does not belong to this question. Reload the page and answer again.")
    return choice


def ids_of(options: Iterable[Option]) -> list[str]:
    return [option.id for option in options]


def right_ids(options: Iterable[Option]) -> set[str]:
    return {option.id for option in options if option.correct}


def option_texts(options: Sequence[Option]) -> dict[str, str]:
    """The Markdown of all options by path: ``options.<id>.text`` and, where there is any, ``options.<id>.feedback``."""
    texts = {text_path(option.id): option.text for option in options}
    return texts | {feedback_path(option.id): option.feedback for option in options if option.feedback}


def text_path(option_id: str) -> str:
    return f"options.{option_id}.text"


def feedback_path(option_id: str) -> str:
    return f"options.{option_id}.feedback"


def feedback_of(options: Sequence[Option], chosen: Iterable[str]) -> tuple[str, ...]:
    """Paths of the feedback written for the ``chosen`` options, in the order of the options."""
    picked = set(chosen)
    return tuple(feedback_path(option.id) for option in options if option.id in picked and option.feedback)


def public_options(options: Sequence[Option], order: Sequence[str], rendered: Rendered | None) -> list[dict[str, str]]:
    """Id and HTML of each option in the order to show. Built field by field, so nothing about which is right can slip in."""
    return [{"id": option.id, "html": html_of(text_path(option.id), option.text, rendered)} for option in in_order(options, order)]


def key_options(options: Sequence[Option], order: Sequence[str], rendered: Rendered | None) -> list[dict[str, Any]]:
    """The same with ``correct`` and ``feedback_html``."""
    return [
        {
            "id": option.id,
            "html": html_of(text_path(option.id), option.text, rendered),
            "correct": option.correct,
            "feedback_html": html_of(feedback_path(option.id), option.feedback, rendered),
        }
        for option in in_order(options, order)
    ]


def in_order(options: Sequence[Option], order: Sequence[str]) -> list[Option]:
    """``options`` as ``order`` has them; ids it does not know are ignored, and options it leaves out come last, so none is lost."""
    place: Mapping[str, int] = {key: at for at, key in enumerate(order)}
    return sorted(options, key=lambda option: place.get(option.id, len(place)))


def said_options(options: Sequence[Option], chosen: Iterable[str]) -> str:
    """The chosen options' texts in one line; “–” for none."""
    picked = set(chosen)
    return in_one_line("; ".join(option.text for option in options if option.id in picked)) or "–"
