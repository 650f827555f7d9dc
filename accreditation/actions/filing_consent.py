"""What a campus that is direct to student asks before anything goes to the government (34 CFR 99.30)."""

from accreditation.models import Application
from accreditation.policies.sharing import SHORT
from accreditation.rules.sharing import not_to_be_filed
from lms.core.errors import Invalid


def require_filing_consent(application: Application) -> None:
    """Raises ``Invalid`` unless the student consented to share every class of record that lies in a packet.

    Called with the application locked, as whoever takes a consent back locks it too.
    """
    lacking = not_to_be_filed(application.student, application.campus)
    if lacking:
        raise Invalid(
            f"This campus is direct to student, and the candidate has not signed a consent that shares what lies in a packet ({_named(lacking)}) with the "
            "organization, EOIR and USCIS together (34 CFR 99.30). They sign it under “Who sees my records”.",
            code="no_consent",
        )


def _named(records: list[str]) -> str:
    return ", ".join(SHORT[record] for record in records)
