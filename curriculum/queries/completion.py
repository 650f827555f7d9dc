"""Whether a lesson's completion rule holds, and if not, what is still missing."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from curriculum.models import LessonPage, LessonProgress
from curriculum.queries.snapshots import LessonContent


@dataclass(frozen=True)
class Standing:
    """What stands between a student and a lesson's completion; ``sentences`` says it in the reader's language, empty when nothing does."""

    sentences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.sentences


def completion_standing(lesson: LessonPage, content: LessonContent, progress: LessonProgress | None, credited_ms: int) -> Standing:
    """The rule of hours.md, section 3: seen to the end, checks answered, a minimum share of the expected time."""
    missing = []
    if lesson.requires_end and not (progress and progress.seen_to_end_at):
        missing.append(gettext("Read to the end of the lesson."))
    unanswered = set(content.checks) - set(progress.checks if progress else {})
    if lesson.requires_checks and unanswered:
        missing.append(ngettext("Answer the knowledge check.", "Answer %(number)s knowledge checks.", len(unanswered)) % {"number": len(unanswered)})
    needed_ms = lesson.minutes * lesson.minimum_share_percent * 600
    credited_ms += progress.attested_minutes * 60_000 if progress else 0  # approved statements count toward the share
    if credited_ms < needed_ms:
        minutes = -(-(needed_ms - credited_ms) // 60_000)
        said = gettext("Study for about %(minutes)s more min: %(share)s %% of the lesson's %(whole)s minutes must be counted.")
        missing.append(said % {"minutes": minutes, "share": lesson.minimum_share_percent, "whole": lesson.minutes})
    return Standing(tuple(missing))
