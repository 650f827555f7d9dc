"""Videos and sound recordings. Captions and transcript belong to the recording itself, so no lesson plays one without them."""

from wagtail import blocks
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock


class VideoBlock(blocks.StructBlock):
    recording = VideoChooserBlock(label="Video")
    caption = blocks.CharBlock(required=False, max_length=300, help_text="A line below it.")

    class Meta:
        icon = "media"
        label = "Video"
        group = "Pictures and recordings"
        template = "curriculum/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    recording = AudioChooserBlock(label="Sound recording")
    caption = blocks.CharBlock(required=False, max_length=300, help_text="A line below it.")

    class Meta:
        icon = "media"
        label = "Sound recording"
        group = "Pictures and recordings"
        template = "curriculum/blocks/audio.html"
