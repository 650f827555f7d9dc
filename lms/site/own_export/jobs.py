"""Writing a person's own export in the background, and who may take it."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from curriculum.api import seal_study_log
from lms.core.errors import NotFound
from lms.core.failpoints import failpoint
from lms.jobs.api import JobRun
from lms.people.api import person_called
from lms.site.own_export.packing import packed
from lms.vault.api import store

KIND, KEPT_DAYS = "site.own_export", 7


def run(job: JobRun) -> dict[str, Any]:
    """Pack everything about the job's owner; payload ``{language}``. Ended study is sealed first, as it is before the record is shown."""
    person = person_called(job.owner)
    if person is None or not person.is_active:
        raise NotFound("This account is closed.")
    seal_study_log(person)
    with translation.override(job.payload["language"]):
        pieces = packed(person, job.advance)
        file = store(KIND, pieces, name="pathway-my-records.zip", media_type="application/zip", owner=job.owner, by=job.owner, key=job.public_id)
        failpoint("own_export.stored")
        return {"file": file.public_id, "sentence": gettext("Everything about you is ready to download.")}


def is_owner(person: Any, file: Any) -> bool:
    """Nobody else downloads it, whatever their role."""
    return bool(person.is_authenticated and person.is_active and file.owner == person.public_id)
