"""Reading policies in public, being asked for a newer version, and publishing one."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from lms.people.models import PolicyAcceptance, PolicyVersion, User
from lms.people.queries.policies import today
from tests.factories.policies import published
from tests.lms.people.browsers import signed_in

FIRST = settings.PRIVACY_NOTICE_VERSION
ACCEPT = "/account/policies/"


def text(page) -> str:
    return page.content.decode()


class TestReading:
    def test_everybody_reads_the_notice_in_force_and_finds_every_other_version(self, client: Client, db: None):
        published("privacy", change="Less is kept.")
        published("privacy", in_days=9, change="Still less.", version="later")

        page = text(client.get("/privacy/"))

        assert "privacy 2 en" in page
        assert f"/privacy/{FIRST}/" in page
        assert "/privacy/later/" in page
        assert "A new version holds from" in page

    def test_an_earlier_version_says_so(self, client: Client, db: None):
        published("privacy", change="Less is kept.")

        assert "This is an earlier version" in text(client.get(f"/privacy/{FIRST}/"))

    def test_a_version_to_come_says_so(self, client: Client, db: None):
        published("privacy", in_days=9, version="later")

        assert "still to come" in text(client.get("/privacy/later/"))

    def test_spanish_readers_see_spanish_where_it_was_written_and_english_elsewhere(self, client: Client, db: None):
        client.get("/language/", {"to": "es"})
        published("terms")

        assert "Lo que nunca recogemos sobre usted" in text(client.get("/privacy/"))
        assert '<article class="prose" lang="en"><p>terms 1 en</p>' in text(client.get("/terms/"))

    def test_without_terms_the_page_says_so(self, client: Client, db: None):
        page = client.get("/terms/")

        assert page.status_code == 200
        assert "no terms of use of its own" in text(page)

    @pytest.mark.parametrize("path", ["/privacy/1999-01/", "/terms/2026-11/"])
    def test_a_version_that_never_was_is_not_found(self, client: Client, db: None, path: str):
        assert client.get(path).status_code == 404


class TestBeingAsked:
    def test_it_shows_what_changed_and_leads_back(self, student: User):
        published("privacy", change="Letters are kept a year.")
        browser = signed_in(student)

        asked = browser.get("/account/")
        page = text(browser.get(asked["Location"]))
        answer = browser.post(ACCEPT, {"privacy_version": "v2", "next": "/account/"})

        assert asked["Location"] == f"{ACCEPT}?next=%2Faccount%2F"
        assert "What changed since you accepted it" in page
        assert "Letters are kept a year. (en)" in page
        assert answer["Location"] == "/account/"
        assert browser.get("/account/").status_code == 200
        assert PolicyAcceptance.objects.get(person=student.public_id).how == "asked"

    def test_terms_are_asked_for_by_themselves(self, student: User):
        published("terms")
        browser = signed_in(student)

        page = text(browser.get(ACCEPT))

        assert "terms 1 en" in page
        assert 'name="terms_version" value="v1"' in page
        assert 'name="privacy_version"' not in page


class TestPublishing:
    def answers(self, **changes: object) -> dict:
        return {"after": 0, "effective_from": (today() + timedelta(days=3)).isoformat(), "text_en": "## Rules\n\nBe kind.", "text_es": "", **changes}

    def test_the_first_terms_begin_with_a_text_that_has_to_be_filled_in(self, administrator: User):
        browser = signed_in(administrator)

        page = browser.get("/people/policies/terms/")
        answer = browser.post("/people/policies/terms/", self.answers(text_en=page.context["form"]["text_en"].value(), do="publish"))

        assert "8 CFR 1292.1(a)" in page.context["form"]["text_en"].value()
        assert answer.status_code == 422
        assert "Fill in what stands between" in text(answer)

    def test_looking_first_publishes_nothing(self, administrator: User):
        page = signed_in(administrator).post("/people/policies/terms/", self.answers(do="preview"))

        assert "<h2>Rules</h2>" in text(page)
        assert "Not published yet" in text(page)
        assert not PolicyVersion.objects.filter(kind="terms").exists()

    def test_publishing_leads_to_the_report(self, administrator: User):
        browser = signed_in(administrator)

        answer = browser.post("/people/policies/terms/", self.answers(do="publish"))

        assert answer["Location"] == "/people/policies/"
        assert "To come" in text(browser.get("/people/policies/"))

    def test_a_refusal_keeps_what_was_typed(self, administrator: User):
        published("terms")

        page = signed_in(administrator).post("/people/policies/terms/", self.answers(change_en="All new.", do="publish"))

        assert page.status_code == 422
        assert "Somebody published a version" in text(page)
        assert "Be kind." in text(page)

    def test_nobody_else_finds_the_pages(self, coordinator: User):
        browser = signed_in(coordinator)

        assert [browser.get(path).status_code for path in ("/people/policies/", "/people/policies/terms/")] == [404, 404]

    def test_there_are_two_kinds(self, administrator: User):
        assert signed_in(administrator).get("/people/policies/cookies/").status_code == 404
