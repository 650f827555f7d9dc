"""What happened when: events in order."""

from wagtail import blocks

from curriculum.blocks.markdown import RenderedOnce


class EventBlock(RenderedOnce):
    when = blocks.CharBlock(max_length=60, help_text="As people say it: 1996, or March 8, 2026.")
    title = blocks.CharBlock(max_length=200)
    source = blocks.TextBlock(required=False, rows=2, label="Text", help_text="Markdown.")

    class Meta:
        label = "Event"


class TimelineBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=200)
    events = blocks.ListBlock(EventBlock(), min_num=2, max_num=40)

    class Meta:
        icon = "date"
        label = "Timeline"
        group = "Text"
        template = "curriculum/blocks/timeline.html"
