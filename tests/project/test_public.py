"""What no route answers (AU-01)."""

import pytest
from django.conf import settings

from tests.project.asking import respond
from tests.project.world import World

PATHS = ["/media/", "/media/images/x.png", "/media/../manage.py", "/static/../lms/urls.py", "/admin/", "/.env", "/api/", "/.git/config"]


@pytest.mark.parametrize("role", ["", "student", "administrator"])
@pytest.mark.parametrize(
    "path", ["/media/", "/media/images/x.png", "/media/../manage.py", "/static/../lms/urls.py", "/admin/", "/.env", "/api/", "/.git/config"]
)
def test_files_and_doors_of_other_systems_are_not_there(world: World, role: str, path: str):
    assert respond(world, role, "GET", path).status_code == 404


def test_uploaded_files_lie_outside_of_what_is_served():
    served = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]

    assert not any(settings.MEDIA_ROOT.is_relative_to(folder) or settings.VAULT_DIR.is_relative_to(folder) for folder in served)
