"""The confidentiality guard: what may identify a client is found in free text before it is saved (product.md, “What we never do”)."""

from bisect import bisect_left

from accreditation.confidentiality.base import Detector, Finding
from accreditation.confidentiality.contacts import Addresses, Emails, Phones
from accreditation.confidentiality.dates import BirthDates
from accreditation.confidentiality.names import PersonNames
from accreditation.confidentiality.numbers import ANumbers, IdentityDocuments, ReceiptNumbers, SocialSecurityNumbers
from lms.core.registry import Registry

__all__ = ["Detector", "Finding", "detectors", "inspect_text"]

detectors: Registry[Detector] = Registry("detector of identifiers")
for _detector in (ANumbers(), ReceiptNumbers(), SocialSecurityNumbers(), IdentityDocuments(), Emails(), Phones(), BirthDates(), Addresses(), PersonNames()):
    detectors.register(_detector.kind, _detector)


def inspect_text(text: str) -> list[Finding]:
    """What may identify a client in ``text``, in order of place; of two kinds that overlap, the one whose detector comes first, of one kind both as one."""
    kept: list[Finding] = []
    for detector in detectors:
        for finding in _joined(sorted(detector.find(text))):
            at = bisect_left(kept, finding)
            if (at == 0 or kept[at - 1].end <= finding.start) and (at == len(kept) or finding.end <= kept[at].start):
                kept.insert(at, finding)
    return kept


def _joined(findings: list[Finding]) -> list[Finding]:
    """Findings of one kind, in order, those that overlap as one."""
    joined: list[Finding] = []
    for finding in findings:
        if joined and finding.start < joined[-1].end:
            joined[-1] = Finding(joined[-1].start, max(joined[-1].end, finding.end), finding.kind)
        else:
            joined.append(finding)
    return joined
