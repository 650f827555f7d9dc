"""Text set apart: notes, warnings, changes of law, tips, examples, exercises, summaries."""

from wagtail import blocks

from curriculum.blocks.markdown import RenderedOnce

KINDS = [
    ("note", "Note"),
    ("warning", "Warning"),
    ("law_changed", "The law changed"),
    ("practice_tip", "Practice tip"),
    ("example", "Worked example"),
    ("exercise", "Exercise"),
    ("summary", "Summary"),
]


class CalloutBlock(RenderedOnce):
    kind = blocks.ChoiceBlock(choices=KINDS, default="note")
    title = blocks.CharBlock(required=False, max_length=200)
    date = blocks.DateBlock(required=False, help_text="For a change of law: since when.")

    class Meta:
        icon = "info-circle"
        label = "Callout"
        group = "Text"
        template = "curriculum/blocks/callout.html"
