"""The curriculum that comes with the program, and folders that would lose lessons silently."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from curriculum.api import BrokenFolder, export_folder, load_folder, programs
from curriculum.models import LessonPage
from tests.factories.course import write_course

pytestmark = pytest.mark.django_db


def test_the_starter_curriculum_loads_and_its_export_changes_nothing(tmp_path):
    first = load_folder(Path(settings.BASE_DIR) / "curriculum" / "content")
    export_folder(programs().get(), tmp_path / "exported")

    second = load_folder(tmp_path / "exported")

    assert {change.outcome for change in first} == {"created"}
    assert Counter(change.outcome for change in second) == {"unchanged": len(first)}


def test_a_folder_with_lessons_but_without_module_file_is_refused_and_nothing_is_loaded(tmp_path):
    course = write_course(tmp_path / "course")
    (course / "01-first-module" / "module.md").unlink()

    with pytest.raises(BrokenFolder) as refused:
        load_folder(course)

    assert refused.value.sentences[0] == "01-first-module: this folder has lessons but no module.md. Write one; it names the module and its minutes."
    assert not LessonPage.objects.exists()
