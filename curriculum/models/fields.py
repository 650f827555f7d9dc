"""Fields of Wagtail pages that keep migrations small and authors' words plain."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.fields import StreamField


class LeanStreamField(StreamField):
    """A StreamField whose block definitions stay out of migrations, so a new block needs none (style.md, 22)."""

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class LinesField(models.TextField):
    """Several short texts, one a line, as an author types them; ``lines_of`` reads them."""


def lines_of(text: str) -> list[str]:
    """The non-empty lines of ``text``, trimmed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def validate_numbers(text: str) -> None:
    if not all(part.strip().isdigit() for part in text.split(",") if part.strip()):
        raise ValidationError("Write whole numbers with commas between them, such as 1, 2.")


def numbers_of(text: str) -> list[int]:
    """``"1, 2"`` → ``[1, 2]``"""
    return [int(part) for part in text.split(",") if part.strip()]
