"""Words of consents and of the campus's data-sharing mode: plain keys, what each means, and the text a student signs.

Source: 34 CFR 99.30(b), (d) and 99.31(a)(1) (domain reference 7.1, mark A). Whether what is kept here is an education record at all turns on each
campus's agreement (99.3, mark C), so the mode is a setting that people answer for, not a judgment of the program.
"""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as mark

SCHOOL_OFFICIAL, DIRECT_TO_STUDENT = "school_official", "direct_to_student"

HOURS, CERTIFICATES, DOCUMENTS, PACKET = "hours", "certificates", "documents", "packet"
RECORDS = {
    HOURS: mark("Record of hours: trainings, dates, minutes by topic, results of tests, and how each figure was counted"),
    CERTIFICATES: mark("Certificates and whether they are valid"),
    DOCUMENTS: mark("Documents that I hand in for a filing, such as letters and my resume"),
    PACKET: mark("Application and packet: what is prepared, filed and decided"),
}
ORGANIZATION, EOIR, USCIS, AUDITORS, COLLEGE = "organization", "eoir", "uscis", "auditors", "college"
RECIPIENTS = {
    ORGANIZATION: mark("The organization that files for me: its authorized officers"),
    EOIR: mark("The Department of Justice, Executive Office for Immigration Review (EOIR)"),
    USCIS: mark("The Department of Homeland Security: U.S. Citizenship and Immigration Services (USCIS), which gets a copy of what is filed"),
    AUDITORS: mark("Auditors of this training; each is named to me in the list of who saw my records"),
    COLLEGE: mark("My college: its other programs, such as the registrar’s; each is named to me in the list of who saw my records"),
}
IN_A_PACKET = (PACKET, HOURS, CERTIFICATES, DOCUMENTS)
"""Every class of record that lies in a packet: whoever reads, builds or files one has to be named for each."""
SHORT = {PACKET: "application and packet", HOURS: "record of hours", CERTIFICATES: "certificates", DOCUMENTS: "documents"}
"""The classes in a word or two, for sentences to staff."""
FILED_WITH = (ORGANIZATION, EOIR, USCIS)
"""Whom a filing reaches."""
FILING, AUDIT, KEEPING = "filing", "audit", "keeping"
PURPOSES = {
    FILING: mark("Preparing and filing a request that I be accredited"),
    AUDIT: mark("Checking that this training and its records are what they say they are"),
    KEEPING: mark("Keeping what I did here with the college’s own records of me"),
}
PURPOSE_OF = {ORGANIZATION: FILING, AUDITORS: AUDIT, COLLEGE: KEEPING}
"""For what each recipient who reads here must have been named; a consent for another purpose opens nothing to them."""
READS_AS = {"officer": ORGANIZATION, "auditor": AUDITORS}
"""As which recipient a role reads. Coordinators work for the campus itself and need no consent."""


def signed_text(purpose: str, records: Iterable[str], recipients: Iterable[str], campus: str) -> str:
    """The text under which a student types their name, in the language of the page."""
    lines = [
        gettext("I ask %(campus)s to share the following records about me.") % {"campus": campus},
        gettext("Purpose: %(purpose)s.") % {"purpose": gettext(PURPOSES[purpose])},
        gettext("Records:"), *(f"– {gettext(RECORDS[key])}" for key in RECORDS if key in set(records)),
        gettext("Recipients:"), *(f"– {gettext(RECIPIENTS[key])}" for key in RECIPIENTS if key in set(recipients)),
        gettext("I can take this back at any time before a filing is sent. What was shared by then stays shared."),
    ]  # fmt: skip
    return "\n".join(lines)
