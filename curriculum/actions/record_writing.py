"""Writing down whose words a draft holds, each time a revision is saved."""

from wagtail.models import Revision

from curriculum.models import LessonPage, LessonWriting
from curriculum.queries.reviews import taught_sha256


def record_writing(revision: Revision) -> None:
    """Name the revision's author a writer of the lesson, if its words are not those of the revision before.

    Wagtail saves over one revision while its author goes on typing: what they take back again is no writing.
    """
    taught = taught_sha256(revision.as_object())
    before = LessonWriting.objects.filter(lesson=int(revision.object_id), revision__lt=revision.pk).order_by("-revision").first()
    if before is not None and before.taught_sha256 == taught:
        LessonWriting.objects.filter(revision=revision.pk).delete()
        return
    facts = {"writer_id": revision.user_id, "taught_sha256": taught, "written_at": revision.created_at}
    LessonWriting.objects.update_or_create(revision=revision.pk, defaults={"lesson_id": int(revision.object_id), **facts})


def is_of_lesson(revision: Revision) -> bool:
    return revision.content_type.model_class() is LessonPage
