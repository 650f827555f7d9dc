"""Every citation leads to an authority of the folder, and every authority says how it stands.

A citation leads where a lesson's link would lead: to the authority of that name (``INA 208`` is ``8 USC 1158``), else to the closest one that
it is a part of, ``8 CFR 208.13`` for ``8 CFR 208.13(b)(1)``. A part of the CFR as a whole, ``8 CFR 208``, names a subject and not a
rule; one of its sections among the authorities is enough. What a student may type as an answer is not looked at.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from curriculum.checks.folder import CurriculumFolder
from curriculum.checks.prose import words_in
from curriculum.citations import Citation, extract_citations
from curriculum.citations.provisions import canonical, wholes_of
from curriculum.importers.asked import Place
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.reading import Document

TYPED = {"accepted"}


def check(folder: CurriculumFolder, faults: Faults) -> str:
    known = _Known(authority.shape.key for authority in folder.authorities)
    count = 0
    for document in _documents(folder):
        for citation in extract_citations(document.body):
            count += 1
            if not known.has(citation):
                _tell(faults, document.path, citation.key, document.first_line + document.body.count("\n", 0, citation.start))
    for path, place, text in _texts(folder):
        for citation in extract_citations(text):
            count += 1
            if not known.has(citation):
                _tell(faults, path, citation.key, folder.line(path, *place))
    _listed(folder, known, faults)
    _statuses(folder, faults)
    return f"{count} citations, {len(known.keys)} authorities"


class _Known:
    """The authorities by their canonical names."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = set(keys)
        self.names = {canonical(key) for key in self.keys}
        self.parts = {name.partition(".")[0] for name in self.names if " CFR " in name}

    def has(self, citation: Citation) -> bool:
        return self.has_name(citation.same_as or citation.key)

    def has_name(self, name: str) -> bool:
        return any(whole in self.names for whole in wholes_of(name)) or name in self.parts


def _tell(faults: Faults, path: Path, key: str, line: int | None) -> None:
    faults.add(path, f"“{key}” leads to no authority. Correct it, or add it to an authorities.yaml.", line)


def _documents(folder: CurriculumFolder) -> Iterator[Document]:
    yield folder.document
    for module in folder.modules:
        yield module.document
        yield from (lesson.document for lesson in module.lessons)


def _texts(folder: CurriculumFolder) -> Iterator[tuple[Path, Place, str]]:
    """Questions with their explanations, and the terms of the glossary."""
    for question in folder.questions:
        yield question.path, question.place, "\n\n".join([question.stem, question.explanation, *words_in(_without_typed(question.content))])
    for term in folder.terms or ():
        yield term.path, term.place, term.shape.definition


def _without_typed(content: object) -> object:
    if isinstance(content, dict):
        return {key: _without_typed(value) for key, value in content.items() if key not in TYPED}
    return [_without_typed(one) for one in content] if isinstance(content, list) else content


def _listed(folder: CurriculumFolder, known: _Known, faults: Faults) -> None:
    """What front matter, cards and questions name by key. A question may name a part of an authority, the others only the authority itself."""
    for path, line, key in [*_named_by_pages(folder), *_named_by_cards(folder)]:
        if key not in known.keys:
            _tell(faults, path, key, folder.line(path, *line) if isinstance(line, tuple) else line)
    for question in folder.questions:
        for number, key in enumerate(question.authorities):
            if key not in known.keys and not known.has_name(canonical(key)):
                _tell(faults, question.path, key, folder.line(question.path, *question.place, "authorities", number))


def _named_by_pages(folder: CurriculumFolder) -> Iterator[tuple[Path, Place | int, str]]:
    return ((page.path, ("authorities", number), key) for page in folder.pages for number, key in enumerate(page.facts.authorities))


def _named_by_cards(folder: CurriculumFolder) -> Iterator[tuple[Path, Place | int, str]]:
    return ((lesson.path, card.line, card.arguments.get("key", "")) for lesson in folder.lessons for card in lesson.blocks("authority"))


def _statuses(folder: CurriculumFolder, faults: Faults) -> None:
    for authority in folder.authorities:
        if not authority.says_status:
            said = f"the authority “{authority.shape.key}” does not say how it stands. Add “status: current”, or what it is."
            faults.add(authority.path, said, folder.line(authority.path, *authority.place))
