"""What the text of a notice is made of: paragraphs, headings, pictures, attachments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

#: No tables, no raw HTML, no embeds: figures are rows of the snapshot, not text.
FEATURES = ["bold", "ol", "ul", "link"]


class PictureBlock(StructBlock):
    """A picture with the words under it."""

    image = ImageChooserBlock(label=_("picture"))
    caption = CharBlock(label=_("caption"), max_length=120)

    class Meta:
        icon = "image"
        label = _("picture")


class NoticeBlocks(StreamBlock):
    """The blocks of a notice."""

    heading = CharBlock(label=_("heading"), max_length=60, icon="title")
    paragraph = RichTextBlock(label=_("paragraph"), features=FEATURES)
    picture = PictureBlock()
    attachment = DocumentChooserBlock(label=_("attachment"))
