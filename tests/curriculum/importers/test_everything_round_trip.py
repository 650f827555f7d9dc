"""What the screen can make and a first folder did not hold: rich text, two texts in a row, history of the law, several assessments, order, odd lines."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from assessments.models import AssessmentItem, AssessmentPage, Question, QuestionBank
from curriculum.actions.change_status import change_status
from curriculum.actions.duplicate_program import duplicate_program
from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import Authority, AuthorityStatusChange, LawChange, LessonPage, LessonTopic, ModulePage, ProgramPage, Topic
from lms.core.markdown import render_markdown
from tests.curriculum.importers.test_round_trip import contents
from tests.factories.course import enrolled_student, load_course, member, write_course

pytestmark = [pytest.mark.django_db, pytest.mark.services]
FENCED = "One.\r\n::: callout note\r\n:::\r\n"
NOTED = "Two, with a note.[^1]\n\n[^1]: 8 CFR 1292.1."
BODY: list[dict[str, Any]] = [
    {"type": "markdown", "value": {"source": FENCED, "html": render_markdown(FENCED)}},
    {"type": "markdown", "value": {"source": NOTED, "html": render_markdown(NOTED)}},
    {"type": "prose", "value": "<p>Rich <b>text</b></p>"},
    {"type": "callout", "value": {"source": ":::", "html": render_markdown(":::"), "kind": "note", "title": 'A "quoted" \\ title', "date": None}},
    {
        "type": "check",
        "value": {
            "check_id": "odd", "stem": "Which?", "stem_html": render_markdown("Which?"), "explanation": "", "explanation_html": "", "kind": "true_false",
            "content": '{ "answer" : true }',
        },
    },
]  # fmt: skip


def enrich(program: ProgramPage) -> None:
    """Fill the small course with what authors make on screens."""
    module = ModulePage.objects.child_of(program).get()
    module.session_numbers, module.objectives, module.introduction = "1,1", "One\r\n\r\n  Two", "Words\r\nof it.\r\n"
    module.seo_title = "Seen by machines: “odd”"
    module.save()
    lesson = LessonPage.objects.get(slug="two")
    lesson.body = LessonPage._meta.get_field("body").to_python(BODY)
    lesson.save_revision().publish()
    lesson.title = "What an author is still writing"
    lesson.save_revision()
    lesson.refresh_from_db()
    LessonPage.objects.get(slug="one").move(module, pos="last-child")
    change_status(
        authority=Authority.objects.get(), status="amended", effective_on=date(2026, 11, 1), note="Shorter: now.", source="91 FR 1",
        by=member("instructor@north.example", "instructor", enrolled_student().cohort.campus),
    )  # fmt: skip
    module.refresh_from_db()
    delta = LessonPage(title="What changed", slug="what-changed", minutes=3, delta_for=LawChange.objects.get(), body=[("prose", "<p>New.</p>")])
    delta.topics = [LessonTopic(topic=Topic.objects.get(slug="asylum"), minutes=3)]
    module.add_child(instance=delta).save_revision().publish()
    bank = QuestionBank.objects.create(slug="final-bank", title="The final bank", program=program)
    for question in Question.objects.all():
        Question.objects.filter(pk=question.pk).update(bank=bank if question.external_id == "q-2" else question.bank, state="held")
    program.refresh_from_db()
    for parent, slug in ((program, "final"), (module, "second-quiz")):
        parent.refresh_from_db()
        page = AssessmentPage(title="Another", slug=slug, grace_seconds=60, closes_at=datetime(2026, 12, 1, 10, tzinfo=UTC))
        page.items = [AssessmentItem(question=question, sort_order=order) for order, question in enumerate(Question.objects.order_by("-external_id"))]
        parent.add_child(instance=page).save_revision().publish()


def outcomes(root: Path) -> list[tuple[str, str]]:
    return [(change.what, change.name) for change in load_folder(root) if change.outcome != "unchanged"]


def test_everything_survives_the_journey_through_an_empty_database(tmp_path: Path) -> None:
    with transaction.atomic():
        load_course(tmp_path / "course")
        enrich(ProgramPage.objects.get())
        export_folder(ProgramPage.objects.get(), tmp_path / "first")
        assert outcomes(tmp_path / "first") == []
        assert LessonPage.objects.get(slug="two").has_unpublished_changes
        transaction.set_rollback(True)

    load_folder(tmp_path / "first")
    export_folder(ProgramPage.objects.get(), tmp_path / "second")

    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert outcomes(tmp_path / "second") == []
    names = [name.rpartition("/")[2] for name in contents(tmp_path / "first")]
    assert {"assessment.md", "assessment-02.md", "final-bank.yaml", "01-two.md", "02-one.md", "03-what-changed.md"} <= set(names)


def test_history_that_came_along_opens_no_work_and_news_does(tmp_path: Path) -> None:
    with transaction.atomic():
        load_course(tmp_path / "course")
        enrich(ProgramPage.objects.get())
        export_folder(ProgramPage.objects.get(), tmp_path / "first")
        transaction.set_rollback(True)
    load_folder(tmp_path / "first")
    assert LawChange.objects.get().closed_at is not None
    path = tmp_path / "first/authorities.yaml"
    step = "  - {old_status: amended, new_status: vacated, effective_on: 2026-11-20, note: Gone., source: 91 FR 2}\n"
    path.write_text(path.read_text().replace("status: amended\n  status_since", "status: vacated\n  status_since", 1).rstrip("\n") + "\n" + step)

    load_folder(tmp_path / "first")

    assert [change.new_status for change in AuthorityStatusChange.objects.order_by("pk")] == ["amended", "vacated"]
    case = LawChange.objects.exclude(closed_at__isnull=False).get()
    assert case.items.exists()
    assert outcomes(tmp_path / "first") == []


def test_a_duplicated_program_exports_and_loads_beside_its_original(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    instructor = member("instructor@north.example", "instructor", enrolled_student().cohort.campus)
    copy = duplicate_program(program=ProgramPage.objects.get(), title="Small course", slug="again", version="2027.1", by=instructor)
    for page in [copy, *copy.get_descendants().specific()]:
        page.get_latest_revision().publish()
    copy.refresh_from_db()

    export_folder(copy, tmp_path / "copy")

    assert outcomes(tmp_path / "copy") == []
    assert (tmp_path / "copy/01-first-module/questions.yaml").read_bytes().count(b"\n- id:") == 1
    assert QuestionBank.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("01-first-module/01-one.md", "asylum: 5", "cooking: 5", "01-first-module/01-one.md, line 5: the topic “cooking”"),
        ("01-first-module/01-one.md", "minutes: 10", "minutes: many", "01-first-module/01-one.md, line 4: minutes:"),
        ("01-first-module/questions.yaml", "points: 3", "points: 0", "01-first-module/questions.yaml, line 12: 1.points" ),
        ("01-first-module/assessment.md", "[q-1, q-2]", "[q-1, q-9]", "01-first-module/assessment.md, line 7: the question “q-9”"),
        ("01-first-module/authorities.yaml", "confidence: A", "confidence: Z", "01-first-module/authorities.yaml, line 1: 0.confidence"),
        ("program.md", "minutes: 20", "minutes: -1", "program.md, line 6: tracks.0.minutes"),
    ],
)  # fmt: skip
def test_a_fault_names_its_file_and_its_line(tmp_path: Path, name: str, old: str, new: str, place: str) -> None:
    path = write_course(tmp_path / "course") / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))

    with pytest.raises(BrokenFolder) as broken:
        load_folder(tmp_path / "course")

    assert any(sentence.startswith(place.split(":", maxsplit=1)[0]) for sentence in broken.value.sentences), broken.value.sentences
