"""Versions of the privacy notice and the terms of use: publishing the next one, and accepting."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from lms.audit.api import events_about, sentence_of
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.people.actions.accept_policies import accept_policies
from lms.people.actions.publish_policy import Draft, publish_policy
from lms.people.models import Campus, PolicyAcceptance, PolicyText, PolicyVersion, User
from lms.people.queries.own_export import policies_part
from lms.people.queries.policies import accepted_versions, in_force, owed_kinds, people_who_owe, to_accept, today
from tests.factories.people import person
from tests.factories.policies import published

FIRST = settings.PRIVACY_NOTICE_VERSION


@pytest.fixture
def newcomer(north: Campus) -> User:
    return person("student", north, privacy_version="", privacy_accepted_at=None)


def publish(
    by: User, kind: str = "terms", *, text: str = "## Rules\n\nBe kind.", change: str = "", days: int = 1, after: int = 0, **more: str
) -> PolicyVersion:
    drafts = [Draft("en", text, change), *(Draft(language, words, change) for language, words in more.items())]
    return publish_policy(kind=kind, drafts=drafts, effective_from=today() + timedelta(days=days), after=after, by=by)


class TestPublishing:
    def test_it_holds_from_its_day_on_and_is_named_after_it(self, administrator: User):
        to_come = publish(administrator, days=1)

        assert to_come.version == (today() + timedelta(days=1)).isoformat()
        assert "terms" not in in_force()
        assert in_force()["privacy"].version == FIRST

    def test_markdown_is_rendered_and_cleaned_once(self, administrator: User):
        policy = publish(administrator, text="## Rules\n\n<script>alert(1)</script> **Be kind.**", es="## Reglas")

        html = policy.texts.get(language="en").html
        assert "<h2>Rules</h2>" in html
        assert "<strong>Be kind.</strong>" in html
        assert "script" not in html
        assert policy.texts.get(language="es").html == "<h2>Reglas</h2>"

    def test_a_second_one_of_a_day_takes_the_place_of_the_first(self, administrator: User):
        first = publish(administrator, days=0)
        second = publish(administrator, days=0, change="A word was missing.", after=1)

        assert second.version == f"{first.version}-2"
        assert in_force()["terms"] == second

    @pytest.mark.parametrize(
        ("faulty", "sentence"),
        [
            ({"text": " "}, "in English"),
            ({"text": "Terms of [[your organization]]"}, "Fill in"),
            ({"days": -1}, "today or a later day"),
        ],
    )
    def test_a_first_version_that_will_not_do_is_refused(self, administrator: User, faulty: dict, sentence: str):
        with pytest.raises(Invalid, match=sentence):
            publish(administrator, **faulty)

    def test_the_next_version_says_what_changed_in_each_language(self, administrator: User):
        publish(administrator)

        with pytest.raises(Invalid, match="what changed"):
            publish(administrator, after=1)

    def test_the_next_version_does_not_hold_before_the_one_before_it(self, administrator: User):
        publish(administrator, days=10)

        with pytest.raises(Invalid, match="cannot hold before"):
            publish(administrator, change="Shorter.", days=5, after=1)

    def test_two_who_write_at_once_do_not_overwrite_each_other(self, administrator: User):
        publish(administrator)

        with pytest.raises(Conflict, match="while you were writing"):
            publish(administrator, after=0)

        assert PolicyVersion.objects.filter(kind="terms").count() == 1

    def test_only_administrators_publish(self, coordinator: User):
        with pytest.raises(Forbidden):
            publish(coordinator)

    def test_the_log_says_who_published(self, administrator: User):
        policy = publish(administrator)

        event = events_about("policy", f"terms/{policy.version}").get()
        assert f"published a version of a policy: terms {policy.version}" in sentence_of(event)


class TestAccepting:
    def test_the_version_is_kept_with_when_and_how_and_in_which_language(self, newcomer: User):
        with translation.override("es"):
            accept_policies(person=newcomer, versions={"privacy": FIRST}, how="asked")

        row = PolicyAcceptance.objects.get(person=newcomer.public_id)
        assert (row.kind, row.version, row.language, row.how) == ("privacy", FIRST, "es", "asked")
        newcomer.refresh_from_db()
        assert (newcomer.privacy_version, newcomer.terms_version) == (FIRST, "")
        assert newcomer.privacy_accepted_at is not None

    def test_english_is_kept_where_only_english_was_shown(self, student: User):
        terms = published()
        with translation.override("es"):
            accept_policies(person=student, versions={"terms": terms.version}, how="asked")

        assert PolicyAcceptance.objects.get(kind="terms").language == "en"

    def test_a_second_click_changes_nothing(self, newcomer: User):
        for _click in range(2):
            accept_policies(person=newcomer, versions={"privacy": FIRST}, how="asked")

        assert PolicyAcceptance.objects.filter(person=newcomer.public_id).count() == 1

    def test_a_version_that_is_not_in_force_is_not_accepted(self, student: User):
        for version in ("2020-01", published("privacy", in_days=3).version):
            with pytest.raises(Invalid, match="has changed"):
                accept_policies(person=student, versions={"privacy": version}, how="asked")

    def test_terms_that_begin_to_hold_while_somebody_reads_are_read_too(self, newcomer: User):
        published()

        with pytest.raises(Invalid, match="terms of use have changed"):
            accept_policies(person=newcomer, versions={"privacy": FIRST}, how="joined")

        assert not PolicyAcceptance.objects.exists()

    def test_who_accepted_says_nothing_twice_when_only_the_other_is_new(self, student: User):
        terms = published()

        accept_policies(person=student, versions={"terms": terms.version}, how="asked")

        assert owed_kinds(student) == []

    def test_each_acceptance_is_in_the_persons_own_export(self, newcomer: User):
        terms = published()
        accept_policies(person=newcomer, versions={"privacy": FIRST, "terms": terms.version}, how="joined")

        part = policies_part(newcomer)

        assert [(one["policy"], one["version"], one["how"]) for one in part.data] == [
            ("privacy", FIRST, "when accepting the invitation"), ("terms", terms.version, "when accepting the invitation"),
        ]  # fmt: skip


class TestWhatIsShown:
    def test_only_what_is_owed_and_every_change_since(self, student: User):
        User.objects.filter(pk=student.pk).update(terms_version=published(in_days=-9).version)
        published(in_days=-5, change="Hours are corrected in public.")
        published(in_days=-1, change="Quizzes may be paused.")
        published(in_days=4, change="Not yet.")

        (shown,) = to_accept(User.objects.get(pk=student.pk))

        assert (shown.kind.key, shown.policy.number) == ("terms", 3)
        assert shown.changes == ("Quizzes may be paused. (en)", "Hours are corrected in public. (en)")

    def test_who_never_accepted_reads_the_text_and_no_changes(self, newcomer: User):
        published(in_days=-9)
        published(in_days=-5, change="Shorter.")

        assert [(shown.kind.key, shown.changes) for shown in to_accept(newcomer)] == [("privacy", ()), ("terms", ())]


class TestReport:
    def test_it_counts_people_by_version_and_who_is_still_asked(self, administrator: User, student: User, newcomer: User):
        terms = published()
        for one in (administrator, student):
            accept_policies(person=one, versions={"terms": terms.version}, how="asked")

        (line,) = accepted_versions()["terms"]

        assert (line.policy.version, line.accepted, line.is_in_force, line.is_to_come) == (terms.version, 2, True, False)
        assert people_who_owe() == {"privacy": 1, "terms": 1}

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_as_much_for_one_version_as_for_three(self, db: None, number: int, django_assert_num_queries):
        for count in range(number):
            published(in_days=count - 3)

        with django_assert_num_queries(5):  # counts; in force and their texts; all and their texts
            report = accepted_versions()

        assert len(report["terms"]) == number


class TestWhatTheDatabaseHolds:
    @pytest.mark.parametrize("model", [PolicyVersion, PolicyText])
    def test_what_was_published_is_not_changed(self, db: None, model: type):
        with pytest.raises(AppendOnlyViolation):
            model.objects.all().delete()
        with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET id = id")

    def test_an_acceptance_is_not_taken_back(self, newcomer: User):
        accept_policies(person=newcomer, versions={"privacy": FIRST}, how="asked")

        with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM people_policyacceptance")

    def test_a_version_has_one_text_in_a_language_and_a_known_kind(self, db: None):
        with pytest.raises(IntegrityError), transaction.atomic():
            PolicyText.objects.create(policy=PolicyVersion.objects.get(), language="en", source="x", html="x")
        with pytest.raises(IntegrityError), transaction.atomic():
            PolicyVersion.objects.create(kind="cookies", number=1, version="1", effective_from=today(), published_at=f"{today()}T00:00:00Z")


def test_the_first_notice_is_in_both_languages_and_its_english_is_the_page_that_was_accepted(db: None):
    first = PolicyVersion.objects.get(kind="privacy", number=1)

    texts = {text.language: text.html for text in first.texts.all()}

    assert (first.version, set(texts)) == (FIRST, {"en", "es"})
    assert texts["en"].count("<h2>") == texts["es"].count("<h2>") == 7
    assert texts["en"].count("<li>") == texts["es"].count("<li>") == 17
    assert "We ask you to read the new one before you go on." in texts["en"]
