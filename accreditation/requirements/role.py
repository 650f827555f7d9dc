"""The role is employee or volunteer; a student of this program is not a “law student” under 8 CFR 1292.1(a)(2)."""

import re

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing

LAW_STUDENT = re.compile(r"\blaw\s+(student|graduate|clerk)\b", re.IGNORECASE)


def _check(dossier: Dossier) -> Answer:
    filing = dossier.filing
    if filing is None or filing.role not in ("employee", "volunteer"):
        return missing("It is not recorded whether the person is an employee or a volunteer.", "coordinator", "Record the role and title in the application.")
    if LAW_STUDENT.search(filing.role_title):
        return missing(
            f"The title “{filing.role_title}” reads as a law student’s. That is another door, with its own rules, and it is closed to undergraduates.",
            "coordinator", "Describe the role as employee or volunteer of the organization.",
        )  # fmt: skip
    return met(f"{filing.role.capitalize()}{f', {filing.role_title}' if filing.role_title else ''}.")


REQUIREMENT = Requirement("role", "Role, and not as a law student", "8 CFR 1292.12(a)(2), 1292.1(a)(2)", "A", _check, basis="regulation")
