"""The confidentiality guard: what may identify a client is found in free text before it is saved (product.md, “What we never do”)."""

from accreditation.confidentiality.base import Detector, Finding
from accreditation.confidentiality.contacts import Addresses, Emails, Phones
from accreditation.confidentiality.dates import BirthDates
from accreditation.confidentiality.names import PersonNames
from accreditation.confidentiality.numbers import ANumbers, ReceiptNumbers, SocialSecurityNumbers
from lms.core.registry import Registry

__all__ = ["Detector", "Finding", "detectors", "inspect_text"]

detectors: Registry[Detector] = Registry("detector of identifiers")
for _detector in (ANumbers(), ReceiptNumbers(), SocialSecurityNumbers(), Emails(), Phones(), BirthDates(), Addresses(), PersonNames()):
    detectors.register(_detector.kind, _detector)


def inspect_text(text: str) -> list[Finding]:
    """What may identify a client in ``text``, in order of place; of two that overlap, the one whose detector comes first."""
    kept: list[Finding] = []
    for detector in detectors:
        for finding in sorted(detector.find(text), key=lambda one: (one.start, -one.end)):
            if all(finding.end <= other.start or finding.start >= other.end for other in kept):
                kept.append(finding)
    return sorted(kept)
