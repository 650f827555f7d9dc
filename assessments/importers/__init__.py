"""Question banks and assessments in a curriculum folder: ``questions.yaml`` and ``assessment.md`` beside a module's lessons.

A second assessment of a module is ``assessment-02.md``. A program's own assessments, and its banks that belong to no module, stand beside
``program.md``: ``assessment.md`` …, ``banks/SLUG.yaml``.
"""

from pathlib import Path
from typing import Any

from assessments.importers.banks import export_bank, load_bank, load_program_banks, name_of
from assessments.importers.quizzes import assessment_facts, assessment_files, load_assessment, owns
from assessments.importers.reading import read
from assessments.models import AssessmentPage, QuestionBank
from curriculum.api import Change, Faults, folder_files, program_of

__all__ = ["export", "load", "load_program_banks", "owns", "read"]


def load(page: Any, folder: Path, faults: Faults) -> list[Change]:
    """The banks and the assessments of a module's folder, or of the program's own; faults are noted, never raised."""
    changes: list[Change] = []
    path = folder / "questions.yaml"
    program = program_of(page)
    if path.exists() and page.pk != program.pk:
        changes += load_bank(program, page.slug, page.title, path, faults)
    paths = assessment_files(folder)
    minutes = 0
    for path in paths if not faults.sentences else []:
        found = load_assessment(page, program, path, faults)
        changes += found[:1]
        minutes += found[1] if found else 0
    if page.pk == program.pk and not faults.sentences:
        _refuse_unknown(program, folder, faults)
    if paths and page.pk != program.pk and not faults.sentences and minutes != page.minutes_assessment:
        faults.add(paths[0], f"the assessments add up to {minutes} minutes, the module states {page.minutes_assessment} for assessment.")
    return changes


def _refuse_unknown(program: Any, folder: Path, faults: Faults) -> None:
    """What completes a program names assessments that it has. Asked last: modules bring theirs before."""
    known = set(AssessmentPage.objects.descendant_of(program).live().values_list("slug", flat=True))
    for name in ("exam", "ethics", "mock_interview"):
        slug = getattr(program, name)
        if slug and slug not in known:
            faults.add(folder / "program.md", f"completion.{name}: the program has no assessment “{slug}”.")


def export(page: Any, folder: Path) -> None:
    """Write what ``load`` reads: a module's bank and assessments, or the program's own."""
    program = program_of(page)
    modules = {child.slug for child in program.get_children().live().not_type(AssessmentPage)}  # an examination may be called as its bank is
    for bank in QuestionBank.objects.filter(program=program):
        name = name_of(bank, program)
        if name == page.slug and page.pk != program.pk:
            export_bank(bank, page.title, folder / "questions.yaml", program)
        elif page.pk == program.pk and name not in modules:
            (folder / "banks").mkdir(exist_ok=True)
            export_bank(bank, name, folder / "banks" / f"{name}.yaml", program)
    for number, one in enumerate(AssessmentPage.objects.child_of(page).live().order_by("path"), start=1):
        name = "assessment.md" if number == 1 else f"assessment-{number:02d}.md"
        folder_files.write_document(folder / name, assessment_facts(one, page, program), one.instructions)
