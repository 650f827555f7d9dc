"""Citations of law in running prose: one extractor a file, one register, one function."""

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.board import BoardDecisions
from curriculum.citations.cfr import FederalRegulations
from curriculum.citations.courts import FederalCourts
from curriculum.citations.federal_register import FederalRegister
from curriculum.citations.field_manual import FieldManual
from curriculum.citations.foreign_affairs_manual import ForeignAffairsManual
from curriculum.citations.ina import ImmigrationAndNationalityAct
from curriculum.citations.memoranda import Memoranda
from curriculum.citations.policy_manual import PolicyManual
from curriculum.citations.public_law import PublicLaws, StatutesAtLarge
from curriculum.citations.us_code import UnitedStatesCode
from lms.core.registry import Registry

__all__ = ["Citation", "Extractor", "extract_citations", "extractors"]

extractors: Registry[Extractor] = Registry("citation extractor")
for _extractor in (
    ImmigrationAndNationalityAct(), UnitedStatesCode(), FederalRegulations(), FederalRegister(), PublicLaws(), StatutesAtLarge(), BoardDecisions(),
    FederalCourts(), PolicyManual(), ForeignAffairsManual(), FieldManual(), Memoranda(),
):  # fmt: skip
    extractors.register(_extractor.name, _extractor)


def extract_citations(text: str) -> list[Citation]:
    """Every citation in ``text`` in order of place; of two that overlap, the one that begins first, then the longer."""
    found = sorted((citation for extractor in extractors for citation in extractor.find(text)), key=lambda one: (one.start, -one.end))
    kept: list[Citation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept
