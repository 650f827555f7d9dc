"""The first draft of a renewal’s packet, asked for by the clock, so that what is missing is known half a year ahead."""

from django.urls import reverse

from accreditation.actions.tell_application import MOVED, keepers
from accreditation.models import Application
from lms.core.errors import TooMany
from lms.jobs.api import enqueue
from lms.notices.api import Told, notify_many
from lms.people.api import User


def draft_renewal(renewal: Application) -> str:
    """Have the draft packet of ``renewal`` built for whoever puts it together, once; the public id of the job, empty where there can be none.

    The job is that of the first coordinator of the campus: the right to the file is asked of them, as if they had pressed the button. Somebody with too
    many jobs waiting builds it by hand later: the renewal is open all the same.
    """
    people = keepers(renewal, "coordinator")
    if not people or not renewal.enrollment:
        return ""
    try:
        return _asked(renewal, people[0])
    except TooMany:
        return ""


def _asked(renewal: Application, person: User) -> str:
    payload = {"enrollment": renewal.enrollment, "scheme": renewal.scheme, "draft": True}
    job = enqueue("accreditation.build_packet", payload, by=person.public_id, campus=renewal.campus, key=f"renewal-draft:{renewal.public_id}")
    told = Told(
        person, "A draft packet for a renewal is being built", "It lists what is still missing, 180 days before the printed date.",
        reverse("jobs:job", args=[job.public_id]), f"renewal-draft:{renewal.public_id}",
    )  # fmt: skip
    notify_many(MOVED, [told])
    return str(job.public_id)
