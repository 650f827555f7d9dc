"""Writing a curriculum as a folder that loads to the same pages."""

import re
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from curriculum.importers.contributions import contributions
from curriculum.importers.folder.pages import raw_blocks
from curriculum.importers.folder.prerequisites import names_of_prerequisites
from curriculum.importers.folder.structured import STRUCTURED, check_facts, written_block
from curriculum.models import Authority, GlossaryTerm, LessonPage, ModulePage, ProgramPage, Recording, Topic
from curriculum.queries.reviews import review_mark
from lms.core.errors import Conflict


def export_folder(program: ProgramPage, root: Path) -> int:
    """Write ``program`` below ``root`` (empty or absent) and return the number of modules. Raises ``Conflict`` when it is not empty."""
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
    return len(modules)


def _export_module(module: ModulePage, folder: Path) -> None:
    folder.mkdir()
    write_document(folder / "module.md", _module_facts(module), module.introduction)
    for number, lesson in enumerate(LessonPage.objects.child_of(module).live().filter(delta_for=None).order_by("path"), start=1):
        write_document(folder / f"{number:02d}-{lesson.slug}.md", _lesson_facts(lesson), _body(lesson, folder))
    for contribution in contributions:
        contribution.export(module, folder)


def write_document(path: Path, facts: dict[str, Any], body: str) -> None:
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=150)
    path.write_text(f"---\n{front}---\n\n{body}\n", encoding="utf-8")


def write_yaml(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=150), encoding="utf-8")


def _program_facts(program: ProgramPage) -> dict[str, Any]:
    return {
        "slug": program.slug,
        "title": program.title,
        "version": program.version,
        "tracks": [{"slug": t.slug, "title": t.title, "minutes": t.minutes, "on_eoir_list": t.on_eoir_list} for t in program.tracks.all()],
        "topics": [{"slug": topic.slug, "title": topic.title, "required": topic.required} for topic in Topic.objects.order_by("position", "slug")],
        "sessions": [{"number": session.number, "title": session.title} for session in program.sessions.all()],
        "completion": {"minimum_percent": program.minimum_percent, "all_required_topics": program.all_required_topics},
    }


def _authority_facts(authority: Authority) -> dict[str, Any]:
    names = ("key", "kind", "title", "citation", "url", "status", "status_since", "status_note", "confidence")
    return {name: getattr(authority, name) for name in names}


def _term_facts(term: GlossaryTerm) -> dict[str, Any]:
    return {"slug": term.slug, "term": term.term, "forms": list(term.spellings[1:]), "definition": term.definition}


def _shared(page: ModulePage | LessonPage) -> dict[str, Any]:
    return {
        "topics": {row.topic.slug: row.minutes for row in page.topics.select_related("topic")},
        "authorities": [row.authority.key for row in page.authorities.select_related("authority")],
        "objectives": page.objective_lines,
        "volatile": page.volatile,
        "volatile_note": page.volatile_note,
        "last_reviewed": page.last_reviewed,
        "reviewer": page.reviewer,
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


def _body(lesson: LessonPage, folder: Path) -> str:
    return "\n\n".join(_written(block, folder) for block in raw_blocks(lesson))


def _written(block: dict[str, Any], folder: Path) -> str:
    kind, value = block["type"], block["value"]
    if kind == "markdown":
        return str(value["source"])
    if kind == "prose":
        return str(value)
    if kind == "callout":
        date = f' date="{value["date"]}"' if value.get("date") else ""
        title = f' title="{value["title"]}"' if value.get("title") else ""
        return f"::: callout {value['kind']}{title}{date}\n{value['source']}\n:::"
    if kind == "authority":
        return f'::: authority key="{Authority.objects.get(pk=value["authority"]).key}"\n{value["source"]}\n:::'
    if kind in STRUCTURED:
        return _yaml_block(kind, written_block(kind, value))
    if kind == "term":
        return f'::: term slug="{GlossaryTerm.objects.get(pk=value["term"]).slug}"\n:::'
    if kind in ("image", "download", "video", "audio"):
        return _media(kind, value, folder)
    return _yaml_block("check", check_facts(kind, value))


def _yaml_block(name: str, facts: dict[str, Any]) -> str:
    return f"::: {name}\n{yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=150)}:::"


def _media(kind: str, value: dict[str, Any], folder: Path) -> str:
    if kind == "image":
        name = _copied(get_image_model().objects.get(pk=value["image"]).file, folder / "images")
        return f'::: image file="{name}" alt="{value["alt"]}" caption="{value["caption"]}"\n:::'
    if kind == "download":
        name = _copied(get_document_model().objects.get(pk=value["document"]).file, folder / "files")
        return f'::: download file="{name}" title="{value["title"]}"\n:::'
    recording = Recording.objects.get(pk=value["recording"])
    captions = f' captions="{_copied(recording.captions, folder / "recordings")}"' if recording.captions else ""
    name = _copied(recording.file, folder / "recordings")
    caption = f' caption="{value["caption"]}"' if value["caption"] else ""
    return f'::: {kind} file="{name}" title="{recording.title}"{captions}{caption}\n{recording.transcript}\n:::'


def _copied(file: Any, folder: Path) -> str:
    """Write the file below the module's folder and return its name there; the mark of its content that loading put before it is left out.

    Another file of the same name gets a number.
    """
    name = Path(re.sub(r"^[0-9a-f]{16}-", "", Path(file.name).name))
    folder.mkdir(exist_ok=True)
    with file.open("rb") as source:
        data = source.read()
    names = (name.name if number == 1 else f"{name.stem}-{number}{name.suffix}" for number in count(1))
    free = next(one for one in names if not (folder / one).exists() or (folder / one).read_bytes() == data)
    (folder / free).write_bytes(data)
    return f"{folder.name}/{free}"
