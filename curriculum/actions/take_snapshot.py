"""Freezing what a lesson says when it is published; evidence names the snapshot, never the page."""

import json
from typing import Any

from django.db import transaction

from curriculum.models import ContentSnapshot, LessonPage, ModulePage, ProgramPage
from curriculum.queries.snapshots import ORGANIZING, newest_snapshot
from lms.core.canonical import canonical_json, sha256_hex
from lms.core.clock import now
from lms.core.markdown import render_markdown
from lms.questions.api import question_types


@transaction.atomic
def take_snapshot(lesson: LessonPage, revision: str) -> ContentSnapshot:
    """The snapshot of the lesson's published content: a new one, or the newest when nothing changed."""
    body = canonical_json(_body(lesson)).decode()
    digest = sha256_hex(body.encode())
    newest = newest_snapshot(lesson.pk)
    if newest is not None and newest.sha256 == digest:
        return newest
    return ContentSnapshot.objects.create(lesson=lesson, revision=revision, title=lesson.title, sha256=digest, body=body, created_at=now())


def _body(lesson: LessonPage) -> dict[str, Any]:
    module = ModulePage.objects.parent_of(lesson).get()
    program = ProgramPage.objects.parent_of(module).get()
    return {
        "facts": _facts(lesson, module, program),
        "objectives": lesson.objective_lines,
        "parts": [_part(block) for block in lesson.body],
        "authorities": [_authority(row.authority) for row in lesson.authorities.select_related("authority")],
        "review": {
            "last_reviewed": lesson.last_reviewed.isoformat() if lesson.last_reviewed else "",
            "reviewer": lesson.reviewer,
            "volatile": lesson.volatile,
            "volatile_note": lesson.volatile_note,
        },
    }


def _facts(lesson: LessonPage, module: ModulePage, program: ProgramPage) -> dict[str, Any]:
    return {
        "lesson": lesson.public_id,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "credit_mode": lesson.credit_mode,
        "track": module.track,
        "category": "organizing" if module.track == ORGANIZING else "law_self_study",
        "topics": {row.topic.slug: row.minutes for row in lesson.topics.select_related("topic")},
        "program": program.slug,
        "program_title": program.title,
        "program_version": program.version,
        "module": module.title,
    }


def _part(block: Any) -> dict[str, Any]:
    if block.block_type != "check":
        source = block.block.get_prep_value(block.value)
        return {"kind": "html", "type": block.block_type, "html": str(block.render()).strip(), "source": json.dumps(source, sort_keys=True, default=str)}
    value = block.value
    content = json.loads(value["content"])
    return {
        "kind": "check", "id": value["check_id"], "type": value["kind"], "stem": value["stem"], "stem_html": value["stem_html"],
        "content": content, "rendered": _rendered(value["kind"], content), "explanation_html": value["explanation_html"],
    }  # fmt: skip


def _rendered(kind: str, content: Any) -> dict[str, str]:
    """The HTML of the check's Markdown texts, frozen with them: pages show it and render nothing."""
    question_type = question_types.get(kind)
    return {path: render_markdown(text) for path, text in question_type.markdown_fields(question_type.validate_content(content)).items()}


def _authority(authority: Any) -> dict[str, Any]:
    names = ("key", "kind", "title", "citation", "url", "status", "status_note", "confidence")
    return {name: getattr(authority, name) for name in names}
