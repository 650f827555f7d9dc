"""What a file of OLX holds: one problem, a piece of a course with problems in it, or the archive of a course or library."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Refused, fit_id
from assessments.formats.olx.problems import read_problem
from assessments.formats.packages import Package, is_archive, open_package
from assessments.formats.texts import Find, Texts
from assessments.formats.xml import read_xml, root_name
from lms.core.errors import Invalid

LARGEST = 16_000_000
ROOTS = ("problem", "course", "chapter", "sequential", "vertical", "library", "library_content", "unit", "randomize", "split_test", "conditional")
NOTHING = "This file holds no problems of Open edX. Export a course or a library as OLX and try again."
MARKDOWN = "It is written in the editor's own Markdown and holds no XML. Open and save it in Studio's advanced editor."


def read_contents(source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
    start = source.read(4096)
    source.seek(0)
    found = _Course(open_package(source)).problems() if is_archive(start) else _in_file(source.read(LARGEST + 1))
    any_ = False
    for one in found:
        any_ = True
        yield one
    if not any_:
        raise Invalid(NOTHING)


def _in_file(data: bytes) -> Iterator[QuestionDraft | Refused]:
    if len(data) > LARGEST:
        raise Invalid("This file is too large to be read as one: 16 MB fit.", code="too_large")
    root = read_xml(data)
    if root.tag not in ROOTS:
        raise Invalid(NOTHING)
    for place, problem in enumerate(_problems_in(root), start=1):
        yield _read(problem, Texts(), f"problem-{place}" if not problem.get("url_name") else "", _titles(root, problem))


def _problems_in(root: Element) -> list[Element]:
    """Problems that are written out; one that only names its file is read from there."""
    return [one for one in root.iter("problem") if len(one) or (one.text or "").strip()]


def _read(problem: Element, texts: Texts, name: str, category: str) -> QuestionDraft | Refused:
    if not len(problem) and (problem.text or "").strip():
        return Refused(fit_id(problem.get("url_name") or name) or "problem", MARKDOWN if problem.get("markdown") else "It only shows a text and asks nothing.")
    return read_problem(problem, texts, name, category)


def _titles(root: Element, problem: Element) -> str:
    parents = {child: parent for parent in root.iter() for child in parent}
    titles: list[str] = []
    one = parents.get(problem)
    while one is not None:
        if one.get("display_name") and one.tag in ("course", "chapter", "sequential"):
            titles.insert(0, " ".join(one.get("display_name", "").split()))
        one = parents.get(one)
    return " / ".join(titles)[:200]


class _Course:
    """Follows the course from its root, so that problems come in its order and under its titles; then those that nothing names."""

    def __init__(self, package: Package) -> None:
        self.package = package
        if package.holds_only_archives():
            raise Invalid("This archive holds only other archives. Unpack it and import each of them.")
        self.files = {name: name for name in package.names if name.lower().endswith(".xml")}
        self.root = min((posixpath.dirname(name) for name in self.files if posixpath.basename(name) in ("course.xml", "library.xml")), key=len, default="")
        self.seen: set[str] = set()

    def problems(self) -> Iterator[QuestionDraft | Refused]:
        for start in ("course.xml", "library.xml"):
            if (name := posixpath.join(self.root, start)) in self.files:
                yield from self._follow(name, (), 0)
        for name in self.files:
            if name not in self.seen and (posixpath.basename(posixpath.dirname(name)) == "problem" or self._is_problem(name)):
                yield from self._follow(name, (), 0)

    def _is_problem(self, name: str) -> bool:
        if posixpath.basename(posixpath.dirname(name)) in ("chapter", "sequential", "vertical", "course", "html", "video", "about", "policies", "drafts"):
            return False
        try:
            return root_name(self.package.read(name)[:4096]) == "problem"
        except Invalid:
            return False

    def _follow(self, name: str, titles: tuple[str, ...], depth: int) -> Iterator[QuestionDraft | Refused]:
        if name in self.seen or depth > 20:
            return
        self.seen.add(name)
        key = fit_id(posixpath.basename(name).removesuffix(".xml")) or "problem"
        try:
            root = read_xml(self.package.read(name, LARGEST))
        except Invalid as wrong:
            if "problem" in name:
                yield Refused(key, wrong.sentences[0])
            return
        yield from self._walk(root, key, titles, depth)

    def _walk(self, one: Element, key: str, titles: tuple[str, ...], depth: int) -> Iterator[QuestionDraft | Refused]:
        if one.tag == "problem" and (len(one) or (one.text or "").strip()):
            yield _read(one, Texts(self._finder()), key, " / ".join(titles)[:200])
            return
        if one.get("display_name") and one.tag in ("course", "chapter", "sequential"):
            titles = (*titles, " ".join(one.get("display_name", "").split()))
        target = posixpath.join(self.root, one.tag, f"{(one.get('url_name') or '').replace(':', '/')}.xml")
        if not len(one) and target in self.files:
            yield from self._follow(target, titles, depth + 1)
        for child in one:
            if isinstance(child.tag, str) and child.tag in ROOTS:
                yield from self._walk(child, fit_id(child.get("url_name", "")) or key, titles, depth)

    def _finder(self) -> Find:
        def find(path: str) -> bytes | None:
            plain = path.removeprefix("/")
            for name in (posixpath.join(self.root, plain), posixpath.join(self.root, "static", plain.removeprefix("static/"))):
                if name in self.package:
                    return self.package.read(name)
            return None

        return find
