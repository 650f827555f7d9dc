"""Freezing what a lesson says when it is published; evidence names the snapshot, never the page."""

import json
from typing import Any

from django.db import transaction

from curriculum.blocks import CheckBlock
from curriculum.citations.marking import Marker
from curriculum.models import Authority, ContentSnapshot, LessonPage, ModulePage, ProgramPage, SnapshotCitation
from curriculum.queries.references import Directory, glossary_terms, references_of_body, words_of
from curriculum.queries.reviews import review_mark
from curriculum.queries.snapshots import ORGANIZING, newest_snapshot
from lms.core.canonical import canonical_json, sha256_hex
from lms.core.clock import now
from lms.core.localized import in_english
from lms.core.markdown import render_markdown
from lms.questions.api import question_types


@transaction.atomic
def take_snapshot(lesson: LessonPage, revision: str) -> ContentSnapshot:
    """The snapshot of the lesson's published content: a new one, or the newest when nothing changed."""
    body = lesson_body(lesson)
    digest = sha256_hex(body.encode())
    newest = newest_snapshot(lesson.pk)
    if newest is not None and newest.sha256 == digest:
        return newest
    snapshot = ContentSnapshot.objects.create(lesson=lesson, revision=revision, title=lesson.title, sha256=digest, body=body, created_at=now())
    listed = [row.authority.key for row in lesson.authorities.select_related("authority")]
    found = references_of_body(json.loads(body), listed)
    SnapshotCitation.objects.bulk_create(SnapshotCitation(snapshot=snapshot, canonical=canonical, key=key) for canonical, key in found.items())
    return snapshot


def lesson_body(lesson: LessonPage) -> str:
    """What a snapshot of ``lesson``, a draft perhaps, would hold."""
    return canonical_json(_body(lesson)).decode()


def _body(lesson: LessonPage) -> dict[str, Any]:
    module = ModulePage.objects.parent_of(lesson).get()
    program = ProgramPage.objects.parent_of(module).get()
    directory, terms = Directory(), glossary_terms()
    marker = Marker(directory.href_of, words_of(terms.values()))
    return {
        "facts": _facts(lesson, module, program),
        "objectives": lesson.objective_lines,
        "parts": [_part(block, marker) for block in lesson.body],
        "authorities": [_authority(authority) for authority in _authorities(lesson, marker, directory)],
        "terms": {slug: {"term": terms[slug].term, "html": terms[slug].definition_html} for slug in marker.used},
        "review": _review(lesson),
    }


def _review(lesson: LessonPage) -> dict[str, Any]:
    """Who reviewed these words, or that nobody did; ``last_reviewed`` is then when they were last checked by their authors."""
    mark = review_mark(lesson)
    day = mark.reviewed_on or lesson.last_reviewed
    return {
        "last_reviewed": day.isoformat() if day else "",
        "reviewer": mark.reviewer,
        "reviewed_revision": mark.revision,
        "changed_since_review": mark.changed_since,
        "review_by": lesson.review_by.isoformat() if lesson.review_by else "",
        "volatile": lesson.volatile,
        "volatile_note": lesson.volatile_note,
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


def _authorities(lesson: LessonPage, marker: Marker, directory: Directory) -> list[Authority]:
    """The authorities an author listed, then those the text cites besides, each once whatever it is called."""
    listed = [row.authority for row in lesson.authorities.select_related("authority")]
    cited = [directory.authority_of(citation) for citation in marker.references.values()]
    named = {authority.canonical for authority in listed}
    further = {authority.canonical: authority for authority in cited if authority is not None and authority.canonical not in named}
    return [*listed, *further.values()]


def _part(block: Any, marker: Marker) -> dict[str, Any]:
    if not isinstance(block.block, CheckBlock):
        source = block.block.get_prep_value(block.value)
        with in_english():  # the words around the author's are stored with them
            html = marker.mark(str(block.render()).strip())
        return {"kind": "html", "type": block.block_type, "html": html, "source": json.dumps(source, sort_keys=True, default=str)}
    check = block.block.as_check(block.value)
    stem_html, explanation_html = marker.mark(check["stem_html"]), marker.mark(check["explanation_html"])
    del check["explanation"]
    return {**check, "kind": "check", "rendered": _rendered(check["type"], check["content"]), "stem_html": stem_html, "explanation_html": explanation_html}


def _rendered(kind: str, content: Any) -> dict[str, str]:
    """The HTML of the check's Markdown texts, frozen with them: pages show it and render nothing."""
    question_type = question_types.get(kind)
    return {path: render_markdown(text) for path, text in question_type.markdown_fields(question_type.validate_content(content)).items()}


def _authority(authority: Any) -> dict[str, Any]:
    names = ("key", "kind", "title", "citation", "url", "status", "status_note", "confidence")
    return {name: getattr(authority, name) for name in names}
