"""What the privacy notice says is not kept is not kept."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from lms.jobs.api import sweeps
from lms.people.actions.forget_traces import forget_ended_sessions, forget_wrong_attempts
from lms.people.models import User
from tests.lms.people.browsers import sign_in, signed_in


def test_wrong_attempts_are_forgotten_when_they_no_longer_count(client: Client, student: User):
    sign_in(client, student.email, "wrong")
    sign_in(client, "nobody@north.example", "wrong")
    AccessAttempt.objects.filter(username=student.email).update(attempt_time=timezone.now() - timedelta(minutes=16))

    forget_wrong_attempts()

    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["nobody@north.example"]


def test_ended_sessions_are_forgotten(student: User):
    signed_in(student)
    signed_in(student)
    ended = Session.objects.first()
    Session.objects.filter(pk=ended.pk).update(expire_date=timezone.now() - timedelta(seconds=1))

    forget_ended_sessions()

    assert Session.objects.count() == 1


@pytest.mark.parametrize("name", ["people.wrong_attempts", "people.ended_sessions"])
def test_both_are_swept(name: str):
    assert name in sweeps
