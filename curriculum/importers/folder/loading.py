"""Making pages agree with a folder, in one transaction: everything or nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from curriculum.importers.contributions import contributions
from curriculum.importers.folder.building import BlockBuilder
from curriculum.importers.folder.faults import Faults, Lines
from curriculum.importers.folder.history import put_history
from curriculum.importers.folder.materials.loading import load_materials
from curriculum.importers.folder.materials.reading import FOLDERS as MATERIALS
from curriculum.importers.folder.materials.reading import left_out_of
from curriculum.importers.folder.pages import put_in_order, put_lesson, put_module, put_program
from curriculum.importers.folder.prerequisites import Wanted, put_prerequisites
from curriculum.importers.folder.reading import Document, normal, read_document, read_yaml
from curriculum.importers.folder.shapes import AuthorityShape, LessonShape, ModuleShape, ProgramShape, TermShape, shaped
from curriculum.models import Authority, AuthorityStatusChange, GlossaryTerm, LawChange, ModulePage, ProgramPage, Topic
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.progress import Progress, untold

OWN_FILES = {"module.md", "authorities.yaml"}
REVIEW_LOG = "review-log"  # what readers of the curriculum wrote down; nothing of it is loaded


@dataclass(frozen=True)
class Change:
    """One thing the folder holds: what it is, its name, and whether it was created, changed or unchanged; a teaching material may be removed too,
    and a file beside its sheets left out."""

    what: str
    name: str
    outcome: str


class _DryRun(Exception):
    """Raised to roll everything back after a dry run."""


def load_folder(root: Path, *, dry_run: bool = False, told: Progress = untold) -> list[Change]:
    """Load the curriculum in ``root``; a second run changes nothing. ``told`` hears how many lessons are done, inside the transaction.

    Raises ``BrokenFolder`` with every fault found.
    """
    changes: list[Change] = []
    try:
        # each row of a page would bring the page's index of references up to date again; pages do it once, when they are published
        with transaction.atomic(), disable_reference_index_auto_update():
            changes = list(_telling(_load(root), root, told))
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return changes


def _telling(changes: Iterator[Change], root: Path, told: Progress) -> Iterator[Change]:
    """The same changes; after each lesson ``told`` hears of it, and of what comes before and after them."""
    done, total = 0, sum(len(lesson_files(file.parent)) for file in root.glob("*/module.md"))
    told(done, total, "Questions and the law")
    for change in changes:
        yield change
        if change.what == "lesson":
            done += 1
            told(done, total, "Lessons" if done < total else "Examinations and materials")


def _load(root: Path) -> Iterator[Change]:
    if not (root / "program.md").is_file():
        raise Invalid(f"{root} holds no program.md, so it is not a curriculum folder.", code="broken_folder")
    faults = Faults(root)
    document = read_document(root / "program.md", faults)
    shape = shaped(ProgramShape, document.facts, document.path, faults) if document else None
    if document is None or shape is None:
        faults.raise_if_any()
        return
    folders = module_folders(root, faults)
    yield from _put_topics(shape)
    authorities, authority_changes = _put_authorities([root, *folders], faults)
    yield from authority_changes
    yield from _put_terms(root, faults)
    program, outcome = put_program(root_page(), shape, document.body)
    yield Change("program", program.slug, outcome)
    yield from _load_contributed_first(program, root, faults)
    modules = []
    for change in _load_modules(program, folders, authorities, faults):
        modules += [change.name] if change.what == "module" else []
        yield change
    for contribution in contributions:
        yield from contribution.load(program, root, faults)
    for name, outcome in load_materials(program, root, faults):
        yield Change("material", name, outcome)
    faults.raise_if_any()
    yield from (Change("file", path.relative_to(root).as_posix(), "left out") for path in left_out_of(root))
    if put_in_order(program, modules):
        yield Change("order", program.slug, "changed")


def _load_contributed_first(program: ProgramPage, root: Path, faults: Faults) -> Iterator[Change]:
    """What modules refer to and higher apps keep: a program's own question banks."""
    for contribution in contributions:
        if contribution.load_first is not None:
            yield from contribution.load_first(program, root, faults)


