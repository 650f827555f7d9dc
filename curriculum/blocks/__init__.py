"""The blocks a lesson is made of, one kind a file, in the order authors see them."""

from wagtail.blocks import Block

from curriculum.blocks.authority import AuthorityBlock
from curriculum.blocks.callout import CalloutBlock
from curriculum.blocks.check import KnowledgeCheckBlock
from curriculum.blocks.download import DownloadBlock
from curriculum.blocks.image import ImageBlock
from curriculum.blocks.markdown import MarkdownBlock
from curriculum.blocks.prose import ProseBlock


def lesson_blocks() -> list[tuple[str, Block]]:
    """Name and block of each kind; the name is how stored lessons refer to it, for good."""
    return [
        ("markdown", MarkdownBlock()),
        ("prose", ProseBlock()),
        ("callout", CalloutBlock()),
        ("authority", AuthorityBlock()),
        ("check", KnowledgeCheckBlock()),
        ("image", ImageBlock()),
        ("download", DownloadBlock()),
    ]


__all__ = ["lesson_blocks"]
