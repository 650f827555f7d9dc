"""Citations of law in running prose: one extractor a file, one register, one function."""

import re
from collections.abc import Iterable
from dataclasses import replace

from curriculum.citations.bare_sections import paragraphs_again, subparagraphs, whole_sections
from curriculum.citations.base import Citation, Extractor
from curriculum.citations.board import BoardDecisions
from curriculum.citations.cfr import FederalRegulations
from curriculum.citations.court_manuals import CourtManuals
from curriculum.citations.courts import FederalCourts
from curriculum.citations.executive_orders import ExecutiveOrders
from curriculum.citations.federal_register import FederalRegister
from curriculum.citations.field_manual import FieldManual
from curriculum.citations.foreign_affairs_manual import ForeignAffairsManual
from curriculum.citations.forms import Forms
from curriculum.citations.ina import ImmigrationAndNationalityAct
from curriculum.citations.memoranda import Memoranda
from curriculum.citations.policy_manual import PolicyManual
from curriculum.citations.public_law import PublicLaws, StatutesAtLarge
from curriculum.citations.short_forms import same_code_again
from curriculum.citations.short_names import decisions_by_name
from curriculum.citations.us_code import UnitedStatesCode
from lms.core.registry import Registry

__all__ = ["Citation", "Extractor", "extract_citations", "extractors", "find_references"]

extractors: Registry[Extractor] = Registry("citation extractor")
for _extractor in (
    ImmigrationAndNationalityAct(), UnitedStatesCode(), FederalRegulations(), FederalRegister(), PublicLaws(), StatutesAtLarge(), BoardDecisions(),
    FederalCourts(), PolicyManual(), ForeignAffairsManual(), FieldManual(), CourtManuals(),
    Memoranda(), ExecutiveOrders(),
):  # fmt: skip
    extractors.register(_extractor.name, _extractor)


def extract_citations(text: str) -> list[Citation]:
    """Every citation in ``text`` in order of place; of two that overlap, the one that begins first, then the longer."""
    read = _EMPHASIS.sub("*", text)
    found = _apart(citation for extractor in extractors for citation in extractor.find(read))
    for shortened in (same_code_again, paragraphs_again, subparagraphs, whole_sections, decisions_by_name):
        again = list(shortened(read, found))
        found = _apart([*found, *again]) if again else found
    return [replace(one, text=text[one.start : one.end]) for one in found] if read != text else found


_EMPHASIS = re.compile(r"_(?<![^\W_]_)|_(?![^\W_])")  # “_Matter of Acosta_”: to a pattern, “_” is part of a word and “*” is not


def find_references(text: str) -> list[Citation]:
    """The citations in ``text`` and the government forms it names: what a lesson links and a change of law reaches."""
    return _apart([*extract_citations(text), *_forms.find(text)])


_forms = Forms()


def _apart(found: Iterable[Citation]) -> list[Citation]:
    kept: list[Citation] = []
    for citation in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept
