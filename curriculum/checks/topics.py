"""Every required topic is taught and tested.

Taught: minutes of a module and of a lesson speak of it. Tested: at least 12 ready questions do, so that a quiz, a second attempt and the
final examination can each draw a handful that the student has not met.
"""

from collections import Counter

from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.folder.faults import Faults

LEAST_QUESTIONS = 12


def check(folder: CurriculumFolder, faults: Faults) -> str:
    met, taught, tested = Counter[str](), Counter[str](), Counter[str]()
    for module in folder.modules:
        met.update(module.facts.topics)
    for lesson in folder.lessons:
        taught.update(lesson.facts.topics)
    for question in folder.ready_questions:
        tested.update(set(question.topics))
    required = [(number, topic.slug) for number, topic in enumerate(folder.program.topics) if topic.required]
    for number, topic in required:
        line = folder.line(folder.document.path, "topics", number) if not (met[topic] and taught[topic] and tested[topic] >= LEAST_QUESTIONS) else None
        if not met[topic]:
            faults.add(folder.document.path, f"no module gives minutes to the required topic “{topic}”. Teach it, or do not require it.", line)
        if not taught[topic]:
            faults.add(folder.document.path, f"no lesson teaches the required topic “{topic}”. Write one, or name the topic in one that does.", line)
        if tested[topic] < LEAST_QUESTIONS:
            said = f"{tested[topic]} ready questions test the required topic “{topic}”, at least {LEAST_QUESTIONS} should."
            faults.add(folder.document.path, f"{said} Write more, or name the topic in those that test it.", line)
    _unknown(folder, faults)
    fewest = min(((tested[topic], topic) for _, topic in required), default=(0, "none"))
    return f"{len(required)} required topics; fewest questions: {fewest[0]} of {fewest[1]}"


def _unknown(folder: CurriculumFolder, faults: Faults) -> None:
    known = {topic.slug for topic in folder.program.topics}
    for question in folder.questions:
        for number, topic in enumerate(question.topics):
            if topic not in known:
                line = folder.line(question.path, *question.place, "topics", number)
                faults.add(question.path, f"question “{question.id}”: the topic “{topic}” is not in program.md.", line)
    for page in folder.pages:
        for topic in page.facts.topics:
            if topic not in known:
                faults.add(page.path, f"the topic “{topic}” is not in program.md.", folder.line(page.path, "topics", topic))
