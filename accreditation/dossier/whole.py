"""One candidate, one enrollment, one date."""

from dataclasses import dataclass, field
from datetime import date

from accreditation.dossier.candidate import Candidate
from accreditation.dossier.evidence import Evidence
from accreditation.dossier.filing import Filing
from accreditation.dossier.organization import Organization
from accreditation.dossier.practice import Practice
from accreditation.dossier.rules import ProgramRules
from accreditation.dossier.training import Training
from accreditation.dossier.worksheet import Worksheet


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One candidate, one enrollment, one date."""

    as_of: date
    candidate: Candidate
    organization: Organization | None
    campus: str
    cohort: str
    program: str
    program_version: str
    trainings: tuple[Training, ...]
    worksheet: Worksheet
    ledger_seq: int
    ledger_head: str
    evidence: tuple[Evidence, ...] = ()
    practice: Practice = field(default_factory=Practice)
    filing: Filing | None = None
    rules: ProgramRules = field(default_factory=ProgramRules)

    def evidence_of(self, *kinds: str) -> tuple[Evidence, ...]:
        return tuple(item for item in self.evidence if item.kind in kinds or set(item.also) & set(kinds))

    @property
    def eoir_trainings(self) -> tuple[Training, ...]:
        """The trainings that are listed for EOIR (domain reference, 0.9)."""
        return tuple(training for training in self.trainings if training.on_eoir_list)
