"""What the rooms under all apps put into the world: jobs and notices."""

from django.utils import timezone

from lms.jobs.models import Job
from lms.notices.models import Notice
from tests.factories.canary import canary
from tests.project.world import World, part


@part
def jobs(world: World) -> None:
    """A finished job of each person."""
    world.jobs = {}
    for place, person in world.people.items():
        slug, key = place.split()
        title = canary(slug, "job", key)
        world.jobs[person.pk] = Job.objects.create(kind="people.deliver_mail", title=title, owner=person.public_id, state="done", finished_at=timezone.now())


@part
def notices(world: World) -> None:
    """One notice of each person."""
    world.notices = {}
    for place, person in world.people.items():
        slug, key = place.split()
        text = canary(slug, "notice", key)
        world.notices[person.pk] = Notice.objects.create(person=person.public_id, kind="test", subject_line=text, text=text, url="/", key=text)
