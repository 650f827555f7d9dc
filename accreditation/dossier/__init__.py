"""Everything known of one candidate on one date, as plain data: what requirements look at and packets print.

Minutes are whole minutes, dates are campus dates. ``accreditation.queries.dossier`` builds it from the ledger and from
what the lower apps publish; nothing here reads a table.
"""

from accreditation.dossier.candidate import Candidate
from accreditation.dossier.evidence import Evidence
from accreditation.dossier.filing import Filing, Recipient
from accreditation.dossier.organization import Location, Officer, Organization, TechnicalSupport
from accreditation.dossier.outline import Subject
from accreditation.dossier.practice import Practice, Supervisor
from accreditation.dossier.rules import ProgramRules
from accreditation.dossier.training import Result, TopicMinutes, Training
from accreditation.dossier.whole import Dossier
from accreditation.dossier.worksheet import Field, Worksheet

__all__ = [
    "Candidate", "Dossier", "Evidence", "Field", "Filing", "Location", "Officer", "Organization", "Practice", "ProgramRules", "Recipient", "Result",
    "Subject", "Supervisor", "TechnicalSupport", "TopicMinutes", "Training", "Worksheet",
]  # fmt: skip
