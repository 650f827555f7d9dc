"""A file any enrolled student may take along. Evidence never goes here (decision record: evidence in the vault)."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock()
    title = blocks.CharBlock(max_length=200)

    class Meta:
        icon = "download"
        label = "Download"
        group = "Pictures and recordings"
        template = "curriculum/blocks/download.html"
