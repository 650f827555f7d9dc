"""A glossary term set apart in the margin. Other uses of terms link themselves."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class TermBlock(blocks.StructBlock):
    term = SnippetChooserBlock("curriculum.GlossaryTerm")

    class Meta:
        icon = "openquote"
        label = "Glossary term"
        group = "Law"
        template = "curriculum/blocks/term.html"
