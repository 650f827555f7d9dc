"""No lesson is written harder than it needs to be.

The grade is counted over running sentences alone: headings, tables, code and citations are left out (``prose.running_text``), and terms of the
glossary have no syllables, because a lesson exists to teach them and links their meaning. The bound is grade 11.5, what an American
student has read by the last years of high school: our readers are in college, many in their second or third language and in their first semester,
and plain language is what the clients they will write to need from them.
"""

from curriculum.checks.folder import CurriculumFolder
from curriculum.checks.prose import running_text
from curriculum.checks.readability import grade
from curriculum.importers.folder.faults import Faults

MOST = 11.5
NAMED = 5


def check(folder: CurriculumFolder, faults: Faults) -> str:
    known = [form for term in folder.terms or () for form in (term.shape.term, *term.shape.forms)]
    grades = sorted(((grade(running_text(lesson), known), lesson) for lesson in folder.lessons), key=lambda pair: -pair[0])
    for level, lesson in grades:
        if level > MOST:
            faults.add(lesson.path, f"it reads at grade {level:.1f}, at most {MOST} is right. Shorten its sentences, and choose plainer words.")
    if not grades:
        return "no lesson"
    hardest = ", ".join(f"{level:.1f} {lesson.module}/{lesson.facts.slug}" for level, lesson in grades[:NAMED])
    return f"grade {sum(level for level, _ in grades) / len(grades):.1f} on average; hardest: {hardest}"
