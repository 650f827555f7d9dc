"""Which lessons come first, in a folder: by slug, or by module/slug where two lessons share one. Read once all lessons are there."""

from collections.abc import Iterator
from pathlib import Path

from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.pages import publish
from curriculum.models import LessonPage, LessonPrerequisite, ProgramPage
from curriculum.models.prerequisite import circle_through, present_edges

Wanted = tuple[Path, LessonPage, list[str]]


def put_prerequisites(program: ProgramPage, wanted: list[Wanted], faults: Faults) -> Iterator[LessonPage]:
    """Make each lesson require those its file names; yields the lessons that changed. Unknown names and circles are faults."""
    names = _names_in(program)
    edges = present_edges()
    chosen = [(path, lesson, _found(path, slugs, names, faults)) for path, lesson, slugs in wanted]
    edges.update({lesson.pk: required for _, lesson, required in chosen})
    for path, lesson, required in chosen:
        if circle_through(lesson.pk, required, edges):
            faults.add(path, "prerequisites: these lessons require each other in a circle, so nobody could begin.")
    if faults.sentences:
        return
    for _, lesson, required in chosen:
        if list(lesson.prerequisites.values_list("required_id", flat=True)) != required:
            fresh = LessonPage.objects.get(pk=lesson.pk)
            fresh.prerequisites.set([LessonPrerequisite(required_id=pk, sort_order=order) for order, pk in enumerate(required)])
            publish(fresh)
            yield fresh


def _names_in(program: ProgramPage) -> dict[str, list[int]]:
    """Slug and module/slug of every lesson of the program, with the lessons so called."""
    names: dict[str, list[int]] = {}
    for pk, path in LessonPage.objects.descendant_of(program).values_list("pk", "url_path"):
        module, slug = path.rstrip("/").split("/")[-2:]
        for name in (slug, f"{module}/{slug}"):
            names.setdefault(name, []).append(pk)
    return names


def _found(path: Path, slugs: list[str], names: dict[str, list[int]], faults: Faults) -> list[int]:
    found = []
    for slug in dict.fromkeys(slugs):
        known = names.get(slug, [])
        if len(known) == 1:
            found += known
        elif known:
            faults.add(path, f"prerequisites: there are {len(known)} lessons called “{slug}”. Write module/{slug}.")
        else:
            faults.add(path, f"prerequisites: the program has no lesson called “{slug}”.")
    return found


def names_of_prerequisites(lesson: LessonPage) -> list[str]:
    """What ``put_prerequisites`` would read: module/slug, which is never in doubt."""
    rows = lesson.prerequisites.select_related("required")
    return ["/".join(row.required.url_path.rstrip("/").split("/")[-2:]) for row in rows]
