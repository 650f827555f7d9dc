"""A picture; nobody can save it without words for those who do not see it."""

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt = blocks.CharBlock(max_length=300, help_text="What the picture shows, for people who do not see it.")
    caption = blocks.CharBlock(required=False, max_length=300)

    class Meta:
        icon = "image"
        label = "Picture"
        group = "Pictures and recordings"
        template = "curriculum/blocks/image.html"
