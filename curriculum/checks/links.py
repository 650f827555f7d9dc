"""No link inside the program is dead: links to its pages, files and terms of blocks, and lessons that come before others.

Links are those of the rendered text, so one in code is none, and one written as HTML or by reference is one. Each is followed as a browser would from
the page it stands on. Pages hold no files, pictures or headings of their own that a link could
name, so ``[map](map.svg)``, ``![map](map.svg)`` and ``[above](#above)`` are dead; files come in blocks. Links to other sites are left alone: nothing is
fetched here. A page of teaching materials has its parts and sheets for anchors; students do not see it, so no lesson leads there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import yaml
from django.urls import Resolver404, resolve

from curriculum.checks.folder import CurriculumFolder, Lesson
from curriculum.checks.prose import words_in
from curriculum.importers.asked import Place
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.materials.found import Found
from curriculum.importers.folder.reading import Directive
from curriculum.importers.folder.structured import STRUCTURED
from curriculum.models.authority import slug_of
from lms.core.written_links import written_in

MATERIALS = "/teach/materials/"
FILES = {"image": ("file",), "download": ("file",), "video": ("file", "captions"), "audio": ("file", "captions")}


def check(folder: CurriculumFolder, faults: Faults) -> str:
    pages = Pages(folder)
    links = list(_links(folder, pages))
    for link in links:
        if link.is_picture:
            faults.add(link.path, f"the picture “{link.to}” would not be shown. Write “::: image” with file and alt.", link.line)
        elif wrong := pages.wrong(link.address, link.to):
            faults.add(link.path, f"the link to “{link.to}” leads nowhere: {wrong} Correct it, or take it out.", link.line)
    files = sum(_files(lesson, faults) for lesson in folder.lessons)
    terms = sum(_terms(lesson, pages, faults) for lesson in folder.lessons)
    before = sum(_prerequisites(folder, lesson, pages, faults) for lesson in folder.lessons)
    return f"{len(links)} links, {files} files, {terms} terms and {before} prerequisites"


class Pages:
    """The addresses that the program's pages will have."""

    def __init__(self, folder: CurriculumFolder) -> None:
        self.program = f"/learn/{folder.program.slug}/"
        self.lessons = {(lesson.module, lesson.facts.slug) for lesson in folder.lessons}
        self.modules = {module.path: f"{self.program}{module.facts.slug}/" for module in folder.modules}
        lessons = (f"{self.program}{module}/{slug}/" for module, slug in self.lessons)
        own = {f"{self.program}{assessment.slug}/" for assessment in folder.asked.assessments}
        theirs = {f"{self.modules[module.path]}{assessment.slug}/" for module in folder.modules for assessment in module.asked.assessments}
        self.law = {f"/law/{slug_of(authority.shape.key)}/" for authority in folder.authorities}
        self.terms = {f"/law/terms/{term.shape.slug}/" for term in folder.terms or ()}
        self.addresses = {self.program, *self.modules.values(), *lessons, *own, *theirs}
        self.anchors = {f"{MATERIALS}{folder.program.slug}/{one.slug}/": set(_anchors(one)) for one in folder.materials}

    def wrong(self, address: str, to: str) -> str:
        """Why a link on the page at ``address`` is dead; empty when it is not, or leads away."""
        if urlsplit(to).scheme or to.startswith("//"):
            return ""
        if to.startswith("#") and address in self.anchors:
            return "" if to[1:] in self.anchors[address] else "no part or sheet has this address."
        if to.startswith("#") or not to:
            return "headings have no address. Link to the lesson."
        found = urlsplit(urljoin(address, to)).path
        if found.startswith(MATERIALS) and address not in self.anchors:
            return "students do not see teaching materials."
        return "" if self._is_a_page(f"{found.rstrip('/')}/") else f"there is no page {found}."

    def _is_a_page(self, path: str) -> bool:
        if path.startswith(("/learn/", "/law/")) and path not in ("/law/", "/law/terms/"):
            return path in self.addresses | self.law | self.terms
        if path.startswith(MATERIALS) and path != MATERIALS:
            return path in self.anchors
        try:
            resolve(path)
        except Resolver404:
            return False
        return True


def _anchors(material: Found) -> Iterator[str]:
    yield from (f"part-{number}" for number, _ in enumerate(material.parts))
    yield from (f"sheet-{sheet.name}" for sheet in material.sheets)


