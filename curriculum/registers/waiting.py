"""What waits for a person, shown on their home page."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from curriculum import rules
from curriculum.models import LawChangeItem
from curriculum.queries.lesson_questions import questions_to_answer
from curriculum.queries.reviews import lessons_due
from lms.core import waiting
from lms.core.clock import now
from lms.core.waiting import Waiting


def law_to_check(person: Any) -> Waiting | None:
    """Lessons, questions and terms that cite changed law: a person's own, and those of their programs that nobody has."""
    if not person.has_perm("curriculum.change_law"):
        return None
    to_check = LawChangeItem.objects.filter(state="to_check", case__closed_at=None)
    mine = to_check.filter(Q(owner=person.public_id) | Q(owner="", program__in=rules.programs_written_by(person)))
    return Waiting(mine.count(), "text to check after a change of law", reverse("law_changes:cases"), "texts to check after a change of law")


def attendance_to_confirm(person: Any) -> Waiting | None:
    """Sessions that are over and whose attendance nobody has confirmed; until then nothing is credited."""
    if not person.has_perm("curriculum.teach_session"):
        return None
    over = rules.sessions_taught_by(person).filter(ends_at__lte=now(), cancelled_at__isnull=True, sheets=None, cohort__closed_at__isnull=True)
    return Waiting(over.count(), "unconfirmed session", reverse("teaching:sessions"))


def questions_waiting(person: Any) -> Waiting | None:
    """Questions on lessons that nobody has answered yet."""
    if not person.has_perm("curriculum.answer_question"):
        return None
    return Waiting(questions_to_answer(person).count(), "question to answer", reverse("questions:open"), "questions to answer")


def problems_to_settle(person: Any) -> Waiting | None:
    """Problems that readers reported in the programs a person writes."""
    if not person.has_perm("curriculum.write_lessons"):
        return None
    mine = rules.problems_handled_by(person).filter(settled_at=None)
    return Waiting(mine.count(), "problem report", reverse("problems:list"))


def lessons_to_review_again(person: Any) -> Waiting | None:
    """Lessons whose day of review has come, in the programs a person writes."""
    if not person.has_perm("curriculum.write_lessons"):
        return None
    return Waiting(lessons_due(person, timezone.localdate()).count(), "lesson due for review", reverse("due_for_review"), "lessons due for review")


def reviews_by_peers(person: Any) -> Waiting | None:
    """What other authors submitted."""
    if not person.has_perm("curriculum.write_lessons"):
        return None
    return Waiting(rules.peer_reviews_of(person).count(), "lesson for your peer review", reverse("wagtailadmin_home"), "lessons for your peer review")


def reviews_by_attorneys(person: Any) -> Waiting | None:
    """What waits for an attorney."""
    if not person.has_perm("curriculum.review_as_attorney"):
        return None
    return Waiting(rules.attorney_reviews_of(person).count(), "lesson for your attorney review", reverse("reviews:waiting"), "lessons for your attorney review")


waiting.register("curriculum.attendance", attendance_to_confirm)
waiting.register("curriculum.law_changes", law_to_check)
waiting.register("curriculum.questions", questions_waiting)
waiting.register("curriculum.problems", problems_to_settle)
waiting.register("curriculum.due_for_review", lessons_to_review_again)
waiting.register("curriculum.peer_reviews", reviews_by_peers)
waiting.register("curriculum.attorney_reviews", reviews_by_attorneys)
