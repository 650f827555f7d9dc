from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.form_edition import FormEdition
from accreditation.models.organization import RecognitionState, SponsoringOrganization
from accreditation.models.program_rules import CompletionEvent, CompletionKind, ProgramRuleSet, RulePlacement
from accreditation.models.regrade_flag import RegradeFlag

__all__ = [
    "Anchor", "AnchoredEnd", "Certificate", "CertificateEvent", "CertificateEventKind", "CompletionEvent", "CompletionKind",
    "Correction", "CorrectionState", "Entry",
    "EntryNote", "FormEdition", "LedgerHead", "ProgramRuleSet", "RecognitionState", "RegradeFlag", "RulePlacement",
    "SponsoringOrganization",
]  # fmt: skip