@dataclass(frozen=True)
class Link:
    """``address`` is that of the page it stands on, ``to`` where it leads."""

    path: Path
    line: int | None
    address: str
    to: str
    is_picture: bool


def _links(folder: CurriculumFolder, pages: Pages) -> Iterator[Link]:
    for path, address, first, source, texts in _texts(folder, pages):
        place = -1
        for to, is_picture in _written(texts):
            place = _place(source, to, place + 1)
            yield Link(path, first + source.count("\n", 0, place), address, to, is_picture)
    for path, address, at, text in _placed_texts(folder):
        for to, is_picture in _written([text]):
            yield Link(path, folder.line(path, *at), address, to, is_picture)


def _written(texts: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Where each link of each text leads; then its pictures."""
    for text in texts:
        found = written_in(text)
        yield from ((to, False) for to in found.links)
        yield from ((to, True) for to in found.pictures)


def _place(source: str, to: str, after: int) -> int:
    """Where ``to`` stands in a file, looked for behind the link before it, then anywhere: a reference is defined below or above its use."""
    found = source.find(to, after)
    return found if found >= 0 else max(source.find(to), 0)


def _placed_texts(folder: CurriculumFolder) -> Iterator[tuple[Path, str, Place, str]]:
    """Questions, which are asked in attempts, and terms."""
    for question in folder.questions:
        yield question.path, "/attempts/", question.place, "\n\n".join([question.stem, question.explanation, *words_in(question.content)])
    for term in folder.terms or ():
        yield term.path, "/law/terms/", term.place, term.shape.definition


def _texts(folder: CurriculumFolder, pages: Pages) -> Iterator[tuple[Path, str, int, str, Iterable[str]]]:
    """Each file with the address of its page, the line on which its source begins, its source, and the Markdown texts in it."""
    yield folder.document.path, pages.program, folder.document.first_line, folder.document.body, [folder.document.body]
    for module in folder.modules:
        yield module.path, pages.modules[module.path], module.document.first_line, module.document.body, [module.document.body]
        for lesson in module.lessons:
            address = f"{pages.modules[module.path]}{lesson.facts.slug}/"
            yield lesson.path, address, lesson.document.first_line, lesson.document.body, (_shown(piece) for piece in lesson.pieces)
    for one in folder.materials:
        address = f"{MATERIALS}{folder.program.slug}/{one.slug}/"
        yield one.document.path, address, one.document.first_line, one.document.body, [one.document.body]
        for sheet in one.sheets:
            yield one.document.path.with_name(f"{sheet.name}.md"), address, 1, sheet.source, [sheet.source]


def _shown(piece: str | Directive) -> str:
    """The Markdown of a piece of a lesson; that of a block with parts is all its texts."""
    if isinstance(piece, str):
        return piece
    return "\n\n".join(words_in(yaml.safe_load(piece.body))) if piece.name in (*STRUCTURED, "check") else piece.body


def _files(lesson: Lesson, faults: Faults) -> int:
    """How many files its blocks name; a fault for each that is not in the module's folder."""
    count = 0
    for piece in (piece for piece in lesson.pieces if isinstance(piece, Directive)):
        for argument in (argument for argument in FILES.get(piece.name, ()) if argument in piece.arguments):
            count += 1
            folder, name = lesson.path.parent.resolve(), piece.arguments[argument]
            path = (folder / name).resolve()
            if not path.is_relative_to(folder) or not path.is_file():
                faults.add(lesson.path, f"the file “{name}” is not in the module's folder. Put it there, or correct its name.", piece.line)
    return count


def _terms(lesson: Lesson, pages: Pages, faults: Faults) -> int:
    for block in lesson.blocks("term"):
        slug = block.arguments.get("slug", "")
        if f"/law/terms/{slug}/" not in pages.terms:
            faults.add(lesson.path, f"the term “{slug}” is not in glossary.yaml. Add it, or correct its slug.", block.line)
    return len(lesson.blocks("term"))


def _prerequisites(folder: CurriculumFolder, lesson: Lesson, pages: Pages, faults: Faults) -> int:
    for number, name in enumerate(lesson.facts.prerequisites):
        module, _, slug = name.rpartition("/")
        if (module or lesson.module, slug) not in pages.lessons:
            line = folder.line(lesson.path, "prerequisites", number)
            faults.add(lesson.path, f"the lesson “{name}” is not in this program. Correct its slug, or take it out.", line)
    return len(lesson.facts.prerequisites)
