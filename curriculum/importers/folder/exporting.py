"""Writing a curriculum as a folder that loads to the same pages."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from wagtail.models import Page

from curriculum.importers.contributions import contributions
from curriculum.importers.folder.materials.exporting import export_materials
from curriculum.importers.folder.pages import raw_blocks
from curriculum.importers.folder.prerequisites import names_of_prerequisites
from curriculum.importers.folder.reading import normal
from curriculum.importers.folder.shapes import ProgramCompletion
from curriculum.importers.folder.writing import copied_into, write_body
from curriculum.importers.folder.written import write_document, write_yaml
from curriculum.models import Authority, GlossaryTerm, LessonPage, ModulePage, ProgramPage, Topic
from curriculum.queries.reviews import review_mark
from lms.core.errors import Conflict


@dataclass(frozen=True)
class Exported:
    """How many modules were written, and a sentence for each thing that could not go along."""

    modules: int
    left_out: tuple[str, ...]


def export_folder(program: ProgramPage, root: Path) -> Exported:
    """Write ``program`` below ``root``, which is empty or absent. Raises ``Conflict`` when it is not empty."""
    if root.exists() and any(root.iterdir()):
        raise Conflict(f"{root} is not empty. Choose a new folder, so that nothing of yours is overwritten.")
    root.mkdir(parents=True, exist_ok=True)
    write_document(root / "program.md", _program_facts(program), program.description)
    write_yaml(root / "authorities.yaml", [_authority_facts(authority) for authority in Authority.objects.order_by("key")])
    terms = [_term_facts(term) for term in GlossaryTerm.objects.order_by("slug")]
    if terms:
        write_yaml(root / "glossary.yaml", terms)
    modules = list(ModulePage.objects.child_of(program).live().order_by("path"))
    for number, module in enumerate(modules, start=1):
        _export_module(module, root / f"{number:02d}-{module.slug}")
    left_out = export_materials(program, root)
    for contribution in contributions:
        contribution.export(program, root)
    return Exported(len(modules), tuple(left_out))


def _export_module(module: ModulePage, folder: Path) -> None:
    folder.mkdir()
    write_document(folder / "module.md", _module_facts(module), module.introduction)
    for number, lesson in enumerate(LessonPage.objects.child_of(module).live().order_by("path"), start=1):
        write_document(folder / f"{number:02d}-{lesson.slug}.md", _lesson_facts(lesson), write_body(raw_blocks(lesson), partial(copied_into, folder)))
    for contribution in contributions:
        contribution.export(module, folder)


def _program_facts(program: ProgramPage) -> dict[str, Any]:
    return {
        "slug": program.slug,
        "title": program.title,
        "version": program.version,
        "locale": program.locale.language_code,
        **_page_facts(program),
        "tracks": [{"slug": t.slug, "title": t.title, "minutes": t.minutes, "on_eoir_list": t.on_eoir_list} for t in program.tracks.all()],
        "topics": [{"slug": topic.slug, "title": topic.title, "required": topic.required} for topic in Topic.objects.order_by("position", "slug")],
        "sessions": [{"number": session.number, "title": session.title} for session in program.sessions.all()],
        "completion": {name: getattr(program, name) for name in ProgramCompletion.model_fields},
    }


def _page_facts(page: Page) -> dict[str, str]:
    return {name: value for name in ("seo_title", "search_description") if (value := getattr(page, name))}


def _authority_facts(authority: Authority) -> dict[str, Any]:
    """Who recorded a change is a person of this installation, and stays here."""
    names = ("key", "kind", "title", "citation", "url", "status", "status_since", "status_note", "confidence")
    steps = ("old_status", "new_status", "effective_on", "note", "source", "recorded_at")
    history = [{"id": step.public_id, **{name: getattr(step, name) for name in steps}} for step in authority.changes.order_by("pk")]
    return {name: getattr(authority, name) for name in names} | ({"history": history} if history else {})


def _term_facts(term: GlossaryTerm) -> dict[str, Any]:
    return {"slug": term.slug, "term": term.term, "forms": list(term.spellings[1:]), "definition": term.definition}


def _shared(page: ModulePage | LessonPage) -> dict[str, Any]:
    return {
        "topics": {row.topic.slug: row.minutes for row in page.topics.select_related("topic")},
        "authorities": [row.authority.key for row in page.authorities.select_related("authority")],
        "objectives": page.objective_lines,
        "volatile": page.volatile,
        "volatile_note": normal(page.volatile_note),
        "last_reviewed": page.last_reviewed,
        "reviewer": page.reviewer,
        **_page_facts(page),
    }


def _module_facts(module: ModulePage) -> dict[str, Any]:
    return {
        "slug": module.slug,
        "title": module.title,
        "track": module.track,
        "sessions": module.sessions,
        "minutes": {"live": module.minutes_live, "self_paced": module.minutes_self_paced, "assessment": module.minutes_assessment},
        **_shared(module),
    }


def _lesson_facts(lesson: LessonPage) -> dict[str, Any]:
    return {
        "slug": lesson.slug,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "credit_mode": lesson.credit_mode,
        **({"delta_for": lesson.delta_for.change.public_id} if lesson.delta_for else {}),
        "completion": {
            "seen_to_end": lesson.requires_end,
            "knowledge_checks": lesson.requires_checks,
            "minimum_share_percent": lesson.minimum_share_percent,
        },
        **_shared(lesson),
        **_review_facts(lesson),
        **({"prerequisites": names_of_prerequisites(lesson)} if lesson.prerequisites.exists() else {}),
    }


def _review_facts(lesson: LessonPage) -> dict[str, Any]:
    """What an attorney's approval on Pathway says goes out as a folder states it."""
    mark = review_mark(lesson)
    stated = {"last_reviewed": mark.reviewed_on, "reviewer": mark.reviewer} if mark.is_reviewed else {}
    changed = {"changed_since_review": True} if mark.changed_since else {}
    return {**stated, **changed, **({"review_by": lesson.review_by} if lesson.review_by else {})}
