"""What Wagtail's form of a lesson sends."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from curriculum.models import LessonPage, Topic


def lesson_form(lesson: LessonPage | None = None, *, words: str = "Words.", topics: dict[str, int] | None = None, **facts: Any) -> dict[str, Any]:
    """The form as a browser sends it, ten minutes on one topic unless said otherwise; ``facts`` are fields and the pressed button."""
    required = facts.pop("prerequisites", [])
    comments = facts.pop("comments", [])
    named = dict(Topic.objects.values_list("slug", "pk"))
    old = [{"id": row.pk or "", "topic": row.topic_id, "minutes": row.minutes, "DELETE": "1"} for row in _present(lesson)]
    new = [{"topic": named[slug], "minutes": count} for slug, count in ({"ethics_upl": 10} if topics is None else topics).items()]
    return nested_form_data(
        {
            "title": lesson.title if lesson else "New lesson", "slug": lesson.slug if lesson else "new-lesson", "objectives": "Know it.",
            "body": streamfield([("markdown", {"source": words, "html": ""})]), "minutes": 10, "credit_mode": "measured", "requires_end": "on",
            "requires_checks": "on", "minimum_share_percent": 50, "review_by": "", "last_reviewed": "", "volatile_note": "", "search_description": "",
            "topics": inline_formset([*old, *new], initial=len(old)),
            "prerequisites": inline_formset([{"required": one.pk} for one in required]), "authorities": inline_formset([]),
            "comments": inline_formset(comments), **facts,
        }
    )  # fmt: skip


def form_as_loaded(lesson: LessonPage, **facts: Any) -> dict[str, Any]:
    """The form of a lesson whose newest revision came from ``lesson_form``, sent without a change."""
    draft = lesson.get_latest_revision_as_object()
    rows = [{"id": row.pk or "", "topic": row.topic_id, "minutes": row.minutes} for row in _present(lesson)]
    block = draft.body.raw_data[0]
    body = streamfield([(block["type"], {"source": block["value"]["source"], "html": ""})])
    body["0"]["id"] = block["id"]
    return lesson_form(lesson, **nested_form_data({"body": body, "topics": inline_formset(rows, initial=len(rows))}), **facts)


def _present(lesson: LessonPage | None) -> list[Any]:
    """The rows of topics that the form shows: those of the newest revision."""
    return list(lesson.get_latest_revision_as_object().topics.all()) if lesson else []