def _load_modules(program: ProgramPage, folders: list[Path], authorities: dict[str, Authority], faults: Faults) -> Iterator[Change]:
    """Every module with its lessons; then, as all lessons are there, which of them come before which."""
    wanted: list[Wanted] = []
    for folder in folders:
        yield from _load_module(program, folder, authorities, faults, wanted)
    if not faults.sentences:
        for lesson in put_prerequisites(program, wanted, faults):
            yield Change("prerequisites", lesson.slug, "changed")


def module_folders(root: Path, faults: Faults) -> list[Path]:
    """The folders of modules, in order. One with lessons but without module.md would otherwise be left out unsaid."""
    folders = sorted((path for path in root.iterdir() if path.is_dir() and path.name not in {*MATERIALS, REVIEW_LOG}), key=_place)
    for folder in folders:
        if not (folder / "module.md").exists() and any(folder.glob("*.md")):
            faults.add(folder, "this folder has lessons but no module.md. Write one; it names the module and its minutes.")
    return [folder for folder in folders if (folder / "module.md").exists()]


def lesson_files(folder: Path) -> list[Path]:
    """A module's lessons, in order."""
    return sorted((path for path in folder.glob("*.md") if path.name not in OWN_FILES and not _is_contributed(path.name)), key=_place)


def _place(path: Path) -> tuple[int, str]:
    """By number, then by name: 100 comes after 99."""
    number = re.match(r"\d+", path.name)
    return (int(number[0][:9]) if number else 10**9, path.name)


def root_page() -> Page:
    """The page under which programs stand: the default site's root, made on first use."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None:
        if not site.site_name:  # Wagtail's own has none, and authors would read “localhost” above their first page
            site.site_name = "Pathway"
            site.save(update_fields=["site_name"])
        return site.root_page
    root = Page.get_first_root_node()
    Site.objects.create(hostname="localhost", root_page=root, is_default_site=True, site_name="Pathway")
    return root


def _put_topics(shape: ProgramShape) -> Iterator[Change]:
    wanted = [topic.slug for topic in shape.topics]
    present = list(Topic.objects.filter(slug__in=wanted).order_by("position", "slug").values_list("slug", flat=True))
    in_order = present == wanted  # other programs' topics may stand between them
    for position, topic in enumerate(shape.topics):
        facts = {"title": topic.title, "required": topic.required, **({} if in_order else {"position": position})}
        yield Change("topic", topic.slug, _put_row(Topic, {"slug": topic.slug}, facts))


def _put_authorities(folders: list[Path], faults: Faults) -> tuple[dict[str, Authority], list[Change]]:
    defined: dict[str, tuple[AuthorityShape, Path]] = {}
    for folder in folders:
        path = folder / "authorities.yaml"
        items = (read_yaml(path, faults) or []) if path.exists() else []
        if not isinstance(items, list):
            faults.add(path, "this must be a list of authorities.", 1)
            continue
        for number, item in enumerate(items):
            shape = shaped(AuthorityShape, item, path, faults, inside=(number,))
            if shape is None:
                continue
            earlier = defined.get(shape.key)
            if earlier is not None and earlier[0] != shape:
                faults.add(path, f"the authority “{shape.key}” is defined otherwise in {earlier[1].parent.name}.", Lines(path).of((number,)))
            defined.setdefault(shape.key, (shape, path))
    changes = [Change("authority", key, _put_authority(key, shape)) for key, (shape, _) in defined.items()]
    return {authority.key: authority for authority in Authority.objects.all()}, changes


def _put_authority(key: str, shape: AuthorityShape) -> str:
    """A status that changed goes into the history, which opens the case of everything that cites the authority."""
    before = Authority.objects.filter(key=key).values_list("status", flat=True).first()
    outcome = _put_row(Authority, {"key": key}, shape.model_dump(exclude={"key", "history"}))
    if put_history(Authority.objects.get(key=key), shape, is_new_here=before is None, has_changed=before not in (None, shape.status)):
        return "created" if outcome == "created" else "changed"
    if before is not None and before != shape.status and not shape.history:
        AuthorityStatusChange.objects.create(
            authority=Authority.objects.get(key=key), old_status=before, new_status=shape.status, effective_on=shape.status_since or now().date(),
            note=shape.status_note or "The curriculum folder gives it another status.", source=shape.url or "The curriculum folder", recorded_at=now(),
        )  # fmt: skip
    return outcome


def _put_terms(root: Path, faults: Faults) -> Iterator[Change]:
    path = root / "glossary.yaml"
    items = read_yaml(path, faults) if path.exists() else []
    if not isinstance(items, list):
        faults.add(path, "this must be a list of terms.")
        return
    for number, item in enumerate(items):
        shape = shaped(TermShape, item, path, faults, inside=(number,))
        if shape is not None:
            facts = {"term": shape.term, "forms": "\n".join(shape.forms), "definition": shape.definition}
            yield Change("term", shape.slug, _put_row(GlossaryTerm, {"slug": shape.slug}, facts))


def _put_row(model: Any, names: dict[str, Any], facts: dict[str, Any]) -> str:
    row = model.objects.filter(**names).first()
    if row is None:
        model.objects.create(**names, **facts)
        return "created"
    if all(_said(getattr(row, name)) == _said(value) for name, value in facts.items()):
        return "unchanged"
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return "changed"


def _said(value: Any) -> Any:
    """A text as files hold it, whatever lines an author's browser sent."""
    return "\n".join(line.rstrip() for line in normal(value).split("\n") if line.strip()) if isinstance(value, str) else value


