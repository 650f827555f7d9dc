"""An authorized officer reads a packet before it is filed."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accreditation.actions.move_application import move_application
from accreditation.actions.review_packet import keep_review, mark_ready, return_packet, take_over
from accreditation.models import OfficerReview
from accreditation.packets.reading import reading_of
from accreditation.queries.application_standing import standing_of
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Membership, User
from tests.factories.application_room import TODAY, Room
from tests.factories.applications import handed_over
from tests.factories.course import member

pytestmark = pytest.mark.django_db


class TestReview:
    def test_the_officer_is_not_the_preparer(self, room: Room) -> None:
        both = member("both@north.example", "officer", room.campus)
        Membership.objects.create(user=both, campus=room.campus, role="coordinator")
        application = handed_over(room.place, room.organization, coordinator=both)

        with pytest.raises(Forbidden, match="neither prepared it"):
            keep_review(application=application, ticked={}, accepted={}, by=User.objects.get(pk=both.pk))

    def test_the_database_refuses_it_too(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficerReview.objects.create(
                application=application, student=application.student, prepared_by="same", officer="same", opened_at=datetime(2026, 11, 1, tzinfo=UTC)
            )

    def test_a_missing_point_needs_a_reason_and_every_point_a_tick(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        keep_review(application=application, ticked={}, accepted={"resume": "  "}, by=room.olga)

        with pytest.raises(Invalid) as refused:
            mark_ready(application=application, by=room.olga)

        assert "Still open: Resume." in refused.value.sentences
        assert any("point by point" in one for one in refused.value.sentences)

    def test_it_goes_back_with_a_reason_and_is_read_anew(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        with pytest.raises(Invalid, match="Say why"):
            return_packet(application=application, reason=" ", by=room.olga)

        return_packet(application=application, reason="The second letter is missing.", by=room.olga)

        application.refresh_from_db()
        assert application.state == "assembling"
        again = move_application(application=application, move="check_done", by=room.emil)
        assert not standing_of(again, TODAY).reviewed

    def test_two_officers_do_not_read_it_at_once(self, room: Room) -> None:
        other = member("other@north.example", "officer", room.campus)
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        keep_review(application=application, ticked={}, accepted={}, by=room.olga)

        with pytest.raises(Conflict, match="Another officer"):
            keep_review(application=application, ticked={}, accepted={}, by=other)

    def test_another_may_read_it_in_their_place_from_the_beginning(self, room: Room) -> None:
        other = member("other@north.example", "officer", room.campus)
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        keep_review(application=application, ticked={"edition": reading_of(application).reads["edition"]}, accepted={}, by=room.olga)

        review = take_over(application=application, by=other)

        assert (review.officer, review.ticks) == (other.public_id, {})
        with pytest.raises(Conflict, match="Another officer"):
            keep_review(application=application, ticked={}, accepted={}, by=room.olga)
