"""Jobs, their messages, and letters."""

from typing import Any

from lms.jobs.actions.lease import claim
from lms.jobs.actions.recover_jobs import recover_jobs
from lms.jobs.actions.relay_outbox import relay_outbox
from lms.jobs.api import enqueue
from lms.jobs.models import Job, Outbox
from lms.notices.api import Notice, mail_notice, notify
from tests.torture.marking import forget_leases
from tests.torture.write_paths.base import World, WritePath, person

KIND = "notices.mail_notice"


def to_ask(world: World) -> dict[str, Any]:
    world.number += 1
    return {"key": f"work-{world.number}"}


def ask(key: str) -> str:
    return enqueue(KIND, {"notice": "none"}, by=None, key=key).public_id


def to_relay(world: World) -> dict[str, Any]:
    relay()
    enqueue(KIND, {"notice": "none"}, by=None, **to_ask(world))
    Outbox.objects.filter(job__state="queued").update(sent_at=None)
    return {}


def relay() -> int:
    relay_outbox()
    return Outbox.objects.filter(job__state="queued", sent_at__isnull=True).count()


def to_recover(world: World) -> dict[str, Any]:
    job = enqueue(KIND, {"notice": "none"}, by=None, **to_ask(world))
    claim(job.public_id)
    forget_leases()
    return {"job": job.public_id}


def recover(job: str) -> str:
    recover_jobs()
    return Job.objects.get(public_id=job).state


def to_tell(world: World) -> dict[str, Any]:
    return {"email": world.place().student.email}


def tell(email: str) -> str:
    facts = {"subject_line": "A certificate was issued", "text": "T", "url": "/record/", "key": "certificate"}
    return notify(person(email), "accreditation.certificate_issued", **facts).public_id


def to_mail(world: World) -> dict[str, Any]:
    return {"notice": tell(**to_tell(world))}


def mail(notice: str) -> bool:
    """The hold of whoever died has run out. True once it went, whoever sent it."""
    Notice.objects.filter(public_id=notice).update(claimed_until=None)
    mail_notice(notice)
    return Notice.objects.get(public_id=notice).mailed_at is not None


PATHS = [
    WritePath("job asked for", to_ask, ask, ("jobs.asked", "outbox.before_send", "outbox.after_send")),
    WritePath("outbox", to_relay, relay, ("outbox.before_send", "outbox.after_send"), at_once=False),
    WritePath("job of a dead worker", to_recover, recover, ("jobs.put_back",)),
    WritePath("notice", to_tell, tell, ("notices.told", "jobs.asked", "outbox.before_send", "outbox.after_send")),
    WritePath("letter", to_mail, mail, ("notices.held", "notices.after_sending")),
]
