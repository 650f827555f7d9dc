"""The law changes: exactly what cites it is listed, readers are told at once, and those already trained are brought up to date."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Question
from curriculum.actions.assign_delta_lesson import assign_delta_lesson
from curriculum.actions.assign_item import assign_item
from curriculum.actions.change_status import change_status
from curriculum.actions.settle_law_change import close_case, decide_item, hold_items
from curriculum.api import answer_checks_blank, close_cohort, complete_lesson, load_folder, newest_snapshot, program_outline, see_to_end
from curriculum.models import Authority, Enrollment, GlossaryTerm, LawChange, LessonCompletion, LessonPage, ModulePage
from curriculum.queries.affected import students_resting_on
from curriculum.queries.law import banners_of
from curriculum.registers.waiting import law_to_check
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.api import Notice
from lms.people.api import Campus, User
from tests.factories.course import enrolled_student, member, signed_in, study, write_course

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    """A student of the small course, whose second lesson and a question cite 8 CFR 208.13(b)."""
    root = write_course(tmp_path / "course")
    lesson = root / "01-first-module/02-two.md"
    lesson.write_text(lesson.read_text().replace("More words.", "See 8 C.F.R. § 208.13(b)(1) and INA § 208(b)."))
    questions = root / "01-first-module/questions.yaml"
    questions.write_text(questions.read_text().replace("Which are agencies?", "Which are agencies under 8 CFR 208.13(b)?"))
    own = root / "01-first-module/authorities.yaml"
    own.write_text(
        own.read_text()
        + '- {key: "8 CFR 208.13", kind: regulation, title: Eligibility, citation: 8 CFR 208.13}\n'
        + '- {key: "8 CFR 208.1", kind: regulation, title: Scope, citation: 8 CFR 208.1}\n'
        + '- {key: "INA 208", kind: statute, title: Asylum, citation: INA § 208}\n'
        + '- {key: "8 USC 1158", kind: statute, title: Asylum, citation: 8 U.S.C. § 1158}\n'
    )
    load_folder(root)
    GlossaryTerm.objects.create(slug="well-founded", term="well-founded fear", definition="A real chance of harm (8 CFR 208.13(b)(2)).")
    return enrolled_student()


@pytest.fixture
def instructor(place: Enrollment) -> User:
    return member("instructor@north.example", "instructor", place.cohort.campus)


def changed(by: User, key: str = "8 CFR 208.13", status: str = "amended") -> LawChange:
    return change_status(
        authority=Authority.objects.get(key=key), status=status, effective_on=date(2026, 11, 1), note="The burden moved.", source="91 FR 1234", by=by
    )


def listed(case: LawChange) -> set[tuple[str, str]]:
    return set(case.items.values_list("kind", "title"))


def complete(place: Enrollment, slug: str, minutes: int) -> None:
    lesson = LessonPage.objects.get(slug=slug)
    days_before = LessonCompletion.objects.filter(enrollment=place).count()  # each lesson on a day after the last, for time never runs back
    study(place, slug, minutes, start=datetime(2026, 10, 1 + days_before, 15, tzinfo=UTC))
    see_to_end(enrollment=place, lesson=lesson)
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    answer_checks_blank(enrollment=place, lesson=lesson, snapshot=snapshot)
    complete_lesson(enrollment=place, lesson=lesson, snapshot=snapshot)


def test_exactly_what_cites_the_law_is_listed(instructor: User) -> None:
    assert listed(changed(instructor)) == {("lesson", "Lesson two"), ("question", "q-2 in First module"), ("term", "well-founded fear")}
    assert listed(changed(instructor, "8 CFR 208.1")) == set()


def test_both_names_of_a_provision_change_together(instructor: User) -> None:
    case = changed(instructor, "INA 208", "pending")

    assert listed(case) == {("lesson", "Lesson two")}
    assert set(Authority.objects.filter(canonical="8 USC 1158").values_list("key", "status")) == {("INA 208", "pending"), ("8 USC 1158", "pending")}
    with pytest.raises(Conflict):
        changed(instructor, "8 USC 1158", "pending")


def test_readers_see_a_dated_banner_at_once_until_somebody_has_checked(place: Enrollment, instructor: User) -> None:
    lesson = LessonPage.objects.get(slug="two")
    client = signed_in(place.student)
    assert "The burden moved." not in client.get(lesson.url).content.decode()

    case = changed(instructor)

    page = client.get(lesson.url).content.decode()
    assert "The burden moved." in page
    assert "Nov 1, 2026" in page
    decide_item(item=case.items.get(kind="lesson"), state="unaffected", note="", by=instructor)
    assert banners_of(lesson.public_id) == []
    assert "The burden moved." not in client.get(lesson.url).content.decode()


def test_questions_can_be_held_out_of_draws_and_let_back(place: Enrollment, instructor: User) -> None:
    case = changed(instructor)
    refs = [item.ref for item in case.items.filter(kind="question")]

    assert hold_items(case=case, kind="question", refs=refs, held=True, by=instructor) == 1

    attempt = start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)
    assert [item.version.question.external_id for item in attempt.items.all()] == ["q-1"]
    assert hold_items(case=case, kind="question", refs=refs, held=False, by=instructor) == 1
    assert set(Question.objects.values_list("state", flat=True)) == {"ready"}


def test_a_case_holds_only_its_own_questions(instructor: User) -> None:
    other = Question.objects.get(external_id="q-1")

    assert hold_items(case=changed(instructor), kind="question", refs=[other.public_id], held=True, by=instructor) == 0


def test_students_are_listed_when_their_evidence_rests_on_the_text(place: Enrollment, instructor: User) -> None:
    complete(place, "one", 6)
    assert students_resting_on(["8 CFR 208.13"]) == set()

    complete(place, "two", 4)

    assert students_resting_on(["8 CFR 208.13"]) == {place.student.public_id}
    assert students_resting_on(["8 CFR 208.1"]) == set()


def test_a_lesson_on_the_change_can_be_studied_after_the_cohort_has_closed_and_earns_its_own_entry(place: Enrollment, instructor: User) -> None:
    from accreditation.models import Entry

    complete(place, "two", 4)
    case = changed(instructor)
    delta = LessonPage(title="What changed in 208.13", slug="delta", minutes=5, requires_checks=False, minimum_share_percent=50, delta_for=case)
    ModulePage.objects.get().add_child(instance=delta)
    delta.topics.create(topic_id=LessonPage.objects.get(slug="two").topics.get().topic_id, minutes=5)
    delta.save_revision().publish()
    program = place.cohort.program
    coordinator = member("coordinator@north.example", "coordinator", place.cohort.campus)
    assert "What changed in 208.13" not in [row.title for row in program_outline(program, place).rows]

    close_cohort(cohort=place.cohort, by=coordinator)
    assert assign_delta_lesson(case=case, lesson=delta, due_on=None, by=instructor) == 1
    assert assign_delta_lesson(case=case, lesson=delta, due_on=None, by=instructor) == 0

    place = Enrollment.objects.get(pk=place.pk)
    assert "What changed in 208.13" in [row.title for row in program_outline(program, place).rows]
    complete(place, "delta", 4)
    assert Entry.objects.get(title="What changed in 208.13").minutes == 4
    assert Notice.objects.filter(person=place.student.public_id, kind="curriculum.delta_assigned").count() == 1
    with pytest.raises(Conflict):
        complete(place, "one", 6)


def test_a_case_closes_once_everything_was_looked_at(instructor: User) -> None:
    case = changed(instructor)
    with pytest.raises(Conflict, match="3 still to check"):
        close_case(case=case, conclusion="Done.", by=instructor)

    for item in case.items.all():
        decide_item(item=item, state="revised", note="", by=instructor)

    with pytest.raises(Invalid):
        close_case(case=case, conclusion=" ", by=instructor)
    assert close_case(case=case, conclusion="All revised.", by=instructor).closed_at is not None


def test_authors_are_told_once_and_students_cannot_change_the_law(place: Enrollment, instructor: User) -> None:
    changed(instructor)

    assert Notice.objects.filter(person=instructor.public_id, kind="curriculum.law_changed").count() == 1
    with pytest.raises(Forbidden):
        changed(place.student)


@pytest.mark.parametrize("fault", [{"note": " "}, {"source": ""}, {"status": "repealed"}])
def test_a_change_needs_status_note_and_source(fault: dict, instructor: User) -> None:
    said = {"status": "amended", "effective_on": date(2026, 11, 1), "note": "It moved.", "source": "91 FR 1", **fault}

    with pytest.raises(Invalid):
        change_status(authority=Authority.objects.get(key="8 CFR 208.13"), **said, by=instructor)


def test_a_curriculum_folder_with_another_status_opens_the_case_too(tmp_path: Path, place: Enrollment) -> None:
    path = tmp_path / "course/01-first-module/authorities.yaml"
    path.write_text(path.read_text().replace("citation: 8 CFR 208.13}", "citation: 8 CFR 208.13, status: vacated, status_note: A court set it aside.}"))

    load_folder(tmp_path / "course")

    assert ("lesson", "Lesson two") in listed(LawChange.objects.get())


def written_by(author: User, slug: str = "two") -> None:
    LessonPage.objects.get(slug=slug).save_revision(user=author).publish()


def test_a_task_belongs_to_who_wrote_the_text_last_and_says_why_it_is_there(place: Enrollment, instructor: User) -> None:
    other = member("instructor2@north.example", "instructor", place.cohort.campus)
    written_by(other)

    case = changed(instructor)

    item = case.items.get(kind="lesson")
    assert [item.owner, item.relation, item.cited] == [other.public_id, "part", "8 CFR 208.13(b)(1)"]
    assert "1 of them yours to check" in Notice.objects.get(person=other.public_id).text
    assert "yours" not in Notice.objects.get(person=instructor.public_id).text


def test_who_no_longer_writes_for_the_program_owns_nothing(place: Enrollment, instructor: User) -> None:
    gone = member("gone@north.example", "instructor", place.cohort.campus)
    written_by(gone)
    gone.memberships.update(ended_at=datetime(2026, 10, 1, tzinfo=UTC))

    assert changed(instructor).items.get(kind="lesson").owner == ""


def test_a_change_of_a_part_reaches_who_cites_the_whole_section(instructor: User) -> None:
    Authority.objects.create(key="8 USC 1158(b)(1)", kind="statute", title="Eligibility", citation="8 U.S.C. § 1158(b)(1)")

    (item,) = changed(instructor, "8 USC 1158(b)(1)").items.all()

    assert [item.title, item.relation, item.cited] == ["Lesson two", "whole", "INA 208(b)"]


def test_a_task_can_be_given_to_somebody_who_writes_for_the_program(place: Enrollment, instructor: User) -> None:
    other = member("instructor2@north.example", "instructor", place.cohort.campus)
    stranger = member("instructor@south.example", "instructor", Campus.objects.create(slug="south", name="South", time_zone="America/New_York"))
    item = changed(instructor).items.get(kind="lesson")
    assert law_to_check(other).count == 2

    assign_item(item=item, owner=instructor, by=instructor)

    assert [law_to_check(other).count, law_to_check(instructor).count] == [1, 2]
    with pytest.raises(Invalid):
        assign_item(item=item, owner=stranger, by=instructor)
    assign_item(item=item, owner=other, by=instructor)
    assert "Yours to check: Lesson two" in Notice.objects.filter(person=other.public_id).values_list("subject_line", flat=True)
    decide_item(item=item, state="revised", note="", by=instructor)
    with pytest.raises(Conflict):
        assign_item(item=item, owner=None, by=instructor)


def test_a_lesson_page_is_kept_by_no_cache(place: Enrollment, instructor: User) -> None:
    lesson = LessonPage.objects.get(slug="two")
    client = signed_in(place.student)
    first = client.get(lesson.url)

    changed(instructor)
    again = client.get(lesson.url, headers={"if-none-match": first.headers.get("ETag", '"x"'), "if-modified-since": "Fri, 01 Jan 2038 00:00:00 GMT"})

    assert "no-store" in first["Cache-Control"]
    assert [again.status_code, "The burden moved." in again.content.decode()] == [200, True]


def test_a_lesson_out_of_print_is_not_listed_and_a_draft_without_the_citation_still_is(instructor: User) -> None:
    lesson = LessonPage.objects.get(slug="two")
    lesson.body = [("prose", "<p>Nothing cited.</p>")]
    lesson.save_revision()
    assert ("lesson", "Lesson two") in listed(changed(instructor))

    LessonPage.objects.get(slug="two").unpublish()

    assert ("lesson", "Lesson two") not in listed(changed(instructor, status="vacated"))
