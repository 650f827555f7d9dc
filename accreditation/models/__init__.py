from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.form_edition import FormEdition
from accreditation.models.organization import RecognitionState, SponsoringOrganization
from accreditation.models.regrade_flag import RegradeFlag

__all__ = [
    "Certificate", "CertificateEvent", "CertificateEventKind", "Correction", "CorrectionState", "Entry",
    "EntryNote", "FormEdition", "LedgerHead", "RecognitionState", "RegradeFlag",
    "SponsoringOrganization",
]  # fmt: skip
