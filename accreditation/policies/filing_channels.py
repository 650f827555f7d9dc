"""Where a packet goes, as dated data (domain reference, 4.2): whatever is not marked A is printed as “to be confirmed”."""

from dataclasses import dataclass
from datetime import date

AS_OF = date(2026, 11, 23)
RECIPIENT = ("Recognition & Accreditation Program", "Office of Policy, Executive Office for Immigration Review")


@dataclass(frozen=True)
class Channel:
    """One way of filing or serving. ``mark`` A to D says how sure the domain reference is of it."""

    key: str
    title: str
    detail: str
    source: str
    mark: str


CHANNELS = (
    Channel("email", "To EOIR by e-mail", "R-A-Info@usdoj.gov", "EOIR’s R&A page, Oct 2023 and Dec 14, 2025", "A"),
    Channel(
        "mail", "To EOIR by mail or courier", "R&A Program, EOIR, 5107 Leesburg Pike, Suite 2400, Falls Church, VA 22041",
        "EOIR’s FAQ of 2023; older forms name other suites, so look the suite up", "B",
    ),
    Channel("web", "To EOIR on the web", "getaccredited.eoir.justice.gov", "90 FR 16173 (Apr 17, 2025) announces it; whether it is open is not known", "D"),
    Channel(
        "uscis", "A full copy to USCIS", "Each district office concerned, found by ZIP code in the USCIS District Office Finder",
        "8 CFR 1292.13(a); CLINIC best practices, tip 4", "A",
    ),
    Channel("ice", "A copy to ICE", "Only where the office asks for it, for full accreditation", "CLINIC, May 2017; not in EOIR’s statement of 2025", "B"),
    Channel("copies", "What stays", "One complete copy; the originals stay with the organization", "OP notice of 2020", "A"),
)  # fmt: skip
VOLUME_MEGABYTES, VOLUME_MARK = 20, "D"
"""The largest volume sent by e-mail: EOIR’s limit is not published, so this is our guess; the setting ``PACKET_MEGABYTES`` replaces it."""
