from typing import Any

import pytest

from tests.factories.application_room import Clock, Room
from tests.factories.applications import recognized_organization
from tests.factories.course import enrolled_student, load_course, member


@pytest.fixture
def room(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Room:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    load_course(tmp_path)
    place = enrolled_student()
    campus = place.cohort.campus
    emil, olga = member("emil@north.example", "coordinator", campus), member("olga@north.example", "officer", campus)
    return Room(campus, emil, olga, place, recognized_organization(campus, by=olga), clock)
