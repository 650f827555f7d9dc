"""Comparing the form's questions with the official PDF: what was read is kept, what changed meanwhile is not overwritten, filings wait."""

from datetime import date
from typing import Any

import pytest

from accreditation.actions.add_form_edition import add_form_edition
from accreditation.actions.compare_form_edition import ABSENT, OPEN, OTHER, SAME, WRITTEN_IN, Reading, compare_form_edition
from accreditation.models import FormEdition
from accreditation.queries.form_editions import edition_in_use
from lms.audit.api import Event
from lms.core.errors import Conflict, Forbidden, Invalid
from tests.factories.course import member
from tests.factories.form_editions import compared, seen
from tests.factories.people import CampusFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def olga() -> Any:
    return member("olga@north.example", "officer", CampusFactory(slug="north"))


@pytest.fixture
def edition() -> FormEdition:
    return FormEdition.objects.get(form="EOIR-31A")


def compare(edition: FormEdition, by: Any, **changed: Any) -> FormEdition:
    given: dict[str, Any] = {"readings": {}, "seen": seen(edition), "on": TODAY, "today": TODAY, **changed}
    return compare_form_edition(edition=edition, by=by, **given)


def test_an_edition_is_compared_once_every_question_is(edition: FormEdition, olga: Any) -> None:
    kept = compared(edition, by=olga, on=TODAY)

    assert all(field["confirmed"] for field in kept.fields)
    assert (kept.checked_on, kept.checked_by) == (TODAY, olga.public_id)
    assert "every question compared" in str(Event.objects.filter(kind="accreditation.form_edition_compared").get().data)


def test_half_a_comparison_is_kept_and_said_to_be_half(edition: FormEdition, olga: Any) -> None:
    kept = compare(edition, olga, readings={"rep.first": Reading(SAME)})

    assert [field["key"] for field in kept.fields if field["confirmed"]] == ["rep.first"]
    assert f"{len(kept.fields) - 1} questions not compared yet" in str(Event.objects.latest("pk").data)


def test_other_words_absent_and_missing_questions_change_the_list(edition: FormEdition, olga: Any) -> None:
    readings = {"rep.first": Reading(OTHER, "  Given\nname "), "org.dba": Reading(ABSENT)}

    kept = compare(edition, olga, readings=readings, missing=["Fax number, if any"])

    by_key = {field["key"]: field for field in kept.fields}
    assert (by_key["rep.first"]["asks"], by_key["rep.first"]["confirmed"]) == ("Given name", True)
    assert "org.dba" not in by_key
    assert (kept.fields[-1]["asks"], kept.fields[-1]["group"], kept.fields[-1]["confirmed"]) == ("Fax number, if any", WRITTEN_IN, True)


def test_a_comparison_can_be_taken_back_question_by_question(edition: FormEdition, olga: Any) -> None:
    compared(edition, by=olga, on=TODAY)

    kept = compare(edition, olga, readings={"rep.first": Reading(OPEN)})

    assert [field["key"] for field in kept.fields if not field["confirmed"]] == ["rep.first"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(edition: FormEdition, olga: Any) -> None:
    as_it_was = seen(edition)
    compare(edition, olga, readings={"rep.first": Reading(OTHER, "Given name")})

    with pytest.raises(Conflict, match="Somebody else"):
        compare(edition, olga, readings={"rep.last": Reading(SAME)}, seen=as_it_was)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": date(2026, 11, 21)}, "has not come yet"),
        ({"readings": {"rep.first": Reading(OTHER, "  ")}}, "Write what the form asks"),
        ({"missing": ["x" * 301]}, "at most 300 characters"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(edition: FormEdition, olga: Any, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        compare(edition, olga, **changed)

    edition.refresh_from_db()
    assert edition.checked_on is None


def test_a_coordinator_may_not(edition: FormEdition) -> None:
    emil = member("emil@north.example", "coordinator", CampusFactory(slug="north"))

    with pytest.raises(Forbidden):
        compare(edition, emil)


class TestAnotherEdition:
    def test_begins_with_the_questions_before_and_is_used_from_its_day(self, edition: FormEdition, olga: Any) -> None:
        compared(edition, by=olga, on=TODAY)

        later = add_form_edition(form="EOIR-31A", edition="Revised January 2027", effective_from=date(2027, 1, 4), source="EOIR, read today", by=olga)

        assert seen(later) == seen(edition)
        assert not any(field["confirmed"] for field in later.fields)
        assert edition_in_use(date(2027, 1, 3)) == edition
        assert edition_in_use(date(2027, 1, 4)) == later

    def test_is_recorded_once(self, edition: FormEdition, olga: Any) -> None:
        with pytest.raises(Invalid, match="already"):
            add_form_edition(form=edition.form, edition=edition.edition, effective_from=TODAY, source="again", by=olga)
