"""What may have been studied is kept: pages with evidence cannot be deleted in the Wagtail admin, one by one or in bulk."""

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from curriculum.models import LessonPage, ModulePage, ProgramPage
from tests.factories.course import enrolled_student, load_course
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(tmp_path: Path) -> Client:
    """An administrator in the Wagtail admin, with the small course loaded and a cohort running."""
    load_course(tmp_path / "course")
    client = Client()
    client.force_login(person("administrator", enrolled_student().campus))
    return client


def delete(client: Client, page: Page, *, in_bulk: bool):
    if in_bulk:
        return client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}&next=/cms/")
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


@pytest.mark.parametrize("in_bulk", [False, True])
@pytest.mark.parametrize("model", [LessonPage, ModulePage, ProgramPage])
def test_a_page_with_evidence_is_kept_and_the_author_is_told_why(author, model, in_bulk):
    page = model.objects.first()

    answer = delete(author, page, in_bulk=in_bulk)

    assert answer.status_code == 302
    assert "so it is kept" in str(next(iter(get_messages(answer.wsgi_request))))
    assert model.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("in_bulk", [False, True])
def test_a_draft_that_was_never_published_may_be_deleted(author, in_bulk):
    draft = ModulePage.objects.get().add_child(instance=LessonPage(title="Draft", slug="draft", minutes=5, live=False))

    delete(author, draft, in_bulk=in_bulk)

    assert not LessonPage.objects.filter(slug="draft").exists()
