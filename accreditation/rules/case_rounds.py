"""Who sets up a case round, who sees what was noted in it, and who reads its agenda. An attorney who leads sees theirs by mailed link alone."""

from typing import Any

import rules

from accreditation.rules.practice import keeps_practice


@rules.predicate
def keeps_round(person: Any, room: Any = None) -> bool:
    """Whoever looks after practice on the campus of the session: codes of matters are theirs to know."""
    return room is not None and bool(keeps_practice(person, room))


@rules.predicate
def leads_round(person: Any, room: Any = None) -> bool:
    """The instructor of the session, where no attorney leads and while they still teach there: students are told that nobody else reads their notes."""
    if room is None or room.round is None or room.round.attorney_id is not None or room.session.instructor_id != person.pk:
        return False
    return bool(person.has_perm("curriculum.teach_session", room.session))


@rules.predicate
def attends_round(person: Any, room: Any = None) -> bool:
    """Students of the session's cohort."""
    return room is not None and room.round is not None and bool(person.has_perm("curriculum.attend_session", room.session))


rules.add_perm("accreditation.keep_case_round", keeps_round)
rules.add_perm("accreditation.see_case_round", keeps_round | leads_round)
rules.add_perm("accreditation.attend_case_round", attends_round)
