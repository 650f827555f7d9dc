"""What people of the demonstration say to each other on the first lesson: an announcement, questions, a note, a report, a review that waits."""

from typing import Any

from curriculum.api import add_mark, answer_question, ask_question, lessons_of, newest_announcements, newest_snapshot, report_problem, write_announcement
from lms.people.api import User

ANSWER = "Start with the *official list* that lesson 3 names. Look the organization up there, then ask it for the name of its accredited representative."


def talk(*, people: dict[str, User], enrollments: list[Any]) -> None:
    """Let the cohort of ``enrollments`` talk, once. The first two places are those of ``student`` and ``student2``."""
    first, second = enrollments[:2]
    snapshot = newest_snapshot(lessons_of(first.cohort.program)[0].pk)
    if snapshot is None or newest_announcements(first.student):
        return
    text = "Read the first two lessons before we meet. Bring **one question** that you want to ask, and your laptop if you have one."
    write_announcement(cohort=first.cohort, title="Before our next session", text=text, send_at=None, by=people["instructor"])
    asked: dict[str, Any] = {"snapshot": snapshot, "passage": "", "may_name": False}
    open_one = "Is helping a neighbor to spell an address on a form already practice?"
    ask_question(enrollment=second, text=open_one, key="demonstration", **asked, by=second.student)
    question = ask_question(enrollment=first, text="How do I find out whether an organization is recognized?", key="demonstration", **asked, by=first.student)
    answer_question(question=question, answer=ANSWER, share=True, seen=question.version, by=people["instructor"])
    add_mark(snapshot=snapshot, kind="note", address="p-1-1", text="Ask in the session: who checks this list?", by=first.student)
    report_problem(snapshot=snapshot, kind="unclear", text="I had to read this paragraph twice.", address="p-1-1", by=second.student)


def review(*, lesson: Any, people: dict[str, User]) -> None:
    """Let the instructor have submitted the present text of ``lesson`` for review, once: their colleague finds it on their first page."""
    if lesson.workflow_in_progress or lesson.workflow_states.exists():
        return
    draft = lesson.get_latest_revision_as_object()
    draft.save_revision(user=people["instructor"])
    lesson.get_workflow().start(lesson, people["instructor"])
