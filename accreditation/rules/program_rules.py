"""Who may set a program's rules, and who may move students to other ones."""

from typing import Any

import rules
from django.db.models import QuerySet

from accreditation.rules.records import coordinates
from curriculum.api import programs_written_by


@rules.predicate
def sets_rules(person: Any, program: Any = None) -> bool:
    """Authors of the program and administrators; not the coordinators of one campus, as the program may be taught on others."""
    if not person.is_authenticated:
        return False
    written = programs_written_by(person)
    return written.exists() if program is None else written.filter(pk=program.pk).exists()


def programs_with_rules_set_by(person: Any) -> QuerySet[Any]:
    """Twin of ``accreditation.set_program_rules``."""
    written: QuerySet[Any] = programs_written_by(person)
    return written if person.is_authenticated else written.none()


rules.add_perm("accreditation.set_program_rules", sets_rules)
rules.add_perm("accreditation.move_to_rules", coordinates)
