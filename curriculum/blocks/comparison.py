"""Two or three things side by side, aspect by aspect: asylum beside withholding beside CAT."""

from django.core.exceptions import ValidationError
from wagtail import blocks


class ComparisonRowBlock(blocks.StructBlock):
    aspect = blocks.CharBlock(max_length=120, help_text="What is compared, such as Standard of proof.")
    cells = blocks.ListBlock(blocks.TextBlock(rows=2), min_num=2, max_num=3)

    class Meta:
        label = "Aspect"


class ComparisonBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200)
    things = blocks.ListBlock(blocks.CharBlock(max_length=80), min_num=2, max_num=3)
    rows = blocks.ListBlock(ComparisonRowBlock(), min_num=1, max_num=30)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        number = len(cleaned["things"])
        if wrong := next((row["aspect"] for row in cleaned["rows"] if len(row["cells"]) != number), None):
            raise blocks.StructBlockValidationError({"rows": ValidationError(f"“{wrong}” needs {number} cells, one for each thing.")})
        return cleaned

    class Meta:
        icon = "table"
        label = "Comparison"
        group = "Text"
        template = "curriculum/blocks/comparison.html"