def _load_module(program: ProgramPage, folder: Path, authorities: dict[str, Authority], faults: Faults, wanted: list[Wanted]) -> Iterator[Change]:
    document = read_document(folder / "module.md", faults)
    shape = shaped(ModuleShape, document.facts, document.path, faults) if document else None
    if document is None or shape is None or not _known(document, shape, authorities, faults):
        return
    module, outcome = put_module(program, shape, document.body, authorities)
    yield Change("module", module.slug, outcome)
    lessons = lesson_files(folder)
    minutes, slugs = 0, []
    for path in lessons:
        found = _load_lesson(module, path, authorities, faults, wanted)
        if found is not None:
            minutes += found[1]
            slugs.append(found[0].name.rpartition("/")[2])
            yield found[0]
    if not faults.sentences and put_in_order(module, slugs):
        yield Change("order", module.slug, "changed")
    if lessons and minutes != shape.minutes.self_paced and not faults.sentences:
        faults.add(document.path, f"the lessons add up to {minutes} minutes, self_paced says {shape.minutes.self_paced}.")
    for contribution in contributions:
        yield from contribution.load(module, folder, faults)


def _load_lesson(module: ModulePage, path: Path, authorities: dict[str, Authority], faults: Faults, wanted: list[Wanted]) -> tuple[Change, int] | None:
    document = read_document(path, faults)
    shape = shaped(LessonShape, document.facts, path, faults) if document else None
    if document is None or shape is None or not _known(document, shape, authorities, faults):
        return None
    blocks = BlockBuilder(document, authorities, faults).blocks()
    if faults.sentences:
        return None
    case = LawChange.objects.filter(change__public_id=shape.delta_for).first() if shape.delta_for else None
    if shape.delta_for and case is None:
        faults.add(path, f"the change of law “{shape.delta_for}” is not in the history of any authority.", Lines(path).of(("delta_for",)))
        return None
    lesson, outcome = put_lesson(module, shape, blocks, authorities, case)
    wanted.append((path, lesson, shape.prerequisites))
    return Change("lesson", f"{module.slug}/{lesson.slug}", outcome), 0 if case else shape.minutes


def _known(document: Document, shape: ModuleShape | LessonShape, authorities: dict[str, Authority], faults: Faults) -> bool:
    """Note every topic and authority the file names that nothing defines."""
    topics = set(Topic.objects.values_list("slug", flat=True))
    unknown_topics = [slug for slug in shape.topics if slug not in topics]
    unknown_authorities = [key for key in shape.authorities if key not in authorities]
    for slug in unknown_topics:
        faults.add(document.path, f"the topic “{slug}” is not in program.md.", Lines(document.path).of(("topics", slug)))
    for key in unknown_authorities:
        place = Lines(document.path).of(("authorities", shape.authorities.index(key)))
        faults.add(document.path, f"the authority “{key}” is not defined in any authorities.yaml.", place)
    return not unknown_topics and not unknown_authorities


def _is_contributed(name: str) -> bool:
    return any(contribution.owns(name) for contribution in contributions)
