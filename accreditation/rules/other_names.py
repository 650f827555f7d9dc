"""Who may see under which other name a student appears: they, and who puts their packet together. It can be a dead name (decision 103)."""

from typing import Any

import rules

from accreditation.rules.records import EXPORTERS
from accreditation.rules.sharing import is_packet_shared_with


@rules.predicate
def sees_other_names(person: Any, subject: Any = None) -> bool:
    """Of a document or another row that names ``student`` and ``campus``."""
    if subject is None or not person.is_authenticated or not subject.student:
        return False
    return bool(subject.student == person.public_id or is_packet_shared_with(person, subject.campus, subject.student, *EXPORTERS))


rules.add_perm("accreditation.see_other_names", sees_other_names)
