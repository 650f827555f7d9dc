"""The questions of one attempt before they are frozen: in which section, which version, for how many points, in which order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from assessments.models import AssessmentDraw, AssessmentItem, AssessmentPage, AssessmentTopicPass, QuestionState, QuestionVersion
from assessments.policies.drawing import draw as draw_questions
from assessments.queries.drawing import Choices, choices_for, parts_asked, times_met


@dataclass(frozen=True)
class Asked:
    """``version`` is the row itself, or its key where it was drawn. ``points`` is ``None`` where the question says it itself.

    ``section`` is a label, ``section_key`` its row; none where the assessment has no sections.
    """

    version: QuestionVersion | int
    section: str
    points: int | None
    section_key: int | None = None


@dataclass(frozen=True)
class Composition:
    """``missing`` counts what stands in the way of an attempt: fixed questions that are not ready, and those that a draw wanted and could not find.

    Held questions are left out as long as what is left still says something (``_leaves_too_little``).
    """

    asked: list[Asked]
    missing: int


def compose(page: AssessmentPage, student_id: int, chance: Random) -> Composition:
    """The questions for one new attempt; as many queries for three draws as for one."""
    sections, items, draws = parts_asked(page)
    choices = choices_for(items, draws)
    fixed = [(item, version) for item in items if (version := choices.fixed(item)) is not None]
    keys: dict[str, int | None] = {section.label: section.pk for section in sections} or {"": None}
    labels = list(keys)
    asked = [_asked(version, item, keys) for item, version in fixed]
    drawn = _drawn(draws, choices, {item.question_id for item, _ in fixed}, page, student_id, chance) if draws else []
    missing = _missing(page, items, fixed, labels) + sum(draw.count for draw in draws) - sum(len(found) for found in drawn)
    asked += [
        _asked(choices.drawn(question, draw), draw, keys)
        for draw, found in zip(draws, drawn, strict=True) for question in found
    ]  # fmt: skip
    if page.shuffle_questions:
        chance.shuffle(asked)
    return Composition(sorted(asked, key=lambda one: labels.index(one.section)), missing)


def _missing(page: AssessmentPage, items: list[AssessmentItem], fixed: list[tuple[AssessmentItem, QuestionVersion]], labels: Sequence[str]) -> int:
    """How many fixed questions stand in the way of an attempt; asks the database only when some are not ready."""
    kept = {item.pk for item, _ in fixed}
    left = [item for item in items if item.pk not in kept]
    held = [item for item in left if item.question.state == QuestionState.HELD]
    return len(left) if left and (len(held) < len(left) or _leaves_too_little(page, items, fixed, left, labels)) else 0


def _leaves_too_little(
    page: AssessmentPage, items: list[AssessmentItem], fixed: list[tuple[AssessmentItem, QuestionVersion]], left: list[AssessmentItem], labels: Sequence[str]
) -> bool:  # fmt: skip
    """Fewer than half of a section's fixed questions are left, or none of a topic that has a pass mark: nobody passes by what is no longer asked."""
    whole = Counter(section_of(item, labels) for item in items)
    rest = Counter(section_of(item, labels) for item, _ in fixed)
    if any(2 * rest[section] < count for section, count in whole.items()):
        return True
    topics = AssessmentTopicPass.objects.filter(page=page).values_list("topic__slug", flat=True)
    of_left = QuestionVersion.objects.filter(question__in=[item.question_id for item in left]).values_list("topics", flat=True)
    lost = {topic for slugs in of_left for topic in slugs}
    return bool(lost & set(topics) - {topic for _, version in fixed for topic in version.topics})


def _asked(version: QuestionVersion | int, row: Any, keys: Mapping[str, int | None]) -> Asked:
    section = section_of(row, list(keys))
    return Asked(version, section, row.points, keys[section])


def section_of(row: Any, labels: Sequence[str]) -> str:
    """The section a question or draw stands in; the first one where it names none that there is."""
    return row.section if row.section in labels else labels[0]


def _drawn(
    draws: list[AssessmentDraw], choices: Choices, taken: set[int], page: AssessmentPage, student_id: int, chance: Random
) -> list[list[int]]:  # fmt: skip
    met = times_met(student_id) if page.unseen_first else {}
    return draw_questions([draw.count for draw in draws], [choices.fits(draw) for draw in draws], met, chance, taken=taken)


@dataclass(frozen=True)
class SectionShown:
    """A section as students read of it before they start. ``points`` is ``None`` where the draws decide."""

    title: str
    questions: int
    points: int | None
    pass_percent: int | None


def sections_shown(page: AssessmentPage) -> list[SectionShown]:
    """Every section with how much it asks; one without a title where the assessment has none. Four queries at most."""
    titles = {section.label: section for section in page.sections.model.objects.filter(page=page).order_by("sort_order")}
    counts = _counts(page, list(titles) or [""])
    shown = []
    for label in titles or [""]:
        rows = [(count, points) for section, count, points in counts if section == label]
        known = [points * count for count, points in rows if points is not None]
        section = titles.get(label)
        points = sum(known) if len(known) == len(rows) else None
        shown.append(SectionShown(section.title if section else "", sum(count for count, _ in rows), points, section.pass_percent if section else None))
    return shown


def _counts(page: AssessmentPage, labels: Sequence[str]) -> list[tuple[str, int, int | None]]:
    """(section, how many, points each) of every fixed question that is ready and of every draw; a pinned version counts what it says itself."""
    ready = AssessmentItem.objects.filter(page=page, question__state="ready", question__entry__isnull=False).order_by("sort_order")
    pinned = QuestionVersion.objects.filter(question=OuterRef("question"), number=OuterRef("version_number")).values("points")[:1]
    items = ready.values_list("section", "points", Coalesce(Subquery(pinned), "question__entry__version__points"))
    draws = AssessmentDraw.objects.filter(page=page).order_by("sort_order").values_list("section", "count", "points")
    place = {label: label for label in labels}
    return [(place.get(section, labels[0]), 1, own or usual) for section, own, usual in items] + [
        (place.get(section, labels[0]), count, points) for section, count, points in draws
    ]


def section_heads(attempt: Any, items: Sequence[Any]) -> dict[int, Any]:
    """The section that begins at each position, of ``items`` on one page; asks only where there are sections."""
    if not any(item.section for item in items):
        return {}
    sections = {section.label: section for section in attempt.assessment.sections.model.objects.filter(page=attempt.assessment_id)}
    before: dict[str, int] = {}
    for item in items:
        before.setdefault(item.section, item.position)
    return {position: sections[label] for label, position in before.items() if label in sections}
