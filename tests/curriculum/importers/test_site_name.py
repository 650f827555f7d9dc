"""Authors read the product's name above their first page, not the machine's; a name that somebody gave stays."""

from pathlib import Path

import pytest
from wagtail.models import Site

from curriculum.api import load_folder
from tests.factories.course import write_course


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), [("", "Pathway"), ("Training at North", "Training at North")])
def test_the_default_site_gets_a_name_once(tmp_path: Path, before: str, after: str) -> None:
    Site.objects.filter(is_default_site=True).update(site_name=before)

    load_folder(write_course(tmp_path / "course"))

    assert Site.objects.get(is_default_site=True).site_name == after
