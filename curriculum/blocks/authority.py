"""A legal source, with a sentence on what it says here; its status is shown as it is at publishing."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from curriculum.blocks.markdown import RenderedOnce


class AuthorityBlock(RenderedOnce):
    authority = SnippetChooserBlock("curriculum.Authority")

    class Meta:
        icon = "clipboard-list"
        label = "Authority"
        group = "Law"
        template = "curriculum/blocks/authority.html"

    source = blocks.TextBlock(label="What it says here", help_text="One or two sentences, Markdown.")
