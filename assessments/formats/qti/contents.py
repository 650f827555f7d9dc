"""What a file of QTI holds: one item, a bank of 1.2, or a package (ZIP, IMSCC) of items, tests and banks."""

import io
import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Refused, fit_id
from assessments.formats.packages import Package, is_archive, open_package
from assessments.formats.qti.asi.files import read_asi
from assessments.formats.qti.items import Surroundings, read_item
from assessments.formats.qti.names import in_words_of_two
from assessments.formats.qti.tests import Placed, placed_items
from assessments.formats.texts import Find, Texts, beside
from assessments.formats.xml import read_xml, root_name
from lms.core.errors import Invalid

START = 65_536
LARGEST_ITEM = 16_000_000
ITEMS = ("assessmentItem", "qti-assessment-item")
TESTS = ("assessmentTest", "qti-assessment-test", "assessmentSection", "qti-assessment-section")
ENDINGS = (".xml", ".qti", ".dat")
NOTHING = "This file holds no questions in QTI. Export a question bank or a quiz as QTI and try again."
ONLY_ARCHIVES = "This archive holds only other archives. Unpack it and import each of them."
ONLY_A_TEST = "This file is a test or a manifest without its questions. Import the whole package (ZIP) that it stands in."


def read_contents(source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
    """Every question of ``source``; raises ``Invalid`` where there can be none."""
    start = source.read(START)
    source.seek(0)
    if is_archive(start):
        yield from _required(_PackageReader(open_package(source)).questions())
        return
    root = root_name(start)
    if root in ITEMS:
        yield read_item(in_words_of_two(_read(source.read(LARGEST_ITEM + 1))), Texts())
    elif root in (*TESTS, "manifest"):
        raise Invalid(ONLY_A_TEST)
    elif root in ("questestinterop", "assessment", "section", "item", "objectbank"):
        yield from _required(read_asi(source))
    else:
        _read(source.read(LARGEST_ITEM + 1))  # not XML: said with its line
        raise Invalid(NOTHING)


def _required(found: Iterator[QuestionDraft | Refused]) -> Iterator[QuestionDraft | Refused]:
    any_ = False
    for one in found:
        any_ = True
        yield one
    if not any_:
        raise Invalid(NOTHING)


def _read(data: bytes) -> Element:
    if len(data) > LARGEST_ITEM:
        raise Invalid("This file is too large for one question: 16 MB fit.", code="too_large")
    return read_xml(data)


class _PackageReader:
    """Reads tests first, because they say in which order and under which name their items stand."""

    def __init__(self, package: Package) -> None:
        self.package = package
        if package.holds_only_archives():
            raise Invalid(ONLY_ARCHIVES)
        self.by_name: dict[str, str] = {}
        for name in package.names:
            base = posixpath.basename(name)
            self.by_name[base] = "" if base in self.by_name else name  # two of a name: neither is found by it
        self.roots = {name: self._root_of(name) for name in package.names if name.lower().endswith(ENDINGS)}

    def questions(self) -> Iterator[QuestionDraft | Refused]:
        seen: set[str] = set()
        for placed in self._in_tests():
            if placed.name not in seen:
                seen.add(placed.name)
                yield self._item(placed)
        for name, root in self.roots.items():
            if root in ITEMS and name not in seen:
                yield self._item(Placed(name))
        for name, root in self.roots.items():
            if root == "questestinterop" and not self._is_twin(name):
                yield from self._bank(name)

    def _root_of(self, name: str) -> str:
        try:
            return root_name(self.package.read(name)[:START])
        except Invalid:
            return ""  # too large to be one of ours, or damaged: said when it is read

    def _in_tests(self) -> Iterator[Placed]:
        for name, root in self.roots.items():
            if root in TESTS[:2]:
                try:
                    yield from placed_items(in_words_of_two(_read(self.package.read(name))), name, self._test_part)
                except Invalid as wrong:
                    yield Placed(name, broken=wrong.sentences[0])

    def _test_part(self, name: str) -> Element | None:
        return in_words_of_two(_read(self.package.read(name))) if name in self.package else None

    def _item(self, placed: Placed) -> QuestionDraft | Refused:
        key = fit_id(posixpath.basename(placed.name).rpartition(".")[0]) or "item"
        if placed.broken:
            return Refused(key, placed.broken)
        if placed.name not in self.package:
            return Refused(key, f"The test names it as {placed.name[:200]}, and the package does not hold that.")
        try:
            item = in_words_of_two(_read(self.package.read(placed.name)))
        except Invalid as wrong:
            return Refused(key, wrong.sentences[0])
        folder = posixpath.dirname(placed.name)
        passages = [*placed.passages, *self._stimuli(item, folder)]
        return read_item(item, Texts(self.finder(folder)), Surroundings(placed.category, tuple(passages), placed.weight, placed.lost))

    def _stimuli(self, item: Element, folder: str) -> Iterator[Element]:
        for one in item.iter("assessmentStimulusRef"):
            name = self.located(folder, one.get("href", ""))
            body = in_words_of_two(_read(self.package.read(name))).find("stimulusBody") if name else None
            if body is not None:
                yield body

    def _bank(self, name: str) -> Iterator[QuestionDraft | Refused]:
        try:
            yield from read_asi(io.BytesIO(self.package.read(name)), self.finder(posixpath.dirname(name)))
        except Invalid as wrong:
            yield Refused(fit_id(name) or "bank", f"{posixpath.basename(name)}: {wrong.sentences[0]}")

    def _is_twin(self, name: str) -> bool:
        """Canvas writes a quiz twice: in the profile of Common Cartridge, and whole."""
        folder = posixpath.basename(posixpath.dirname(name))
        return posixpath.basename(name) == "assessment_qti.xml" and f"non_cca_assessments/{folder}.xml.qti" in self.package

    def finder(self, folder: str) -> Find:
        def find(path: str) -> bytes | None:
            name = self.located(folder, path)
            return self.package.read(name) if name else None

        return find

    def located(self, folder: str, path: str) -> str:
        """The member that a file in ``folder`` calls ``path``; empty where there is none."""
        plain = unquote(path).replace("$IMS-CC-FILEBASE$/", "").replace("$IMS_CC_FILEBASE$/", "").removeprefix("/")
        while plain.startswith("../") and not folder:
            plain = plain.removeprefix("../")
        for name in (beside(folder, plain), plain, f"web_resources/{plain}"):
            if name in self.package:
                return name
        return self.by_name.get(posixpath.basename(plain), "")
