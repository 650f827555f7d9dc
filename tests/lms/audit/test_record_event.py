"""What is written down when something happens."""

import pytest

from lms.audit.api import events_about, record_event
from lms.audit.models import Event
from lms.core.registry import UnknownKind
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
FACTS = {"email": "ana@north.example", "role": "student"}


def test_an_event_keeps_who_did_it_and_what_they_were_called(invited: str) -> None:
    coordinator = UserFactory(preferred_name="Rosa")

    event = record_event(invited, by=coordinator, subject_kind="person", subject_id="p1", campus="north", data=FACTS)

    stored = Event.objects.get(pk=event.pk)
    assert (stored.actor, stored.actor_label, stored.campus, stored.data) == (coordinator.public_id, "Rosa", "north", FACTS)


def test_an_event_by_a_public_id_names_no_one(invited: str) -> None:
    event = record_event(invited, by="a-public-id", data=FACTS)

    assert (event.actor, event.actor_label) == ("a-public-id", "")


def test_an_event_of_the_system_has_no_actor(invited: str) -> None:
    event = record_event(invited, by=None, data=FACTS)

    assert (event.actor, event.actor_label) == ("", "")


def test_an_event_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownKind, match=r"There is no kind of event called “sample\.vanished”"):
        record_event("sample.vanished", by=None)

    assert Event.objects.count() == 0


def test_an_event_that_lacks_a_fact_of_its_sentence_is_refused(invited: str) -> None:
    with pytest.raises(ValueError, match=r"An event of the kind “sample\.invited” also needs: role\."):
        record_event(invited, by=None, data={"email": "ana@north.example"})

    assert Event.objects.count() == 0


def test_events_about_a_subject_come_oldest_first_and_alone(invited: str) -> None:
    first = record_event(invited, by=None, subject_kind="person", subject_id="p1", data=FACTS)
    record_event(invited, by=None, subject_kind="person", subject_id="p2", data=FACTS)
    second = record_event(invited, by=None, subject_kind="person", subject_id="p1", data=FACTS)

    assert list(events_about("person", "p1")) == [first, second]
