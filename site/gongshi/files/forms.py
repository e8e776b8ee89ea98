"""Wagtail's upload forms: the same checks as everywhere, as errors beside the field."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.fields import FileField
from django.utils.translation import gettext
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from gongshi.files import rules
from gongshi.files.documents import EXTENSIONS, media_type
from gongshi.files.images import reencode
from gongshi.verdict import RuleBroken, require


class CheckedImageField(WagtailImageField):
    """Saves the picture anew in place, so that every later step sees the clean one only.

    Wagtail keeps the upload itself when another field is missing and stores it later unchecked.
    """

    def to_python(self, data: Any) -> Any:
        file: Any = FileField.to_python(self, data)
        if file is None:
            return None
        clean = _checked(reencode, _bytes(file))
        file.file.seek(0)
        file.file.truncate()
        file.file.write(clean)
        file.file.flush()
        file.seek(0)
        file.size = len(clean)
        file.name = f"{PurePath(file.name or 'image').stem}.jpg"
        file.content_type = "image/jpeg"
        return file


class CheckedDocumentField(WagtailDocumentField):
    """Accepts what is a document by its content, under the extension it should have."""

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        kind = _checked(media_type, _bytes(file))
        file.name = f"{PurePath(file.name or 'document').stem}.{EXTENSIONS[kind]}"
        return file


class ImageForm(BaseImageForm):
    """Wagtail's form for a picture with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _exchange(self, CheckedImageField)


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for a document with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _exchange(self, CheckedDocumentField)


def _exchange(form: Any, field: type[FileField]) -> None:
    """Put our field where Wagtail's forms, which name theirs in code, put another."""
    if old := form.fields.get("file"):
        form.fields["file"] = field(label=old.label, required=old.required, widget=old.widget)


def _bytes(file: Any) -> bytes:
    _checked(lambda size: require(rules.may_upload(size)), file.size)
    file.seek(0)
    data: bytes = file.read()
    file.seek(0)
    return data


def _checked(check: Any, data: Any) -> Any:
    try:
        return check(data)
    except RuleBroken as refused:
        raise ValidationError(refused.verdict.text(gettext), code=refused.verdict.rule) from None
