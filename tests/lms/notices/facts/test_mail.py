"""Letters that were given up, and letters that are tried again."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from lms.core.clock import now
from lms.core.operations.registry import State
from lms.jobs.api import Job, run_job
from lms.notices.api import notify
from lms.notices.facts.mail import read_mail
from lms.people.api import queue_mail

pytestmark = pytest.mark.django_db


def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def send(_self: Any, _messages: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)


def test_letters_that_go_out_are_fine(noor: Any) -> None:
    notify(noor, "sample.result", subject_line="Ready", text="Look.", url="/", key="one")
    run_job(Job.objects.get().public_id)

    assert len(mail.outbox) == 1
    assert [fact.state for fact in read_mail().facts] == [State.FINE, State.FINE, State.FINE]


def test_a_letter_tried_again_points_to_the_mail_server_and_one_given_up_stays_a_week(noor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch)
    notify(noor, "sample.result", subject_line="Ready", text="Look.", url="/", key="one")
    queue_mail(to="ana@north.example", subject="An invitation", text="Come.")
    for job in Job.objects.all():
        run_job(job.public_id)

    again = read_mail()

    assert [fact.state for fact in again.facts] == [State.FINE, State.LOOK, State.FINE]
    assert again.samples[:2] == [("pathway_mail_failed", (), 0), ("pathway_mail_retrying", (), 2)]
    Job.objects.update(attempts=11)
    for job in Job.objects.all():
        run_job(job.public_id)
    assert read_mail().samples[:2] == [("pathway_mail_failed", (), 2), ("pathway_mail_retrying", (), 0)]
    assert read_mail().facts[0].says == "2 letters were given up within 7 days."
    Job.objects.update(finished_at=now() - timedelta(days=8))
    assert [fact.state for fact in read_mail().facts] == [State.FINE, State.FINE, State.FINE]
