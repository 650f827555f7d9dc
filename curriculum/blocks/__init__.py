"""The blocks a lesson is made of, one kind a file, in the order authors see them."""

from wagtail.blocks import Block

from curriculum.blocks.authority import AuthorityBlock
from curriculum.blocks.callout import CalloutBlock
from curriculum.blocks.case_file import CaseFileBlock
from curriculum.blocks.check import (
    AnswerCheckBlock,
    CheckBlock,
    ChoiceCheckBlock,
    FormExerciseBlock,
    KnowledgeCheckBlock,
    ReflectionBlock,
    TrueFalseCheckBlock,
)
from curriculum.blocks.comparison import ComparisonBlock
from curriculum.blocks.download import DownloadBlock
from curriculum.blocks.image import ImageBlock
from curriculum.blocks.markdown import MarkdownBlock
from curriculum.blocks.prose import ProseBlock
from curriculum.blocks.recording import AudioBlock, VideoBlock
from curriculum.blocks.table import LessonTableBlock
from curriculum.blocks.term import TermBlock
from curriculum.blocks.timeline import TimelineBlock


def lesson_blocks() -> list[tuple[str, Block]]:
    """Name and block of each kind; the name is how stored lessons refer to it, for good."""
    return [
        ("prose", ProseBlock()),
        ("markdown", MarkdownBlock()),
        ("callout", CalloutBlock()),
        ("table", LessonTableBlock()),
        ("timeline", TimelineBlock()),
        ("comparison", ComparisonBlock()),
        ("authority", AuthorityBlock()),
        ("term", TermBlock()),
        ("choice_check", ChoiceCheckBlock()),
        ("true_false_check", TrueFalseCheckBlock()),
        ("answer_check", AnswerCheckBlock()),
        ("form_exercise", FormExerciseBlock()),
        ("case_file", CaseFileBlock()),
        ("reflection", ReflectionBlock()),
        ("check", KnowledgeCheckBlock()),
        ("image", ImageBlock()),
        ("video", VideoBlock()),
        ("audio", AudioBlock()),
        ("download", DownloadBlock()),
    ]


__all__ = ["CheckBlock", "lesson_blocks"]
