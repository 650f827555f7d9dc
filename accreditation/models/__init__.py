from accreditation.models.adjustment import Adjustment
from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.form_edition import FormEdition
from accreditation.models.hours_batch import BatchKind, BatchLine, HoursBatch
from accreditation.models.hours_dispute import DisputeState, HoursDispute, HoursMessage, HoursOutcome
from accreditation.models.ledger_alarm import AlarmKind, LedgerAlarm
from accreditation.models.organization import RecognitionState, SponsoringOrganization
from accreditation.models.outside import OUTSIDE_CATEGORIES, OutsideTraining
from accreditation.models.regrade_flag import RegradeFlag
from accreditation.models.two_persons import ProposalState

__all__ = [
    "OUTSIDE_CATEGORIES", "Adjustment", "AlarmKind", "Anchor", "AnchoredEnd", "BatchKind", "BatchLine", "Certificate", "CertificateEvent",
    "CertificateEventKind", "Correction", "CorrectionState", "DisputeState", "Entry", "EntryNote", "FormEdition", "HoursBatch", "HoursDispute",
    "HoursMessage", "HoursOutcome", "LedgerAlarm", "LedgerHead", "OutsideTraining", "ProposalState", "RecognitionState", "RegradeFlag",
    "SponsoringOrganization",
]  # fmt: skip
