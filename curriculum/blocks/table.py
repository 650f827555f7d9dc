"""A table with a heading for each column, read aloud cell by cell with its heading."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class LessonTableBlock(TypedTableBlock):
    def __init__(self, **options: object) -> None:
        super().__init__([("text", blocks.TextBlock(required=False, rows=2)), ("number", blocks.DecimalBlock(required=False))], **options)

    class Meta:
        icon = "table"
        label = "Table"
        group = "Text"
        template = "curriculum/blocks/table.html"
