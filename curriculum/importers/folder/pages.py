"""Putting one page in its place: created, changed (a new published revision) or left alone."""

from collections.abc import Callable
from typing import Any

from django.db.models import TextField
from wagtail.models import Locale, Page, ReferenceIndex

from curriculum.importers.folder.reading import normal
from curriculum.importers.folder.shapes import LessonShape, ModuleShape, ProgramShape, ReviewedShape
from curriculum.importers.folder.structured import without_ids
from curriculum.importers.folder.writing import meaning
from curriculum.models import (
    NOT_REVIEWED,
    Authority,
    LawChange,
    LessonAuthority,
    LessonPage,
    LessonTopic,
    ModuleAuthority,
    ModulePage,
    ModuleTopic,
    ProgramPage,
    ProgramSession,
    ProgramTrack,
    Topic,
)
from curriculum.models.fields import LinesField, lines_of, numbers_of
from curriculum.queries.reviews import review_mark, taught_sha256
from lms.core.markdown import render_markdown

RawBlock = dict[str, Any]


def put_program(parent: Page, shape: ProgramShape, description: str) -> tuple[ProgramPage, str]:
    facts = {
        "title": shape.title, "version": shape.version, "description": description, "description_html": render_markdown(description),
        **shape.completion.model_dump(),
        "locale": Locale.objects.get_or_create(language_code=shape.locale)[0], **shape.page_facts,
    }  # fmt: skip
    children = {
        "tracks": [(ProgramTrack, track.model_dump()) for track in shape.tracks],
        "sessions": [(ProgramSession, session.model_dump()) for session in shape.sessions],
    }
    return put_page(ProgramPage, parent, shape.slug, facts, children)


def put_module(program: ProgramPage, shape: ModuleShape, introduction: str, authorities: dict[str, Authority]) -> tuple[ModulePage, str]:
    facts = {
        "title": shape.title, "track": shape.track, "session_numbers": ", ".join(str(number) for number in shape.sessions),
        "minutes_live": shape.minutes.live, "minutes_self_paced": shape.minutes.self_paced, "minutes_assessment": shape.minutes.assessment,
        "objectives": "\n".join(shape.objectives), "introduction": introduction, "introduction_html": render_markdown(introduction),
        "locale": program.locale, **_reviewed(shape),
    }  # fmt: skip
    children = {"topics": _topics(ModuleTopic, shape.topics), "authorities": _authorities(ModuleAuthority, shape.authorities, authorities)}
    return put_page(ModulePage, program, shape.slug, facts, children)


def put_lesson(
    module: ModulePage, shape: LessonShape, blocks: list[RawBlock], authorities: dict[str, Authority], delta_for: LawChange | None = None
) -> tuple[LessonPage, str]:
    facts = {
        "title": shape.title, "minutes": shape.minutes, "credit_mode": shape.credit_mode, "requires_end": shape.completion.seen_to_end,
        "requires_checks": shape.completion.knowledge_checks, "minimum_share_percent": shape.completion.minimum_share_percent,
        "objectives": "\n".join(shape.objectives), "review_by": shape.review_by, "locale": module.locale, "delta_for": delta_for, **_reviewed(shape),
    }  # fmt: skip
    children = {"topics": _topics(LessonTopic, shape.topics), "authorities": _authorities(LessonAuthority, shape.authorities, authorities)}
    page = LessonPage.objects.child_of(module).filter(slug=shape.slug).first()
    if page is not None and _is_known_review(page, shape):
        del facts["last_reviewed"], facts["reviewer"]
    return put_page(LessonPage, module, shape.slug, facts, children, blocks, _stating(page, shape))


def _is_known_review(page: LessonPage, shape: LessonShape) -> bool:
    """The folder repeats what an attorney approved on Pathway: the approval itself says it better."""
    mark = review_mark(page)
    return bool(mark.revision) and (mark.reviewer, mark.reviewed_on) == (shape.reviewer, shape.last_reviewed)


