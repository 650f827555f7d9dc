"""Reading a curriculum folder for its checks, with the parsers that load it, and without a database.

A folder that cannot be read is not judged: what is wrong is said file by file, as loading it would say.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curriculum.blocks.check import check_errors
from curriculum.checks.folder import CurriculumFolder, KnowledgeCheck, Lesson, ListedAuthority, Module, Term
from curriculum.importers.asked import Asked
from curriculum.importers.contributions import contributions
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.files import with_pictures_found
from curriculum.importers.folder.loading import lesson_files, module_folders
from curriculum.importers.folder.materials.reading import read_materials
from curriculum.importers.folder.reading import Directive, Document, read_document, read_yaml, split_body
from curriculum.importers.folder.shapes import AuthorityShape, LessonShape, ModuleShape, ProgramShape, TermShape, shaped
from curriculum.importers.folder.structured import STRUCTURED
from lms.core.errors import Invalid

ASKED = {"id", "type", "stem", "content"}


def read_folder(root: Path) -> CurriculumFolder:
    """The folder in ``root``. Raises ``BrokenFolder`` with every fault, or ``Invalid`` where there is no curriculum."""
    if not (root / "program.md").is_file():
        raise Invalid(f"{root} holds no program.md, so it is not a curriculum folder.", code="broken_folder")
    faults = Faults(root)
    document = read_document(root / "program.md", faults)
    program = shaped(ProgramShape, document.facts, document.path, faults) if document else None
    folders = module_folders(root, faults)
    authorities = tuple(one for folder in (root, *folders) for one in _authorities(folder / "authorities.yaml", faults))
    terms = tuple(_terms(root / "glossary.yaml", faults)) if (root / "glossary.yaml").exists() else None
    modules = [_module(folder, faults) for folder in folders]
    asked = _asked(root, program.slug if program else "", faults, is_program=True)
    materials = tuple(read_materials(root, program.locale, faults)) if program else ()
    faults.raise_if_any()
    assert document
    assert program
    return CurriculumFolder(root, document, program, tuple(module for module in modules if module), authorities, terms, asked, materials)


def _items(path: Path, faults: Faults) -> Iterator[tuple[int, Any]]:
    items = (read_yaml(path, faults) or []) if path.exists() else []
    if not isinstance(items, list):
        faults.add(path, "this must be a list.", 1)
        return
    yield from enumerate(items)


def _authorities(path: Path, faults: Faults) -> Iterator[ListedAuthority]:
    for number, item in _items(path, faults):
        shape = shaped(AuthorityShape, item, path, faults, inside=(number,))
        if shape is not None:
            yield ListedAuthority(path, (number,), shape, "status" in item)


def _terms(path: Path, faults: Faults) -> Iterator[Term]:
    for number, item in _items(path, faults):
        shape = shaped(TermShape, item, path, faults, inside=(number,))
        if shape is not None:
            yield Term(path, (number,), shape)


def _module(folder: Path, faults: Faults) -> Module | None:
    document = read_document(folder / "module.md", faults)
    shape = shaped(ModuleShape, document.facts, document.path, faults) if document else None
    if document is None or shape is None:
        return None
    lessons = [_lesson(path, shape.slug, faults) for path in lesson_files(folder)]
    return Module(document, shape, tuple(lesson for lesson in lessons if lesson), _asked(folder, shape.slug, faults, is_program=False))


def _asked(folder: Path, slug: str, faults: Faults, *, is_program: bool) -> Asked:
    """What every contribution finds in the folder, together."""
    found = [contribution.read(folder, slug, faults, is_program=is_program) for contribution in contributions if contribution.read is not None]
    return Asked([question for asked in found for question in asked.questions], [one for asked in found for one in asked.assessments])


def _lesson(path: Path, module: str, faults: Faults) -> Lesson | None:
    document = read_document(path, faults)
    shape = shaped(LessonShape, document.facts, path, faults) if document else None
    if document is None or shape is None:
        return None
    pieces = tuple(split_body(document, faults))
    checks = [_knowledge_check(document, piece, faults) for piece in pieces if isinstance(piece, Directive) and piece.name == "check"]
    for piece in pieces:
        if isinstance(piece, Directive) and piece.name in STRUCTURED:
            read_yaml(path, faults, piece.body, first_line=piece.line + 1)  # whose words are counted later
    return Lesson(document, shape, pieces, tuple(check for check in checks if check), module)


def _knowledge_check(document: Document, piece: Directive, faults: Faults) -> KnowledgeCheck | None:
    data = read_yaml(document.path, faults, piece.body, first_line=piece.line + 1)
    if not isinstance(data, dict) or not set(data) >= ASKED:
        faults.add(document.path, "a check needs id, type, stem and content, and may have explanation, title and points.", piece.line)
        return None
    unread: list[str] = []
    content = with_pictures_found(data["content"], document.path.parent, unread.append)
    for sentence in (wrong := unread or check_errors(str(data["type"]), content)):
        faults.add(document.path, f"check “{data['id']}”: {sentence}", piece.line)
    explanation = str(data.get("explanation") or "").strip()
    return None if wrong else KnowledgeCheck(str(data["id"]), str(data["type"]), str(data["stem"]), explanation, data["content"], piece.line)
