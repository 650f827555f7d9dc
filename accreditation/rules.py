"""Who may see which record. A student's record is theirs; coordinators, officers and auditors of the campus read it."""

from typing import Any

import rules

from lms.people.api import holds, is_auditor_of, is_coordinator_of, is_officer_of


@rules.predicate
def is_own_entry(person: Any, entry: Any = None) -> bool:
    return entry is not None and entry.student == person.public_id


@rules.predicate
def reads_cohort_records(person: Any, cohort: Any = None) -> bool:
    return holds(person, cohort, "coordinator", "officer", "auditor")


rules.add_perm("accreditation.view_entry", is_own_entry)
rules.add_perm("accreditation.view_board", is_coordinator_of | is_officer_of | is_auditor_of)
rules.add_perm("accreditation.export_records", is_coordinator_of | is_officer_of)
