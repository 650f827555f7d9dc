"""A video or a sound recording that lessons play. None exists without the words it says."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from lms.core.models import PublicIdModel


class Recording(PublicIdModel, AbstractMedia):
    """``transcript`` is plain text with a blank line between paragraphs; ``captions`` is a WebVTT file, required of a video."""

    transcript = models.TextField(help_text="Everything that is said, and what is shown where it matters. A blank line starts a paragraph.")
    captions = models.FileField(
        upload_to="captions", blank=True, validators=[FileExtensionValidator(["vtt"])], help_text="A WebVTT file (.vtt). Every video needs one."
    )  # fmt: skip

    admin_form_fields = ("title", "file", "collection", "transcript", "captions", "duration", "width", "height", "thumbnail")
    search_fields = [*AbstractMedia.search_fields, index.SearchField("transcript")]

    class Meta(AbstractMedia.Meta):
        verbose_name = "recording"
        verbose_name_plural = "recordings"
        constraints = [
            models.CheckConstraint(condition=~Q(transcript=""), name="recording_has_transcript"),
            models.CheckConstraint(condition=~Q(type="video") | ~Q(captions=""), name="video_has_captions"),
        ]

    def clean(self, *args: object, **kwargs: object) -> None:
        super().clean(*args, **kwargs)
        if self.type == "video" and not self.captions:
            raise ValidationError({"captions": "A video needs captions. Upload them as a WebVTT file together with it."})
        if self.captions and not _is_webvtt(self.captions):
            raise ValidationError({"captions": "This is not a WebVTT file: its first line must be WEBVTT."})

    @property
    def transcript_paragraphs(self) -> list[str]:
        return [part.strip() for part in self.transcript.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _is_webvtt(file: models.fields.files.FieldFile) -> bool:
    with file.open("rb") as opened:
        first: bytes = opened.read(9)
    return first.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