def _stating(before: LessonPage | None, shape: LessonShape) -> Callable[[Any], None]:
    """A review that the folder states anew speaks of the words the folder has; one it stated before, of the words it had then."""
    is_new = before is None or (before.reviewer, before.last_reviewed) != (shape.reviewer, shape.last_reviewed)

    def state(page: Any) -> None:
        if is_new and page.reviewer != NOT_REVIEWED:
            page.reviewed_sha256 = "" if shape.changed_since_review else taught_sha256(page)

    return state


def raw_blocks(page: LessonPage) -> list[RawBlock]:
    """The page's blocks without the random ids Wagtail gives them."""
    return [{"type": block["type"], "value": without_ids(block["value"])} for block in page.body.get_prep_value()]


def _reviewed(shape: ReviewedShape) -> dict[str, Any]:
    return {**{name: getattr(shape, name) for name in ("last_reviewed", "reviewer", "volatile", "volatile_note")}, **shape.page_facts}


def _topics(model: Any, topics: dict[str, int]) -> list[tuple[Any, dict[str, Any]]]:
    ids = dict(Topic.objects.filter(slug__in=topics).values_list("slug", "pk"))
    return [(model, {"topic_id": ids[slug], "minutes": minutes}) for slug, minutes in topics.items()]


def _authorities(model: Any, keys: list[str], authorities: dict[str, Authority]) -> list[tuple[Any, dict[str, Any]]]:
    return [(model, {"authority_id": authorities[key].pk}) for key in dict.fromkeys(keys)]


def put_page(
    model: Any, parent: Page, slug: str, facts: dict[str, Any], children: dict[str, list], blocks: list[RawBlock] | None = None,
    finish: Callable[[Any], None] | None = None,
) -> tuple[Any, str]:  # fmt: skip
    """``finish`` is called with the filled page before it is published."""
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = model(slug=slug, **facts)
        _fill(page, children, blocks)
        if finish:
            finish(page)
        parent.refresh_from_db()
        parent.add_child(instance=page)
        publish(page)
        return page, "created"
    if page.live and _agrees(page, facts, children, blocks):  # what an author is still writing stays theirs
        return page, "unchanged"
    for name, value in facts.items():
        setattr(page, name, value)
    _fill(page, children, blocks)
    if finish:
        finish(page)
    publish(page)
    return page, "changed"


def publish(page: Page) -> None:
    """Publish ``page`` as it is in memory, as a new revision."""
    page.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(page)


def _fill(page: Any, children: dict[str, list], blocks: list[RawBlock] | None) -> None:
    for name, rows in children.items():
        setattr(page, name, [model(**facts, sort_order=order) for order, (model, facts) in enumerate(rows)])
    if blocks is not None:
        page.body = page._meta.get_field("body").to_python(blocks)


def _agrees(page: Any, facts: dict[str, Any], children: dict[str, list], blocks: list[RawBlock] | None) -> bool:
    if any(_said(page, name, getattr(page, name)) != _said(page, name, value) for name, value in facts.items()):
        return False
    for name, rows in children.items():
        present = list(getattr(page, name).all())
        wanted = [facts for _, facts in rows]
        if len(present) != len(wanted) or any(getattr(row, key) != value for row, facts in zip(present, wanted, strict=True) for key, value in facts.items()):
            return False
    return blocks is None or raw_blocks(page) == blocks or _meanings(raw_blocks(page)) == _meanings(blocks)


def _said(page: Any, name: str, value: Any) -> Any:
    """What a field says, however an author typed it."""
    if name == "session_numbers":
        return numbers_of(value)
    field = page._meta.get_field(name)
    return lines_of(value) if isinstance(field, LinesField) else normal(value) if isinstance(field, TextField) else value


def _meanings(blocks: list[RawBlock]) -> list[Any]:
    return [meaning(block) for block in blocks]


def put_in_order(parent: Page, slugs: list[str]) -> bool:
    """Bring the pages ``slugs`` below ``parent`` into this order, behind all others; whether any moved."""
    present = list(parent.get_children().filter(slug__in=slugs).order_by("path").values_list("slug", flat=True))
    if present == [slug for slug in slugs if slug in present]:
        return False
    for slug in slugs:
        page = parent.get_children().get(slug=slug)
        parent.refresh_from_db()
        page.move(parent, pos="last-child")
    return True
