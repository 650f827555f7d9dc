"""The log reads as prose: every kind has a sentence, and every event fills it."""

import pytest

from lms.audit.api import event_kinds, record_event, register_event_kind, sentence_of
from lms.audit.kinds import EventKind
from lms.audit.models import Event
from tests.factories.people import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("kind", event_kinds, ids=lambda kind: kind.key)
def test_every_registered_kind_reads_as_a_sentence(kind: EventKind) -> None:
    event = record_event(kind.key, by=UserFactory(preferred_name="Rosa"), subject_id="subject", data=kind.sample())

    sentence = sentence_of(event)

    assert "…" not in sentence
    assert "{" not in sentence
    assert all(fact in sentence for fact in kind.sample().values())


@pytest.mark.django_db
def test_a_sentence_names_the_actor_and_the_facts(invited: str) -> None:
    event = record_event(invited, by=UserFactory(preferred_name="Rosa"), data={"email": "ana@north.example", "role": "student"})

    assert sentence_of(event) == "Rosa invited ana@north.example as student"


@pytest.mark.parametrize(("actor", "label", "who"), [("", "", "Pathway"), ("x1", "", "x1"), ("x1", "Rosa", "Rosa")])
def test_a_sentence_says_who_as_well_as_it_can(invited: str, actor: str, label: str, who: str) -> None:
    event = Event(kind=invited, actor=actor, actor_label=label, data={"email": "a", "role": "b"})

    assert sentence_of(event) == f"{who} invited a as b"


def test_an_old_event_without_a_fact_of_the_present_sentence_can_still_be_read(invited: str) -> None:
    assert sentence_of(Event(kind=invited, data={"email": "ana@north.example"})) == "Pathway invited ana@north.example as …"


def test_an_event_of_a_kind_that_is_gone_can_still_be_read() -> None:
    assert sentence_of(Event(kind="old.kind", actor_label="Rosa", data={})) == "Rosa: old.kind"


def test_facts_that_look_like_fields_are_shown_as_they_are(invited: str) -> None:
    event = Event(kind=invited, actor_label="{email.__class__}", data={"email": "{role}", "role": "%s"})

    assert sentence_of(event) == "{email.__class__} invited {role} as %s"


@pytest.mark.parametrize("sentence", ["{actor.password}", "{data[0]}", "{email!r}", "{email:>9}", "{}", "{0}"])
def test_a_sentence_with_more_than_plain_names_is_refused(invited: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="is not a plain name"):
        register_event_kind("sample.other", sentence)


def test_a_kind_is_registered_once(invited: str) -> None:
    with pytest.raises(ValueError, match=r"“sample\.invited” is registered twice"):
        register_event_kind(invited, "{actor} did it again")
