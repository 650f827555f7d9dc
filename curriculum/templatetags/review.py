"""The review of a lesson for templates that Wagtail renders."""

from typing import Any

from django import template

from curriculum.queries.reviews import review_mark, reviews_of

register = template.Library()
SHOWN = 10


@register.simple_tag
def review_of(lesson: Any) -> dict[str, Any]:
    """``mark`` and the newest decisions (``history``) of ``lesson``; of one that is being written, nothing yet."""
    return {"mark": review_mark(lesson), "history": reviews_of(lesson)[:SHOWN] if lesson.pk else []}
