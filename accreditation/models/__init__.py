from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.certificate_template import CertificateTemplate
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.form_edition import FormEdition
from accreditation.models.organization import RecognitionState, SponsoringOrganization
from accreditation.models.public_credential import PublicCredential
from accreditation.models.regrade_flag import RegradeFlag
from accreditation.models.signatory import Signatory

__all__ = [
    "Anchor", "AnchoredEnd", "Certificate", "CertificateEvent", "CertificateEventKind", "CertificateTemplate", "Correction", "CorrectionState", "Entry",
    "EntryNote", "FormEdition", "LedgerHead", "PublicCredential", "RecognitionState", "RegradeFlag",
    "Signatory", "SponsoringOrganization",
]  # fmt: skip
