"""The data of a run: 60 lessons in 10 modules, one of 15 KB with 30 citations, quizzes of 10 and 20 questions, and students on their way."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from curriculum.api import complete_lesson, hear, load_folder, new_token, newest_snapshot, put_cohort, put_enrollment, see_to_end
from curriculum.models import Cohort, Enrollment, LessonPage, ProgramPage
from lms.people.models import Campus, Membership, User

MODULES, LESSONS = 10, 6
WORDS, LONG = 1500, 2500  # of floor W's page; of the lesson that is measured, 15 KB with its citations
CITATIONS = 30
PROGRAM = """---
slug: bench
title: Program of sixty lessons
version: "2026.1"
tracks: [{slug: law_and_skills, title: Law and skills, minutes: 940, on_eoir_list: true}]
topics: [{slug: asylum, title: Asylum, required: true}]
sessions: [{number: 1, title: First}]
completion: {minimum_percent: 50, all_required_topics: true}
---
Words about the program.
"""
MODULE = """---
slug: module-{number}
title: Module {number}
track: law_and_skills
sessions: [1]
minutes: {{live: 0, self_paced: 90, assessment: {quiz}}}
topics: {{asylum: {minutes}}}
authorities: [{authorities}]
objectives: [Say it in your own words.]
last_reviewed: 2026-11-20
---
What this module is about.
"""
LESSON = """---
slug: lesson-{module}-{number}
title: Lesson {module}.{number}
minutes: 15
topics: {{asylum: 15}}
completion: {{seen_to_end: true, minimum_share_percent: 0}}
objectives: [Know the rule., Know the exception.]
authorities: [{authorities}]
last_reviewed: 2026-11-20
---
{text}
"""
QUESTION = """
- id: {slug}
  type: single_choice
  stem: Which of these is right, number {slug}?
  points: 1
  topics: [asylum]
  explanation: It is the first, as the rule says.
  content: {{options: [{{id: a, text: The first, correct: true}}, {{id: b, text: The second, correct: false}}, {{id: c, text: The third, correct: false}}]}}
"""
QUIZ = """---
slug: quiz-{count}
title: Quiz of {count}
minutes: 20
pass_percent: 60
attempts: 100
questions: [{questions}]
---
Answer on your own.
"""
AUTHORITIES = ["8 CFR 1292.1", "8 CFR 208.13", "INA 208"]
SENTENCE = "A person who asks for protection must show, with words and papers, what happened and why it may happen again. "


def write(root: Path) -> Path:
    """The course as a folder of files."""
    (root / "program.md").write_text(PROGRAM)
    cited = ", ".join(f'"{key}"' for key in AUTHORITIES)
    for module in range(1, MODULES + 1):
        folder = root / f"{module:02d}-module"
        folder.mkdir(parents=True)
        quiz = 20 if module <= 2 else 0
        (folder / "module.md").write_text(MODULE.format(number=module, authorities=cited, quiz=quiz, minutes=90 + quiz))
        if module == 1:
            rows = [
                f'- {{key: "{key}", kind: {"statute" if "INA" in key else "regulation"}, title: The rule, citation: "{key}", confidence: A}}'
                for key in AUTHORITIES
            ]
            (folder / "authorities.yaml").write_text("\n".join(rows) + "\n")
        for lesson in range(1, LESSONS + 1):
            text = prose(LONG, CITATIONS) if (module, lesson) == (1, 1) else prose(120)
            (folder / f"{lesson:02d}.md").write_text(LESSON.format(module=module, number=lesson, authorities=cited, text=text))
    for place, count in ((1, 20), (2, 10)):
        folder = root / f"{place:02d}-module"
        slugs = [f"q-{count}-{number}" for number in range(1, count + 1)]
        (folder / "questions.yaml").write_text("".join(QUESTION.format(slug=slug) for slug in slugs))
        (folder / "assessment.md").write_text(QUIZ.format(count=count, questions=", ".join(slugs)))
    return root


def prose(words: int, citations: int = 0) -> str:
    """Paragraphs of five sentences under headings, ``words`` words in all, an authority in the margin; the first sentences cite a provision each."""
    per_sentence = len(SENTENCE.split())
    sentences = [SENTENCE] * (words // per_sentence)
    for number in range(citations):
        sentences[number] = f"{SENTENCE.rstrip('. ')}, see 8 CFR 208.{number + 1}(b). "
    paragraphs = ["".join(sentences[at : at + 5]).strip() for at in range(0, len(sentences), 5)]
    headed = [f"## Part {number}\n\n{paragraph}" if number % 4 == 1 else paragraph for number, paragraph in enumerate(paragraphs, start=1)]
    return "\n\n".join(headed) + '\n\n::: authority key="8 CFR 1292.1"\nWho may represent.\n:::\n'


def load(root: Path, *, students: int) -> list[Enrollment]:
    """Load the course and enroll ``students``: the first halfway through the lessons, the others ten lessons on."""
    load_folder(write(root))
    campus = Campus.objects.create(slug="bench", name="Bench Campus", time_zone="America/New_York")
    program = ProgramPage.objects.get(slug="bench")
    cohort = put_cohort(slug="bench-fall", name="Fall", campus=campus, program=program, starts_on=date(2026, 9, 1), ends_on=date(2099, 12, 20))
    lessons = list(LessonPage.objects.descendant_of(program).order_by("path"))
    return [_student(number, campus, cohort, lessons) for number in range(students)]


def _student(number: int, campus: Campus, cohort: Cohort, lessons: list[LessonPage]) -> Enrollment:
    accepted = {"privacy_version": "2026-11", "privacy_accepted_at": datetime(2026, 9, 1, tzinfo=UTC)}
    student = User.objects.create_user(f"bench{number}@north.example", None, legal_first_name="Ana", legal_last_name=f"Bench {number}", **accepted)
    Membership.objects.create(user=student, campus=campus, role="student")
    enrollment = put_enrollment(student=student, cohort=cohort)
    for place, lesson in enumerate(lessons[1 : 11 if number else len(lessons) // 2]):
        _study(enrollment, lesson, datetime(2026, 9, 1, 15, tzinfo=UTC) + timedelta(hours=place))
    return enrollment


def _study(enrollment: Enrollment, lesson: LessonPage, start: datetime) -> None:
    """Six beats, then completion: three minutes of credit."""
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    token = new_token(enrollment, lesson, snapshot)
    for beat in range(7):
        hear(token=token, kind="beat" if beat else "open", seq=beat, active_ms=30_000 if beat else 0, visible=True, at=start + timedelta(seconds=30 * beat))
    see_to_end(enrollment=enrollment, lesson=lesson)
    complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=snapshot)
