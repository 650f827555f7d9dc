"""What Wagtail's own pages show authors of ours: the panel on its first page, the report of lessons due for review."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from curriculum.models import LessonPage, LessonReview, ModulePage, ProgramPage
from curriculum.queries.authoring import authors_desk
from curriculum.queries.reviews import DUE_SOON, lessons_due, lessons_written_by
from curriculum.rules import programs_written_by
from lms.core.spreadsheet import csv_cell
from lms.core.wording import counted

WHEN = [("overdue", "Overdue"), ("soon", "Within 30 days"), ("later", "Later"), ("never", "No date set")]


class YourProgramsPanel(Component):
    """First on Wagtail's first page: where to write, and what waits."""

    name = "your_programs"
    template_name = "curriculum/panels/your_programs.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"desk": authors_desk(parent_context["request"].user, timezone.localdate())}


class DueFilter(WagtailFilterSet):
    when = django_filters.ChoiceFilter(label="Due", choices=WHEN, method="due", empty_label="Overdue or within 30 days")
    program = django_filters.ModelChoiceFilter(label="Program", queryset=lambda request: programs_written_by(request.user), method="of_program")

    class Meta:
        model = LessonPage
        fields = ["volatile"]

    def due(self, lessons: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        ranges = {
            "overdue": {"review_by__lt": today}, "soon": {"review_by__gte": today, "review_by__lte": today + DUE_SOON},
            "later": {"review_by__gt": today + DUE_SOON}, "never": {"review_by": None},
        }  # fmt: skip
        return lessons.filter(**ranges[value])

    def of_program(self, lessons: QuerySet, name: str, value: ProgramPage) -> QuerySet:
        return lessons.filter(path__startswith=value.path)


class DueForReview(ReportView):
    """Published lessons of the programs a person writes that are due to be read again; as CSV and XLSX too."""

    page_title = "Due for review"
    header_icon = "calendar-check"
    index_url_name = "due_for_review"
    index_results_url_name = "due_for_review_results"
    filterset_class = DueFilter
    model = LessonPage
    is_searchable = False
    columns = [
        TitleColumn("title", label="Lesson", url_name="wagtailadmin_pages:edit"),
        Column("program_title", label="Program"),
        Column("module_title", label="Module"),
        Column("review_by", label="Review by"),
        Column("due_in", label="Due"),
        Column("last_attorney_review", label="Last attorney review"),
    ]
    list_export = ["title", "program_title", "module_title", "review_by", "due_in", "last_attorney_review", "volatile"]
    export_headings = {
        "title": "Lesson", "program_title": "Program", "module_title": "Module", "review_by": "Review by", "due_in": "Due",
        "last_attorney_review": "Last attorney review", "volatile": "Law is moving",
    }  # fmt: skip
    custom_field_preprocess = {name: {"csv": csv_cell, "xlsx": csv_cell} for name in ("title", "program_title", "module_title")}
    no_results_message = "No lesson is due. A lesson appears here thirty days before its “review again by”."

    def get_queryset(self) -> QuerySet[LessonPage]:
        chosen = self.request.GET.get("when") in dict(WHEN)
        person = self.request.user
        lessons = lessons_written_by(person) if chosen else lessons_due(person, timezone.localdate())
        approved = LessonReview.objects.filter(lesson=OuterRef("pk"), step="attorney", verdict="approved").order_by("-pk")
        return lessons.annotate(last_attorney_review=Subquery(approved.values("decided_on")[:1])).order_by("review_by", "path")

    def get_filename(self) -> str:
        return f"due-for-review-{timezone.localdate().isoformat()}"

    def decorate_paginated_queryset(self, object_list: Any) -> list[LessonPage]:
        lessons = list(object_list)
        programs = dict(ProgramPage.objects.values_list("path", "title"))
        modules = dict(ModulePage.objects.values_list("path", "title"))
        for lesson in lessons:
            lesson.module_title = modules.get(lesson.path[: -lesson.steplen], "")
            lesson.program_title = programs.get(lesson.path[: -2 * lesson.steplen], "")
            lesson.due_in = due_in_words(lesson.review_by, timezone.localdate())
        return lessons


def due_in_words(review_by: date | None, today: date) -> str:
    """“5 days overdue”, “today”, “in 12 days”; empty without a date."""
    if review_by is None:
        return ""
    days = (review_by - today).days
    if days < 0:
        return f"{counted(-days, 'day')} overdue"
    return f"in {counted(days, 'day')}" if days else "today"
