"""What a campus that is direct to student asks before anything goes to the government (34 CFR 99.30)."""

from accreditation.models import Application
from accreditation.rules.sharing import may_be_filed
from lms.core.errors import Invalid


def require_filing_consent(application: Application) -> None:
    """Raises ``Invalid`` unless the student consented. Called with the application locked, as whoever takes a consent back locks it too."""
    if not may_be_filed(application.student, application.campus):
        raise Invalid(
            "This campus is direct to student, and the candidate has not signed a consent that shares the packet with the organization, EOIR and USCIS "
            "(34 CFR 99.30). They sign it under “Who sees my records”.",
            code="no_consent",
        )
