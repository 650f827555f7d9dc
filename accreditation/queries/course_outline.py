"""The modules of a program as its pages state them, for the syllabus of a filing."""

from typing import Any

from django.db.models import prefetch_related_objects

from accreditation.dossier import Subject
from curriculum.api import modules_of


def course_outline(cohort: Any) -> tuple[Subject, ...]:
    """The published modules of the cohort's program in their order; none where the program is taught in another version by now. Three queries."""
    if cohort.program.version != cohort.program_version:
        return ()
    modules = list(modules_of(cohort.program))
    prefetch_related_objects(modules, "authorities__authority")
    return tuple(_subject(module) for module in modules)


def _subject(module: Any) -> Subject:
    return Subject(
        title=module.title, track=module.track, sessions=tuple(module.sessions), minutes_live=module.minutes_live,
        minutes_self_paced=module.minutes_self_paced, minutes_assessment=module.minutes_assessment, objectives=tuple(module.objective_lines),
        authorities=tuple(row.authority.citation for row in module.authorities.all()),
    )  # fmt: skip
