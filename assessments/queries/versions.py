"""A version of a question beside the newest one, and the law it cites."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.models import AttemptItem, QuestionVersion
from curriculum.api import html_in, law_changed_since
from lms.core.comparing import Paragraph, compare, differs, paragraphs_of
from lms.questions.api import question_types


def item_at(attempt: Any, position: int) -> AttemptItem | None:
    """One question of an attempt by its place."""
    items = AttemptItem.objects.filter(attempt__public_id=attempt, position=position)
    return items.select_related("version__question", "attempt__assessment", "attempt__enrollment__cohort__campus", "attempt__enrollment__student").first()


@dataclass(frozen=True)
class Differences:
    """``newest`` is the version asked today; ``text`` is empty when it asks the same. ``points`` are (then, today) where they differ."""

    newest: QuestionVersion
    text: list[Paragraph]
    points: tuple[int, int] | None

    @property
    def has_changed(self) -> bool:
        return bool(self.text or self.points)


def differences(version: QuestionVersion) -> Differences:
    newest = QuestionVersion.objects.filter(question=version.question_id).order_by("-number").first() or version
    text = compare(list(_paragraphs(version)), list(_paragraphs(newest)))
    points = (version.points, newest.points) if version.points != newest.points else None
    return Differences(newest, text if differs(text) else [], points)


def _paragraphs(version: QuestionVersion) -> Iterator[str]:
    """Stem and options, nothing of the key."""
    kind = question_types.get(version.type)
    view = kind.public_view(kind.validate_content(version.content), (), version.rendered)
    for html in (version.rendered["stem"], *html_in(view)):
        yield from paragraphs_of(html)


def law_since(version: QuestionVersion, at: datetime) -> list[Any]:
    """Changes of the law that the version cites, recorded after ``at``, the newest first."""
    return law_changed_since(version.citations.values_list("canonical", flat=True), at)
