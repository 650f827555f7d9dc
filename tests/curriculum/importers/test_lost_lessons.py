"""Folders that would lose lessons silently."""

import pytest

from curriculum.api import BrokenFolder, load_folder
from curriculum.models import LessonPage
from tests.factories.course import write_course

pytestmark = pytest.mark.django_db


def test_a_folder_with_lessons_but_without_module_file_is_refused_and_nothing_is_loaded(tmp_path):
    course = write_course(tmp_path / "course")
    (course / "01-first-module" / "module.md").unlink()

    with pytest.raises(BrokenFolder) as refused:
        load_folder(course)

    assert refused.value.sentences[0] == "01-first-module: this folder has lessons but no module.md. Write one; it names the module and its minutes."
    assert not LessonPage.objects.exists()
