"""What an officer ticked is what they read: a sheet that changed before *ready to file* takes its ticks back."""

from typing import Any

import pytest
from django.urls import reverse

from accreditation.actions.answer_form import answer_form
from accreditation.actions.review_packet import keep_review, mark_ready
from accreditation.models import FilingAnswers, OfficerReview
from accreditation.packets.reading import reading_of
from accreditation.policies.checklist import READ_IN
from lms.core.errors import Invalid
from tests.factories.filing_answers import said
from tests.factories.packets import PacketRoom

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def ticked(room: PacketRoom) -> None:
    """Everything was read and confirmed, and nothing decided."""
    room.handed_over()
    keep_review(application=room.application, ticked=reading_of(room.application).reads, accepted={}, by=room.olga)


def test_a_document_that_came_after_the_tick_was_not_read(room: PacketRoom) -> None:
    ticked(room)
    room.verified("recommendation_letter", writer="Third Writer")

    with pytest.raises(Invalid) as refused:
        mark_ready(application=room.application, by=room.olga)

    assert refused.value.sentences == ["Changed since you read it: Two letters of recommendation.", "Changed since you read it: Age of letters."]
    assert OfficerReview.objects.get().outcome == "open"


def test_a_worksheet_that_changed_takes_back_the_ticks_of_the_form_alone(room: PacketRoom, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    ticked(room)
    seen = FilingAnswers.objects.filter(application=room.application).count()
    answer_form(application=room.application, answers=said(prior_applications="One, withdrawn in 2024."), seen=seen, by=room.emil)

    shown = room.browser(room.olga).get(reverse("applications:review", args=[room.application.public_id])).text
    changed = {key for key in reading_of(room.application).reads if f'id="c-{key}"' in shown}

    assert changed == {key for key, tabs in READ_IN.items() if "A" in tabs and f'id="t-{key}"' in shown}
    assert shown.count("Changed since you read it") == len(changed)
    assert 'id="t-resume" checked' in shown
    assert 'id="t-one_form" checked' not in shown


def test_read_again_and_confirmed_again_it_is_ready(room: PacketRoom) -> None:
    ticked(room)
    room.verified("resume")
    with pytest.raises(Invalid, match="Changed since you read it: Resume"):
        mark_ready(application=room.application, by=room.olga)

    ticked(room)
    review = mark_ready(application=room.application, by=room.olga)

    assert review.contents == reading_of(room.application).contents
